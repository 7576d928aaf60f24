import * as cloudwatch from '@pulumi/aws/cloudwatch';
import type { PlannedLogGroup } from '../../plan/plan';
import type { PulumiContext } from '../context';

/**
 * A log group. A retained one outlives the stack: CloudWatch Logs refuses to delete it, and Pulumi only forgets it (`skipDestroy`) rather than
 * fail. Pulumi's `protect` would stop the deletion of the whole stack instead, so it is left to the program.
 */
export const logGroup = ({ id, component, name, retentionDays, retain, tags }: PlannedLogGroup, context: PulumiContext): void =>
  context.register(
    cloudwatch.LogGroup,
    id,
    {
      name: context.text(name),
      retentionInDays: retentionDays,
      deletionProtectionEnabled: retain,
      skipDestroy: retain,
      tags: context.tags(tags),
    },
    // A workload that starts first would make the group itself, and the deployment would fail.
    { partOf: component },
  );

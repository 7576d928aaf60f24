import * as cloudwatch from '@pulumi/aws/cloudwatch';
import type { PlannedLogGroup } from '../../plan/plan';
import type { PulumiContext } from '../context';

/**
 * A log group. A retained one outlives the stack: CloudWatch Logs refuses to delete it, and Pulumi only forgets it (`skipDestroy`) rather than
 * fail. Pulumi's `protect` would stop the deletion of the whole stack instead, so it is left to the program. The provider has no property for bearer tokens, which
 * CloudWatch Logs refuses unless a group asks for them.
 */
export function logGroup(resource: PlannedLogGroup, context: PulumiContext): void {
  const { id, component, retain, key, dataProtection } = resource;
  context.register(
    cloudwatch.LogGroup,
    id,
    {
      name: context.text(resource.name),
      retentionInDays: resource.retentionDays,
      deletionProtectionEnabled: retain,
      ...(key === undefined ? {} : { kmsKeyId: context.text(key) }),
      skipDestroy: retain,
      tags: context.tags(resource.tags),
    },
    // A workload that starts first would make the group itself, and the deployment would fail.
    { partOf: component },
  );
  // Their own resources, which the workload waits for as well: what is logged before a policy stands is neither found by index nor masked.
  const logGroupName = context.logGroupName(id);
  const below = { parent: id, partOf: component };
  context.register(
    cloudwatch.LogIndexPolicy,
    `${id}/index`,
    { logGroupName, policyDocument: context.json({ Fields: resource.fieldIndexes }) },
    below,
  );
  if (dataProtection === undefined) return;
  context.register(
    cloudwatch.LogDataProtectionPolicy,
    `${id}/data-protection`,
    { logGroupName, policyDocument: context.json(dataProtection) },
    below,
  );
}

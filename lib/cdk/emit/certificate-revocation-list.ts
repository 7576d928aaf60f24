import { CfnCRL } from 'aws-cdk-lib/aws-rolesanywhere';
import type { PlannedRevocationList } from '../../plan/plan';
import type { CdkContext } from '../context';

/** A certificate revocation list, imported for a trust anchor of the plan. */
export const certificateRevocationList = (resource: PlannedRevocationList, context: CdkContext): void =>
  context.add(
    resource,
    (scope, id) =>
      new CfnCRL(scope, id, {
        name: context.text(resource.name),
        crlData: context.text(resource.list),
        trustAnchorArn: context.text(resource.anchorArn),
        enabled: resource.enabled,
        tags: context.tags(resource.tags),
      }),
  );

import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import type { PlannedLogGroup } from '../../plan/plan';
import type { CdkContext } from '../context';

/** A log group. A retained one outlives its stack, and CloudWatch Logs refuses to delete it. */
export const logGroup = (resource: PlannedLogGroup, context: CdkContext): void =>
  context.add(resource, (scope, id) => {
    const group = new CfnLogGroup(scope, id, {
      logGroupName: context.text(resource.name),
      retentionInDays: resource.retentionDays,
      deletionProtectionEnabled: resource.retain,
      bearerTokenAuthenticationEnabled: false,
      ...(resource.key === undefined ? {} : { kmsKeyId: context.text(resource.key) }),
      fieldIndexPolicies: [{ Fields: [...resource.fieldIndexes] }],
      ...(resource.dataProtection === undefined ? {} : { dataProtectionPolicy: context.json(resource.dataProtection) }),
      tags: context.tags(resource.tags),
    });
    group.applyRemovalPolicy(resource.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    return group;
  });

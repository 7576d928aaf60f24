import { Stage } from 'aws-cdk-lib';
import { CfnRolePolicy } from 'aws-cdk-lib/aws-iam';
import type { PlannedRolePolicy } from '../../plan/plan';
import type { CdkContext } from '../context';

/** An inline policy on a role that stands elsewhere. Where it stands in the same stage, it is deployed before. */
export const rolePolicy = (resource: PlannedRolePolicy, context: CdkContext): void =>
  context.add(resource, (scope, id) => {
    const policy = new CfnRolePolicy(scope, id, {
      roleName: context.text(resource.role),
      policyName: resource.name,
      policyDocument: context.document(resource.document),
    });
    const role = context.added(`${resource.component}/role`);
    if (role !== undefined && Stage.of(role) === Stage.of(policy)) policy.addResourceDependency(role);
    context.orderAfter(policy, resource.after ?? []);
    return policy;
  });

import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { PlannedRole } from '../../plan/plan';
import type { CdkContext } from '../context';

/** A role with its inline policies, so that no workload ever runs with the role before its permissions. */
export function role(resource: PlannedRole, context: CdkContext): void {
  const { name, description, trust, policies, boundary, maxSessionSeconds, tags } = resource;
  context.add(
    resource,
    (scope, id) =>
      new CfnRole(scope, id, {
        roleName: name,
        description,
        assumeRolePolicyDocument: context.document(trust),
        policies: policies.map(({ name: policyName, document }) => ({ policyName, policyDocument: context.document(document) })),
        permissionsBoundary: 'planned' in boundary ? plannedBoundary(boundary.planned, context) : context.text(boundary.existing),
        maxSessionDuration: maxSessionSeconds,
        tags: context.tags(tags),
      }),
  );
}

/** `Ref` of a managed policy is its ARN, and orders the two. */
function plannedBoundary(id: string, context: CdkContext): string {
  const boundary = context.added(id);
  if (boundary === undefined) throw new Error(`the boundary \`${id}\` is not made yet`);
  return boundary.ref;
}

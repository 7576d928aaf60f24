import * as iam from '@pulumi/aws/iam';
import type { PlannedRole } from '../../plan/plan';
import type { PulumiContext } from '../context';

/**
 * A role, and one policy resource for each of its inline policies: the role's own `inlinePolicies` is deprecated, and is exclusive, so that a
 * quarantine policy put on the role in an emergency would be taken off by the next deployment.
 */
export function role(resource: PlannedRole, context: PulumiContext): void {
  const { id, component, boundary } = resource;
  const planned = 'planned' in boundary ? boundary.planned : undefined;
  context.register(
    iam.Role,
    id,
    {
      name: resource.name,
      description: resource.description,
      assumeRolePolicy: context.document(resource.trust, { quota: 'trust policy', id }),
      permissionsBoundary: 'planned' in boundary ? context.boundaryArn(boundary.planned) : context.text(boundary.existing),
      maxSessionDuration: resource.maxSessionSeconds,
      tags: context.tags(resource.tags),
    },
    { after: planned === undefined ? [] : [planned], partOf: component },
  );
  const documents = context.documents(
    resource.policies.map(({ document }) => document),
    { quota: 'inline policies', id },
  );
  documents.forEach((policy, index) => {
    const { name = '' } = resource.policies[index] ?? {};
    context.register(iam.RolePolicy, `${id}/${name}`, { name, role: context.roleName(id), policy }, { parent: id, partOf: component });
  });
}

import * as iam from '@pulumi/aws/iam';
import type { PlannedRolePolicy } from '../../plan/plan';
import type { PulumiContext } from '../context';

/** An inline policy on a role that stands elsewhere. */
export const rolePolicy = ({ id, component, role, name, document, rewritten }: PlannedRolePolicy, context: PulumiContext): void =>
  context.register(
    iam.RolePolicy,
    id,
    { name, role: context.text(role), policy: context.document(document, { quota: 'inline policies', id }) },
    // What a state machine has written since is not drift.
    { after: context.identityOf(component), partOf: component, ignoreChanges: rewritten === true ? ['policy'] : [] },
  );

import { defineRule } from '../define-rule';
import { BOUNDARY_PATHS } from '../escalation-paths/iam-paths';
import { escalationMessages, judgePaths } from '../escalation-paths/judge-paths';
import { allows, OWN_ROLE } from '../examples/escalation';
import { LAMBDA_TRUST, role, soundRole } from '../examples/parts';

export default defineRule({
  code: 'WI904',
  name: 'escalation/no-boundary-removal',
  severity: 'error',
  principle: 'a boundary holds only what cannot take it off',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'nobody can take off or replace a permissions boundary',
  why: 'a boundary that the bounded can take off bounds nothing',
  acknowledge: 'for the one pipeline that manages identities',
  sources: ['IAM User Guide, "Permissions boundaries for IAM entities"'],
  visits: 'holder',
  messages: escalationMessages(
    'the policies of `<holder>` let it lift a permissions boundary, in <ways>',
    'deny `iam:DeleteRolePermissionsBoundary`, `iam:PutRolePermissionsBoundary` and their counterparts for users, or take the permission out',
  ),
  check: (holder, tell, context) => judgePaths(BOUNDARY_PATHS, holder, tell, context),
  examples: {
    bad: [
      {
        title: 'a tool that may delete boundaries',
        cloudformation: {
          Tool: role({ trust: LAMBDA_TRUST, policies: [{ name: 'declared', document: allows('iam:DeleteRolePermissionsBoundary') }] }),
        },
        finds: { message: 'open', resource: 'Tool', shown: 'other-delete-role-boundary' },
      },
    ],
    good: [{ title: 'reading a role', cloudformation: soundRole('Tool', LAMBDA_TRUST, { permits: allows('iam:GetRole', OWN_ROLE) }) }],
  },
});

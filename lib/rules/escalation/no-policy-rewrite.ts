import { defineRule } from '../define-rule';
import { POLICY_PATHS } from '../escalation-paths/iam-paths';
import { escalationMessages, judgePaths } from '../escalation-paths/judge-paths';
import { allows, OWN_ROLE } from '../examples/escalation';
import { LAMBDA_TRUST, role, soundRole } from '../examples/parts';

export default defineRule({
  code: 'WI901',
  name: 'escalation/no-policy-rewrite',
  severity: 'error',
  principle: 'nobody grants permissions to themselves',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'nobody can write, attach or change a policy, or join a group, and so gain permissions that nobody gave them',
  why: 'whoever can change a policy that applies to them, or to somebody they can become, holds every permission there is',
  acknowledge: 'for the one pipeline that manages identities, with a boundary that it cannot take off',
  misses: [
    'whoever may write policies of somebody under a boundary only (`iam:PermissionsBoundary`) is taken to gain nothing, whatever the boundary permits',
    'of managed policies that may be attached under a condition on `iam:PolicyARN`, only those of AWS that make an administrator count',
    'a role named one by one whose trust policy names the holder needs no `sts:AssumeRole`, which is not looked at',
  ],
  sources: [
    'IAM User Guide, "Permissions boundaries for IAM entities", delegating responsibility',
    'pathfinding.cloud, catalogue of AWS privilege escalation',
  ],
  visits: 'holder',
  messages: escalationMessages(
    'the policies of `<holder>` let it change what policies permit, in <ways>',
    'take these permissions out, or allow them on exact resources under `"StringEquals": { "iam:PermissionsBoundary": "…" }`',
  ),
  check: (holder, tell, context) => judgePaths(POLICY_PATHS, holder, tell, context),
  examples: {
    bad: [
      {
        title: 'a role that may write its own policy',
        cloudformation: { Tool: role({ trust: LAMBDA_TRUST, policies: [{ name: 'declared', document: allows('iam:PutRolePolicy') }] }) },
        finds: { message: 'open', resource: 'Tool', shown: 'iam-005' },
      },
      {
        title: 'any action on anything',
        cloudformation: { Tool: role({ trust: LAMBDA_TRUST, policies: [{ name: 'declared', document: allows('*') }] }) },
        finds: { message: 'open', resource: 'Tool', shown: 'iam-001' },
      },
    ],
    good: [
      { title: 'reading policies', cloudformation: soundRole('Tool', LAMBDA_TRUST, { permits: allows('iam:GetRolePolicy', OWN_ROLE) }) },
    ],
  },
});

import { defineRule } from '../define-rule';
import { TRUST_PATHS } from '../escalation-paths/iam-paths';
import { escalationMessages, judgePaths } from '../escalation-paths/judge-paths';
import { allows, OWN_ROLE } from '../examples/escalation';
import { LAMBDA_TRUST, role, soundRole } from '../examples/parts';

export default defineRule({
  code: 'WI903',
  name: 'escalation/no-trust-rewrite',
  severity: 'error',
  principle: 'who can become a role is decided where the role is made',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'nobody can change a trust policy, or what an identity provider or trust anchor vouches for',
  why: 'whoever can change who may assume a role can become it, whatever its trust policy says today',
  acknowledge: 'for the one pipeline that manages identities',
  sources: ['IAM User Guide, "Update a role trust policy"', 'pathfinding.cloud, catalogue of AWS privilege escalation'],
  visits: 'holder',
  messages: escalationMessages(
    'the policies of `<holder>` let it change who may become a role, in <ways>',
    'take these permissions out of the workload; let the pipeline that deploys the roles change them',
  ),
  check: (holder, tell, context) => judgePaths(TRUST_PATHS, holder, tell, context),
  examples: {
    bad: [
      {
        title: 'a tool that may rewrite trust policies',
        cloudformation: {
          Tool: role({ trust: LAMBDA_TRUST, policies: [{ name: 'declared', document: allows('iam:UpdateAssumeRolePolicy') }] }),
        },
        finds: { message: 'open', resource: 'Tool', shown: 'iam-012' },
      },
    ],
    good: [{ title: 'reading a role', cloudformation: soundRole('Tool', LAMBDA_TRUST, { permits: allows('iam:GetRole', OWN_ROLE) }) }],
  },
});

import { defineRule } from '../define-rule';
import { CREDENTIAL_PATHS } from '../escalation-paths/iam-paths';
import { escalationMessages, judgePaths } from '../escalation-paths/judge-paths';
import { allows, OWN_USER } from '../examples/escalation';
import { LAMBDA_TRUST, role, soundRole } from '../examples/parts';

export default defineRule({
  code: 'WI902',
  name: 'escalation/no-credentials-of-others',
  severity: 'error',
  principle: 'credentials are issued to their owner only',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'nobody can make access keys, passwords or certificates of a user',
  why: 'whoever makes a user\u2019s credentials is that user from then on, with a static key that no session length bounds',
  acknowledge: 'for the one process that rotates keys, on exact users that can do no more than it',
  misses: ['users outside of the template that are named one by one count as stronger, since what they may do is not known'],
  sources: ['IAM User Guide, "Security best practices in IAM"', 'pathfinding.cloud, catalogue of AWS privilege escalation'],
  visits: 'holder',
  messages: escalationMessages(
    'the policies of `<holder>` let it make credentials of users, in <ways>',
    'take these permissions out: workloads have roles, and people sign in with their identity provider',
  ),
  check: (holder, tell, context) => judgePaths(CREDENTIAL_PATHS, holder, tell, context),
  examples: {
    bad: [
      {
        title: 'a tool that may make access keys',
        cloudformation: { Tool: role({ trust: LAMBDA_TRUST, policies: [{ name: 'declared', document: allows('iam:CreateAccessKey') }] }) },
        finds: { message: 'open', resource: 'Tool', shown: 'iam-002' },
      },
    ],
    good: [
      {
        title: 'listing access keys',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, { permits: allows('iam:ListAccessKeys', OWN_USER) }),
      },
    ],
  },
});

import { defineRule } from '../define-rule';
import { escalationMessages, judgePaths } from '../escalation-paths/judge-paths';
import { PASS_ROLE_PATHS } from '../escalation-paths/pass-role-paths';
import { allows } from '../examples/escalation';
import { LAMBDA_TRUST, role, soundRole } from '../examples/parts';

export default defineRule({
  code: 'WI905',
  name: 'escalation/no-pass-role-escape',
  severity: 'error',
  principle: 'nobody acts as a role by way of code of their own',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'nobody can pass a role to a service together with code that the service then runs as that role',
  why: 'the code runs with everything the role may do, so whoever wrote it holds that too',
  acknowledge: 'for the pipeline that deploys workloads, where `iam:PassRole` names their roles and `iam:PassedToService` their services',
  misses: [
    'a role outside of the template that is passed by its exact name counts as stronger, since what it may do is not known',
    'whether a role exists that lets the service become it, where roles are not named one by one',
  ],
  sources: [
    'IAM User Guide, "Grant a user permissions to pass a role to an AWS service"',
    'pathfinding.cloud, catalogue of AWS privilege escalation',
  ],
  visits: 'holder',
  messages: escalationMessages(
    'the policies of `<holder>` let it run code of its own as another role, in <ways>',
    'take `iam:PassRole` out, or allow it on the exact role that is meant with `"StringEquals": { "iam:PassedToService": "…" }`; better, let a pipeline deploy',
  ),
  check: (holder, tell, context) => judgePaths(PASS_ROLE_PATHS, holder, tell, context),
  examples: {
    bad: [
      {
        title: 'a role for a function of one\u2019s own',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [{ name: 'declared', document: allows(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction']) }],
          }),
        },
        finds: { message: 'open', resource: 'Tool', shown: 'lambda-001' },
      },
      {
        title: 'an AgentCore runtime of one\u2019s own',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [
              {
                name: 'declared',
                document: allows(['iam:PassRole', 'bedrock-agentcore:CreateAgentRuntime', 'bedrock-agentcore:InvokeAgentRuntime']),
              },
            ],
          }),
        },
        finds: { message: 'open', resource: 'Tool', shown: 'other-agentcore-runtime' },
      },
    ],
    good: [
      {
        title: 'calling one function',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: allows('lambda:InvokeFunction', {
            'Fn::Sub': 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:crm',
          }),
        }),
      },
    ],
  },
});

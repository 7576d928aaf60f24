import { defineRule } from '../define-rule';
import { CODE_PATHS } from '../escalation-paths/code-paths';
import { escalationMessages, judgePaths } from '../escalation-paths/judge-paths';
import { allows } from '../examples/escalation';
import { LAMBDA_TRUST, role, soundRole } from '../examples/parts';

export default defineRule({
  code: 'WI906',
  name: 'escalation/no-code-takeover',
  severity: 'error',
  principle: 'only its deployment changes the code of a workload',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'nobody can change the code of a workload that runs already, or run commands in it',
  why: 'code that is changed, and a shell that is opened, act with the role of the workload they are in',
  acknowledge: 'for the pipeline that deploys exactly these workloads, and for operators on call with a session of their own',
  misses: [
    'whether such a workload exists, and whether its role may do more, where none of the template is named',
    'a permission that a plan declares on things named one by one is taken as meant',
  ],
  sources: [
    'AWS Lambda Developer Guide, "Identity-based IAM policies for Lambda"',
    'pathfinding.cloud, catalogue of AWS privilege escalation',
  ],
  visits: 'holder',
  messages: escalationMessages(
    'the policies of `<holder>` let it act through workloads of others, in <ways>',
    'take these permissions out, or allow them on the exact workload that is meant; with a declaration, declare them on it',
  ),
  check: (holder, tell, context) => judgePaths(CODE_PATHS, holder, tell, context),
  examples: {
    bad: [
      {
        title: 'a tool that may change any function',
        cloudformation: {
          Tool: role({ trust: LAMBDA_TRUST, policies: [{ name: 'declared', document: allows('lambda:UpdateFunctionCode') }] }),
        },
        finds: { message: 'open', resource: 'Tool', shown: 'lambda-003' },
      },
      {
        title: 'commands in any AgentCore runtime',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [{ name: 'declared', document: allows('bedrock-agentcore:InvokeAgentRuntimeCommand') }],
          }),
        },
        finds: { message: 'open', resource: 'Tool', shown: 'bedrock-004' },
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

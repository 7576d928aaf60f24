import { defineRule } from '../define-rule';
import { named, tool } from '../examples/isolation';
import { LAMBDA_TRUST, policy, soundRole, writeLogOf } from '../examples/parts';
import { judgeMembers, tellAnswer } from '../reading/reachability/judge-members';

const invoking = (name: string) =>
  policy({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: named('lambda', `function:${name}`) }, writeLogOf('/aws/*'));

export default defineRule({
  code: 'WI406',
  name: 'isolation/no-undeclared-invocation',
  severity: 'error',
  principle: 'who calls whom is declared',
  standards: ['OWASP ASI02', 'OWASP ASI07', 'NIST SP 800-207'],
  summary: 'no component can invoke another without a declared call',
  why: 'a tool that can be invoked by more components than was meant acts on instructions that nobody reviewed the way of',
  acknowledge: 'for a component that is to reach whatever is added later',
  misses: [
    'calls over the network, such as to a URL or a load balancer',
    'policies of resources that let everybody in',
    'where neither a plan nor tags say what a component is, the roles that code takes are kept apart, and a policy that names what it reaches is taken as meant',
    'a value that is known only at deployment is taken to name something that is not in the template',
  ],
  sources: [
    'Service Authorization Reference, AWS Lambda, Amazon Bedrock AgentCore, Amazon SQS, AWS Step Functions',
    'OWASP Top 10 for Agentic Applications, ASI07',
  ],
  visits: 'graph',
  messages: {
    reaches: {
      what: 'the role `<role>` can invoke <others>, and nothing declares that it does',
      fix: 'declare the call (`calls: [ … ]`), or name in the policies of `<role>` what it invokes, without wildcards',
    },
    open: {
      what: 'whether the role `<role>` can invoke <others> could not be decided',
      fix: 'write out the policies and the boundary of `<role>` in the template, with literal actions and resources',
    },
  },
  check: (_graph, tell, context) =>
    judgeMembers(['invoke'], context).map((answer) =>
      tellAnswer(answer, {
        keeps: () => tell.proved(),
        reaches: (names, details) => tell.refuted('reaches', names, details),
        open: (names, details) => tell.undecided('open', names, details),
      }),
    ),
  examples: {
    bad: [
      {
        title: 'a tool that may invoke every function',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST, { permits: invoking('*') }),
          ...soundRole('Search', LAMBDA_TRUST),
          ...tool('Crm'),
          ...tool('Search'),
        },
        finds: { message: 'reaches', resource: 'Crm', shown: 'lambda:InvokeFunction' },
      },
    ],
    good: [
      {
        title: 'a function that may invoke the one that it names',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST, { permits: invoking('search') }),
          ...soundRole('Search', LAMBDA_TRUST),
          ...tool('Crm', 'crm'),
          ...tool('Search', 'search'),
        },
      },
    ],
  },
});

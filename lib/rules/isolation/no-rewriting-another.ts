import { defineRule } from '../define-rule';
import { componentTags, named, tool } from '../examples/isolation';
import { LAMBDA_TRUST, policy, soundRole, writeLogOf } from '../examples/parts';
import { judgeMembers, tellAnswer } from '../reading/reachability/judge-members';

const changing = (action: string, name: string) =>
  policy({ Effect: 'Allow', Action: action, Resource: named('lambda', `function:${name}`) }, writeLogOf('/aws/*'));

export default defineRule({
  code: 'WI404',
  name: 'isolation/no-rewriting-another',
  severity: 'error',
  principle: 'whoever writes the code of a component is that component',
  standards: ['OWASP ASI03', 'OWASP ASI05', 'NIST SP 800-207'],
  summary: 'no component can replace the code of another, or run commands where it runs',
  why: 'code that is replaced runs as the other component, with everything that it may do, and its log says that the other did it',
  acknowledge: 'for a component whose task it is to deploy the other',
  misses: [
    'code that is built from sources, and changed there',
    'commands on instances, tasks and pods: see isolation/hosts-take-only-their-guests',
    'where neither a plan nor tags say what a component is, the roles that code takes are kept apart, and a policy that names what it reaches is taken as meant',
    'a value that is known only at deployment is taken to name something that is not in the template',
  ],
  sources: ['Service Authorization Reference, AWS Lambda, Amazon Bedrock AgentCore, AWS CodeBuild, AWS Step Functions, Amazon ECR'],
  visits: 'graph',
  messages: {
    reaches: {
      what: 'the role `<role>` can change what runs as <others>',
      fix: 'take the action out of the policies of `<role>`; code is changed by who deploys the agent',
    },
    open: {
      what: 'whether the role `<role>` can change what runs as <others> could not be decided',
      fix: 'write out the policies and the boundary of `<role>` in the template, with literal actions and resources',
    },
  },
  check: (_graph, tell, context) =>
    judgeMembers(['rewrite'], context).map((answer) =>
      tellAnswer(answer, {
        keeps: () => tell.proved(),
        reaches: (names, details) => tell.refuted('reaches', names, details),
        open: (names, details) => tell.undecided('open', names, details),
      }),
    ),
  examples: {
    bad: [
      {
        title: 'a tool that may replace the code of any function',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST, { permits: changing('lambda:UpdateFunctionCode', '*') }),
          ...soundRole('Search', LAMBDA_TRUST),
          ...tool('Crm'),
          ...tool('Search'),
        },
        finds: { message: 'reaches', resource: 'Crm', shown: 'rewrites the code of' },
      },
      {
        title: 'a component that may replace the code of another',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST, { permits: changing('lambda:UpdateFunctionCode', 'search'), tags: componentTags('crm') }),
          ...soundRole('Search', LAMBDA_TRUST, { tags: componentTags('search') }),
          ...tool('Crm', 'crm'),
          ...tool('Search', 'search'),
        },
        finds: { message: 'reaches', resource: 'Crm', shown: 'function:search' },
      },
    ],
    good: [
      {
        title: 'a tool that may look at the code of another and change none',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST, { permits: changing('lambda:GetFunction', 'search') }),
          ...soundRole('Search', LAMBDA_TRUST),
          ...tool('Crm', 'crm'),
          ...tool('Search', 'search'),
        },
      },
    ],
  },
});

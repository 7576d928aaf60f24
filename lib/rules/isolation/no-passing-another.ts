import { defineRule } from '../define-rule';
import { named, roleNamed, tool } from '../examples/isolation';
import { LAMBDA_TRUST, policy, soundRole, writeLogOf } from '../examples/parts';
import { judgeMembers, tellAnswer } from '../reading/reachability/judge-members';

const passing = (name: string, service: string) =>
  policy(
    {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: roleNamed(name),
      Condition: { StringEquals: { 'iam:PassedToService': service } },
    },
    { Effect: 'Allow', Action: 'lambda:CreateFunction', Resource: named('lambda', 'function:jobs') },
    writeLogOf('/aws/*'),
  );

export default defineRule({
  code: 'WI403',
  name: 'isolation/no-passing-another',
  severity: 'error',
  principle: 'a role is given to its own workload only',
  standards: ['OWASP ASI03', 'NIST SP 800-207'],
  summary: 'no component can give the role of another to code of its own',
  why: 'whoever may pass a role to a service and make something there runs own code with it, whatever the trust policy says of callers',
  acknowledge: 'for a component whose task it is to start the other',
  misses: [
    'services other than those that run code or steps for their users',
    'where neither a plan nor tags say what a component is, the roles that code takes are kept apart, and a policy that names what it reaches is taken as meant',
    'a value that is known only at deployment is taken to name something that is not in the template',
  ],
  sources: [
    'IAM User Guide, "Grant a user permissions to pass a role to an AWS service"',
    'Service Authorization Reference, AWS Identity and Access Management, PassRole',
  ],
  visits: 'graph',
  messages: {
    reaches: {
      what: 'the role `<role>` can give the role of <others> to code of its own',
      fix: 'limit `iam:PassRole` in the policies of `<role>` to roles that are nobody\u2019s, with `iam:PassedToService`; or take it out',
    },
    open: {
      what: 'whether the role `<role>` can give the role of <others> to code of its own could not be decided',
      fix: 'write out the policies and the boundary of `<role>` in the template, with literal actions and resources',
    },
  },
  check: (_graph, tell, context) =>
    judgeMembers(['pass'], context).map((answer) =>
      tellAnswer(answer, {
        keeps: () => tell.proved(),
        reaches: (names, details) => tell.refuted('reaches', names, details),
        open: (names, details) => tell.undecided('open', names, details),
      }),
    ),
  examples: {
    bad: [
      {
        title: 'a tool that may pass any role to a function that it makes',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST, { permits: passing('*', 'lambda.amazonaws.com') }),
          ...soundRole('Search', LAMBDA_TRUST),
          ...tool('Crm'),
          ...tool('Search'),
        },
        finds: { message: 'reaches', resource: 'Crm', shown: 'iam:PassRole' },
      },
    ],
    good: [
      {
        title: 'a tool that may pass roles to a service that those roles do not admit',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST, { name: 'crm', permits: passing('jobs', 'lambda.amazonaws.com') }),
          ...soundRole('Search', LAMBDA_TRUST, { name: 'search' }),
          ...tool('Crm'),
          ...tool('Search'),
        },
      },
    ],
  },
});

import { defineRule } from '../define-rule';
import { roleNamed, tool } from '../examples/isolation';
import { LAMBDA_TRUST, policy, soundRole, writeLogOf } from '../examples/parts';
import { judgeMembers, tellAnswer } from '../reading/reachability/judge-members';

const change = (action: string, name: string) =>
  policy({ Effect: 'Allow', Action: action, Resource: roleNamed(name) }, writeLogOf('/aws/*'));

export default defineRule({
  code: 'WI405',
  name: 'isolation/no-changing-another',
  severity: 'error',
  principle: 'who a component is and what it may do is not decided within the agent',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'no component can change the trust policy, the permissions or the boundary of another',
  why: 'a component that changes who can become another, or what the other may do, has no bounds but those that it leaves standing',
  acknowledge: 'for a component that attaches one named policy to another, such as to stop it, with a condition that permits nothing else',
  misses: [
    'versions of managed policies that are attached, other than boundaries',
    'what a component can change of itself: see the family escalation',
    'a value that is known only at deployment is taken to name something that is not in the template',
  ],
  sources: [
    'Service Authorization Reference, AWS Identity and Access Management',
    'IAM User Guide, "Delegating responsibility to others using permissions boundaries"',
  ],
  visits: 'graph',
  messages: {
    reaches: {
      what: 'the role `<role>` can change the trust or the permissions of <others>',
      fix: 'take the action out of the policies of `<role>`; roles are changed by who deploys the agent',
    },
    open: {
      what: 'whether the role `<role>` can change the trust or the permissions of <others> could not be decided',
      fix: 'write out the policies and the boundary of `<role>` in the template, with literal actions and resources',
    },
  },
  check: (_graph, tell, context) =>
    judgeMembers(['change'], context).map((answer) =>
      tellAnswer(answer, {
        keeps: () => tell.proved(),
        reaches: (names, details) => tell.refuted('reaches', names, details),
        open: (names, details) => tell.undecided('open', names, details),
      }),
    ),
  examples: {
    bad: [
      {
        title: 'a tool that may change who becomes another',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST, { name: 'crm', permits: change('iam:UpdateAssumeRolePolicy', 'search') }),
          ...soundRole('Search', LAMBDA_TRUST, { name: 'search' }),
          ...tool('Crm'),
          ...tool('Search'),
        },
        finds: { message: 'reaches', resource: 'Crm', shown: 'changes who can become `search`' },
      },
      {
        title: 'a tool that may give any role a policy',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST, { permits: change('iam:PutRolePolicy', '*') }),
          ...soundRole('Search', LAMBDA_TRUST),
          ...tool('Crm'),
          ...tool('Search'),
        },
        finds: { message: 'reaches', resource: 'Crm', shown: 'changes what is permitted to' },
      },
    ],
    good: [
      {
        title: 'tools that may look at roles and change none',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST, { name: 'crm', permits: change('iam:GetRole', 'search') }),
          ...soundRole('Search', LAMBDA_TRUST, { name: 'search' }),
          ...tool('Crm'),
          ...tool('Search'),
        },
      },
    ],
  },
});

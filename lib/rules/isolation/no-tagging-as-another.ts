import { defineRule } from '../define-rule';
import { componentTags, roleNamed } from '../examples/isolation';
import { LAMBDA_TRUST, policy, soundRole, writeLogOf } from '../examples/parts';
import { judgeMembers, tellAnswer } from '../reading/reachability/judge-members';

const tagging = (...actions: readonly string[]) =>
  policy({ Effect: 'Allow', Action: actions, Resource: roleNamed('*') }, writeLogOf('/aws/*'));

export default defineRule({
  code: 'WI409',
  name: 'isolation/no-tagging-as-another',
  severity: 'error',
  principle: 'nobody names himself',
  standards: ['OWASP ASI03'],
  summary: 'no component can change the tags that say which component a role is, its own or another\u2019s',
  why: 'policies and reviews take a role for the component that its tags name; whoever changes them becomes another to all of these',
  acknowledge: 'where no policy and no review looks at the tags',
  misses: [
    'tags that a caller gives its session: see trust/session-tags-are-bound',
    'roles without tags of the form `agent-identity:component`',
  ],
  sources: [
    'IAM User Guide, "Tags for AWS Identity and Access Management resources"',
    'Service Authorization Reference, AWS Identity and Access Management',
  ],
  visits: 'graph',
  messages: {
    reaches: {
      what: 'the role `<role>` can change the tags that say what <others> is',
      fix: 'take `iam:TagRole` and `iam:UntagRole` out of the policies of `<role>`',
    },
    open: {
      what: 'whether the role `<role>` can change the tags that say what <others> is could not be decided',
      fix: 'write out the policies and the boundary of `<role>` in the template, with literal actions and resources',
    },
  },
  check: (_graph, tell, context) =>
    judgeMembers(['retag'], context).map((answer) =>
      tellAnswer(answer, {
        keeps: () => tell.proved(),
        reaches: (names, details) => tell.refuted('reaches', names, details),
        open: (names, details) => tell.undecided('open', names, details),
      }),
    ),
  examples: {
    bad: [
      {
        title: 'a component that may tag every role',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST, { tags: componentTags('crm'), permits: tagging('iam:TagRole') }),
          ...soundRole('Search', LAMBDA_TRUST, { tags: componentTags('search') }),
        },
        finds: { message: 'reaches', resource: 'Crm', shown: 'iam:TagRole' },
      },
    ],
    good: [
      {
        title: 'components that may list tags',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST, { tags: componentTags('crm'), permits: tagging('iam:ListRoleTags') }),
          ...soundRole('Search', LAMBDA_TRUST, { tags: componentTags('search') }),
        },
      },
    ],
  },
});

import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, soundRole } from '../examples/parts';

export default defineRule({
  code: 'WI400',
  name: 'isolation/everything-is-read',
  severity: 'error',
  principle: 'what cannot be read cannot be trusted',
  standards: ['NIST SP 800-207'],
  summary: 'everything in the template that concerns identities could be read',
  why: 'what was not read may lend a role, widen a policy or open a trust, and nothing that is said of the rest holds for it',
  acknowledge: 'where what was not read is known to concern no identity of the agent',
  sources: [],
  visits: 'graph',
  messages: {
    unread: { what: 'not read: <why>', fix: 'write the resource with literal properties and references that the template itself resolves' },
  },
  check: ({ unread }, tell) =>
    unread.length === 0 ? [tell.proved()] : unread.map(({ place, why }) => tell.undecided('unread', { why }, { at: place })),
  examples: {
    bad: [
      {
        title: 'a role whose properties have another form',
        cloudformation: { Tool: { Type: 'AWS::IAM::Role', Properties: ['AssumeRolePolicyDocument'] } },
        withoutPulumi: { lacks: 'form', because: 'a resource of a program always has its inputs by name' },
        finds: { message: 'unread', verdict: 'undecided', resource: 'Tool' },
      },
    ],
    good: [{ title: 'a template in full', cloudformation: soundRole('Tool', LAMBDA_TRUST) }],
  },
});

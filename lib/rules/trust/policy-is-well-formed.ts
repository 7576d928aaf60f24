import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, role, soundRole } from '../examples/parts';
import { nameOf, within } from '../reading/places';
import { isLate, readPolicy } from '../reading/read-policy';

export default defineRule({
  code: 'WI200',
  name: 'trust/policy-is-well-formed',
  severity: 'error',
  principle: 'what cannot be read cannot be trusted',
  standards: ['NIST SP 800-207'],
  summary: 'every trust policy is one that IAM accepts, and is known before deployment',
  why: 'IAM refuses a malformed trust policy, and one that is settled only at deployment cannot be judged before it is in force',
  acknowledge: 'where the trust policy can only be made at deployment and is judged there',
  sources: ['IAM User Guide, "IAM JSON policy reference"'],
  visits: 'role',
  messages: {
    malformed: { what: 'the trust policy of `<role>` is none that IAM accepts: <fault>', fix: '<fix>' },
    late: {
      what: 'the trust policy of `<role>` is settled only at deployment',
      fix: 'write the policy out in the template; late values may stand in its strings and condition keys',
    },
  },
  check: (visited, tell) => {
    const { trust } = visited;
    const names = { role: nameOf(visited) };
    if (isLate(trust)) return [tell.undecided('late', names, { at: trust.place, shown: `depends on \`${String(trust.raw)}\`` })];
    const parsed = readPolicy(trust, 'trust');
    if (parsed.ok) return [tell.proved()];
    return parsed.faults.map(({ pointer, what, fix }) =>
      tell.refuted(
        'malformed',
        { ...names, fault: what, fix: fix ?? 'write it as the IAM JSON policy reference says' },
        { at: within(trust, pointer) },
      ),
    );
  },
  examples: {
    bad: [
      {
        title: 'a misspelt element',
        cloudformation: {
          Tool: role({
            trust: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Principals: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
            },
          }),
        },
        finds: { message: 'malformed', resource: 'Tool' },
      },
    ],
    good: [{ title: 'a policy in full', cloudformation: soundRole('Tool', LAMBDA_TRUST) }],
  },
});

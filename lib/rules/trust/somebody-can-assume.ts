import type { Principal, Statement } from '../../policy/document';
import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, role, soundRole, trustPolicy } from '../examples/parts';
import type { Outcome } from '../outcome';
import { ask } from '../reading/ask';
import { allowing, documentOf } from '../reading/build';
import { callOf, lacks, letsIn, shownPrincipal } from '../reading/calls';
import { nameOf, within } from '../reading/places';
import { holdsWithoutKey, readTrust, type Trust } from '../reading/trust';

/** Whether two conditions of the statement, or a denial, may leave nothing over. Only then is it worth asking. */
function mayContradict({ conditions }: Statement, { document }: Trust): boolean {
  const keys = conditions.map(({ key }) => key.toLowerCase());
  return new Set(keys).size < keys.length || document.statements.some(({ effect }) => effect === 'Deny');
}

/** Whether the statement lets nobody in, after all denials. */
function letsNobodyIn(statement: Statement, principals: readonly Principal[], trust: Trust): boolean {
  if (!mayContradict(statement, trust)) return false;
  const statements = trust.document.statements.filter((one) => one === statement || one.effect === 'Deny');
  const verdict = ask({
    scope: documentOf(...principals.map((principal) => allowing({ principals: [principal], actions: callOf(principal) }))),
    permitted: [[{ ...trust.document, statements }]],
  });
  return verdict.verdict === 'proved';
}

export default defineRule({
  code: 'WI212',
  name: 'trust/somebody-can-assume',
  severity: 'warning',
  preset: 'strict',
  principle: 'what does nothing is not written',
  standards: ['NIST SP 800-53 AC-6'],
  summary: 'every statement of a trust policy lets somebody in',
  why: 'a statement that nobody can meet says something else than was meant, and whoever mends it in a hurry opens more than was meant',
  acknowledge: 'where a role is shut on purpose',
  misses: [
    'conditions on claims that tokens lack are told by `trust/claims-are-known`, values that cannot occur by `trust/values-can-match`, and keys that calls lack by `trust/keys-fit-the-caller`',
  ],
  sources: ['IAM User Guide, "Policy evaluation logic"'],
  visits: 'role',
  messages: {
    contradiction: {
      what: 'the trust policy of `<role>` has a statement that nobody can meet: its conditions, or a denial, exclude all whom it names: `<principals>`',
      fix: 'take the statement out, or the condition that excludes the others',
    },
  },
  check: (role, tell) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    return trust.allows.flatMap((statement): readonly Outcome[] => {
      if (statement.principal === undefined || !letsIn(statement)) return [];
      const { principals } = statement.principal;
      // What their calls lack is told by another rule.
      if (statement.conditions.some((one) => !holdsWithoutKey(one) && principals.every((principal) => lacks(principal, one.key))))
        return [];
      if (!letsNobodyIn(statement, principals, trust)) return [tell.proved()];
      const names = { role: nameOf(role), principals: principals.map(shownPrincipal).join('`, `') };
      return [tell.refuted('contradiction', names, { at: within(role.trust, statement.pointer), shown: 'no request is allowed' })];
    });
  },
  examples: {
    bad: [
      {
        title: 'two conditions that exclude each other',
        cloudformation: {
          Tool: role({
            trust: trustPolicy({ AWS: 'arn:aws:iam::111122223333:role/orchestrator' }, 'sts:AssumeRole', {
              StringEquals: { 'sts:ExternalId': 'blue' },
              StringNotLike: { 'sts:ExternalId': 'b*' },
            }),
          }),
        },
        finds: { message: 'contradiction', resource: 'Tool' },
      },
    ],
    good: [{ title: 'a service and its call', cloudformation: soundRole('Tool', LAMBDA_TRUST) }],
  },
});

import { alwaysSent, claimSupport } from '../../policy/claims/claims-of';
import { parseClaimKey } from '../../policy/claims/issuer';
import type { Condition, Statement } from '../../policy/document';
import { defineRule } from '../define-rule';
import { GITHUB_ACTIONS, GITHUB_JOB, role, soundRole, webIdentityTrust } from '../examples/parts';
import type { Outcome } from '../outcome';
import { present } from '../reading/build';
import { pinningClaims } from '../reading/pinning-patterns';
import { nameOf, within } from '../reading/places';
import { showContext } from '../reading/show-request';
import { holdsWithoutKey, readTrust, type Trust } from '../reading/trust';
import { belongs, issuerName, type Provider, providersIn, providersOf, refuses } from '../reading/web-identity';

const AUDIENCE = { [`${GITHUB_ACTIONS}:aud`]: 'sts.amazonaws.com' };
const SUBJECT = `${GITHUB_ACTIONS}:sub`;
const ENVIRONMENT = `${GITHUB_ACTIONS}:environment`;

/** Whether the statement tests a claim that pins the workload in a way that an absent claim fails. */
const isPinnedElsewhere = (statement: Statement, provider: Provider, folded: string): boolean =>
  statement.conditions.some((other) => {
    const parsed = parseClaimKey(other.key);
    if (parsed === undefined || other.key.toLowerCase() === folded || holdsWithoutKey(other) || other.operator === 'Null') return false;
    return belongs(parsed.issuer, provider) && ['sub', ...pinningClaims(provider.issuer)].includes(parsed.claim.toLowerCase());
  });

/** Whether a condition leaves a hole where its claim is absent; one that says what a claim that is always sent must not be, narrows what others pin. */
function leavesHole(condition: Condition, statement: Statement, provider: Provider): boolean {
  const parsed = parseClaimKey(condition.key);
  if (parsed === undefined || !belongs(parsed.issuer, provider) || !holdsWithoutKey(condition)) return false;
  if (claimSupport(condition.key).support !== 'exposed') return false;
  const isQualified = condition.ifExists || condition.qualifier === 'ForAllValues' || condition.operator === 'Null';
  if (isQualified || provider.issuer === undefined) return true;
  const isAlwaysSent = alwaysSent(provider.issuer).includes(parsed.claim.toLowerCase());
  return !(isAlwaysSent && isPinnedElsewhere(statement, provider, condition.key.toLowerCase()));
}

/** Whether the one statement, after all denials, refuses the tokens of the provider that lack the claim. */
function refusesWithout(key: string, statement: Statement, trust: Trust, provider: Provider) {
  const statements = trust.document.statements.filter((one) => one === statement || one.effect === 'Deny');
  return refuses({ ...trust, document: { ...trust.document, statements } }, provider, [present(key, false)]);
}

export default defineRule({
  code: 'WI206',
  name: 'trust/claims-are-required',
  severity: 'error',
  principle: 'what is absent proves nothing',
  standards: ['OWASP ASI03'],
  summary: 'no condition on a claim lets a token in that lacks the claim',
  why: 'a condition with `IfExists`, `ForAllValues:`, `Null` or a negated operator holds where the claim is absent, so that a token without it gets in',
  acknowledge: 'where a token without the claim is meant as much as one with it',
  misses: ['a negated operator on a claim that every token has is accepted beside one that pins the workload: it only narrows'],
  sources: [
    'IAM User Guide, "IAM JSON policy elements: Condition operators", IfExists and Null',
    'IAM User Guide, "Single-valued vs. multivalued context keys"',
  ],
  visits: 'role',
  messages: {
    optional: {
      what: 'the trust policy of `<role>` tests `<key>` only where a token of `<issuer>` has it',
      fix: 'write the condition as `"StringEquals": { "<key>": … }` with the values that are meant, or `StringLike` for patterns',
    },
    openClaim: {
      what: 'whether the trust policy of `<role>` lets in tokens of `<issuer>` without `<key>` is not known before deployment',
      fix: 'write the condition as `"StringEquals": { "<key>": … }` with the values that are meant',
    },
  },
  check: (role, tell) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    if (providersOf(trust).length === 0) return [];
    const found = trust.allows.flatMap((statement) =>
      providersIn(statement).flatMap((provider) =>
        statement.conditions
          .filter((condition) => leavesHole(condition, statement, provider))
          .flatMap(({ key, pointer }): readonly Outcome[] => {
            const verdict = refusesWithout(key, statement, trust, provider);
            if (verdict.verdict === 'proved') return [];
            const names = { role: nameOf(role), key, issuer: issuerName(provider) };
            const at = within(role.trust, pointer);
            if (verdict.verdict === 'undecided') return [tell.undecided('openClaim', names, { at, shown: verdict.reasons.join(', ') })];
            const token = showContext(verdict.witness.context);
            const shown = `no ${parseClaimKey(key)?.claim ?? key}, ${token === '' ? 'any token' : token} is allowed`;
            return [tell.refuted('optional', names, { at, shown, witness: verdict.witness })];
          }),
      ),
    );
    return found.length === 0 ? [tell.proved()] : found;
  },
  examples: {
    bad: [
      {
        title: 'a condition that a token without the claim fulfils',
        cloudformation: {
          Deploy: role({ trust: webIdentityTrust({ StringEquals: GITHUB_JOB, StringEqualsIfExists: { [ENVIRONMENT]: 'production' } }) }),
        },
        finds: { message: 'optional', resource: 'Deploy', shown: 'no environment' },
      },
      {
        title: 'a qualifier for claims with several values',
        cloudformation: {
          Deploy: role({ trust: webIdentityTrust({ StringEquals: GITHUB_JOB, 'ForAllValues:StringLike': { [ENVIRONMENT]: 'prod*' } }) }),
        },
        finds: { message: 'optional', resource: 'Deploy' },
      },
      {
        title: 'a claim that must not have a value, and may be absent',
        cloudformation: {
          Deploy: role({
            trust: webIdentityTrust({ StringEquals: AUDIENCE, StringNotEquals: { [SUBJECT]: 'repo:evil/app:ref:refs/heads/main' } }),
          }),
        },
        finds: { message: 'optional', resource: 'Deploy' },
      },
    ],
    good: [
      {
        title: 'every claim under an operator that needs it',
        cloudformation: soundRole('Deploy', webIdentityTrust({ StringEquals: { ...GITHUB_JOB, [ENVIRONMENT]: 'production' } })),
      },
      {
        title: 'a negated operator that narrows what another condition pins',
        cloudformation: soundRole(
          'Deploy',
          webIdentityTrust({ StringEquals: GITHUB_JOB, StringNotEquals: { [`${GITHUB_ACTIONS}:actor`]: 'dependabot[bot]' } }),
        ),
      },
    ],
  },
});

import { didYouMean } from '../../finding/did-you-mean';
import type { IdentityGraph } from '../../graph/identity-graph';
import { claimSupport, claimsOf } from '../../policy/claims/claims-of';
import { claimKey, parseClaimKey } from '../../policy/claims/issuer';
import type { Condition, Statement } from '../../policy/document';
import { hasHole } from '../../policy/text';
import { defineRule, type Tell } from '../define-rule';
import { GITHUB_ACTIONS, GITHUB_JOB, role, soundRole, webIdentityTrust } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { nameOf, within } from '../reading/places';
import { holdsWithoutKey, readTrust, statementNaming, type Trust } from '../reading/trust';
import { belongs, issuerName, type Provider, providersIn, providersOf } from '../reading/web-identity';

const ENTRA = 'sts.windows.net/0a1b2c3d-1111-4222-8333-444455556666/';

const messages = {
  otherIssuer: {
    what: 'the trust policy of `<role>` tests `<key>`, which no token of `<issuer>` has: <effect>',
    fix: 'write `<instead>`: the part before the claim is the issuer as in the provider\u2019s ARN, to the letter, with its path and any slash at its end',
  },
  otherIssuerClosed: {
    what: 'the trust policy of `<role>` tests `<key>`, which no token of `<issuer>` has: <effect>',
    fix: 'write `<instead>`: the part before the claim is the issuer as in the provider\u2019s ARN, to the letter, with its path and any slash at its end',
    severity: 'warning',
  },
  otherProvider: {
    what: 'the trust policy of `<role>` names the provider of `<issuer>`, and the one that the template makes is of `<made>`: nobody gets in',
    fix: 'write the provider\u2019s ARN with `<made>`, to the letter, with its path and any slash at its end',
    severity: 'warning',
  },
  unknownClaim: {
    what: 'the trust policy of `<role>` tests `<key>`, a claim of `<issuer>` that STS does not offer to trust policies: <effect>',
    fix: '<instead>',
  },
  unknownClaimClosed: {
    what: 'the trust policy of `<role>` tests `<key>`, a claim of `<issuer>` that STS does not offer to trust policies: <effect>',
    fix: '<instead>',
    severity: 'warning',
  },
} as const satisfies Messages;

interface Problem {
  readonly message: 'otherIssuer' | 'unknownClaim';
  readonly instead: string;
  readonly issuer: string;
}

/** What is wrong with the key of a condition for tokens of these providers; nothing where one of them may have it. */
function problemOf(key: string, providers: readonly Provider[]): Problem | undefined {
  const parsed = parseClaimKey(key);
  const [first] = providers;
  if (parsed === undefined || first === undefined) return undefined;
  const owner = providers.find((provider) => belongs(parsed.issuer, provider));
  if (owner === undefined) {
    const issuers = providers.flatMap(({ issuer }) => issuer ?? []);
    const meant = didYouMean(parsed.issuer, issuers) ?? issuers[0] ?? parsed.issuer;
    return { message: 'otherIssuer', instead: claimKey(meant, parsed.claim), issuer: issuerName(first) };
  }
  const support = claimSupport(key);
  if (support.support !== 'hidden' || hasHole(parsed.issuer) || owner.issuer === undefined || hasHole(owner.issuer)) return undefined;
  const known = claimsOf(owner.issuer).claims.map(({ name }) => name);
  // A claim that the tokens hold is not misspelt, however near another one is.
  const near = Object.hasOwn(claimsOf(owner.issuer).hidden, parsed.claim.toLowerCase()) ? support.instead : didYouMean(parsed.claim, known);
  const instead =
    near === undefined
      ? `take the condition out, and test one of ${known.map((name) => `\`${name}\``).join(', ')}`
      : `did you mean \`${claimKey(owner.issuer, near)}\``;
  return { message: 'unknownClaim', instead, issuer: owner.issuer };
}

/** What a condition comes to that no token can meet by its claim. */
function effectOf({ effect }: Statement, condition: Condition): { readonly opens: boolean; readonly words: string } {
  const holds = holdsWithoutKey(condition);
  if (effect === 'Allow')
    return holds
      ? { opens: true, words: 'the condition always holds, so it fails open' }
      : { opens: false, words: 'the condition never holds, so it fails closed and nobody gets in by this statement' };
  return holds
    ? { opens: false, words: 'the denial always applies, so it fails closed' }
    : { opens: true, words: 'the denial never applies, so it fails open' };
}

function judgeStatement(statement: Statement, trust: Trust, tell: Tell<typeof messages>, role: string, at: (pointer: string) => Detail) {
  const providers = statement.effect === 'Allow' ? providersIn(statement) : providersOf(trust);
  if (providers.length === 0 || providers.some(({ issuer }) => issuer === undefined)) return [];
  return statement.conditions.flatMap((condition): readonly Outcome[] => {
    const problem = problemOf(condition.key, providers);
    if (problem === undefined) return [];
    const { opens, words } = effectOf(statement, condition);
    const values = { role, key: condition.key, issuer: problem.issuer, effect: words, instead: problem.instead };
    const details = { ...at(condition.pointer), shown: `\`${condition.key}\` is absent from every token of \`${problem.issuer}\`` };
    return [tell.refuted(opens ? problem.message : `${problem.message}Closed`, values, details)];
  });
}

const withoutScheme = (url: string): string => url.replace(/^https:\/\//i, '');
const loosely = (issuer: string): string => issuer.toLowerCase().replace(/\/$/, '');

/** The issuer of a provider of the template that differs from this one by its case or the slash at its end alone. */
function nearlyMade(issuer: string, graph: IdentityGraph): string | undefined {
  const made = graph.oidcProviders.map(({ url }) => withoutScheme(url));
  return made.includes(issuer) ? undefined : made.find((one) => loosely(one) === loosely(issuer));
}

type Detail = { readonly at: ReturnType<typeof within> };

export default defineRule({
  code: 'WI205',
  name: 'trust/claims-are-known',
  severity: 'error',
  principle: 'a condition tests what is there to be tested',
  standards: ['OWASP ASI03'],
  summary:
    'every claim that a trust policy tests is one that tokens of its issuer have and STS offers, with the issuer\u2019s name to the letter',
  why: 'a condition on a key that no request has either never holds, and nobody can assume the role, or always does, and restricts nobody',
  acknowledge: 'where STS offers a claim that is newer than this package\u2019s tables',
  misses: ['issuers that are known only at deployment', 'claims that only some tenants of an issuer have switched on'],
  sources: [
    'IAM User Guide, "IAM and AWS STS condition context keys", keys for OIDC federation',
    'Service Authorization Reference, AWS Security Token Service, condition keys',
  ],
  visits: 'role',
  messages,
  check: (role, tell, { graph }) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    if (providersOf(trust).length === 0) return [];
    const at = (pointer: string): Detail => ({ at: within(role.trust, pointer) });
    const mistaken = providersOf(trust).flatMap(({ principal, issuer = '' }) => {
      const made = nearlyMade(issuer, graph);
      const details = { ...at(statementNaming(trust, principal)?.pointer ?? ''), shown: `no provider \`${principal.value}\`` };
      return made === undefined ? [] : [tell.refuted('otherProvider', { role: nameOf(role), issuer, made }, details)];
    });
    const tested = trust.document.statements.flatMap((statement) => judgeStatement(statement, trust, tell, nameOf(role), at));
    const found = [...mistaken, ...tested];
    return found.length === 0 ? [tell.proved()] : found;
  },
  examples: {
    bad: [
      {
        title: 'a misspelt issuer',
        cloudformation: {
          Deploy: role({ trust: webIdentityTrust({ StringLike: { 'token.action.githubusercontent.com:sub': 'repo:acme/agents:*' } }) }),
        },
        finds: { message: 'otherIssuerClosed', resource: 'Deploy', shown: 'token.action.githubusercontent.com:sub' },
      },
      {
        title: 'an issuer without the slash at its end, under an operator that an absent claim fulfils',
        cloudformation: {
          Deploy: role({ trust: webIdentityTrust({ StringEqualsIfExists: { [`${ENTRA.slice(0, -1)}:aud`]: 'api://agents' } }, ENTRA) }),
        },
        finds: { message: 'otherIssuer', resource: 'Deploy' },
      },
      {
        title: 'a provider by another name than it is made with',
        cloudformation: {
          Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${ENTRA}`, ClientIdList: ['api://agents'] } },
          Deploy: role({
            trust: webIdentityTrust(
              {
                StringEquals: {
                  [`${ENTRA.slice(0, -1)}:aud`]: 'api://agents',
                  [`${ENTRA.slice(0, -1)}:sub`]: '9f8e7d6c-5555-4666-8777-888899990000',
                },
              },
              ENTRA.slice(0, -1),
            ),
          }),
        },
        finds: { message: 'otherProvider', resource: 'Deploy' },
      },
      {
        title: 'a claim that STS does not offer',
        cloudformation: {
          Deploy: role({ trust: webIdentityTrust({ StringEquals: { ...GITHUB_JOB, [`${GITHUB_ACTIONS}:repository_owner`]: 'acme' } }) }),
        },
        finds: { message: 'unknownClaimClosed', resource: 'Deploy' },
      },
      {
        title: 'a claim that STS does not offer, in a condition that always holds',
        cloudformation: {
          Deploy: role({
            trust: webIdentityTrust({ StringEquals: GITHUB_JOB, StringNotEquals: { [`${GITHUB_ACTIONS}:event_name`]: 'pull_request' } }),
          }),
        },
        finds: { message: 'unknownClaim', resource: 'Deploy' },
      },
    ],
    good: [
      {
        title: 'claims that the issuer\u2019s tokens have',
        cloudformation: soundRole(
          'Deploy',
          webIdentityTrust({
            StringEquals: { ...GITHUB_JOB, [`${GITHUB_ACTIONS}:ref`]: 'refs/heads/main' },
          }),
        ),
      },
      {
        title: 'an issuer whose name ends with a slash',
        cloudformation: soundRole(
          'Deploy',
          webIdentityTrust(
            { StringEquals: { [`${ENTRA}:aud`]: 'api://agents', [`${ENTRA}:sub`]: '9f8e7d6c-5555-4666-8777-888899990000' } },
            ENTRA,
          ),
        ),
      },
    ],
  },
});

/** Questions about the tokens that a trust policy accepts. */
import { claimSupport } from '../../policy/claims/claims-of';
import { claimKey, issuerOf, parseClaimKey } from '../../policy/claims/issuer';
import type { Condition, PolicyDocument, Principal, Statement } from '../../policy/document';
import type { AuthorizationRequest } from '../../policy/request';
import { hasHole } from '../../policy/text';
import type { Verdict } from '../../policy/verdict';
import { ask } from './ask';
import { type Asked, anyOf, plainlyAsks } from './asked';
import { allowing, documentOf, present } from './build';
import { isAbout, type Trust, WEB_IDENTITY } from './trust';

/** One identity provider that a trust policy names. */
export interface Provider {
  readonly principal: Principal & { readonly kind: 'federated' };
  /** The issuer of its tokens; undefined where the provider's ARN is known only at deployment. */
  readonly issuer: string | undefined;
}

/** The OIDC providers that the trust policy lets in. Providers of SAML assertions are left out. */
export const providersOf = ({ principals }: Pick<Trust, 'principals'>): readonly Provider[] =>
  principals.flatMap((principal) => {
    if (principal.kind !== 'federated' || /:saml-provider\//.test(principal.value)) return [];
    return [{ principal: { kind: 'federated', value: principal.value }, issuer: issuerOf(principal.value) }];
  });

/** What to call a provider. */
export const issuerName = ({ issuer, principal }: Provider): string => issuer ?? principal.value;

const sameIssuer = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether a claim's key belongs to the provider's tokens; where one of the two is known only at deployment, it may. */
export const belongs = (keyIssuer: string, { issuer }: Provider): boolean =>
  issuer === undefined || sameIssuer(keyIssuer, issuer) || hasHole(issuer) || hasHole(keyIssuer);

/** Keys that only calls of AWS principals and services have (IAM User Guide, global condition context keys). */
const NEVER_IN_TOKENS =
  /^aws:(?:SourceArn|SourceAccount|SourceOrgID|SourceOrgPaths|PrincipalArn|PrincipalAccount|PrincipalOrgID|PrincipalOrgPaths|userid|username)$/i;

const conditionsOf = ({ document }: Trust): readonly Condition[] => document.statements.flatMap(({ conditions }) => conditions);

/** The OIDC providers whose tokens a statement lets in. */
export const providersIn = (statement: Statement): readonly Provider[] =>
  statement.principal === undefined || statement.principal.negated || !isAbout(statement, WEB_IDENTITY)
    ? []
    : providersOf({ principals: statement.principal.principals });

/** Keys named in the trust policy that no request with a token of the provider has: other issuers' claims, and claims that STS does not offer. */
function impossibleKeys(trust: Trust, provider: Provider): readonly string[] {
  const keys = new Set(conditionsOf(trust).map(({ key }) => key));
  return [...keys].filter((key) => {
    if (NEVER_IN_TOKENS.test(key)) return true;
    const claim = parseClaimKey(key);
    if (claim === undefined) return false;
    return !belongs(claim.issuer, provider) || claimSupport(key).support === 'hidden';
  });
}

/** Keys in the trust policy for one of these claims of the provider; at least the one that the first claim ought to have. */
export function keysFor(trust: Trust, provider: Provider, claims: readonly string[]): readonly string[] {
  const wanted = new Set(claims.map((claim) => claim.toLowerCase()));
  const found = conditionsOf(trust).flatMap(({ key }) => {
    const parsed = parseClaimKey(key);
    return parsed !== undefined && wanted.has(parsed.claim.toLowerCase()) && belongs(parsed.issuer, provider) ? [key] : [];
  });
  const [first] = claims;
  const usual = first === undefined || provider.issuer === undefined ? [] : [claimKey(provider.issuer, first)];
  return [...new Set([...found, ...usual])];
}

const PROVED: Verdict<AuthorizationRequest> = { verdict: 'proved' };

/** Requests with a token of the provider, as they can really be: without the keys that none of them has. */
const tokensOf = (trust: Trust, provider: Provider, conditions: readonly Condition[]): PolicyDocument =>
  documentOf(
    allowing({
      principals: [provider.principal],
      actions: [WEB_IDENTITY],
      conditions: [...impossibleKeys(trust, provider).map((key) => present(key, false)), ...conditions],
    }),
  );

/** Whether every token of the provider that the trust policy accepts has one of these values. Refuted with a token that has none of them. */
export function acceptsOnly(
  trust: Trust,
  provider: Provider,
  accepted: readonly Asked[],
  alwaysPresent: readonly string[] = [],
): Verdict<AuthorizationRequest> {
  if (plainlyAsks(trust, provider.principal, [WEB_IDENTITY], accepted)) return PROVED;
  return ask({ scope: tokensOf(trust, provider, []), permitted: [[trust.document]], within: anyOf(accepted), alwaysPresent });
}

/**
 * Whether the trust policy refuses all tokens that fulfil these conditions, but those that also have one of the accepted values. Refuted with a token that
 * it lets in.
 */
export const refuses = (
  trust: Trust,
  provider: Provider,
  conditions: readonly Condition[],
  accepted: readonly Asked[] = [],
): Verdict<AuthorizationRequest> =>
  ask({
    scope: tokensOf(trust, provider, conditions),
    permitted: [[trust.document]],
    ...(accepted.length === 0 ? {} : { within: anyOf(accepted) }),
  });

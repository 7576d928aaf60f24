/** What trust policies of OIDC issuers share: the provider, the exact subject and audience, and nothing optional. */
import type { FindingList } from '../../finding/finding-list';
import type { StatementJson } from '../../policy/policy-json';
import { derived } from '../derivation';
import { oneOf, shown } from '../form';
import { hasShape } from '../has-shape';
import type { ProviderNeed } from './define-trust';

/** Who makes the IAM OIDC provider: it exists in the account (`imported`), or the agent's stack makes it. One URL has one provider in an account. */
export type ProviderSource = 'imported' | 'created';

export const providerSource = oneOf('imported', 'created');

export interface WebIdentity {
  readonly sid: string;
  /** `https://…`, literal or late. */
  readonly issuer: string;
  readonly subjects: readonly string[];
  /** True where the subjects are patterns. */
  readonly subjectsAreLike?: boolean;
  readonly audiences: readonly string[];
  /** Further claims that must have one of these values. Only claims that STS exposes for this issuer. */
  readonly claims?: Readonly<Record<string, readonly string[]>>;
}

/** The issuer as IAM writes it in provider ARNs and condition keys: without its scheme, to the letter. */
export const issuerHost = (issuer: string): string => derived(issuer, 'host');

/** The trust statement of a web identity: AssumeRoleWithWebIdentity with subject and audience pinned. */
export function webIdentityStatement({
  sid,
  issuer,
  subjects,
  subjectsAreLike = false,
  audiences,
  claims = {},
}: WebIdentity): StatementJson {
  const host = issuerHost(issuer);
  const equals: Record<string, readonly string[]> = { [`${host}:aud`]: audiences };
  for (const name of Object.keys(claims).sort()) equals[`${host}:${name}`] = claims[name] ?? [];
  if (!subjectsAreLike) equals[`${host}:sub`] = subjects;
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { Federated: [`arn:⟨partition⟩:iam::⟨account⟩:oidc-provider/${host}`] },
    Action: ['sts:AssumeRoleWithWebIdentity'],
    Condition: { StringEquals: equals, ...(subjectsAreLike ? { StringLike: { [`${host}:sub`]: subjects } } : {}) },
  };
}

export const providerNeed = (issuer: string, audiences: readonly string[], source: ProviderSource | undefined): ProviderNeed => ({
  url: issuer,
  audiences,
  create: source === 'created',
});

/** Tells an issuer that IAM would not take. */
export function checkIssuer(issuer: unknown, findings: FindingList): void {
  const valid = typeof issuer === 'string' && hasShape(issuer, 'oidc-issuer-url');
  if (!valid) {
    findings.add('WI132', {
      what: `${shown(issuer)} is no issuer URL`,
      fix: 'write the issuer as its tokens have it in `iss`: https, no port, no query',
      pointer: 'issuer',
    });
  }
}

/** Tells an audience that is missing, empty or a pattern. */
export function checkAudience(audience: unknown, findings: FindingList): void {
  if (typeof audience !== 'string' || audience === '' || audience.length > 255 || /[*?]/.test(audience)) {
    findings.add('WI131', {
      what: audience === undefined || audience === '' ? 'no audience is given' : `${shown(audience)} is no exact audience`,
      fix: 'name the audience that the issuer writes into `aud` for AWS, usually `sts.amazonaws.com`: 1 to 255 characters, no wildcard',
      pointer: 'audience',
    });
  }
}

/** Tells a part of a subject that is missing or holds a wildcard. */
export function checkExact(name: string, value: unknown, findings: FindingList): void {
  if (typeof value !== 'string' || value === '') {
    findings.add('WI133', { what: `no \`${name}\` is given`, fix: `name the ${name}`, pointer: name });
  } else if (/[*?]/.test(value)) {
    findings.add('WI130', { what: `\`${name}\` holds a wildcard: \`${value}\``, fix: `name the exact ${name}`, pointer: name });
  }
}

/** What trust policies of OIDC issuers share: the provider, the exact subject and audience, and nothing optional. */
import type { FindingList } from '../../finding/finding-list';
import type { StatementJson } from '../../policy/policy-json';
import { derived } from '../derivation';
import { either, listOf, oneOf, record, shown, text } from '../form';
import { hasShape } from '../has-shape';
import type { ProviderNeed } from './define-trust';
import { sessionRequirements, type TokenSession } from './token-session';

/** A provider that exists in the account, and the audiences that it registers: a trust for another audience is then an error of planning. */
export interface RegisteredProvider {
  /** The provider's client ids, as `aws iam get-open-id-connect-provider` lists them. */
  readonly registers: readonly [string, ...string[]];
}

/**
 * Who makes the IAM OIDC provider: it exists in the account (`imported`, or with the audiences that it registers), or the agent's stack makes it. One URL
 * has one provider in an account.
 */
export type ProviderSource = 'imported' | 'created' | RegisteredProvider;

export const providerSource = either(
  (value) => typeof value === 'object' && value !== null,
  record({ registers: listOf(text, 'audiences') }),
  oneOf('imported', 'created'),
);

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
  /** True where the token must name the role in its `https://aws.amazon.com/roles` claim. */
  readonly mustNameTheRole?: boolean;
  /** Who asked for the token, where the issuer writes it into `azp`: STS then tests that under `aud`, and the audience under `oaud`. */
  readonly authorizedParty?: string;
  /** Claims that are numbers. */
  readonly numbers?: Readonly<Record<string, readonly string[]>>;
  /** Claims with several values, of which one must be among these. */
  readonly anyOf?: Readonly<Record<string, readonly string[]>>;
  /** What the token must set of the session. */
  readonly session?: TokenSession;
  /** True where IAM knows the issuer by its host, without a provider in the account. */
  readonly builtIn?: boolean;
}

/**
 * What stands for a UUID in the pattern of a subject: its length and hyphens. A `?` is exactly one character, so the pattern cannot be met by moving a
 * separator, as one with `*` can by a branch that is called like the rest of it.
 */
export const ANY_UUID = '????????-????-????-????-????????????';

/** The issuer as IAM writes it in provider ARNs and condition keys: without its scheme, to the letter. */
export const issuerHost = (issuer: string): string => derived(issuer, 'host');

type Values = Readonly<Record<string, readonly string[]>>;

const prefixed = (host: string, claims: Values): Values =>
  Object.fromEntries(
    Object.keys(claims)
      .sort()
      .map((name) => [`${host}:${name}`, claims[name] ?? []]),
  );

/** An operator with what it asks, where it asks anything. */
const asking = (operator: string, values: Values): Readonly<Record<string, Values>> =>
  Object.keys(values).length === 0 ? {} : { [operator]: values };

/** Whom the statements of a web identity let in: the provider of its issuer. */
export const federatedPrincipal = ({ issuer, builtIn = false }: Pick<WebIdentity, 'issuer' | 'builtIn'>) => ({
  Federated: [builtIn ? issuerHost(issuer) : `arn:⟨partition⟩:iam::⟨account⟩:oidc-provider/${issuerHost(issuer)}`],
});

/** The trust statement of a web identity: AssumeRoleWithWebIdentity with subject and audience pinned. */
export function webIdentityStatement(identity: WebIdentity): StatementJson {
  const { sid, issuer, subjects, subjectsAreLike = false, audiences, claims = {}, authorizedParty } = identity;
  const { mustNameTheRole = false, numbers = {}, anyOf = {}, session = {} } = identity;
  const host = issuerHost(issuer);
  const audience: Values = authorizedParty === undefined ? { aud: audiences } : { aud: [authorizedParty], oaud: audiences };
  const subject: Values = subjects.length === 0 ? {} : { [`${host}:sub`]: subjects };
  const required = sessionRequirements(session);
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: federatedPrincipal(identity),
    Action: ['sts:AssumeRoleWithWebIdentity'],
    Condition: {
      StringEquals: {
        ...prefixed(host, audience),
        ...prefixed(host, claims),
        ...(subjectsAreLike ? {} : subject),
        ...required.StringEquals,
      },
      ...asking('StringLike', { ...(subjectsAreLike ? subject : {}), ...required.StringLike }),
      ...asking('NumericEquals', prefixed(host, numbers)),
      ...asking('ForAnyValue:StringEquals', prefixed(host, anyOf)),
      ...(mustNameTheRole ? { Bool: { 'sts:RoleAuthorizedByIdp': ['true'] } } : {}),
    },
  };
}

export const providerNeed = (issuer: string, audiences: readonly string[], source: ProviderSource | undefined): ProviderNeed => ({
  url: issuer,
  audiences,
  create: source === 'created',
  ...(typeof source === 'object' ? { registered: source.registers ?? [] } : {}),
});

/** Tells an audience that the provider does not register, so that IAM takes no token for it. */
export function checkRegistered({ audiences, registered }: ProviderNeed, findings: FindingList): void {
  const missing = registered === undefined ? [] : audiences.filter((audience) => !registered.includes(audience));
  for (const audience of missing)
    findings.add('WI161', {
      what: `the provider does not register the audience \`${audience}\``,
      fix: 'add it to the client ids of the provider, or name an audience that the provider registers',
      pointer: 'provider',
    });
}

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
export function checkAudience(audience: unknown, findings: FindingList, pointer = 'audience'): void {
  if (typeof audience !== 'string' || audience === '' || audience.length > 255 || /[*?]/.test(audience)) {
    findings.add('WI131', {
      what: audience === undefined || audience === '' ? 'no audience is given' : `${shown(audience)} is no exact audience`,
      fix: 'name the audience that the issuer writes into `aud` for AWS, usually `sts.amazonaws.com`: 1 to 255 characters, no wildcard',
      pointer,
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

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Tells a part of a subject that is missing, holds a wildcard or is never written so by the issuer. `wanted` is what it is no example of. */
export function checkPart(name: string, value: unknown, form: RegExp, wanted: string, fix: string, findings: FindingList): void {
  checkExact(name, value, findings);
  if (typeof value !== 'string' || value === '' || /[*?]/.test(value) || form.test(value)) return;
  findings.add('WI133', { what: `\`${value}\` is no ${wanted}`, fix, pointer: name });
}

/** Tells an id that is no UUID in lower case, as issuers write them. */
export const checkUuid = (name: string, value: unknown, fix: string, findings: FindingList): void =>
  checkPart(name, value, UUID, 'UUID in lower case, without braces', fix, findings);

/** Tells a reason that is given and says nothing. */
export function checkReason(name: string, because: unknown, allows: string, findings: FindingList): void {
  if (typeof because === 'string' && because.trim() === '')
    findings.add('WI111', { what: `\`${name}\` gives no reason`, fix: `say why ${allows}; reviewers read it`, pointer: name });
}

const HOST = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;

/** Tells a name of a server that no issuer URL can be made of. */
export const checkHost = (value: unknown, findings: FindingList): void =>
  checkPart('host', value, HOST, 'host name', 'write the name alone, in lower case: no scheme, port or path', findings);

/** Names that resolve inside of a cluster, a network or a machine only. */
const INSIDE =
  /^https:\/\/(?:localhost|(?:\d{1,3}\.){3}\d{1,3}|[^/.]+|[^/]*\.(?:svc|local|internal|localhost|test|lan|home|corp))(?:\/|$)/i;

/** Tells an issuer whose keys IAM cannot fetch. */
export function checkPublicIssuer(issuer: unknown, findings: FindingList): void {
  if (typeof issuer === 'string' && INSIDE.test(issuer))
    findings.add('WI165', {
      what: `${shown(issuer)} cannot be reached from the internet`,
      fix: 'publish the discovery document and keys under a public name, and make that name the issuer',
      pointer: 'issuer',
    });
}

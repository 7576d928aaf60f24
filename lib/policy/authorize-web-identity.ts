/** Whether `sts:AssumeRoleWithWebIdentity` succeeds for a token (STS API Reference; IAM User Guide, id_roles_providers_oidc). */
import { authorize } from './authorize';
import { decideSession, furtherActions } from './authorize-assume-role';
import { newSession, type RoleToAssume, type SessionOutcome, type SessionRequest, sessionFaults, sessionKeys } from './authorize-session';
import type { ClaimTable } from './claim-table';
import type { PolicyDocument } from './document';
import type { AuthorizationRequest, ContextValue } from './request';

/** The claims of a token, as in its JSON. */
export type TokenClaims = Readonly<Record<string, unknown>>;

export interface IdentityProvider {
  /** The ARN of the IAM OIDC provider, or the host of a built-in one such as `accounts.google.com`. */
  readonly principal: string;
  /** The provider's URL without `https://`, verbatim: the prefix of its condition keys. */
  readonly issuer: string;
  /** The audiences registered with the provider. Absent: not looked at. */
  readonly clientIds?: readonly string[];
}

export interface WebIdentityCall {
  readonly role: RoleToAssume;
  readonly provider: IdentityProvider;
  readonly claims: TokenClaims;
  readonly claimTable: ClaimTable;
  /** `RoleSessionName` and `DurationSeconds`; tags and source identity come from the token only. */
  readonly session: Pick<SessionRequest, 'name' | 'seconds'>;
  /** Resource control policies of the role's account. */
  readonly rcps?: readonly PolicyDocument[];
  /** Further keys of the request, such as `aws:SourceIp`. */
  readonly context?: Readonly<Record<string, ContextValue>>;
  /** The time of the call in seconds since 1970; absent: expiry is not looked at. */
  readonly now?: number;
}

const TAGS = 'https://aws.amazon.com/tags';
const SOURCE_IDENTITY = 'https://aws.amazon.com/source_identity';
const ROLES = 'https://aws.amazon.com/roles';

/** IAM takes a token up to five minutes after it has expired. */
const GRACE_SECONDS = 300;

const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((one: unknown) =>
    typeof one === 'string' ? [one] : typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : [],
  );

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};

/** Session tags and source identity of a token: nested, or with one claim for each tag (IAM User Guide, id_session-tags). */
function askedByToken(claims: TokenClaims): Pick<SessionRequest, 'tags' | 'transitiveTagKeys' | 'sourceIdentity'> {
  const nested = record(claims[TAGS]);
  const prefix = `${TAGS}/principal_tags/`;
  const flat = Object.entries(claims).flatMap(([name, value]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
  );
  const tags = [...Object.entries(record(nested.principal_tags)), ...flat].flatMap(([key, value]) =>
    texts(value)
      .slice(0, 1)
      .map((text) => [key, text] as const),
  );
  const transitive = texts(nested.transitive_tag_keys ?? claims[`${TAGS}/transitive_tag_keys`]);
  const [source] = texts(claims[SOURCE_IDENTITY]);
  return {
    ...(tags.length === 0 ? {} : { tags: Object.fromEntries(tags) }),
    ...(transitive.length === 0 ? {} : { transitiveTagKeys: transitive }),
    ...(source === undefined ? {} : { sourceIdentity: source }),
  };
}

/**
 * The condition keys that STS makes of a token's claims: those that the table names for its issuer, no others.
 *
 * Where the token has `azp`, the key `aud` takes its value, and `oaud` that of the audience.
 */
export function claimKeys(issuer: string, claims: TokenClaims, table: ClaimTable): Readonly<Record<string, ContextValue>> {
  const keys: Record<string, ContextValue> = {};
  const authorizedParty = texts(claims.azp);
  for (const { claim, key } of table.claimsOf(issuer)) {
    const swapped = key === 'aud' && authorizedParty.length > 0;
    if (key === 'oaud' && authorizedParty.length === 0) continue;
    const values = swapped ? authorizedParty : texts(claims[claim]);
    const [only] = values;
    if (only !== undefined) keys[`${issuer}:${key}`] = values.length === 1 ? only : values;
  }
  return keys;
}

function tokenFaults({ provider, claims, role, now }: WebIdentityCall): readonly string[] {
  const faults: string[] = [];
  const [issuer] = texts(claims.iss);
  if (issuer !== undefined && issuer.replace(/^https:\/\//, '') !== provider.issuer) {
    faults.push(`the token was issued by \`${issuer}\`, not by \`${provider.issuer}\``);
  }
  const { clientIds } = provider;
  const audiences = [...texts(claims.azp), ...texts(claims.aud)];
  if (clientIds !== undefined && !audiences.some((audience) => clientIds.includes(audience))) {
    faults.push('no audience of the token is registered with the provider');
  }
  const [expiry] = texts(claims.exp);
  if (now !== undefined && expiry !== undefined && now > Number(expiry) + GRACE_SECONDS) faults.push('the token has expired');
  if (claims[ROLES] !== undefined && !texts(claims[ROLES]).includes(role.arn)) {
    faults.push(`the target role \`${role.arn}\` is not in the token's \`${ROLES}\` claim`);
  }
  return faults;
}

/** Providers that IAM knows without a resource keep their `aud` and `sub` in the session; other claims end with the call. */
const sessionClaims = (
  { principal, issuer }: IdentityProvider,
  keys: Readonly<Record<string, ContextValue>>,
): Readonly<Record<string, ContextValue>> =>
  principal.startsWith('arn:')
    ? {}
    : Object.fromEntries(Object.entries(keys).filter(([key]) => key === `${issuer}:aud` || key === `${issuer}:sub`));

const askedBy = (call: WebIdentityCall): SessionRequest => ({ ...call.session, ...askedByToken(call.claims) });

/** What a call of `AssumeRoleWithWebIdentity` comes to as a request: the claims as condition keys, and what the token asks of the session. */
export function webIdentityRequest(call: WebIdentityCall): Omit<AuthorizationRequest, 'action'> {
  const { role, provider, claims } = call;
  const context = {
    ...claimKeys(provider.issuer, claims, call.claimTable),
    ...sessionKeys(askedBy(call)),
    'aws:FederatedProvider': provider.principal,
    'sts:RoleAuthorizedByIdp': String(claims[ROLES] !== undefined),
    ...(call.context ?? {}),
  };
  return { principal: { kind: 'federated', provider: provider.principal }, resource: role.arn, context };
}

/**
 * Decides a call of `AssumeRoleWithWebIdentity`: the trust policy and resource control policies alone have a say.
 *
 * The `https://aws.amazon.com/roles` claim is enforced before any policy. Tags in the token also need `sts:TagSession`, a source
 * identity `sts:SetSourceIdentity`, in the trust policy.
 */
export function assumeRoleWithWebIdentity(call: WebIdentityCall): SessionOutcome {
  const { role, provider } = call;
  const asked = askedBy(call);
  const because = [...tokenFaults(call), ...sessionFaults(role, asked)];
  if (because.length > 0) return { decision: 'refused', because };
  const request = webIdentityRequest(call);
  return decideSession(
    ['sts:AssumeRoleWithWebIdentity', ...furtherActions(asked)],
    (action) => authorize({ ...request, action }, { resource: role.trust, ...(call.rcps === undefined ? {} : { rcps: call.rcps }) }),
    () =>
      newSession(role, asked, {
        'aws:FederatedProvider': provider.principal,
        ...sessionClaims(provider, claimKeys(provider.issuer, call.claims, call.claimTable)),
      }),
  );
}

/** Sessions of roles: what a call that creates one asks for, and what the session then carries. */

import { splitArn } from './arn-pattern';
import type { Authorization } from './authorize';
import type { PolicyDocument } from './document';
import type { ContextValue, RequestPrincipal } from './request';

/** A role that somebody wants a session of. */
export interface RoleToAssume {
  readonly arn: string;
  readonly trust: PolicyDocument;
  /** Tags of the role itself; session tags of the same key, in any case, take their place. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The role's `MaxSessionDuration`, in seconds. Default: 3600. */
  readonly maxSessionSeconds?: number;
}

/** What the caller asks of the new session. */
export interface SessionRequest {
  /** `RoleSessionName`. */
  readonly name: string;
  /** Session tags passed with the call, or in the token. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Keys of the tags passed that are to go on to the sessions that this one creates. */
  readonly transitiveTagKeys?: readonly string[];
  /** The source identity set with the call, or in the token. */
  readonly sourceIdentity?: string;
  /** `DurationSeconds`. Default: the shorter of one hour and the role's maximum. */
  readonly seconds?: number;
}

/** A role session, ready to make requests: principal and the keys that all its requests carry. */
export interface RoleSession {
  readonly principal: Extract<RequestPrincipal, { kind: 'aws' }>;
  readonly context: Readonly<Record<string, ContextValue>>;
  /** Tags that the next role's session inherits. */
  readonly transitiveTags: Readonly<Record<string, string>>;
  readonly sourceIdentity?: string;
}

/** One permission that the call needs, and the decision on it. */
export interface SessionCheck {
  readonly action: string;
  readonly authorization: Authorization;
}

/**
 * The outcome of a call that creates a role session.
 *
 * `allow` only if every check allows; `explicit-deny` if one does, else `implicit-deny` if one does, else `undecided`.
 */
export type SessionOutcome =
  | { readonly decision: 'allow'; readonly checks: readonly SessionCheck[]; readonly session: RoleSession }
  | { readonly decision: 'explicit-deny' | 'implicit-deny' | 'undecided'; readonly checks: readonly SessionCheck[] }
  /** STS refuses the call whatever the policies say: a limit is broken, or the token does not fit. */
  | { readonly decision: 'refused'; readonly because: readonly string[] };

/** Characters of session names, source identities: STS API Reference, AssumeRole. */
const NAME = /^[\w+=,.@-]{2,64}$/;
const MOST_TAGS = 50;
const HOUR = 3600;

const repeatedKey = (keys: readonly string[]): string | undefined =>
  keys.find((key, index) => keys.findIndex((other) => other.toLowerCase() === key.toLowerCase()) !== index);

/**
 * What breaks the limits of the STS API, in words; empty for a sound request.
 *
 * @param before the session that the caller acts in, where it is a role's
 * @param chained whether a role session calls
 */
export function sessionFaults(
  role: RoleToAssume,
  asked: SessionRequest,
  before?: RoleSession,
  chained = before !== undefined,
): readonly string[] {
  const faults: string[] = [];
  const tags = Object.entries(asked.tags ?? {});
  const keys = tags.map(([key]) => key);
  const longest = role.maxSessionSeconds ?? HOUR;
  if (!NAME.test(asked.name)) faults.push(`\`${asked.name}\` is no session name: 2 to 64 of letters, digits and \`_+=,.@-\``);
  if (asked.sourceIdentity !== undefined && (!NAME.test(asked.sourceIdentity) || asked.sourceIdentity.startsWith('aws:'))) {
    faults.push(`\`${asked.sourceIdentity}\` is no source identity: 2 to 64 of letters, digits and \`_+=,.@-\``);
  }
  const fixed = before?.sourceIdentity;
  if (fixed !== undefined && asked.sourceIdentity !== undefined && asked.sourceIdentity !== fixed) {
    faults.push(`the session has the source identity \`${fixed}\`, which nothing can change`);
  }
  if (tags.length > MOST_TAGS) faults.push(`${tags.length} session tags are more than the ${MOST_TAGS} that a session can hold`);
  const twice = repeatedKey(keys);
  if (twice !== undefined) faults.push(`the session tag \`${twice}\` is passed twice: keys differ in more than case`);
  for (const [key, value] of tags) {
    if (key.length < 1 || key.length > 128 || value.length > 256)
      faults.push(`the session tag \`${key}\` is longer than 128 or its value than 256 characters`);
    if (key.toLowerCase().startsWith('aws:')) faults.push(`the session tag \`${key}\` begins with \`aws:\`, which is AWS's own`);
    const inherited = Object.keys(before?.transitiveTags ?? {}).some((other) => other.toLowerCase() === key.toLowerCase());
    if (inherited) faults.push(`the session tag \`${key}\` is transitive and cannot be passed again`);
  }
  for (const key of asked.transitiveTagKeys ?? []) {
    if (!keys.some((other) => other.toLowerCase() === key.toLowerCase()))
      faults.push(`the transitive tag key \`${key}\` is not among the tags passed`);
  }
  if (asked.seconds !== undefined) {
    if (chained && asked.seconds > HOUR) faults.push('role chaining limits the session to one hour');
    else if (asked.seconds > longest) faults.push(`${asked.seconds} seconds are more than the ${longest} that the role allows`);
    if (asked.seconds < 900) faults.push(`${asked.seconds} seconds are less than the 900 that STS allows`);
  }
  return faults;
}

/** The keys of the request that follow from what is asked of the session. */
export function sessionKeys(asked: SessionRequest): Readonly<Record<string, ContextValue>> {
  const tags = Object.entries(asked.tags ?? {});
  const transitive = asked.transitiveTagKeys ?? [];
  return {
    'sts:RoleSessionName': asked.name,
    ...(asked.sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': asked.sourceIdentity }),
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...(tags.length === 0 ? {} : { 'aws:TagKeys': tags.map(([key]) => key) }),
    ...(transitive.length === 0 ? {} : { 'sts:TransitiveTagKeys': transitive }),
  };
}

/** Keys laid over keys: a later one takes the place of an earlier one that differs in case only. */
export function laidOver<Value>(...layers: readonly Readonly<Record<string, Value>>[]): Readonly<Record<string, Value>> {
  const found = new Map<string, readonly [key: string, value: Value]>();
  for (const layer of layers) for (const [key, value] of Object.entries(layer)) found.set(key.toLowerCase(), [key, value]);
  return Object.fromEntries(found.values());
}

/** The keys that follow from who calls (IAM User Guide, reference_policies_condition-keys, "Properties of the principal"). */
export function derivedContext(principal: RequestPrincipal): Readonly<Record<string, ContextValue>> {
  switch (principal.kind) {
    case 'aws':
      return {
        'aws:PrincipalArn': principal.arn,
        'aws:PrincipalAccount': principal.account,
        'aws:PrincipalIsAWSService': 'false',
        'aws:PrincipalType': principalType(principal.arn),
      };
    case 'service':
      return { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': principal.service };
    case 'federated':
      return { 'aws:FederatedProvider': principal.provider };
    case 'anonymous':
      return { 'aws:PrincipalType': 'Anonymous' };
  }
}

function principalType(arn: string): string {
  const resource = splitArn(arn)[5] ?? '';
  if (resource.startsWith('role/')) return 'AssumedRole';
  if (resource.startsWith('federated-user/')) return 'FederatedUser';
  return resource === 'root' ? 'Account' : 'User';
}

/** The session that a successful call creates. */
export function newSession(
  role: RoleToAssume,
  asked: SessionRequest,
  extra: Readonly<Record<string, ContextValue>>,
  before?: RoleSession,
): RoleSession {
  const principal = { kind: 'aws', arn: role.arn, account: splitArn(role.arn)[4] ?? '', session: asked.name } as const;
  const passed = asked.tags ?? {};
  const inherited = before?.transitiveTags ?? {};
  const tags = laidOver(role.tags ?? {}, passed, inherited);
  const goesOn = new Set((asked.transitiveTagKeys ?? []).map((key) => key.toLowerCase()));
  const transitiveTags = laidOver(Object.fromEntries(Object.entries(passed).filter(([key]) => goesOn.has(key.toLowerCase()))), inherited);
  const sourceIdentity = before?.sourceIdentity ?? asked.sourceIdentity;
  const context = {
    ...derivedContext(principal),
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
    ...(sourceIdentity === undefined ? {} : { 'aws:SourceIdentity': sourceIdentity }),
    ...extra,
  };
  return { principal, context, transitiveTags, ...(sourceIdentity === undefined ? {} : { sourceIdentity }) };
}

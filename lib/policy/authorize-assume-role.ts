/** Whether `sts:AssumeRole` succeeds: for users and roles, for chained roles, for services (STS API Reference, AssumeRole). */
import { type Authorization, authorize, type Decision } from './authorize';
import { isRootUser } from './authorize-principal';
import {
  derivedContext,
  newSession,
  type RoleSession,
  type RoleToAssume,
  type SessionCheck,
  type SessionOutcome,
  type SessionRequest,
  sessionFaults,
  sessionKeys,
} from './authorize-session';
import type { PolicySet } from './policy-set';
import type { ContextValue, RequestPrincipal } from './request';

export interface AssumeRoleCall {
  readonly role: RoleToAssume;
  /** A user, a role session, or a service. */
  readonly caller: RequestPrincipal;
  /** The session that the caller acts in, where it is a role's: makes the call role chaining. */
  readonly callerSession?: RoleSession;
  /** The caller's policies; resource control policies of the role's account. Its `resource` is left aside: the trust policy takes its place. */
  readonly policies: Omit<PolicySet, 'resource'>;
  readonly session: SessionRequest;
  readonly externalId?: string;
  /** Further keys of the request, such as `aws:SourceArn` for a service or `aws:SourceIp`. */
  readonly context?: Readonly<Record<string, ContextValue>>;
}

const SEVEREST: readonly Decision[] = ['explicit-deny', 'implicit-deny', 'undecided'];

/** Asks for every permission of a call that creates a session, and says what comes of it. */
export function decideSession(
  actions: readonly string[],
  ask: (action: string) => Authorization,
  session: () => RoleSession,
): SessionOutcome {
  const checks = actions.map((action): SessionCheck => ({ action, authorization: ask(action) }));
  for (const decision of SEVEREST) {
    if (decision !== 'allow' && checks.some(({ authorization }) => authorization.decision === decision)) return { decision, checks };
  }
  return { decision: 'allow', checks, session: session() };
}

/** The permissions beside the first that the session asked for needs. */
export const furtherActions = (asked: SessionRequest, before?: RoleSession): readonly string[] => [
  ...(Object.keys(asked.tags ?? {}).length > 0 ? ['sts:TagSession'] : []),
  ...(asked.sourceIdentity !== undefined || before?.sourceIdentity !== undefined ? ['sts:SetSourceIdentity'] : []),
];

/** Roles Anywhere passes what it reads from the certificate as tags of the principal, not of the request (Roles Anywhere User Guide, trust model). */
const TAGS_THE_PRINCIPAL = 'rolesanywhere.amazonaws.com';

const asPrincipalTags = (tags: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));

/**
 * Decides a call of `AssumeRole`.
 *
 * Session tags also need `sts:TagSession`, and a source identity, set or inherited, `sts:SetSourceIdentity`: both in the trust
 * policy and, as within one account or across two, in the caller's own policies.
 */
export function assumeRole(call: AssumeRoleCall): SessionOutcome {
  const { role, caller, callerSession, session, externalId } = call;
  const because = [
    ...(isRootUser(caller) ? ['the root user cannot call `AssumeRole`'] : []),
    ...sessionFaults(role, session, callerSession, caller.kind === 'aws' && caller.session !== undefined),
  ];
  if (because.length > 0) return { decision: 'refused', because };
  const tagged = caller.kind === 'service' && caller.service === TAGS_THE_PRINCIPAL;
  const context = {
    ...derivedContext(caller),
    ...(callerSession?.context ?? {}),
    ...sessionKeys(
      tagged
        ? { name: session.name, ...(session.sourceIdentity === undefined ? {} : { sourceIdentity: session.sourceIdentity }) }
        : session,
    ),
    ...(tagged ? asPrincipalTags(session.tags) : {}),
    ...(externalId === undefined ? {} : { 'sts:ExternalId': externalId }),
    ...(call.context ?? {}),
  };
  return decideSession(
    ['sts:AssumeRole', ...furtherActions(session, callerSession)],
    (action) => authorize({ principal: caller, action, resource: role.arn, context }, { ...call.policies, resource: role.trust }),
    () => newSession(role, session, {}, callerSession),
  );
}

/** Whether `sts:AssumeRoleWithSAML` succeeds for an assertion (STS API Reference; IAM User Guide, reference_policies_iam-condition-keys). */
import { authorize } from './authorize';
import { decideSession, furtherActions } from './authorize-assume-role';
import { newSession, type RoleToAssume, type SessionOutcome, type SessionRequest, sessionFaults, sessionKeys } from './authorize-session';
import type { PolicyDocument } from './document';
import type { ContextValue } from './request';

export interface SamlCall {
  readonly role: RoleToAssume;
  /** The ARN of the IAM SAML provider. */
  readonly provider: string;
  /** The keys that STS makes of the assertion, such as `saml:aud`, `saml:iss`, `saml:sub`, `saml:sub_type`. */
  readonly keys: Readonly<Record<`saml:${string}`, ContextValue>>;
  /** The pairs of role and provider in the assertion's `Role` attribute. Absent: not looked at. */
  readonly roles?: readonly { readonly role: string; readonly provider: string }[];
  /** `RoleSessionName`, tags, transitive keys and source identity as attributes of the assertion. */
  readonly session: SessionRequest;
  readonly rcps?: readonly PolicyDocument[];
  /** Further keys of the request. */
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/** The keys of an assertion that the session's own requests still carry; the others end with the call. */
const LASTING = new Set(['saml:namequalifier', 'saml:sub', 'saml:sub_type']);

const sessionKeysOfAssertion = (keys: SamlCall['keys']): Readonly<Record<string, ContextValue>> =>
  Object.fromEntries(Object.entries(keys).filter(([key]) => LASTING.has(key.toLowerCase())));

/** Decides a call of `AssumeRoleWithSAML`: the trust policy and resource control policies alone have a say. */
export function assumeRoleWithSaml(call: SamlCall): SessionOutcome {
  const { role, provider, keys, roles, session } = call;
  const named = roles === undefined || roles.some((pair) => pair.role === role.arn && pair.provider === provider);
  const because = [
    ...(named ? [] : [`the assertion does not name the role \`${role.arn}\` with the provider \`${provider}\``]),
    ...sessionFaults(role, session),
  ];
  if (because.length > 0) return { decision: 'refused', because };
  const context = { ...keys, ...sessionKeys(session), 'aws:FederatedProvider': provider, ...(call.context ?? {}) };
  const request = { principal: { kind: 'federated', provider }, resource: role.arn, context } as const;
  return decideSession(
    ['sts:AssumeRoleWithSAML', ...furtherActions(session)],
    (action) => authorize({ ...request, action }, { resource: role.trust, ...(call.rcps === undefined ? {} : { rcps: call.rcps }) }),
    () => newSession(role, session, { ...sessionKeysOfAssertion(keys), 'aws:FederatedProvider': provider }),
  );
}

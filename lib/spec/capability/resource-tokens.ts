/** Tokens and keys for systems outside of AWS, from the token vault of AgentCore. */
import type { Conditions } from '../condition/conditions';
import type { Capability, CapabilityFault, Permission } from '../permission';
import { capability, ownArn, permission, wants } from './capability';

/**
 * The user on whose behalf the component acts, as a verified token says it. What is not given may be anything, so that at least audience or client must be.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/security_iam_service-with-iam.html
 */
export interface VerifiedUser {
  /** The issuer of the user's token, exact: `https://…`. */
  readonly issuer: `https://${string}`;
  /** The `aud` of the token: the component itself. */
  readonly audience?: string;
  /** The `client_id` of the token; only where the issuer writes that very claim. Entra writes `azp` or `appid` instead. */
  readonly client?: string;
}

interface OnBehalf {
  /** Name of the workload identity, in the directory `default` of the component's own account and region. */
  readonly workloadIdentity: string;
  /**
   * Acts for users whose token AgentCore verifies. Users that the component only names are never allowed.
   * @default acts for itself
   */
  readonly user?: VerifiedUser;
}

/** Options of {@link getOauth2Token}. */
export interface Oauth2TokenOptions extends OnBehalf {
  /** Name of the OAuth2 credential provider, in the token vault `default`. */
  readonly provider: string;
}

/** Options of {@link getApiKey}. */
export interface ApiKeyOptions extends OnBehalf {
  /** Name of the API key credential provider, in the token vault `default`. */
  readonly provider: string;
}

const SOURCE = 'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/security_iam_service-with-iam.html';

/** Doors where a component says itself for which user it acts, and nobody verifies it. */
export const UNVERIFIED_USER_DOORS = [
  'bedrock-agentcore:GetWorkloadAccessTokenForUserId',
  'bedrock-agentcore:InvokeAgentRuntimeForUser',
] as const;

const NAME = /^[A-Za-z0-9_.-]{1,255}$/;

const nameFaults = (what: string, value: unknown): readonly CapabilityFault[] =>
  wants(value, NAME, `is no name of ${what}:`, 'give its exact name, without wildcards');

function userFaults(user: VerifiedUser | undefined): readonly CapabilityFault[] {
  if (user === undefined) return [];
  const { issuer, audience, client } = user;
  return [
    ...wants(issuer, /^https:\/\/[^*?\s]+$/, 'is no issuer of users\u2019 tokens:', 'give its exact `https://…`'),
    ...(audience === undefined && client === undefined
      ? [{ what: 'every token of the user\u2019s issuer would do', fix: 'give `audience`, or `client`' }]
      : []),
    ...[audience, client].flatMap((value) =>
      value === undefined ? [] : wants(value, /^[^*?]+$/, 'is not exact:', 'name the one that tokens are made for'),
    ),
  ];
}

const userConditions = ({ issuer, audience, client }: VerifiedUser): Conditions => ({
  'bedrock-agentcore:InboundJwtClaim/iss': issuer,
  ...(audience === undefined ? {} : { 'bedrock-agentcore:InboundJwtClaim/aud': audience }),
  ...(client === undefined ? {} : { 'bedrock-agentcore:InboundJwtClaim/client_id': client }),
});

function fromVault(
  name: string,
  { workloadIdentity, user }: OnBehalf,
  { action, label, kind, provider }: { readonly action: string; readonly label: string; readonly kind: string; readonly provider: string },
): Capability {
  const directory = ownArn('bedrock-agentcore', 'workload-identity-directory/default');
  const identity = `${directory}/workload-identity/${workloadIdentity}`;
  const vault = ownArn('bedrock-agentcore', 'token-vault/default');
  const permissions: readonly Permission[] = [
    user === undefined
      ? permission('ActForItself', ['bedrock-agentcore:GetWorkloadAccessToken'], [directory, identity])
      : permission('ActForVerifiedUser', ['bedrock-agentcore:GetWorkloadAccessTokenForJWT'], [directory, identity], userConditions(user)),
    permission(label, [action], [directory, identity, vault, `${vault}/${kind}/${provider}`]),
  ];
  const faults = [
    ...nameFaults('a workload identity', workloadIdentity),
    ...nameFaults('a credential provider', provider),
    ...userFaults(user),
  ];
  return { ...capability(name, SOURCE, permissions, faults), closes: UNVERIFIED_USER_DOORS };
}

/**
 * Gets OAuth2 tokens of one credential provider as one workload identity, for itself or for users whose token is verified. AgentCore asks for the directory, the
 * identity, the vault and the provider; each is named.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrockagentcore.html
 */
export const getOauth2Token = (options: Oauth2TokenOptions): Capability =>
  fromVault('getOauth2Token', options, {
    action: 'bedrock-agentcore:GetResourceOauth2Token',
    label: 'GetOauth2Token',
    kind: 'oauth2credentialprovider',
    provider: options.provider,
  });

/**
 * Gets the API key of one credential provider as one workload identity.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrockagentcore.html
 */
export const getApiKey = (options: ApiKeyOptions): Capability =>
  fromVault('getApiKey', options, {
    action: 'bedrock-agentcore:GetResourceApiKey',
    label: 'GetApiKey',
    kind: 'apikeycredentialprovider',
    provider: options.provider,
  });

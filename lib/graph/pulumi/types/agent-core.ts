/** Gateways and runtimes of AgentCore, and what decides who may call them and with what they call. */
import { isRecord } from '../../../policy/parse-values';
import type { Properties, TypeEntry } from './cloudformation-type';

/** CloudFormation's names within an authorizer, by the provider's. */
const AUTHORIZER: Readonly<Record<string, string>> = {
  CustomJwtAuthorizer: 'CustomJWTAuthorizer',
  AllowedAudiences: 'AllowedAudience',
  MatchValueStringLists: 'MatchValueStringList',
};

function renamedWithin(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[]).map((member) => renamedWithin(member, names));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [Object.hasOwn(names, name) ? names[name] : name, renamedWithin(member, names)]),
  );
}

const authorized = ({ AuthorizerConfiguration, ...properties }: Properties): Properties =>
  AuthorizerConfiguration === undefined
    ? properties
    : { ...properties, AuthorizerConfiguration: renamedWithin(AuthorizerConfiguration, AUTHORIZER) };

/** Lists where CloudFormation has one. */
const first = (value: unknown): unknown => (Array.isArray(value) ? (value as readonly unknown[])[0] : value);

const runtime = ({ LifecycleConfigurations, ...properties }: Properties): Properties => ({
  ...authorized(properties),
  ...(LifecycleConfigurations === undefined ? {} : { LifecycleConfiguration: first(LifecycleConfigurations) }),
});

/** CloudFormation's word for a kind of credentials, and its name of their settings, by the provider's block. */
export const TARGET_CREDENTIALS: Readonly<Record<string, readonly [type: string, settings?: string]>> = {
  ApiKey: ['API_KEY', 'ApiKeyCredentialProvider'],
  CallerIamCredentials: ['CALLER_IAM_CREDENTIALS', 'IamCredentialProvider'],
  GatewayIamRole: ['GATEWAY_IAM_ROLE', 'IamCredentialProvider'],
  JwtPassthrough: ['JWT_PASSTHROUGH'],
  Oauth: ['OAUTH', 'OauthCredentialProvider'],
};

const target = ({ CredentialProviderConfiguration, ...properties }: Properties): Properties => {
  if (CredentialProviderConfiguration === undefined) return properties;
  if (!isRecord(CredentialProviderConfiguration))
    return { ...properties, CredentialProviderConfigurations: CredentialProviderConfiguration };
  return {
    ...properties,
    CredentialProviderConfigurations: Object.entries(CredentialProviderConfiguration).map(([block, settings]) => {
      const [type, name] = TARGET_CREDENTIALS[block] ?? [block];
      const isGiven = name !== undefined && isRecord(settings) && Object.keys(settings).length > 0;
      return { CredentialProviderType: type, ...(isGiven ? { CredentialProvider: { [name]: settings } } : {}) };
    }),
  };
};

export const AGENT_CORE_TYPES: readonly TypeEntry[] = [
  [
    'aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime',
    { type: 'AWS::BedrockAgentCore::Runtime', asWritten: ['tags', 'environmentVariables'], rebuilt: runtime },
  ],
  ['aws:bedrock/agentcoreGateway:AgentcoreGateway', { type: 'AWS::BedrockAgentCore::Gateway', asWritten: ['tags'], rebuilt: authorized }],
  [
    'aws:bedrock/agentcoreGatewayTarget:AgentcoreGatewayTarget',
    { type: 'AWS::BedrockAgentCore::GatewayTarget', asWritten: ['customParameters'], rebuilt: target },
  ],
  ['aws:bedrock/agentcorePolicy:AgentcorePolicy', { type: 'AWS::BedrockAgentCore::Policy' }],
];

/** Runtimes, gateways and their targets for examples. */
import type { TemplateResource } from './example';

type Json = Readonly<Record<string, unknown>>;

const DISCOVERY = 'https://login.acme.example/.well-known/openid-configuration';

/** An authorizer for tokens of one issuer, with what it asks of them beside that. */
export const jwtAuthorizer = (asks: Json): Json => ({ CustomJWTAuthorizer: { DiscoveryUrl: DISCOVERY, ...asks } });

/** A gateway that takes calls signed with AWS credentials, of a role of another stack. */
export const gateway = (properties: Json = {}): TemplateResource => ({
  Type: 'AWS::BedrockAgentCore::Gateway',
  Properties: {
    Name: 'support-tools',
    RoleArn: 'arn:aws:iam::111122223333:role/support-tools',
    ProtocolType: 'MCP',
    AuthorizerType: 'AWS_IAM',
    ...properties,
  },
});

/** A gateway that takes tokens of one issuer. */
export const jwtGateway = (asks: Json, properties: Json = {}): TemplateResource =>
  gateway({ AuthorizerType: 'CUSTOM_JWT', AuthorizerConfiguration: jwtAuthorizer(asks), ...properties });

/** A target of a gateway: a server of MCP, called with these credentials. */
export const gatewayTarget = (...credentials: readonly Json[]): TemplateResource => ({
  Type: 'AWS::BedrockAgentCore::GatewayTarget',
  Properties: {
    GatewayIdentifier: 'support-tools-a1b2c3d4e5',
    Name: 'crm',
    TargetConfiguration: { Mcp: { McpServer: { Endpoint: 'https://crm.acme.example/mcp' } } },
    CredentialProviderConfigurations: credentials,
  },
});

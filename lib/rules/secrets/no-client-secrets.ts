import { isRecord } from '../../policy/parse-values';
import { defineRule } from '../define-rule';
import type { TemplateResource } from '../examples/example';
import { below, flagAt, isOpen, resourceName } from '../reading/properties';

/** Ways for an OAuth client to say who it is that need no secret (AgentCore API Reference, `CustomOauth2ProviderConfigInput`). */
const SECRETLESS: ReadonlySet<unknown> = new Set(['AWS_IAM_ID_TOKEN_JWT', 'PRIVATE_KEY_JWT']);

const provider = (config: Readonly<Record<string, unknown>>): TemplateResource => ({
  Type: 'AWS::BedrockAgentCore::OAuth2CredentialProvider',
  Properties: {
    Name: 'crm',
    CredentialProviderVendor: 'CustomOauth2',
    Oauth2ProviderConfigInput: { CustomOauth2ProviderConfig: { ClientId: 'support', ...config } },
  },
});

export default defineRule({
  code: 'WI556',
  name: 'secrets/no-client-secrets',
  severity: 'warning',
  principle: 'workloads have identities, not keys',
  standards: ['OWASP ASI03', 'NIST SP 800-53 IA-5'],
  summary: 'clients of OAuth prove who they are with their identity or a private key, not with a secret that they share with the server',
  why: 'a client secret does not expire by itself, is known on both sides, and whoever has it is the client',
  acknowledge: 'where the authorization server takes nothing else; then let it be rotated',
  sources: [
    'Amazon Bedrock AgentCore API Reference, `CustomOauth2ProviderConfigInput`',
    'Amazon Cognito Developer Guide, "Application-specific settings with app clients"',
  ],
  visits: 'graph',
  messages: {
    generated: {
      what: 'the client `<client>` of Cognito gets a secret',
      fix: 'leave `GenerateSecret` out, and let the client use the authorization code flow with PKCE, or a token of its workload identity',
    },
    shared: {
      what: 'the credential provider `<client>` shares a secret with the authorization server',
      fix: 'set `ClientAuthenticationMethod` to `AWS_IAM_ID_TOKEN_JWT` or `PRIVATE_KEY_JWT`',
    },
  },
  check: (graph, tell) => [
    ...graph.resourcesOf('AWS::Cognito::UserPoolClient').map((client) => {
      const flag = flagAt(client, ['GenerateSecret'], false);
      const names = { client: resourceName(client) };
      if (isOpen(flag)) return tell.undecided('generated', names, { at: client.place, shown: `depends on \`${flag.open}\`` });
      return flag ? tell.refuted('generated', names, { at: client.place, shown: '`GenerateSecret` is `true`' }) : tell.proved();
    }),
    ...graph.resourcesOf('AWS::BedrockAgentCore::OAuth2CredentialProvider').flatMap((client) => {
      const config = below(client.properties, 'Oauth2ProviderConfigInput');
      return (isRecord(config) ? Object.keys(config) : []).map((vendor) => {
        const hasSecret = below(config, vendor, 'ClientSecret') !== undefined || below(config, vendor, 'ClientSecretConfig') !== undefined;
        const isSecretless = SECRETLESS.has(below(config, vendor, 'ClientAuthenticationMethod'));
        return isSecretless || !hasSecret
          ? tell.proved()
          : tell.refuted('shared', { client: resourceName(client) }, { at: client.place, shown: `\`${vendor}\` names a client secret` });
      });
    }),
  ],
  examples: {
    bad: [
      {
        title: 'a client of Cognito with a secret',
        cloudformation: {
          Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: 'eu-central-1_a', GenerateSecret: true } },
        },
        finds: { message: 'generated', resource: 'Client' },
      },
      {
        title: 'a credential provider with a secret',
        cloudformation: {
          Crm: provider({ ClientSecretSource: 'EXTERNAL', ClientSecretConfig: { SecretId: 'crm', JsonKey: 'secret' } }),
        },
        finds: { message: 'shared', resource: 'Crm' },
      },
    ],
    good: [
      {
        title: 'a client that proves who it is with its workload identity',
        cloudformation: { Crm: provider({ ClientAuthenticationMethod: 'AWS_IAM_ID_TOKEN_JWT' }) },
      },
      {
        title: 'a public client of Cognito',
        cloudformation: { Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: 'eu-central-1_a' } } },
      },
    ],
  },
});

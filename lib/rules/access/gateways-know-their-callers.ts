import type { GraphResource } from '../../graph/identity-graph';
import { defineRule } from '../define-rule';
import { gateway, jwtAuthorizer, jwtGateway } from '../examples/agent-core';
import type { TemplateResource } from '../examples/example';
import { asksOfTokens, GATEWAY, RUNTIME, wordAt } from '../reading/agent-core';
import { isOpen, resourceName } from '../reading/properties';

const KINDS = [
  ['gateway', GATEWAY],
  ['runtime', RUNTIME],
] as const;

const runtime = (authorizer: Readonly<Record<string, unknown>>): TemplateResource => ({
  Type: 'AWS::BedrockAgentCore::Runtime',
  Properties: {
    AgentRuntimeName: 'crm',
    RoleArn: 'arn:aws:iam::111122223333:role/support-crm',
    AgentRuntimeArtifact: { ContainerConfiguration: { ContainerUri: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/crm:1' } },
    NetworkConfiguration: { NetworkMode: 'PUBLIC' },
    AuthorizerConfiguration: authorizer,
  },
});

const namesOf = (kind: string, resource: GraphResource) => ({ kind, name: resourceName(resource) });

export default defineRule({
  code: 'WI382',
  name: 'access/gateways-know-their-callers',
  severity: 'error',
  principle: 'whoever calls an agent is known',
  standards: ['OWASP ASI03', 'OWASP ASI07'],
  summary:
    'gateways and runtimes of AgentCore admit nobody without an identity, and of the tokens of an issuer only those that are meant for them',
  why: 'an authorizer that asks for nothing but the issuer admits every token that the issuer signs, for whichever client and service it was made',
  acknowledge: 'where an interceptor of the gateway checks every call by itself',
  misses: ['what interceptors check; whether the values of an audience, client, scope or claim are the right ones'],
  sources: [
    'Amazon Bedrock AgentCore Developer Guide, "Authenticate and authorize with Inbound Auth and Outbound Auth"',
    'Amazon Bedrock AgentCore API Reference, `CustomJWTAuthorizerConfiguration`',
    'RFC 8707, "Resource Indicators for OAuth 2.0"',
  ],
  visits: 'graph',
  messages: {
    nobody: {
      what: 'the gateway `<name>` asks nobody who they are',
      fix: 'set `AuthorizerType` to `AWS_IAM`, or to `CUSTOM_JWT` with `AllowedAudience`',
    },
    anyToken: {
      what: 'the <kind> `<name>` admits every token of its issuer',
      fix: 'add `AllowedAudience` with the URL of the <kind>, or `AllowedClients`, to `CustomJWTAuthorizer`',
    },
  },
  check: (graph, tell) => [
    ...graph.resourcesOf(GATEWAY).map((resource) => {
      const type = wordAt(resource.properties, 'AuthorizerType');
      const names = { name: resourceName(resource) };
      if (isOpen(type)) return tell.undecided('nobody', names, { at: resource.place, shown: `depends on \`${type.open}\`` });
      return type === 'NONE' ? tell.refuted('nobody', names, { at: resource.place, shown: '`AuthorizerType` is `NONE`' }) : tell.proved();
    }),
    ...KINDS.flatMap(([kind, type]) =>
      graph.resourcesOf(type).flatMap((resource) => {
        const asks = asksOfTokens(resource);
        if (asks === undefined) return [];
        const names = namesOf(kind, resource);
        if (isOpen(asks)) return [tell.undecided('anyToken', names, { at: resource.place, shown: `depends on \`${asks.open}\`` })];
        if (asks) return [tell.proved()];
        return [
          tell.refuted('anyToken', names, { at: resource.place, shown: '`CustomJWTAuthorizer` names no audience, client, scope or claim' }),
        ];
      }),
    ),
  ],
  examples: {
    bad: [
      {
        title: 'a gateway open to everybody',
        cloudformation: { Tools: gateway({ AuthorizerType: 'NONE' }) },
        finds: { message: 'nobody', resource: 'Tools', shown: 'NONE' },
      },
      {
        title: 'a gateway for every token of an issuer',
        cloudformation: { Tools: jwtGateway({}) },
        finds: { message: 'anyToken', resource: 'Tools' },
      },
      {
        title: 'a list of audiences with nothing in it',
        cloudformation: { Tools: jwtGateway({ AllowedAudience: [] }) },
        finds: { message: 'anyToken', resource: 'Tools' },
      },
      {
        title: 'a runtime for every token of an issuer',
        cloudformation: { Crm: runtime(jwtAuthorizer({})) },
        finds: { message: 'anyToken', resource: 'Crm' },
      },
    ],
    good: [
      { title: 'calls signed with AWS credentials', cloudformation: { Tools: gateway() } },
      {
        title: 'tokens that are meant for the gateway',
        cloudformation: { Tools: jwtGateway({ AllowedAudience: ['https://tools.acme.example/mcp'] }) },
      },
      {
        title: 'tokens of one client, with a claim',
        cloudformation: {
          Tools: jwtGateway({
            AllowedClients: ['support'],
            CustomClaims: [
              {
                InboundTokenClaimName: 'department',
                InboundTokenClaimValueType: 'STRING',
                AuthorizingClaimMatchValue: { ClaimMatchOperator: 'EQUALS', ClaimMatchValue: { MatchValueString: 'support' } },
              },
            ],
          }),
        },
      },
    ],
  },
});

import { defineRule } from '../define-rule';
import { gatewayTarget } from '../examples/agent-core';
import { credentialTypesOf, GATEWAY_TARGET } from '../reading/agent-core';
import { isOpen, resourceName } from '../reading/properties';

const PASSTHROUGH = 'JWT_PASSTHROUGH';
const OAUTH = {
  CredentialProviderType: 'OAUTH',
  CredentialProvider: {
    OauthCredentialProvider: {
      ProviderArn: 'arn:aws:bedrock-agentcore:eu-central-1:111122223333:token-vault/default/oauth2credentialprovider/crm',
      Scopes: ['crm.read'],
    },
  },
};

export default defineRule({
  code: 'WI384',
  name: 'access/no-token-passthrough',
  severity: 'error',
  principle: 'a token is used by whom it was made for',
  standards: ['OWASP ASI03', 'OWASP ASI07', 'MCP authorization 2026-07-28'],
  summary: 'gateways of AgentCore call their targets with credentials of their own, and do not hand on the token of whoever called them',
  why: 'a token that is handed on was made for the gateway: the target cannot tell who calls, and whoever runs the target can call the gateway with it',
  acknowledge: 'where the target is part of the gateway\u2019s own service, and takes the audience of the gateway on purpose',
  sources: [
    'Model Context Protocol, "Authorization", 2026-07-28, "Access Token Privilege Restriction"',
    'RFC 8707, "Resource Indicators for OAuth 2.0"',
  ],
  visits: 'graph',
  messages: {
    handedOn: {
      what: 'the target `<target>` gets the token of whoever calls the gateway',
      fix: 'use `OAUTH` with a credential provider of the target\u2019s own, `GATEWAY_IAM_ROLE` or `CALLER_IAM_CREDENTIALS`',
    },
  },
  check: (graph, tell) =>
    graph.resourcesOf(GATEWAY_TARGET).map((target) => {
      const types = credentialTypesOf(target);
      const names = { target: resourceName(target) };
      if (types.includes(PASSTHROUGH))
        return tell.refuted('handedOn', names, { at: target.place, shown: `\`CredentialProviderType\` is \`${PASSTHROUGH}\`` });
      const open = types.find(isOpen);
      return open === undefined
        ? tell.proved()
        : tell.undecided('handedOn', names, { at: target.place, shown: `depends on \`${open.open}\`` });
    }),
  examples: {
    bad: [
      {
        title: 'the caller\u2019s token handed on',
        cloudformation: { Crm: gatewayTarget({ CredentialProviderType: PASSTHROUGH }) },
        finds: { message: 'handedOn', resource: 'Crm', shown: PASSTHROUGH },
      },
    ],
    good: [
      { title: 'a token made for the target', cloudformation: { Crm: gatewayTarget(OAUTH) } },
      {
        title: 'the role of the gateway',
        cloudformation: {
          Crm: gatewayTarget({
            CredentialProviderType: 'GATEWAY_IAM_ROLE',
            CredentialProvider: { IamCredentialProvider: { Service: 'execute-api' } },
          }),
        },
      },
    ],
  },
});

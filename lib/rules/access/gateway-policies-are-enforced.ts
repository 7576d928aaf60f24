import { defineRule } from '../define-rule';
import { gateway } from '../examples/agent-core';
import type { TemplateResource } from '../examples/example';
import { AGENT_CORE_POLICY, GATEWAY, wordAt } from '../reading/agent-core';
import { isOpen, resourceName } from '../reading/properties';

const ENGINE = 'arn:aws:bedrock-agentcore:eu-central-1:111122223333:policy-engine/support-a1b2c3d4e5';

/** Where a control is set that can be made to watch only: its message, type, path and the word that does so. */
const CONTROLS = [
  ['engineWatches', GATEWAY, ['PolicyEngineConfiguration', 'Mode'], 'LOG_ONLY'],
  ['policyWatches', AGENT_CORE_POLICY, ['EnforcementMode'], 'LOG_ONLY'],
  ['failsOpen', GATEWAY, ['WafConfiguration', 'FailureMode'], 'FAIL_OPEN'],
] as const;

const engine = (mode: string) => gateway({ PolicyEngineConfiguration: { Arn: ENGINE, Mode: mode } });

const cedar = (properties: Readonly<Record<string, unknown>>): TemplateResource => ({
  Type: 'AWS::BedrockAgentCore::Policy',
  Properties: {
    Name: 'refunds',
    PolicyEngineId: 'support-a1b2c3d4e5',
    Definition: { Cedar: { Statement: 'forbid(principal, action, resource) when { context.input.amount > 1000 };' } },
    ...properties,
  },
});

export default defineRule({
  code: 'WI383',
  name: 'access/gateway-policies-are-enforced',
  severity: 'error',
  principle: 'a control that is declared takes effect',
  standards: ['OWASP ASI02', 'NIST SP 800-53 AC-3'],
  summary: 'policies of AgentCore gateways decide and do not only watch, and a gateway closes when its firewall fails',
  why: 'what only logs a refusal refuses nothing, and the call has been made when somebody reads of it',
  acknowledge: 'while a policy is tried out on real calls, until a date',
  misses: ['a gateway without a policy engine or firewall; whether a gateway that names a failure mode has a web ACL at all'],
  sources: [
    'Amazon Bedrock AgentCore API Reference, `GatewayPolicyEngineConfiguration`',
    'CloudFormation Template Reference, `AWS::BedrockAgentCore::Policy`, `EnforcementMode`',
    'CloudFormation Template Reference, `AWS::BedrockAgentCore::Gateway`, `WafConfiguration`',
  ],
  visits: 'graph',
  messages: {
    engineWatches: {
      what: 'the policy engine of the gateway `<name>` only watches',
      fix: 'set `PolicyEngineConfiguration.Mode` to `ENFORCE`',
    },
    policyWatches: { what: 'the policy `<name>` only watches', fix: 'set `EnforcementMode` to `ACTIVE`, or leave it out' },
    failsOpen: {
      what: 'the gateway `<name>` lets calls through when its firewall fails',
      fix: 'set `WafConfiguration.FailureMode` to `FAIL_CLOSE`',
    },
  },
  check: (graph, tell) =>
    CONTROLS.flatMap(([message, type, path, watching]) =>
      graph.resourcesOf(type).map((resource) => {
        const set = wordAt(resource.properties, ...path);
        const names = { name: resourceName(resource) };
        if (isOpen(set)) return tell.undecided(message, names, { at: resource.place, shown: `depends on \`${set.open}\`` });
        return set === watching
          ? tell.refuted(message, names, { at: resource.place, shown: `\`${path.join('.')}\` is \`${set}\`` })
          : tell.proved();
      }),
    ),
  examples: {
    bad: [
      {
        title: 'a policy engine that only logs',
        cloudformation: { Tools: engine('LOG_ONLY') },
        finds: { message: 'engineWatches', resource: 'Tools', shown: 'LOG_ONLY' },
      },
      {
        title: 'a policy that only logs',
        cloudformation: { Refunds: cedar({ EnforcementMode: 'LOG_ONLY' }) },
        withoutPulumi: {
          lacks: 'property',
          type: 'AWS::BedrockAgentCore::Policy',
          property: 'EnforcementMode',
          because: 'a policy made with the provider is always enforced',
        },
        finds: { message: 'policyWatches', resource: 'Refunds' },
      },
      {
        title: 'a gateway that opens when its firewall fails',
        cloudformation: { Tools: gateway({ WafConfiguration: { FailureMode: 'FAIL_OPEN' } }) },
        withoutPulumi: {
          lacks: 'property',
          type: 'AWS::BedrockAgentCore::Gateway',
          property: 'WafConfiguration',
          because: 'the provider cannot say what happens when the firewall fails',
        },
        finds: { message: 'failsOpen', resource: 'Tools', shown: 'FAIL_OPEN' },
      },
    ],
    good: [
      { title: 'a policy engine that decides, and its policy', cloudformation: { Tools: engine('ENFORCE'), Refunds: cedar({}) } },
      {
        title: 'a gateway that closes when its firewall fails',
        cloudformation: { Tools: gateway({ WafConfiguration: { FailureMode: 'FAIL_CLOSE' } }) },
        withoutPulumi: {
          lacks: 'property',
          type: 'AWS::BedrockAgentCore::Gateway',
          property: 'WafConfiguration',
          because: 'the provider cannot say what happens when the firewall fails',
        },
      },
    ],
  },
});

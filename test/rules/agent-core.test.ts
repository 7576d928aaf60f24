import { fromPulumi, type PulumiResource } from '../../lib/graph/from-pulumi';
import errorsTellNoDetails from '../../lib/rules/access/errors-tell-no-details';
import gatewayPoliciesAreEnforced from '../../lib/rules/access/gateway-policies-are-enforced';
import gatewaysKnowTheirCallers from '../../lib/rules/access/gateways-know-their-callers';
import inferenceGoesThroughItsProfile from '../../lib/rules/access/inference-goes-through-its-profile';
import noTokenPassthrough from '../../lib/rules/access/no-token-passthrough';
import { gateway, gatewayTarget, jwtGateway } from '../../lib/rules/examples/agent-core';
import { LAMBDA_TRUST, policy, soundRole } from '../../lib/rules/examples/parts';
import { judged } from './judged';

type Statement = Readonly<Record<string, unknown>>;

const LATE = { Ref: 'Late' };

const verdicts = (rule: Parameters<typeof judged>[0], resources: object) =>
  judged(rule, { Parameters: { Late: { Type: 'String' } }, Resources: resources }).map(({ verdict }) => verdict);

describe('what whoever deploys decides is undecided, not proved', () => {
  it.each([
    ['whether a gateway asks who calls', gatewaysKnowTheirCallers, gateway({ AuthorizerType: LATE })],
    ['how much errors tell', errorsTellNoDetails, gateway({ ExceptionLevel: LATE })],
    ['with what a target is called', noTokenPassthrough, gatewayTarget({ CredentialProviderType: LATE })],
  ])('%s', (_title, rule, resource) => {
    expect(verdicts(rule, { It: resource })).toEqual(['undecided']);
  });

  it('whether a policy engine decides', () => {
    const tools = gateway({ PolicyEngineConfiguration: { Arn: 'arn', Mode: LATE }, WafConfiguration: { FailureMode: LATE } });
    expect(verdicts(gatewayPoliciesAreEnforced, { Tools: tools })).toEqual(['undecided', 'undecided']);
  });
});

describe('an authorizer of tokens', () => {
  it.each([
    ['one late audience, which is an audience all the same', { AllowedAudience: [LATE] }, 'proved'],
    ['scopes', { AllowedScopes: ['tools/call'] }, 'proved'],
    ['a list that may be empty', { AllowedAudience: LATE }, 'undecided'],
    ['a list that may be empty, and a client', { AllowedAudience: LATE, AllowedClients: ['support'] }, 'proved'],
    ['an audience without a name', { AllowedAudience: [''] }, 'refuted'],
    ['scopes that it only tells of', { AdvertisedScopeMapping: { call: 'tools/call' } }, 'refuted'],
  ])('with %s', (_title, asks, verdict) => {
    expect(verdicts(gatewaysKnowTheirCallers, { Tools: jwtGateway(asks) })).toEqual(['proved', verdict]);
  });

  it('of a Pulumi program is read under the names of its provider', () => {
    const program = (customJwtAuthorizer: object): readonly PulumiResource[] => [
      {
        type: 'aws:bedrock/agentcoreGateway:AgentcoreGateway',
        urn: 'urn:pulumi:prod::agents::aws:bedrock/agentcoreGateway:AgentcoreGateway::tools',
        inputs: { name: 'tools', authorizerType: 'CUSTOM_JWT', roleArn: 'r', authorizerConfiguration: { customJwtAuthorizer } },
      },
    ];
    const judge = (authorizer: object) =>
      gatewaysKnowTheirCallers.judge({ graph: fromPulumi(program(authorizer)), plans: [] }).map(({ verdict }) => verdict);
    expect(judge({ discoveryUrl: 'https://a', allowedAudiences: ['tools'] })).toEqual(['proved', 'proved']);
    expect(judge({ discoveryUrl: 'https://a' })).toEqual(['proved', 'refuted']);
  });
});

describe('inference through a profile', () => {
  const profile = (id: string) => `arn:aws:bedrock:eu-central-1:111122223333:${id}`;
  const eu = profile('inference-profile/eu.amazon.nova-lite-v1:0');
  const nova = 'arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0';
  const allow = (resource: unknown, condition?: Statement): Statement => ({
    Effect: 'Allow',
    Action: 'bedrock:InvokeModel',
    Resource: resource,
    ...(condition === undefined ? {} : { Condition: condition }),
  });
  const reasoner = (...statements: readonly Statement[]) => soundRole('Reasoner', LAMBDA_TRUST, { permits: policy(...statements) });
  const of = (...statements: readonly Statement[]) => [...new Set(verdicts(inferenceGoesThroughItsProfile, reasoner(...statements)))];

  const CASES: readonly (readonly [title: string, statements: readonly Statement[], expected: readonly string[]])[] = [
    ['asked for', [allow(eu), allow(nova, { ArnLike: { 'bedrock:InferenceProfileArn': eu } })], ['proved']],
    [
      'asked for only where there is one',
      [allow(eu), allow(nova, { ArnLikeIfExists: { 'bedrock:InferenceProfileArn': eu } })],
      ['refuted'],
    ],
    [
      'of an application: any model may be behind it',
      [
        allow(profile('application-inference-profile/a1b2c3')),
        allow('arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0'),
      ],
      ['refuted'],
    ],
    [
      'beside the model, which a Deny closes',
      [
        allow([eu, nova]),
        { Effect: 'Deny', Action: 'bedrock:InvokeModel*', Resource: nova, Condition: { Null: { 'bedrock:InferenceProfileArn': 'true' } } },
      ],
      ['proved'],
    ],
    ['there is none', [allow(nova)], []],
  ];

  it.each(CASES)('%s', (_title, statements, expected) => {
    expect(of(...statements)).toEqual(expected);
  });
});

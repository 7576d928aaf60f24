import { fromPulumi, type PulumiResource } from '../../lib/graph/from-pulumi';
import { LAMBDA_TRUST, managedPolicy, policy, role, serviceTrust, trustPolicy } from '../../lib/rules/examples/parts';
import chainFitsAnHour from '../../lib/rules/session/chain-fits-an-hour';
import outboundTokensAreShort from '../../lib/rules/session/outbound-tokens-are-short';
import runtimeLifeIsBounded from '../../lib/rules/session/runtime-life-is-bounded';
import { judged } from './judged';

const verdicts = (rule: Parameters<typeof judged>[0], template: object) => judged(rule, template).map(({ verdict }) => verdict);

describe('the life of a runtime', () => {
  const runtime = (lifecycle: unknown) => ({
    Type: 'AWS::BedrockAgentCore::Runtime',
    Properties: { AgentRuntimeName: 'crm', LifecycleConfiguration: lifecycle },
  });

  it.each([
    ['that nothing is said of', undefined, ['proved', 'proved']],
    ['of eight hours', { MaxLifetime: 28_800, IdleRuntimeSessionTimeout: 3600 }, ['proved', 'proved']],
    ['of a second more', { MaxLifetime: '28801', IdleRuntimeSessionTimeout: 3601 }, ['refuted', 'refuted']],
    ['that whoever deploys decides', { MaxLifetime: { Ref: 'Life' } }, ['undecided', 'proved']],
  ])('%s', (_title, lifecycle, expected) => {
    expect(verdicts(runtimeLifeIsBounded, { Parameters: { Life: { Type: 'Number' } }, Resources: { R: runtime(lifecycle) } })).toEqual(
      expected,
    );
  });

  it('is read from a Pulumi program alike', () => {
    const resource: PulumiResource = {
      type: 'aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime',
      urn: 'urn:pulumi:prod::agents::aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime::crm',
      inputs: { agentRuntimeName: 'crm', lifecycleConfigurations: [{ maxLifetime: 90_000, idleRuntimeSessionTimeout: 900 }] },
    };
    const outcomes = runtimeLifeIsBounded.judge({ graph: fromPulumi([resource]), plans: [] });
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['refuted', 'proved']);
  });
});

describe('a chain', () => {
  const long = { maxSessionSeconds: 7200 };
  const pod = {
    Type: 'AWS::EKS::PodIdentityAssociation',
    Properties: { RoleArn: 'arn:aws:iam::111122223333:role/pod', TargetRoleArn: { 'Fn::GetAtt': ['Tool', 'Arn'] } },
  };

  it.each([
    [
      'from a role',
      { Tool: role({ trust: trustPolicy({ AWS: 'arn:aws:iam::111122223333:role/a' }, 'sts:AssumeRole'), ...long }) },
      ['refuted'],
    ],
    [
      'from a role or a function',
      {
        Tool: role({
          trust: trustPolicy({ AWS: 'arn:aws:iam::111122223333:role/a', Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole'),
          ...long,
        }),
      },
      [],
    ],
    ['from a pod', { Tool: role({ trust: serviceTrust('pods.eks.amazonaws.com'), ...long }), Pod: pod }, ['refuted']],
    ['from a person', { Tool: role({ trust: trustPolicy({ AWS: 'arn:aws:iam::111122223333:user/a' }, 'sts:AssumeRole'), ...long }) }, []],
    ['of one hour', { Tool: role({ trust: trustPolicy({ AWS: 'arn:aws:iam::111122223333:role/a' }, 'sts:AssumeRole') }) }, ['proved']],
  ])('%s', (_title, resources, expected) => {
    expect(verdicts(chainFitsAnHour, { Resources: resources })).toEqual(expected);
  });
});

describe('tokens for elsewhere', () => {
  const tool = (statement: object, more: object = {}) => ({
    Tool: role({
      trust: LAMBDA_TRUST,
      policies: [{ name: 'p', document: policy({ Effect: 'Allow', Resource: '*', ...statement }) }],
      ...more,
    }),
  });
  const TOKEN = { Action: 'sts:GetWebIdentityToken' };
  const short = (seconds: number) => ({ Condition: { NumericLessThanEquals: { 'sts:DurationSeconds': String(seconds) } } });

  it.each<[string, object, readonly string[]]>([
    ['of any length', tool(TOKEN), ['refuted']],
    ['of a quarter of an hour', tool({ ...TOKEN, ...short(900) }), ['proved']],
    ['of a second more', tool({ ...TOKEN, ...short(901) }), ['refuted']],
    ['by a wildcard of the service', tool({ Action: 'sts:*' }), ['refuted']],
    ['by everything, which other rules tell of', tool({ Action: '*' }), []],
    ['of none', tool({ Action: 'sts:AssumeRole' }), []],
    [
      'bounded by the boundary',
      {
        ...tool(TOKEN, { boundary: { Ref: 'Bound' } }),
        Bound: managedPolicy(policy({ Effect: 'Allow', Resource: '*', ...TOKEN, ...short(300) })),
      },
      ['proved'],
    ],
  ])('%s', (_title, resources, expected) => {
    expect(verdicts(outboundTokensAreShort, { Resources: resources }).slice(0, 1)).toEqual(expected);
  });
});

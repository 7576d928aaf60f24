import { policy, role, serviceTrust, trustPolicy } from '../../lib/rules/examples/parts';
import foreign from '../../lib/rules/trust/principal-is-not-foreign';
import source from '../../lib/rules/trust/source-is-pinned';
import { judged, judgedTrust } from './judged';
import { codingPlan } from './plans';

const OTHER = 'arn:aws:iam::444455556666:root';
const CALLER = 'arn:aws:iam::444455556666:role/orchestrator';
const own = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' };

describe('trust/principal-is-not-foreign decides by meaning', () => {
  const assume = (principal: unknown, conditions?: Record<string, unknown>) => trustPolicy(principal, 'sts:AssumeRole', conditions);

  it.each<[string, unknown, string]>([
    ['the own account', assume({ AWS: own }), 'proved'],
    ['another account', assume({ AWS: OTHER }), 'foreignAccount'],
    ['another account by its bare id', assume({ AWS: '444455556666' }), 'foreignAccount'],
    ['an exact role of another account', assume({ AWS: CALLER }), 'proved'],
    ['another account, pinned to an exact role', assume({ AWS: OTHER }, { ArnEquals: { 'aws:PrincipalArn': CALLER } }), 'proved'],
    [
      'another account, pinned to a pattern of roles',
      assume({ AWS: OTHER }, { ArnLike: { 'aws:PrincipalArn': `${CALLER}*` } }),
      'foreignAccount',
    ],
    ['another account with an external id', assume({ AWS: OTHER }, { StringEquals: { 'sts:ExternalId': '8f2a' } }), 'proved'],
    ['another account with an empty external id', assume({ AWS: OTHER }, { StringEquals: { 'sts:ExternalId': '' } }), 'foreignAccount'],
    [
      'another account, pinned by a condition on a key that every AWS principal has',
      assume({ AWS: OTHER }, { ArnEqualsIfExists: { 'aws:PrincipalArn': CALLER } }),
      'proved',
    ],
    ['everybody', assume('*'), 'everybody'],
    ['everybody of an organisation', assume({ AWS: '*' }, { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }), 'everybody'],
    [
      'everybody of the own account',
      assume({ AWS: '*' }, { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } }),
      'proved',
    ],
    ['everybody but those named', policy({ Effect: 'Allow', NotPrincipal: { AWS: OTHER }, Action: 'sts:AssumeRole' }), 'everybodyElse'],
    ['a principal known only at deployment', assume({ AWS: { Ref: 'Caller' } }), 'openPrincipal'],
    ['a role that was deleted', assume({ AWS: 'AROAIOSFODNN7EXAMPLE' }), 'proved'],
  ])('%s', (_what, trust, expected) => {
    const [told, ...more] = judgedTrust(foreign, trust);
    expect(more).toEqual([]);
    expect(told?.message ?? told?.verdict).toBe(expected);
  });

  it('is not taken in by an Allow that a Deny takes back', () => {
    const both = policy(
      { Effect: 'Allow', Principal: { AWS: OTHER }, Action: 'sts:AssumeRole' },
      { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: { ArnNotEquals: { 'aws:PrincipalArn': CALLER } } },
    );
    expect(judgedTrust(foreign, both)[0]?.verdict).toBe('proved');
  });

  it('knows with a plan who was declared to call', () => {
    const deployer = codingPlan.components.find(({ name }) => name === 'deployer');
    const orchestrator = codingPlan.components.find(({ name }) => name === 'orchestrator');
    const caller = orchestrator?.roleArn.replace('⟨partition⟩', 'aws') ?? '';
    const template = (principalArn: string) => ({
      Resources: {
        Deployer: role({
          name: deployer?.roleName ?? '',
          trust: assume({ AWS: 'arn:aws:iam::111122223333:root' }, { ArnEquals: { 'aws:PrincipalArn': principalArn } }),
        }),
      },
    });
    expect(judged(foreign, template(caller), [codingPlan])[0]?.verdict).toBe('proved');
    expect(judged(foreign, template('arn:aws:iam::111122223333:role/somebody'), [codingPlan])[0]?.message).toBe('foreignAccount');
    expect(judged(foreign, template('arn:aws:iam::111122223333:role/somebody'))[0]?.verdict).toBe('proved');
  });
});

describe('trust/source-is-pinned decides by meaning', () => {
  const ARN = 'aws:SourceArn';
  const arn = (rest: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:bedrock-agentcore:\${AWS::Region}:\${AWS::AccountId}:${rest}` });
  const account = { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } };
  const agentCore = (conditions?: Record<string, unknown>) => serviceTrust('bedrock-agentcore.amazonaws.com', conditions);

  it.each<[string, unknown, string]>([
    ['one runtime', agentCore({ StringEquals: account, ArnLike: { [ARN]: arn('runtime/reasoner-*') } }), 'proved'],
    ['one runtime; its ARN names the account', agentCore({ ArnLike: { [ARN]: arn('runtime/reasoner-*') } }), 'proved'],
    ['a runtime with a longer name', agentCore({ StringEquals: account, ArnLike: { [ARN]: arn('runtime/reasoner*') } }), 'otherSources'],
    ['any runtime', agentCore({ StringEquals: account, ArnLike: { [ARN]: arn('runtime/*') } }), 'otherSources'],
    ['the account alone', agentCore({ StringEquals: account }), 'anySource'],
    ['nothing', agentCore(), 'anySource'],
    ['a runtime of any account', agentCore({ ArnLike: { [ARN]: 'arn:aws:bedrock-agentcore:*:*:runtime/reasoner-*' } }), 'otherSources'],
    ['a source that may be absent', agentCore({ ArnLikeIfExists: { [ARN]: arn('runtime/reasoner-*') } }), 'otherSources'],
    [
      'a runtime of another account',
      agentCore({ ArnLike: { [ARN]: 'arn:aws:bedrock-agentcore:eu-central-1:${AWS::AccountId}:runtime/x-*' } }),
      'otherSources',
    ],
    [
      'any task, which is as far as ECS goes',
      serviceTrust('ecs-tasks.amazonaws.com', {
        StringEquals: account,
        ArnLike: { [ARN]: { 'Fn::Sub': 'arn:aws:ecs:eu-central-1:${AWS::AccountId}:*' } },
      }),
      'proved',
    ],
    ['any task of anybody', serviceTrust('ecs-tasks.amazonaws.com'), 'anySource'],
    [
      'a rule by name',
      serviceTrust('events.amazonaws.com', {
        ArnEquals: { [ARN]: { 'Fn::Sub': 'arn:aws:events:eu-central-1:${AWS::AccountId}:rule/nightly' } },
      }),
      'proved',
    ],
    [
      'rules whose names begin alike',
      serviceTrust('events.amazonaws.com', {
        ArnLike: { [ARN]: { 'Fn::Sub': 'arn:aws:events:eu-central-1:${AWS::AccountId}:rule/night*' } },
      }),
      'otherSources',
    ],
  ])('%s', (_what, trust, expected) => {
    const [told] = judgedTrust(source, trust);
    expect(told?.message ?? told?.verdict).toBe(expected);
  });

  it('has nothing to say of services that send no source', () => {
    expect(judgedTrust(source, serviceTrust('lambda.amazonaws.com'))).toEqual([]);
    expect(judgedTrust(source, serviceTrust('ec2.amazonaws.com'))).toEqual([]);
  });

  it('wants all three tags of a pod', () => {
    const tags = {
      'eks-cluster-arn': 'arn:aws:eks:eu-central-1:111122223333:cluster/prod',
      'kubernetes-namespace': 'agents',
      'kubernetes-service-account': 'crm',
    };
    const pod = (operator: string, names: readonly (keyof typeof tags)[]) =>
      serviceTrust(
        'pods.eks.amazonaws.com',
        { [operator]: Object.fromEntries(names.map((name) => [`aws:RequestTag/${name}`, tags[name]])) },
        ['sts:AssumeRole', 'sts:TagSession'],
      );
    expect(
      judgedTrust(source, pod('StringEquals', ['eks-cluster-arn', 'kubernetes-namespace', 'kubernetes-service-account']))[0]?.verdict,
    ).toBe('proved');
    expect(judgedTrust(source, pod('StringEquals', ['kubernetes-namespace', 'kubernetes-service-account']))[0]?.message).toBe(
      'looselyTaggedPods',
    );
    expect(
      judgedTrust(source, pod('StringEqualsIfExists', ['eks-cluster-arn', 'kubernetes-namespace', 'kubernetes-service-account']))[0]
        ?.message,
    ).toBe('untaggedPods');
  });
});

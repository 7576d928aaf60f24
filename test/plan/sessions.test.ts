/** What bounds the sessions of each component, as the plan says it. */
import { allow, type Component, defineAgent, type Trust, trust } from 'agent-workload-identity';
import { componentOf, planOf } from './planned';

const CLUSTER = 'arn:aws:eks:eu-central-1:111122223333:cluster/prod';
const PODS = { cluster: CLUSTER, namespace: 'agents', serviceAccount: 'tool' } as const;

const sessionsOf = (given: Trust | readonly [Trust, ...Trust[]], session: Component['session'] = {}) =>
  componentOf(
    planOf(
      defineAgent({
        name: 'support',
        owner: 'platform',
        components: () => ({
          tool: { kind: 'tool', trust: given, session },
          caller: {
            kind: 'orchestrator',
            trust: trust.lambda({ functionName: 'caller' }),
            calls: [given].flat().some(({ kind }) => kind === 'component') ? ['tool'] : [],
          },
        }),
        evidence: { retainDays: 90 },
      }),
    ),
    'tool',
  ).sessions;

describe('what bounds sessions', () => {
  it('is first the role\u2019s maximum, which is an hour at least', () => {
    expect(sessionsOf(trust.eksNode())[0]).toEqual({
      way: 'role',
      by: 'the role\u2019s maximum, the least that IAM lets a role have',
      longestSeconds: 3600,
    });
    expect(sessionsOf(trust.eksNode(), { maxMinutes: 120 })[0]).toEqual({
      way: 'role',
      by: 'the role\u2019s maximum',
      longestSeconds: 7200,
    });
  });

  it.each<[string, Trust, number | undefined, RegExp]>([
    ['a function', trust.lambda({ functionName: 'tool' }), undefined, /execution environment.*does not limit/],
    ['instances', trust.ec2(), 21_600, /metadata service.*does not limit/],
    ['nodes', trust.eksNode(), 21_600, /metadata service.*does not limit/],
    ['pods', trust.eksPodIdentity(PODS), 21_600, /Pod Identity agent.*does not limit/],
    [
      'pods that go on',
      trust.eksPodIdentity({ ...PODS, targetRole: 'arn:aws:iam::444455556666:role/crm' }),
      undefined,
      /only EKS has them/,
    ],
    ['a runtime', trust.agentCoreRuntime({ name: 'tool' }), 28_800, /`maxLifetime`.*does not limit/],
    ['a state machine', trust.stepFunctions({ stateMachine: 'tool' }), undefined, /execution runs.*does not limit/],
    ['a build', trust.codeBuild({ project: 'tool' }), undefined, /build ends.*does not limit/],
    ['a schedule', trust.scheduler({ scheduleGroup: 'tool' }), undefined, /each call.*does not limit/],
    ['a Bedrock agent', trust.bedrockAgent({ agentId: 'ABCDEF0123' }), undefined, /invocation.*does not limit/],
    ['a gateway', trust.agentCoreGateway({ name: 'tool' }), undefined, /AgentCore asks.*does not limit/],
  ])('is for %s what the service says, whatever the role promises', (_what, given, longest, by) => {
    const [, way] = sessionsOf(given, { maxMinutes: 60 });
    expect(way?.by).toMatch(by);
    expect(way?.way).toBe(given.kind);
    expect(way?.longestSeconds).toBe(longest);
  });

  it('is for who brings a token what it asks for, within the role\u2019s maximum', () => {
    const job = trust.githubActions({ repo: 'acme/agents', branch: 'main' });
    expect(sessionsOf(job, { maxMinutes: 90 })[1]).toMatchObject({
      way: 'github-actions',
      longestSeconds: 5400,
      by: expect.stringContaining('caller asks for'),
    });
  });

  it('is for who comes through another role one hour, and of several ways each by itself', () => {
    const ways = sessionsOf([trust.lambda({ functionName: 'tool' }), trust.component()], { maxMinutes: 240 });
    expect(ways.map(({ way, longestSeconds }) => [way, longestSeconds])).toEqual([
      ['role', 14_400],
      ['lambda', undefined],
      ['component', 3600],
    ]);
  });

  it('is for an adopted role what its owner says', () => {
    const adopted = defineAgent({
      name: 'support',
      owner: 'platform',
      components: () => ({
        tool: {
          kind: 'tool',
          trust: trust.lambda({ functionName: 'tool' }),
          role: 'arn:aws:iam::111122223333:role/tool',
          can: [allow('s3:GetObject').on('arn:aws:s3:::a/b')],
        },
      }),
      evidence: { retainDays: 90 },
    });
    expect(componentOf(planOf(adopted), 'tool').sessions[0]).toEqual({
      way: 'role',
      by: 'the maximum of the adopted role, which its owner keeps',
    });
  });
});

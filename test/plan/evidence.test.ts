/** Where each component's log stands, who writes it, and that nobody who writes it can do away with it. */
import { type Component, defineAgent, type Trust, trust } from 'agent-workload-identity';
import { coding } from '../../examples/coding-agent/agent';
import { support } from '../../examples/support-agent/agent';
import type { Agent } from '../../lib/spec';
import { agentWith, sound } from './declared';
import { componentOf, decide, HOME, planOf, REGION, resourceOf, resourcesOfKind, warningsOf } from './planned';

const agentOf = (components: Record<string, Component>): Agent =>
  defineAgent({ name: 'support', owner: 'platform', components: () => components, evidence: { retainDays: 90 } });

const tool = (given: Trust | readonly [Trust, ...Trust[]]): Component => ({ kind: 'tool', trust: given });
const host = (given: Trust, ...hosts: readonly string[]): Component => ({ kind: 'environment', trust: given, hosts });

const stream = (group: string): string => `arn:aws:logs:${REGION}:${HOME}:log-group:${group}:log-stream:run-1`;

const ask = (action: string, group: string) => ({ action, resource: stream(group) });

describe('the log of a component', () => {
  it.each<readonly [string, Trust | readonly [Trust, ...Trust[]], string]>([
    ['a function, where Lambda writes it', trust.lambda({ functionName: 'support-crm' }), '/aws/lambda/support-crm'],
    [
      'a pod, in a group of its own',
      trust.eksPodIdentity({ cluster: 'arn:aws:eks:eu-central-1:111122223333:cluster/prod', namespace: 'a', serviceAccount: 'b' }),
      '/agents/support/tool',
    ],
    ['a workflow', trust.githubActions({ repo: 'acme/agents', branch: 'main' }), '/agents/support/tool'],
    ['a function that others may also become', [trust.eksNode(), trust.lambda({ functionName: 'support-crm' })], '/aws/lambda/support-crm'],
  ])('is that of %s', (_what, given, group) => {
    const plan = planOf(agentOf({ tool: tool(given) }));
    expect(componentOf(plan, 'tool').log).toEqual({ group, writer: 'tool', retentionDays: 90, made: 'declared' });
    expect(resourceOf(plan, 'log-group', 'tool')).toMatchObject({
      name: group,
      retentionDays: 90,
      retain: true,
      tags: { 'agent-identity:component': 'tool' },
    });
    expect(decide(plan, 'tool', ask('logs:PutLogEvents', group))).toBe('allow');
    expect(decide(plan, 'tool', ask('logs:CreateLogStream', group))).toBe('allow');
  });

  it('has the stage in its name where the platform does not impose one, so that deployments do not share it', () => {
    const agent = agentOf({ tool: tool(trust.eksNode()) });
    expect(resourceOf(planOf(agent, { stage: 'dev' }), 'log-group', 'tool').name).toBe('/agents/support/dev/tool');
    expect(resourceOf(planOf(agent, { stage: 'prod' }), 'log-group', 'tool').name).toBe('/agents/support/prod/tool');
  });

  it('of an ECS task is written by the execution role of its host, and not by the task', () => {
    const plan = planOf(agentOf({ tool: tool(trust.ecsTask()), runner: host(trust.ecsTaskExecution(), 'tool') }));
    expect(componentOf(plan, 'tool').log).toEqual({ group: '/agents/support/tool', writer: 'runner', retentionDays: 90, made: 'declared' });
    expect(decide(plan, 'runner', ask('logs:PutLogEvents', '/agents/support/tool'))).toBe('allow');
    expect(decide(plan, 'tool', ask('logs:PutLogEvents', '/agents/support/tool'))).toBe('implicit-deny');
  });

  it('of every guest has one statement in the policy of the host, each with an id of its own', () => {
    const plan = planOf(agentOf({ a: tool(trust.ecsTask()), b: tool(trust.ecsTask()), runner: host(trust.ecsTaskExecution(), 'b', 'a') }));
    const own = resourceOf(plan, 'role', 'runner').policies.find(({ name }) => name === 'own-log');
    expect(own?.document.Statement.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ['WriteOwnLog', [`arn:aws:logs:${REGION}:${HOME}:log-group:/agents/support/a:*`]],
      ['WriteOwnLog2', [`arn:aws:logs:${REGION}:${HOME}:log-group:/agents/support/b:*`]],
    ]);
  });

  it('of an AgentCore runtime is made by `bind`, because AgentCore generates a part of its name', () => {
    const plan = planOf(agentOf({ thinker: tool(trust.agentCoreRuntime({ name: 'thinker' })) }));
    const { log, binding } = componentOf(plan, 'thinker');
    expect(log).toEqual({ group: '/aws/bedrock-agentcore/runtimes/thinker-*', writer: 'thinker', retentionDays: 90, made: 'bind' });
    expect(resourcesOfKind(plan, 'log-group')).toEqual([]);
    expect(binding?.needs).toEqual({ runtimeId: 'name' });
    expect(binding?.resources.slice(0, 2).map(({ kind }) => kind)).toEqual(['log-group', 'role-policy']);
    // Before it is bound the role cannot write any log.
    expect(decide(plan, 'thinker', ask('logs:PutLogEvents', '/aws/bedrock-agentcore/runtimes/thinker-a1B2c3D4e5-DEFAULT'))).toBe(
      'implicit-deny',
    );
  });

  it('of a bound runtime is the group of its id and endpoint, in the same words in group and policy', () => {
    const plan = planOf(agentOf({ thinker: tool(trust.agentCoreRuntime({ name: 'thinker' })) }), undefined, {
      'thinker-runtimeId': 'thinker-a1B2c3D4e5',
    });
    const [group, policy] = componentOf(plan, 'thinker').binding?.resources ?? [];
    expect(group).toMatchObject({
      kind: 'log-group',
      name: '/aws/bedrock-agentcore/runtimes/thinker-a1B2c3D4e5-DEFAULT',
      retentionDays: 90,
      retain: true,
    });
    expect(policy).toMatchObject({
      kind: 'role-policy',
      role: `support-thinker-${REGION}`,
      document: {
        Statement: [
          { Resource: [`arn:aws:logs:${REGION}:${HOME}:log-group:/aws/bedrock-agentcore/runtimes/thinker-a1B2c3D4e5-DEFAULT:*`] },
        ],
      },
    });
  });

  it('of a bound runtime also takes what AgentCore itself writes of it, and X-Ray takes the traces', () => {
    const plan = planOf(agentOf({ thinker: tool(trust.agentCoreRuntime({ name: 'thinker' })) }), undefined, {
      'thinker-runtimeId': 'thinker-a1B2c3D4e5',
    });
    const delivered = (componentOf(plan, 'thinker').binding?.resources ?? []).slice(2);
    const here = (resource: string): string => `arn:aws:logs:${REGION}:${HOME}:${resource}`;
    const group = here('log-group:/aws/bedrock-agentcore/runtimes/thinker-a1B2c3D4e5-DEFAULT');
    expect(delivered.filter(({ kind }) => kind === 'delivery-source')).toMatchObject(
      ['APPLICATION_LOGS', 'USAGE_LOGS', 'TRACES'].map((logType) => ({
        logType,
        resourceArn: `arn:aws:bedrock-agentcore:${REGION}:${HOME}:runtime/thinker-a1B2c3D4e5`,
      })),
    );
    expect(delivered.filter(({ kind }) => kind === 'delivery-destination').map((one) => 'groupArn' in one && one.groupArn)).toEqual([
      group,
      group,
      false,
    ]);
    expect(delivered.filter(({ kind }) => kind === 'delivery')).toMatchObject(
      ['calls', 'usage', 'traces'].map((what) => ({
        source: `support-a1B2c3D4e5-${what}`,
        destinationArn: here(`delivery-destination:support-a1B2c3D4e5-${what}`),
      })),
    );
  });

  it('of a bound runtime takes nothing but what its code logs where deliveries are made elsewhere', () => {
    const plan = planOf(
      defineAgent({
        name: 'support',
        owner: 'platform',
        components: () => ({ thinker: tool(trust.agentCoreRuntime({ name: 'thinker' })) }),
        evidence: { retainDays: 90, deliveries: 'elsewhere' },
      }),
    );
    expect(componentOf(plan, 'thinker').binding?.resources.map(({ kind }) => kind)).toEqual(['log-group', 'role-policy']);
  });

  it('is none for what runs no code of the agent, and the plan says so', () => {
    const plan = planOf(agentOf({ runner: host(trust.ecsTaskExecution()) }));
    expect(componentOf(plan, 'runner').log).toEqual({ none: expect.stringContaining('no code of the agent') });
    expect(resourcesOfKind(plan, 'log-group')).toEqual([]);
  });
});

describe.each([
  ['the support agent', support],
  ['the coding agent', coding],
  ['an agent on ECS', agentOf({ a: tool(trust.ecsTask()), b: tool(trust.ecsTask()), runner: host(trust.ecsTaskExecution(), 'a', 'b') })],
] as const)('of %s', (_name, agent) => {
  const plan = planOf(agent as Agent, undefined, { targetAccount: '444455556666' });
  const groups = plan.components.flatMap(({ name, log }) =>
    'group' in log && log.made === 'declared' ? [[name, log.group, log.writer] as const] : [],
  );
  const names = plan.components.map(({ name }) => name);
  const accountOf = (name: string): string => componentOf(plan, name).roleArn.split(':')[4] ?? '';
  const in_ = (account: string, group: string): string => stream(group).replace(HOME, account);

  it('every log has exactly one writer', () => {
    expect(groups.length).toBeGreaterThan(0);
    for (const [owner, group, writer] of groups) {
      const resource = in_(accountOf(owner), group);
      const writers = names.filter((name) => decide(plan, name, { action: 'logs:PutLogEvents', resource }) === 'allow');
      expect([group, writers]).toEqual([group, [writer]]);
    }
  });

  it.each([
    'logs:DeleteLogGroup',
    'logs:DeleteLogStream',
    'logs:PutRetentionPolicy',
    'logs:DeleteRetentionPolicy',
    'logs:DeleteDataProtectionPolicy',
    'logs:PutSubscriptionFilter',
    'logs:CreateLogGroup',
    'logs:GetLogEvents',
  ])('nobody can use %s on any of them', (action) => {
    for (const [owner, group] of groups) {
      for (const resource of [in_(accountOf(owner), group), in_(accountOf(owner), group).replace(/:log-stream:.*$/, ':*')])
        expect(names.filter((name) => decide(plan, name, { action, resource }) === 'allow')).toEqual([]);
    }
  });

  it('no policy holds an action that deletes or alters evidence', () => {
    const actions = plan.resources.flatMap((resource) =>
      (resource.kind === 'role'
        ? resource.policies.map(({ document }) => document)
        : resource.kind === 'boundary' || resource.kind === 'role-policy'
          ? [resource.document]
          : []
      ).flatMap(({ Statement }) => Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action = [] }) => Action)),
    );
    expect(actions.filter((action) => /^logs:(?!CreateLogStream$|PutLogEvents$)|^cloudtrail:|\*/i.test(action))).toEqual([]);
  });
});

describe('a log group', () => {
  const groupsWith = (evidence: object) => resourcesOfKind(planOf(agentWith({ evidence }) as Agent), 'log-group');

  it('is encrypted with the key of the account that is declared, an input or an ARN', () => {
    const keyed = defineAgent({
      name: 'support',
      owner: 'platform',
      inputs: { logs: 'kms-key-arn' },
      components: () => ({ a: tool(trust.lambda({ functionName: 'a' })), b: tool(trust.agentCoreRuntime({ name: 'b' })) }),
      evidence: ({ logs }) => ({ retainDays: 90, key: logs }),
    });
    const key = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const plan = planOf(keyed, undefined, { logs: key, 'b-runtimeId': 'b-a1B2c3D4e5' });
    expect(resourceOf(plan, 'log-group', 'a').key).toBe(key);
    expect(componentOf(plan, 'b').binding?.resources[0]).toMatchObject({ kind: 'log-group', key });
    expect(groupsWith({ retainDays: 90 }).map((group) => 'key' in group)).toEqual([false, false, false]);
  });

  it('is indexed by the trace, the request, the source identity, and what sessions are tagged with', () => {
    for (const { fieldIndexes } of groupsWith({ retainDays: 90 }))
      expect(fieldIndexes).toEqual(['requestId', 'run', 'sourceIdentity', 'task', 'traceId', 'user']);
  });

  it('finds and masks the same credentials, unless the declaration says why not', () => {
    for (const { dataProtection } of groupsWith({ retainDays: 90 })) {
      const [find, mask] = dataProtection?.Statement ?? [];
      expect(find?.Operation).toEqual({ Audit: { FindingsDestination: {} } });
      expect(mask?.Operation).toEqual({ Deidentify: { MaskConfig: {} } });
      expect(mask?.DataIdentifier).toEqual(find?.DataIdentifier);
      expect(mask?.DataIdentifier).toContain('arn:aws:dataprotection::aws:data-identifier/AwsSecretKey');
    }
    const unmasked = { retainDays: 90, dangerouslyUnmasked: 'the logs hold synthetic data' };
    expect(groupsWith(unmasked).map((group) => 'dataProtection' in group)).toEqual([false, false, false]);
    expect(warningsOf(agentWith({ evidence: unmasked }))).toEqual([
      expect.objectContaining({ code: 'WI196', shown: 'the logs hold synthetic data' }),
    ]);
  });
});

describe('retention', () => {
  it('is that of the agent for every group, and groups are kept when the stack goes', () => {
    for (const { retentionDays, retain } of resourcesOfKind(planOf(support), 'log-group'))
      expect([retentionDays, retain]).toEqual([400, true]);
  });

  it('is given up only with a reason, which the plan shows as a warning', () => {
    const disposable = agentWith({ evidence: { retainDays: 1, dangerouslyDisposable: 'a deployment of a pull request' } });
    expect(resourcesOfKind(planOf(disposable), 'log-group').map(({ retain }) => retain)).toEqual([false, false, false]);
    expect(warningsOf(disposable)).toEqual([expect.objectContaining({ code: 'WI142', shown: 'a deployment of a pull request' })]);
    expect(warningsOf(sound)).toEqual([]);
  });
});

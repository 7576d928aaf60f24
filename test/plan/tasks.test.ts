/** Task roles: who can have them, with what, and what they may do. */
import { type Agent, allow, defineAgent, deny, sessionTag, type TaskSpec, type Trust, text, trust } from 'agent-workload-identity';
import { assumeRole } from 'agent-workload-identity/policy';
import { provePlan } from '../../lib/assert';
import { componentOf, decide, findingsOf, HOME, LITERAL, parsed, planOf, REGION, resourceOf, warningsOf } from './planned';

const BUCKET = 'arn:aws:s3:::cases';
const CLUSTER = `arn:aws:eks:${REGION}:${HOME}:cluster/prod` as const;

const agentOf = (given: Trust, task: Partial<TaskSpec> = {}) =>
  defineAgent({
    name: 'support',
    owner: 'platform',
    inputs: { cases: 's3-bucket-arn' },
    components: ({ cases }) => ({
      crm: {
        kind: 'tool',
        trust: given,
        task: {
          tags: ['user', 'task', 'tenant'],
          can: [allow('s3:GetObject').on(text`${cases}/tenants/${sessionTag('tenant')}/*`)],
          ...task,
        },
      },
      planner: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'planner' }), calls: given.kind === 'component' ? ['crm'] : [] },
      nodes: { kind: 'environment', trust: trust.ecsTaskExecution(), hosts: given.kind === 'ecs-task' ? ['crm'] : [] },
    }),
    evidence: { retainDays: 90 },
  });

const TRUSTS: readonly (readonly [string, Trust])[] = [
  ['EKS', trust.eksPodIdentity({ cluster: CLUSTER, namespace: 'agents', serviceAccount: 'crm' })],
  ['ECS', trust.ecsTask()],
  ['Lambda', trust.lambda({ functionName: 'crm' })],
  ['AgentCore', trust.agentCoreRuntime({ name: 'crm' })],
  ['a component that others become', trust.component()],
];
const lambda = trust.lambda({ functionName: 'crm' });
const INPUTS = { cases: BUCKET };
const planned = (given: Trust = lambda, task: Partial<TaskSpec> = {}) => planOf(agentOf(given, task), LITERAL, INPUTS);
const OWNER = `arn:aws:iam::${HOME}:role/support-crm-${REGION}`;
const TASK = `arn:aws:iam::${HOME}:role/support-crm-task-${REGION}`;
const TAGS = { user: 'u-7', task: 't-1', tenant: 'acme' };

interface Session {
  readonly caller?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sourceIdentity?: string | undefined;
  readonly name?: string;
  readonly seconds?: number;
}

/** A run and the trace that it belongs to. */
const NAME = 'run-1.0123456789abcdef0123456789abcdef';

/** What STS answers to whoever holds every permission to ask. */
const asking = ({ caller = OWNER, tags = TAGS, sourceIdentity = 'user-7', name = NAME, seconds }: Session) => {
  const role = resourceOf(planned(), 'role', 'crm-task');
  const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:*'], Resource: ['*'] }] } as const;
  return assumeRole({
    role: { arn: TASK, trust: parsed(role.trust, 'trust'), tags: role.tags, maxSessionSeconds: role.maxSessionSeconds },
    caller: { kind: 'aws', arn: caller, account: caller.split(':')[4] ?? '' },
    policies: { identity: [parsed(all, 'identity')] },
    session: {
      name,
      tags,
      ...(sourceIdentity === '' ? {} : { sourceIdentity }),
      ...(seconds === undefined ? {} : { seconds }),
    },
    context: {},
  });
};

describe('a task role', () => {
  it('is a second role of the component, with a boundary of its own and sessions of an hour', () => {
    const plan = planned();
    expect(componentOf(plan, 'crm-task')).toMatchObject({ taskOf: 'crm', roleArn: TASK, maxSessionSeconds: 3600, kind: 'tool' });
    expect(componentOf(plan, 'crm-task').trust[0]?.who).toBe(
      'the component crm, by assuming its role with the session tags user, task, tenant',
    );
    expect(resourceOf(plan, 'boundary', 'crm-task').name).toBe(`support-crm-task-${REGION}-boundary`);
    expect(plan.calls).toContainEqual(expect.objectContaining({ from: 'crm', to: 'crm-task', by: 'role', chain: 'enforced' }));
  });

  it('asks for every tag, not empty, and for a source identity, and takes no other tag', () => {
    const callers = { ArnEquals: { 'aws:PrincipalArn': [OWNER] } };
    const principal = { AWS: [`arn:aws:iam::${HOME}:root`] };
    expect(resourceOf(planned(), 'role', 'crm-task').trust.Statement).toEqual([
      {
        Sid: 'Callers',
        Effect: 'Allow',
        Principal: principal,
        Action: ['sts:AssumeRole'],
        Condition: {
          ...callers,
          StringLike: {
            'aws:RequestTag/task': ['?*'],
            'aws:RequestTag/tenant': ['?*'],
            'aws:RequestTag/user': ['?*'],
            'sts:RoleSessionName': [`?*.${'?'.repeat(32)}`],
            'sts:SourceIdentity': ['?*'],
          },
        },
      },
      {
        Sid: 'Chain',
        Effect: 'Allow',
        Principal: principal,
        Action: ['sts:SetSourceIdentity', 'sts:TagSession'],
        Condition: { ...callers, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['task', 'tenant', 'user'] } },
      },
    ]);
  });

  it('is had by the component with all tags and a source identity, for an hour', () => {
    expect(asking({}).decision).toBe('allow');
    expect(asking({ seconds: 900 }).decision).toBe('allow');
    expect(asking({ tags: { ...TAGS, tenant: 'x' } }).decision).toBe('allow');
    expect(asking({ seconds: 3601 }).decision).not.toBe('allow');
  });

  it.each<[string, Session]>([
    ['no tags', { tags: {} }],
    ['no tenant', { tags: { user: 'u-7', task: 't-1' } }],
    ['an empty tenant', { tags: { ...TAGS, tenant: '' } }],
    ['no user', { tags: { task: 't-1', tenant: 'acme' } }],
    ['another tag beside', { tags: { ...TAGS, role: 'admin' } }],
    ['the tag that says whose the role is', { tags: { ...TAGS, 'agent-identity:component': 'billing' } }],
    ['no source identity', { sourceIdentity: '' }],
    ['a session whose name has no trace', { name: 'task-1' }],
    ['another component', { caller: `arn:aws:iam::${HOME}:role/support-planner-${REGION}` }],
    ['a role of the same name elsewhere', { caller: OWNER.replace(HOME, '444455556666') }],
    ['itself', { caller: TASK }],
  ])('is not had with or by %s', (_what, session) => {
    expect(asking(session).decision).toBe('implicit-deny');
  });

  const read = (tenant: string | undefined, object = 'acme') =>
    decide(planned(), 'crm-task', {
      action: 's3:GetObject',
      resource: `${BUCKET}/tenants/${object}/case.json`,
      resourceAccount: HOME,
      context: tenant === undefined ? {} : { 'aws:PrincipalTag/tenant': tenant },
    });

  it('reaches what its tag names, nothing of others, and nothing at all without it', () => {
    expect(read('acme')).toBe('allow');
    expect(read('globex')).toBe('implicit-deny');
    expect(read('acm')).toBe('implicit-deny');
    expect(read(undefined)).toBe('implicit-deny');
  });

  it('is needed: the component itself cannot do what its tasks can', () => {
    const ask = { resource: `${BUCKET}/tenants/acme/case.json`, resourceAccount: HOME, context: { 'aws:PrincipalTag/tenant': 'acme' } };
    expect(decide(planned(), 'crm', { action: 's3:GetObject', ...ask })).toBe('implicit-deny');
    for (const action of ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'])
      expect(decide(planned(), 'crm', { action, resource: TASK })).toBe('allow');
    expect(decide(planned(), 'crm', { action: 'sts:AssumeRole', resource: `arn:aws:iam::${HOME}:role/support-planner-${REGION}` })).toBe(
      'implicit-deny',
    );
  });

  it.each(TRUSTS)('on %s stands up to every rule, and needs no warning', (_platform, given) => {
    const agent = agentOf(given);
    const { verdict, findings } = provePlan(planOf(agent, LITERAL, INPUTS));
    expect({ verdict, findings }).toEqual({ verdict: 'proved', findings: [] });
    expect(warningsOf(agent).filter(({ code }) => /^WI17/.test(code))).toEqual([]);
  });

  it('lets tags in that pods hand on by themselves, and no others', () => {
    const given = trust.eksPodIdentity({ cluster: CLUSTER, namespace: 'agents', serviceAccount: 'crm' });
    const { Statement } = resourceOf(planned(given), 'role', 'crm-task').trust;
    const tags = Statement.find(({ Sid }) => Sid === 'Chain');
    expect(tags?.Condition?.['ForAllValues:StringEquals']).toEqual({
      'aws:TagKeys': [
        'eks-cluster-arn',
        'eks-cluster-name',
        'kubernetes-namespace',
        'kubernetes-pod-name',
        'kubernetes-pod-uid',
        'kubernetes-service-account',
        'task',
        'tenant',
        'user',
      ],
    });
  });

  it('of a component that others become speaks for no other user than its session, and names tenants of its own', () => {
    const { Statement } = resourceOf(planned(trust.component()), 'role', 'crm-task').trust;
    expect(Statement[0]?.Condition).toMatchObject({
      StringEquals: { 'aws:RequestTag/user': ['${aws:PrincipalTag/user}'] },
      StringLike: { 'aws:RequestTag/task': ['?*'], 'aws:RequestTag/tenant': ['?*'], 'aws:SourceIdentity': ['?*'] },
    });
  });
});

describe('warnings', () => {
  it('tell tags that nothing depends on', () => {
    const agent = agentOf(lambda, { can: [allow('s3:GetObject').on(`${BUCKET}/all/*`)] });
    expect(warningsOf(agent)).toMatchObject([{ code: 'WI176', where: { component: 'crm', pointer: 'components.crm.task.can' } }]);
  });

  it('tell tags that could leave no room for a session policy', () => {
    const tags = ['tenant', ...Array.from({ length: 8 }, (_, index) => `tag${index}`)] as [string, ...string[]];
    expect(warningsOf(agentOf(lambda, { tags }))).toMatchObject([
      { code: 'WI154', what: expect.stringContaining('2,342 characters'), where: { pointer: 'components.crm.task.tags' } },
    ]);
  });
});

describe('what a task role takes over from its component', () => {
  const owned = (members: object): Agent => {
    const agent = agentOf(lambda);
    return { ...agent, components: { ...agent.components, crm: { ...agent.components.crm, ...members } } } as Agent;
  };
  const get = { action: 's3:GetObject', resource: `${BUCKET}/tenants/acme/a`, resourceAccount: HOME };
  const ask = (agent: Agent, context: Readonly<Record<string, string>> = {}) =>
    decide(planOf(agent, LITERAL, INPUTS), 'crm-task', { ...get, context: { 'aws:PrincipalTag/tenant': 'acme', ...context } });

  it('is what it must never do', () => {
    expect(ask(owned({ cannot: [deny('s3:Get*')] }))).toBe('explicit-deny');
    expect(ask(owned({}))).toBe('allow');
  });

  it('are the conditions under which it may act', () => {
    const agent = owned({ access: { regions: ['eu-west-1'] } });
    expect(ask(agent, { 'aws:RequestedRegion': 'eu-central-1' })).toBe('explicit-deny');
    expect(ask(agent, { 'aws:RequestedRegion': 'eu-west-1' })).toBe('allow');
  });

  it('is told once, where it was declared', () => {
    const faulty = owned({ access: { regions: ['nowhere'] }, cannot: [deny('s3')] });
    expect(findingsOf(faulty).map(({ where }) => where.pointer)).toEqual([
      'components.crm.access.regions',
      'components.crm.cannot.0.actions',
    ]);
    const task = { tags: ['tenant'], can: [allow('s3:GetObject').on(`${BUCKET}/${sessionTag('tenant')}`)], cannot: [deny('s3')] };
    expect(findingsOf(owned({ cannot: [deny('s3:Put*')], task })).map(({ where }) => where.pointer)).toEqual([
      'components.crm.task.cannot.0.actions',
    ]);
  });
});

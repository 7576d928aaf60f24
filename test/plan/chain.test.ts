/** Calls by assuming a role: who may, with which source identity and tags, and what a caller cannot pass. */
import { type Component, defineAgent, type Trust, trust } from 'agent-workload-identity';
import { assumeRole, type RoleSession, type SessionRequest } from 'agent-workload-identity/policy';
import type { Agent } from '../../lib/spec';
import { assume, sessionOf } from './assuming';
import { componentOf, HOME, LITERAL, parsed, planOf, REGION, resourceOf } from './planned';

const AWAY = '444455556666';
const CLUSTER = `arn:aws:eks:${REGION}:${HOME}:cluster/prod` as const;

const agentOf = (components: Record<string, Component>, requiredTags?: readonly [string, ...string[]]): Agent =>
  defineAgent({
    name: 'support',
    owner: 'platform',
    inputs: { away: 'account-id' },
    components: () => components,
    ...(requiredTags === undefined ? {} : { session: { requiredTags } }),
    evidence: { retainDays: 90 },
  });

const caller = (given: Trust | readonly [Trust, ...Trust[]], ...calls: readonly string[]): Component => ({
  kind: 'orchestrator',
  trust: given,
  calls,
});
const tool = (...calls: readonly string[]): Component => ({ kind: 'tool', trust: trust.component(), calls });
const pods = trust.eksPodIdentity({ cluster: CLUSTER, namespace: 'agents', serviceAccount: 'planner' });
const lambda = trust.lambda({ functionName: 'planner' });

const TAGS = { run: 'r-1', task: 't-1', user: 'u-1' };
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const NAME = `r-1.${TRACE}`;
const SOUND: SessionRequest = { name: NAME, tags: TAGS, sourceIdentity: 'u-1' };

describe('a call by role assumption', () => {
  const agent = agentOf({ planner: caller(lambda, 'crm'), stranger: caller(trust.eksNode()), crm: tool() });
  const plan = planOf(agent);

  it('is an edge whose chain IAM enforces', () => {
    expect(plan.calls).toEqual([
      {
        from: 'planner',
        to: 'crm',
        by: 'role',
        target: `arn:aws:iam::${HOME}:role/support-crm-${REGION}`,
        crossAccount: false,
        chain: 'enforced',
      },
    ]);
  });

  it('writes both halves: the caller may ask, and the role admits the caller by its exact ARN', () => {
    const calls = resourceOf(plan, 'role', 'planner').policies.find(({ name }) => name === 'calls');
    expect(calls?.document.Statement).toEqual([
      {
        Sid: 'CallRole',
        Effect: 'Allow',
        Action: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
        Resource: [componentOf(plan, 'crm').roleArn],
      },
    ]);
    const arns = { ArnEquals: { 'aws:PrincipalArn': [componentOf(plan, 'planner').roleArn] } };
    expect(resourceOf(plan, 'role', 'crm').trust.Statement).toEqual([
      {
        Sid: 'Callers',
        Effect: 'Allow',
        Principal: { AWS: [`arn:aws:iam::${HOME}:root`] },
        Action: ['sts:AssumeRole'],
        Condition: {
          ...arns,
          StringLike: {
            'aws:RequestTag/run': ['?*'],
            'aws:RequestTag/task': ['?*'],
            'aws:RequestTag/user': ['?*'],
            'sts:RoleSessionName': [`\${aws:RequestTag/run}.${'?'.repeat(32)}`],
            'sts:SourceIdentity': ['?*'],
          },
        },
      },
      {
        Sid: 'Chain',
        Effect: 'Allow',
        Principal: { AWS: [`arn:aws:iam::${HOME}:root`] },
        Action: ['sts:SetSourceIdentity', 'sts:TagSession'],
        Condition: { ...arns, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['run', 'task', 'user'] } },
      },
    ]);
  });

  it('succeeds with source identity and every required tag', () => {
    const session = sessionOf(assume(plan, 'planner', 'crm', SOUND));
    expect(session.sourceIdentity).toBe('u-1');
    expect(session.context).toMatchObject({
      'aws:SourceIdentity': 'u-1',
      'aws:PrincipalTag/run': 'r-1',
      'aws:PrincipalTag/agent-identity:component': 'crm',
    });
  });

  it.each<readonly [string, SessionRequest]>([
    ['source identity', { name: NAME, tags: TAGS }],
    ['any tags', { name: NAME, sourceIdentity: 'u-1' }],
    ['one of the tags', { name: NAME, tags: { run: 'r-1', task: 't-1' }, sourceIdentity: 'u-1' }],
    ['a user in its tag', { ...SOUND, tags: { ...TAGS, user: '' } }],
    ['a task in its tag', { ...SOUND, tags: { ...TAGS, task: '' } }],
    ['a run in its tag and name', { ...SOUND, name: `.${TRACE}`, tags: { ...TAGS, run: '' } }],
    ['a trace id in its name', { ...SOUND, name: 'r-1' }],
    ['the whole trace id in its name', { ...SOUND, name: NAME.slice(0, -1) }],
    ['the run that it says in its name', { ...SOUND, name: `r-2.${TRACE}` }],
    ['its run at the beginning of the name', { ...SOUND, name: `x${NAME}` }],
  ])('fails without %s', (_what, session) => {
    expect(assume(plan, 'planner', 'crm', session).decision).toBe('implicit-deny');
  });

  it.each(['agent-identity:owner', 'agent-identity:component', 'Agent-Identity:Owner', 'AGENT-IDENTITY:KIND', 'eks-cluster-arn', 'admin'])(
    'fails for a caller that passes the tag %s beside them',
    (tag) => {
      expect(assume(plan, 'planner', 'crm', { ...SOUND, tags: { ...TAGS, [tag]: 'other' } }).decision).toBe('implicit-deny');
    },
  );

  it('fails for whoever declares no call', () => {
    expect(assume(plan, 'stranger', 'crm', SOUND).decision).toBe('implicit-deny');
    expect(assume(plan, 'crm', 'planner', SOUND).decision).toBe('implicit-deny');
  });

  it('lasts an hour at most, which is all that role chaining gives', () => {
    expect(resourceOf(plan, 'role', 'crm').maxSessionSeconds).toBe(3_600);
    const long = planOf({ ...agent, session: { maxMinutes: 720 } });
    expect(resourceOf(long, 'role', 'crm').maxSessionSeconds).toBe(3_600);
    expect(resourceOf(long, 'role', 'planner').maxSessionSeconds).toBe(43_200);
  });

  it('requires the tags that the agent names in place of the usual', () => {
    const own = planOf(agentOf({ planner: caller(lambda, 'crm'), crm: tool() }, ['tenant', 'ticket']));
    const tags = { ticket: '7', tenant: 'a' };
    expect(assume(own, 'planner', 'crm', { ...SOUND, tags }).decision).toBe('allow');
    expect(assume(own, 'planner', 'crm', { ...SOUND, name: `7.${TRACE}`, tags }).decision).toBe('allow');
    expect(assume(own, 'planner', 'crm', { ...SOUND, name: TRACE, tags }).decision).toBe('implicit-deny');
    expect(assume(own, 'planner', 'crm', SOUND).decision).toBe('implicit-deny');
    expect(assume(own, 'planner', 'crm', { ...SOUND, tags: { ...tags, run: 'r-1' } }).decision).toBe('implicit-deny');
  });
});

describe('a chain of calls', () => {
  const plan = planOf(agentOf({ planner: caller(lambda, 'first'), first: tool('second'), second: tool() }));
  const first = sessionOf(assume(plan, 'planner', 'first', SOUND));

  it('asks the later hop for the source identity that the session has, not for one that the call sets', () => {
    const keys = (name: string) => Object.keys(resourceOf(plan, 'role', name).trust.Statement[0]?.Condition?.StringLike ?? {});
    expect(keys('first')).toContain('sts:SourceIdentity');
    expect(keys('first')).not.toContain('aws:SourceIdentity');
    expect(keys('second')).toContain('aws:SourceIdentity');
    expect(keys('second')).not.toContain('sts:SourceIdentity');
  });

  it('carries the source identity to the end, and nobody can change it on the way', () => {
    const second = sessionOf(assume(plan, 'first', 'second', { name: NAME, tags: TAGS }, first));
    expect(second.sourceIdentity).toBe('u-1');
    expect(assume(plan, 'first', 'second', { name: NAME, tags: TAGS, sourceIdentity: 'somebody' }, first).decision).toBe('refused');
  });

  it.each<readonly [string, SessionRequest]>([
    ['another run', { name: `r-2.${TRACE}`, tags: { ...TAGS, run: 'r-2' } }],
    ['another user', { name: NAME, tags: { ...TAGS, user: 'u-2' } }],
    ['no user', { name: NAME, tags: { run: 'r-1', task: 't-1' } }],
  ])('fails for a session that speaks for %s than it was made for', (_what, session) => {
    expect(assume(plan, 'first', 'second', session, first).decision).toBe('implicit-deny');
  });

  it('may name a part of its task', () => {
    expect(assume(plan, 'first', 'second', { name: NAME, tags: { ...TAGS, task: 't-1/lookup' } }, first).decision).toBe('allow');
  });

  it('fails for a session that came without one', () => {
    const { sourceIdentity: _gone, ...anonymous } = { ...first, context: { ...first.context, 'aws:SourceIdentity': [] } };
    expect(assume(plan, 'first', 'second', { name: NAME, tags: TAGS }, anonymous).decision).toBe('implicit-deny');
  });

  it('admits a caller of both kinds in both ways, and in no third', () => {
    const both = planOf(
      agentOf({
        planner: caller(lambda, 'first'),
        first: { ...tool('second'), trust: [trust.component(), trust.ecsTaskExecution()] } as Component,
        second: tool(),
      }),
    );
    const chained = sessionOf(assume(both, 'planner', 'first', SOUND));
    expect(assume(both, 'first', 'second', { name: NAME, tags: TAGS }, chained).decision).toBe('allow');
    expect(assume(both, 'first', 'second', SOUND).decision).toBe('allow');
    expect(assume(both, 'first', 'second', { name: NAME, tags: TAGS }).decision).toBe('implicit-deny');
  });

  it('does not let a chained session pass for one that sets its own source identity, to speak for another run', () => {
    const both = planOf(
      agentOf({
        planner: caller(lambda, 'first'),
        first: { ...tool('second'), trust: [trust.component(), trust.ecsTaskExecution()] } as Component,
        second: tool(),
      }),
    );
    const chained = sessionOf(assume(both, 'planner', 'first', SOUND));
    const other = { name: `r-2.${TRACE}`, tags: { ...TAGS, run: 'r-2' }, sourceIdentity: 'u-1' };
    expect(assume(both, 'first', 'second', other, chained).decision).toBe('implicit-deny');
  });
});

describe('a caller on EKS Pod Identity', () => {
  const plan = planOf(agentOf({ planner: caller(pods, 'crm'), crm: tool() }));
  const inherited = {
    'eks-cluster-arn': CLUSTER,
    'eks-cluster-name': 'prod',
    'kubernetes-namespace': 'agents',
    'kubernetes-pod-name': 'p-0',
    'kubernetes-pod-uid': '1',
    'kubernetes-service-account': 'planner',
  };
  const before: RoleSession = {
    principal: { kind: 'aws', arn: componentOf(plan, 'planner').roleArn, account: HOME, session: 'p-0' },
    context: Object.fromEntries(Object.entries(inherited).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
    transitiveTags: inherited,
  };

  it('may hand on the six tags that EKS made transitive, and hands them on', () => {
    const whitelist = resourceOf(plan, 'role', 'crm').trust.Statement[1]?.Condition?.['ForAllValues:StringEquals']?.['aws:TagKeys'];
    expect(whitelist).toEqual(expect.arrayContaining(Object.keys(inherited)));
    expect(sessionOf(assume(plan, 'planner', 'crm', SOUND, before)).context).toMatchObject({
      'aws:PrincipalTag/kubernetes-namespace': 'agents',
    });
  });

  it('cannot pass them again with other values', () => {
    expect(assume(plan, 'planner', 'crm', { ...SOUND, tags: { ...TAGS, 'kubernetes-namespace': 'kube-system' } }, before).decision).toBe(
      'refused',
    );
  });

  it('cannot be asked for one of them, because it could never pass it', () => {
    const asking = agentOf({ planner: caller(pods, 'crm'), crm: tool() }, ['run', 'kubernetes-namespace']);
    expect(() => planOf(asking)).toThrow('WI122 the session tag `kubernetes-namespace` comes to `planner` from its platform');
  });
});

describe('callers of several accounts', () => {
  const agent = defineAgent({
    name: 'support',
    owner: 'platform',
    inputs: { away: 'account-id' },
    components: ({ away }) => ({
      home: { kind: 'orchestrator', trust: trust.eksNode(), calls: ['crm'] },
      other: { kind: 'orchestrator', trust: trust.ecsTaskExecution(), calls: ['crm'] },
      far: { kind: 'orchestrator', trust: lambda, account: away, calls: ['crm'] },
      crm: { kind: 'tool', trust: trust.component() },
    }),
    evidence: { retainDays: 90 },
  });
  const plan = planOf(agent, LITERAL, { away: AWAY });

  it('share statements with those of their own account, each by its exact role', () => {
    const { Statement } = resourceOf(plan, 'role', 'crm').trust;
    const shared = Statement.map(({ Sid, Principal, Condition }) => [
      Sid,
      (Principal as { AWS: string[] }).AWS,
      Condition?.ArnEquals?.['aws:PrincipalArn']?.length,
    ]);
    expect(shared).toEqual(
      expect.arrayContaining([
        [expect.stringMatching(/^Callers2?$/), [`arn:aws:iam::${HOME}:root`], 2],
        [expect.stringMatching(/^Callers2?$/), [`arn:aws:iam::${AWAY}:root`], 1],
      ]),
    );
    expect(Statement).toHaveLength(4);
  });

  it('are admitted each, and no role of the same name in the other account', () => {
    for (const name of ['home', 'other', 'far']) expect(assume(plan, name, 'crm', SOUND).decision).toBe('allow');
    const { roleArn } = componentOf(plan, 'home');
    const role = { arn: componentOf(plan, 'crm').roleArn, trust: parsed(resourceOf(plan, 'role', 'crm').trust, 'trust') };
    const impostor = { kind: 'aws', arn: roleArn.replace(HOME, AWAY), account: AWAY } as const;
    const everything = parsed({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:*'], Resource: ['*'] }] }, 'identity');
    expect(assumeRole({ role, caller: impostor, policies: { identity: [everything] }, session: SOUND }).decision).toBe('implicit-deny');
  });

  it('can be created before or after the role that they call: nothing in it names them as principals', () => {
    for (const { Principal } of resourceOf(plan, 'role', 'crm').trust.Statement)
      expect(JSON.stringify(Principal)).toMatch(/^\{"AWS":\["arn:aws:iam::\d{12}:root"\]\}$/);
  });
});

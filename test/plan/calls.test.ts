import { type Component, defineAgent, entry, type Trust, trust } from 'agent-workload-identity';
import { type AuthorizationRequest, authorize } from 'agent-workload-identity/policy';
import { support } from '../../examples/support-agent/agent';
import { componentOf, decide, findingsOf, HOME, LITERAL, parsed, planOf, REGION, resourceOf, resourcesOfKind, warningsOf } from './planned';

const AWAY = '444455556666';
const FUNCTION = `arn:aws:lambda:${REGION}:${HOME}:function:crm`;
const GATEWAY = `arn:aws:bedrock-agentcore:${REGION}:${HOME}:gateway/crm-a1b2c3d4e5` as const;
const QUEUE = `arn:aws:sqs:${REGION}:${HOME}:crm` as const;
const RUNTIME = `arn:aws:bedrock-agentcore:${REGION}:${HOME}:runtime/crm-a1B2c3D4e5` as const;

/** A planner that calls a tool which is reached in this way. */
const calling = (tool: { readonly trust: Trust; readonly entry?: Component['entry'] }, callers: readonly string[] = ['planner']) =>
  defineAgent({
    name: 'support',
    owner: 'platform',
    inputs: { away: 'account-id' },
    components: () => ({
      ...Object.fromEntries(
        callers.map((name) => [name, { kind: 'orchestrator' as const, trust: trust.lambda({ functionName: name }), calls: ['crm'] }]),
      ),
      stranger: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'stranger' }) },
      crm: { kind: 'tool', trust: tool.trust, ...(tool.entry === undefined ? {} : { entry: tool.entry }) },
    }),
    evidence: { retainDays: 90 },
  });

/** The same, with caller or callee in another account. */
const across = (
  where: 'caller' | 'callee',
  tool: { readonly trust: Trust; readonly entry?: Component['entry'] },
  more: Record<string, Component> = {},
) =>
  defineAgent({
    name: 'support',
    owner: 'platform',
    inputs: { away: 'account-id' },
    components: ({ away }) => ({
      planner: { kind: 'orchestrator', trust: trust.eksNode(), calls: ['crm'], ...(where === 'caller' ? { account: away } : {}) },
      ...more,
      crm: {
        kind: 'tool',
        trust: tool.trust,
        ...(tool.entry === undefined ? {} : { entry: tool.entry }),
        ...(where === 'callee' ? { account: away } : {}),
      },
    }),
    evidence: { retainDays: 90 },
  });

const lambda = trust.lambda({ functionName: 'crm' });

describe('a call by invocation', () => {
  it.each([
    ['a function, by its trust', { trust: lambda }, 'function', FUNCTION, 'lambda:InvokeFunction', [`${FUNCTION}-2`]],
    [
      'a function in front of it',
      { trust: trust.eksNode(), entry: entry.function(`${FUNCTION}-front` as 'arn:aws:') },
      'function',
      `${FUNCTION}-front`,
      'lambda:InvokeFunction',
      [FUNCTION],
    ],
    [
      'a runtime, by its trust',
      { trust: trust.agentCoreRuntime({ name: 'crm' }) },
      'runtime',
      RUNTIME,
      'bedrock-agentcore:InvokeAgentRuntime',
      [RUNTIME.replace('crm-', 'crm2-')],
    ],
    [
      'a runtime by its ARN',
      { trust: trust.agentCoreRuntime({ name: 'crm' }), entry: entry.runtime(RUNTIME) },
      'runtime',
      RUNTIME,
      'bedrock-agentcore:InvokeAgentRuntime',
      [RUNTIME.replace('e5', 'e6')],
    ],
    [
      'a gateway',
      { trust: trust.eksNode(), entry: entry.gateway(GATEWAY) },
      'gateway',
      GATEWAY,
      'bedrock-agentcore:InvokeGateway',
      [GATEWAY.replace('crm', 'crn')],
    ],
    ['a queue', { trust: trust.eksNode(), entry: entry.queue(QUEUE) }, 'queue', QUEUE, 'sqs:SendMessage', [`${QUEUE}2`]],
  ] as const)('of %s gives its caller, and nobody else, that one action on that one thing', (_what, tool, by, target, action, others) => {
    const plan = planOf(calling(tool));
    expect(plan.calls).toEqual([
      expect.objectContaining({ from: 'planner', to: 'crm', by, crossAccount: false, chain: 'by the application, unenforced' }),
    ]);
    expect(decide(plan, 'planner', { action, resource: target })).toBe('allow');
    for (const other of others) expect(decide(plan, 'planner', { action, resource: other })).toBe('implicit-deny');
    expect(decide(plan, 'stranger', { action, resource: target })).toBe('implicit-deny');
  });

  it('reaches a runtime through its endpoints too, which AgentCore authorizes apart', () => {
    for (const given of [
      { trust: trust.agentCoreRuntime({ name: 'crm' }) },
      { trust: trust.agentCoreRuntime({ name: 'crm' }), entry: entry.runtime(RUNTIME) },
    ]) {
      const ask = { action: 'bedrock-agentcore:InvokeAgentRuntime', resource: `${RUNTIME}/runtime-endpoint/DEFAULT` };
      expect(decide(planOf(calling(given)), 'planner', ask)).toBe('allow');
    }
  });

  it('writes nothing on the side of the callee within one account, where it would restrict nothing', () => {
    for (const given of [
      { trust: lambda },
      { trust: trust.eksNode(), entry: entry.queue(QUEUE) },
      { trust: trust.eksNode(), entry: entry.gateway(GATEWAY) },
    ]) {
      const kinds = planOf(calling(given)).resources.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind.endsWith('-policy') || kind === 'function-permission')).toEqual([]);
    }
  });

  it('lets the component, and not its callers, read its own queue', () => {
    const plan = planOf(calling({ trust: trust.eksNode(), entry: entry.queue(QUEUE) }));
    for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage']) {
      expect(decide(plan, 'crm', { action, resource: QUEUE })).toBe('allow');
      expect(decide(plan, 'planner', { action, resource: QUEUE })).toBe('implicit-deny');
    }
    expect(decide(plan, 'crm', { action: 'sqs:SendMessage', resource: QUEUE })).toBe('implicit-deny');
  });

  it('prefers the entry that is declared over what the trust says', () => {
    const [call] = planOf(calling({ trust: lambda, entry: entry.queue(QUEUE) })).calls;
    expect(call).toMatchObject({ by: 'queue', target: QUEUE });
  });

  it('joins several calls of one kind in one statement', () => {
    const { policies } = resourceOf(planOf(support), 'role', 'orchestrator');
    const calls = policies.find(({ name }) => name === 'calls')?.document.Statement ?? [];
    expect(calls.map(({ Sid, Resource = [] }) => [Sid, Resource.length])).toEqual([
      ['CallFunction', 2],
      ['CallRuntime', 1],
    ]);
  });
});

describe('a call across accounts', () => {
  const inputs = { away: AWAY };
  const crossing = (where: 'caller' | 'callee', tool: { readonly trust: Trust; readonly entry?: Component['entry'] }) =>
    planOf(across(where, tool), LITERAL, inputs);
  const caller = {
    caller: `arn:aws:iam::${AWAY}:role/support-planner-${REGION}`,
    callee: `arn:aws:iam::${HOME}:role/support-planner-${REGION}`,
  };
  const target = (where: 'caller' | 'callee', arn: string): string => (where === 'callee' ? arn.replace(HOME, AWAY) : arn);

  const asks = (where: 'caller' | 'callee', action: string, resource: string, principal: string): AuthorizationRequest => ({
    principal: { kind: 'aws', arn: principal, account: principal.split(':')[4] ?? '' },
    action,
    resource,
    context: { 'aws:PrincipalArn': principal },
    resourceAccount: where === 'callee' ? AWAY : HOME,
  });

  describe.each(['caller', 'callee'] as const)('with the %s away', (where) => {
    it('writes both halves for a queue, and each names the other exactly', () => {
      const queue = target(where, QUEUE) as typeof QUEUE;
      const plan = crossing(where, {
        trust: trust.eksNode(),
        entry: entry.queue(queue, `https://sqs.${REGION}.amazonaws.com/${HOME}/crm`),
      });
      expect(plan.calls).toEqual([expect.objectContaining({ by: 'queue', target: queue, crossAccount: true })]);
      const half = resourceOf(plan, 'queue-policy', 'crm');
      expect(half.account).toBe(where === 'callee' ? 'away' : undefined);
      const identity = resourceOf(plan, 'role', 'planner').policies.map(({ document }) => parsed(document, 'identity'));
      const decision = (principal: string, action = 'sqs:SendMessage') =>
        authorize(asks(where, action, queue, principal), { identity, resource: parsed(half.document, 'resource') }).decision;
      expect(decision(caller[where])).toBe('allow');
      expect(decision(`${caller[where]}-2`)).toBe('implicit-deny');
      expect(decision(caller[where], 'sqs:ReceiveMessage')).toBe('implicit-deny');
    });

    it('writes both halves for a gateway', () => {
      const gateway = target(where, GATEWAY) as typeof GATEWAY;
      const half = resourceOf(crossing(where, { trust: trust.eksNode(), entry: entry.gateway(gateway) }), 'agentcore-policy', 'crm');
      expect(half.resourceArn).toBe(gateway);
      expect(half.document.Statement).toEqual([
        {
          Sid: 'Callers',
          Effect: 'Allow',
          Principal: { AWS: [`arn:aws:iam::${where === 'caller' ? AWAY : HOME}:root`] },
          Action: ['bedrock-agentcore:InvokeGateway'],
          Resource: [gateway],
          Condition: { ArnEquals: { 'aws:PrincipalArn': [caller[where]] } },
        },
      ]);
    });

    it('writes the half of a runtime on the runtime and on its endpoint, because both are asked', () => {
      const runtime = target(where, RUNTIME) as typeof RUNTIME;
      const plan = crossing(where, { trust: trust.agentCoreRuntime({ name: 'crm' }), entry: entry.runtime(runtime) });
      const halves = resourcesOfKind(plan, 'agentcore-policy');
      expect(halves.map(({ resourceArn }) => resourceArn)).toEqual([runtime, `${runtime}/runtime-endpoint/DEFAULT`]);
      for (const { resourceArn, document } of halves) expect(document.Statement[0]?.Resource).toEqual([resourceArn]);
    });

    it('lets a function be invoked by the account, and says that it can pin no more', () => {
      const agent = across(where, { trust: lambda });
      const plan = planOf(agent, LITERAL, inputs);
      expect(resourceOf(plan, 'function-permission', 'crm')).toMatchObject({
        functionArn: target(where, FUNCTION),
        action: 'lambda:InvokeFunction',
        principal: where === 'caller' ? AWAY : HOME,
      });
      expect(warningsOf(agent).map(({ code, where: place }) => [code, place.component])).toContainEqual(['WI140', 'crm']);
    });
  });

  it('needs the URL of a queue and the ARN of a runtime, whose policies are set by them', () => {
    for (const given of [{ trust: trust.eksNode(), entry: entry.queue(QUEUE) }, { trust: trust.agentCoreRuntime({ name: 'crm' }) }]) {
      expect(findingsOf(across('caller', given), LITERAL).map(({ code, where }) => [code, where.pointer])).toEqual([
        ['WI106', 'components.crm.entry'],
      ]);
    }
  });

  it('puts the callers of one account into one statement of a resource policy, each by its exact role', () => {
    const more: Record<string, Component> = {
      first: { kind: 'tool', trust: trust.eksNode(), calls: ['crm'] },
      second: { kind: 'tool', trust: trust.ecsTaskExecution(), calls: ['crm'] },
    };
    const plan = planOf(
      across('callee', { trust: trust.eksNode(), entry: entry.gateway(GATEWAY.replace(HOME, AWAY) as typeof GATEWAY) }, more),
      LITERAL,
      inputs,
    );
    const [statement, ...others] = resourceOf(plan, 'agentcore-policy', 'crm').document.Statement;
    expect(others).toEqual([]);
    expect(statement?.Condition?.ArnEquals?.['aws:PrincipalArn']).toEqual(
      ['first', 'planner', 'second'].map((name) => componentOf(plan, name).roleArn),
    );
  });
});

import fc from 'fast-check';
import { coding } from '../../examples/coding-agent/agent';
import { support } from '../../examples/support-agent/agent';
import { planIdentities } from '../../lib/plan/plan-identities';
import type { Agent } from '../../lib/spec';
import { agentWith, sound } from './declared';
import { LITERAL, planOf } from './planned';

/** The same value with the keys of every record in another order; the order of lists is the declaration's own. */
function shuffled(value: unknown, turn: (count: number) => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, turn));
  if (value === null || typeof value !== 'object') return value;
  const left = Object.entries(value);
  const entries: [string, unknown][] = [];
  while (left.length > 0) {
    const [entry] = left.splice(turn(left.length), 1);
    if (entry !== undefined) entries.push([entry[0], shuffled(entry[1], turn)]);
  }
  return Object.fromEntries(entries);
}

const bytes = (agent: Agent, deployment = LITERAL): string => JSON.stringify(planIdentities(agent, { deployment }));

const agents: readonly (readonly [string, Agent])[] = [
  ['the support agent', support],
  ['the coding agent', coding],
  ['a sound agent', sound],
  [
    'an agent with faults',
    agentWith({ name: 'Support', evidence: { retainDays: 31, dangerouslyDisposable: '' }, inputs: { b: 'x', a: 'y' } }),
  ],
];

describe('planning twice', () => {
  it.each(agents)('%s gives the same bytes', (_name, agent) => {
    expect(bytes(agent)).toBe(bytes(agent));
  });

  it.each(agents)('%s gives the same bytes however the keys are ordered, at every depth', (_name, agent) => {
    const expected = bytes(agent);
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(1_000)), (stream) => {
        const turned = shuffled(agent, (count) => (stream.next().value ?? 0) % count) as Agent;
        expect(JSON.stringify(planIdentities(turned, { deployment: shuffled(LITERAL, (count) => count - 1) as typeof LITERAL }))).toBe(
          expected,
        );
      }),
      { numRuns: 25 },
    );
  });

  it('gives the same bytes for inputs and components that are declared in another order', () => {
    const { inputs, components } = support;
    const turned = {
      ...support,
      inputs: Object.fromEntries(Object.entries(inputs).reverse()),
      components: Object.fromEntries(Object.entries(components).reverse()),
    };
    expect(bytes(turned as Agent)).toBe(bytes(support));
  });

  it('gives the same bytes for calls in another order, or named twice', () => {
    const { orchestrator } = support.components;
    const turned = {
      ...support,
      components: { ...support.components, orchestrator: { ...orchestrator, calls: ['search', 'crm', 'reasoner', 'crm'] } },
    };
    expect(bytes(turned as Agent)).toBe(bytes(support));
  });
});

describe('a plan', () => {
  it.each(agents.slice(0, 3))('of %s is sorted, with ids that are unique and say whose they are', (_name, agent) => {
    const { components, resources, calls } = planOf(agent);
    const ids = resources.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
    expect(components.map(({ name }) => name)).toEqual(components.map(({ name }) => name).sort());
    expect(calls.map(({ from, to }) => `${from} ${to}`)).toEqual(calls.map(({ from, to }) => `${from} ${to}`).sort());
    for (const { id, component } of resources) if (component !== undefined) expect(id.startsWith(`${component}/`)).toBe(true);
  });

  it.each(agents.slice(0, 3))('of %s is plain JSON', (_name, agent) => {
    const plan = planOf(agent);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it('says which version of the form it has', () => {
    expect(planOf(sound).version).toBe(1);
  });

  it('holds no value of the engine: what is late stays a hole of the shape that was declared', () => {
    const shapes = new Map(Object.entries(planOf(support).inputs));
    for (const [, name = '', shape] of JSON.stringify(planOf(support).resources).matchAll(/⟨([A-Za-z]\w*)(?:\.\w+)?:([a-z0-9-]+)⟩/g)) {
      expect([name, shape === 'name' ? 'name' : shapes.get(name)]).toEqual([name, shape]);
    }
  });
});

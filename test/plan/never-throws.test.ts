import fc from 'fast-check';
import { coding } from '../../examples/coding-agent/agent';
import { support } from '../../examples/support-agent/agent';
import { planIdentities } from '../../lib/plan/plan-identities';
import { sound, wordingFaults } from './declared';
import { junk, mangle, mutation } from './mangled';
import { LITERAL } from './planned';

const agents = [support, coding, sound];
const RUNS = 300;
/** Far above what planning takes, and far below what a hang would. */
const LONGEST = 5_000;

const plan = (agent: unknown, deployment: unknown = LITERAL) => {
  const start = performance.now();
  const planning = planIdentities(agent as typeof sound, { deployment: deployment as typeof LITERAL });
  expect(performance.now() - start).toBeLessThan(LONGEST);
  return planning;
};

const anyAgent = fc.constantFrom(...agents);

describe('planning', () => {
  it('gives a plan or findings for every declaration with a few places mangled, in bounded time', () => {
    fc.assert(
      fc.property(anyAgent, fc.array(mutation, { minLength: 1, maxLength: 4 }), (agent, mutations) => {
        const planning = plan(mutations.reduce<unknown>(mangle, agent));
        if (planning.ok) expect(planning.plan.components.length).toBeGreaterThan(0);
        else expect(planning.findings.filter(({ severity }) => severity === 'error')).not.toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('gives findings for anything at all', () => {
    fc.assert(
      fc.property(junk, junk, (agent, deployment) => {
        expect(plan(agent(), deployment()).ok).toBe(false);
      }),
      { numRuns: RUNS / 2 },
    );
  });

  it('words whatever it finds by one law', () => {
    fc.assert(
      fc.property(anyAgent, fc.array(mutation, { minLength: 1, maxLength: 3 }), (agent, mutations) => {
        const planning = plan(mutations.reduce<unknown>(mangle, agent));
        const findings = planning.ok ? planning.plan.warnings : planning.findings;
        expect(findings.flatMap(wordingFaults)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('gives a plan that is plain JSON, whatever the declaration was made of', () => {
    fc.assert(
      fc.property(anyAgent, mutation, (agent, one) => {
        const planning = plan(mangle(agent, one));
        if (planning.ok) expect(JSON.parse(JSON.stringify(planning.plan))).toEqual(planning.plan);
      }),
      { numRuns: RUNS },
    );
  });

  it('leaves the declaration as it was', () => {
    const before = JSON.stringify(agents);
    for (const agent of agents) plan(agent);
    expect(JSON.stringify(agents)).toBe(before);
  });
});

/** What holds for the trust of every pipeline and platform. */
import { readFileSync } from 'node:fs';
import type { Trust } from 'agent-workload-identity';
import { claimSupport } from 'agent-workload-identity/policy';
import { provePlan } from '../../../lib/assert';
import { checkGraph } from '../../../lib/assert/check-graph';
import { fromPlan } from '../../../lib/graph/from-plan';
import { planOf, resourceOf } from '../../plan/planned';
import { trusting } from '../agents';
import { PIPELINES, VARIANTS } from './pipelines';

const KINDS = Object.entries(PIPELINES) as unknown as readonly (readonly [keyof typeof PIPELINES, Trust])[];

const ALL: readonly (readonly [string, Trust])[] = [...KINDS, ...Object.entries(VARIANTS)];

const statementOf = (given: Trust) => {
  const [only, ...others] = resourceOf(planOf(trusting(given)), 'role', 'tool').trust.Statement;
  if (only === undefined || others.length > 0) throw new Error('not one statement');
  return only;
};

const figureIn = (path: string, place: RegExp): string | undefined => place.exec(readFileSync(path, 'utf8'))?.[1];

const ofItself = (given: Trust) => checkGraph(fromPlan(planOf(trusting(given))), { preset: 'strict' }).findings;

/** That the environment bounds its branches, only the declaration says. */
const SAID = 'a protected environment of a GitHub server';

describe('every pipeline and platform', () => {
  it.each(ALL)('%s: the rules find nothing in what is planned, and leave nothing undecided', (_kind, given) => {
    const { findings, summary } = provePlan(planOf(trusting(given)));
    expect({ findings, undecided: summary.undecided }).toEqual({ findings: [], undecided: 0 });
  });

  it.each(ALL.filter(([name]) => name !== SAID))('%s: nor in its trust policy where they know no declaration', (_kind, given) => {
    expect(ofItself(given).filter(({ code }) => code.startsWith('WI2'))).toEqual([]);
  });

  it('without the declaration, what it says beyond the trust policy is missed, and nothing is advised that cannot be', () => {
    const told = ofItself(VARIANTS[SAID]).filter(({ code }) => code.startsWith('WI2'));
    expect(told).toEqual([
      expect.objectContaining({ code: 'WI209', severity: 'warning', fix: expect.stringContaining('is no condition key') }),
    ]);
  });

  it.each(ALL)('%s: every claim that is tested is one that STS offers', (_kind, given) => {
    const { Condition = {} } = statementOf(given);
    const keys = Object.values(Condition).flatMap((block) => Object.keys(block));
    expect(keys.filter((key) => claimSupport(key).support !== 'exposed' && key !== 'sts:RoleAuthorizedByIdp')).toEqual([]);
  });

  it.each(KINDS)('%s: the head of its file and docs/trust.md say how long the statement is', (kind, given) => {
    const characters = String(JSON.stringify(statementOf(given)).length);
    expect(figureIn(`lib/spec/trust/${kind}.ts`, / \* Cost: (\d+) characters of statement for the example of docs\/trust\.md/)).toBe(
      characters,
    );
    expect(figureIn('docs/trust.md', new RegExp(`^\\| \`${kind}\` \\|.*\\| (\\d+) \\|$`, 'm'))).toBe(characters);
  });

  it.each(KINDS)('%s: docs/trust.md shows the subject and the audience that are asked for', (kind, given) => {
    const [summary] = planOf(trusting(given)).components.find(({ name }) => name === 'tool')?.trust ?? [];
    const row = readFileSync('docs/trust.md', 'utf8')
      .split('\n')
      .find((line) => line.startsWith(`| \`${kind}\` |`));
    for (const value of [...(summary?.subject ?? ['?']), ...(summary?.audience ?? ['?'])]) expect(row).toContain(`\`${value}\``);
  });
});

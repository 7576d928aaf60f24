/**
 * Decisions per second of the evaluator beside the independent one: `npx tsx bench/authorize.ts [--rounds N]`.
 *
 * Both are asked the same questions in one process, in turns, so that a busy machine slows both; the ratio is the median over the rounds.
 * The engine runs as compiled JavaScript, as it is shipped. *Read once*: policies are read before the clock starts, as they are where
 * many requests meet the same policies. *Read anew*: each decision reads its policies again, as the other evaluator always does.
 */
import { parseArgs } from 'node:util';
import { readPolicies } from '../scripts/agreement/engine';
import { generateCase } from '../scripts/agreement/generate-case';
import { askOracle } from '../scripts/agreement/oracle';
import { settle } from '../scripts/agreement/settled';
import { compiledEngine } from './compiled-engine';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' }, seed: { type: 'string', default: '7' } } });

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const SLICE_MS = 200;

/** Decisions per second over one slice of time. */
function rate(decisions: number, pass: () => void): number {
  const start = performance.now();
  let passes = 0;
  while (performance.now() - start < SLICE_MS) {
    pass();
    passes += 1;
  }
  return (passes * decisions * 1000) / (performance.now() - start);
}

const engine = compiledEngine();
// Session policies are left out: the other evaluator takes none on this route.
const cases = Array.from({ length: 200 }, (_, number) => generateCase(Number(values.seed), number)).filter(
  ({ policies }) => policies.session === undefined,
);
const read = cases.map(({ request, policies }) => ({ request, policies: readPolicies(engine, policies) }));
const settled = cases.map(settle);

const passes = {
  readOnce: () => {
    for (const { request, policies } of read) engine.authorize(request, policies);
  },
  readAnew: () => {
    for (const { request, policies } of cases) engine.authorize(request, readPolicies(engine, policies));
  },
  other: () => {
    for (const { request, policies } of settled) askOracle(request, policies);
  },
};

for (const pass of Object.values(passes)) rate(cases.length, pass);
const rounds = Array.from({ length: Number(values.rounds) }, () => ({
  readOnce: rate(cases.length, passes.readOnce),
  readAnew: rate(cases.length, passes.readAnew),
  other: rate(cases.length, passes.other),
}));

const figure = (name: string, of: (round: (typeof rounds)[number]) => number): string =>
  `${name.padEnd(28)} ${median(rounds.map(of)).toFixed(1).padStart(12)}`;
console.log(`${cases.length} questions, ${rounds.length} rounds, medians, Node ${process.version}`);
console.log(figure('decisions/s, read once', ({ readOnce }) => readOnce));
console.log(figure('decisions/s, read anew', ({ readAnew }) => readAnew));
console.log(figure('decisions/s, iam-simulate', ({ other }) => other));
console.log(figure('ratio, read once', ({ readOnce, other }) => readOnce / other));
console.log(figure('ratio, read anew', ({ readAnew, other }) => readAnew / other));

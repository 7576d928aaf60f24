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
const seed = Number(values.seed);

/** Asks both the same questions in turns and prints the medians. */
function compare(distinct: number): void {
  // Session policies are left out: the other evaluator takes none on this route.
  const cases = Array.from({ length: distinct * 2 }, (_, number) => generateCase(seed, number))
    .filter(({ policies }) => policies.session === undefined)
    .slice(0, distinct);
  const read = cases.map(({ request, policies }) => ({ request, policies: readPolicies(engine, policies) }));
  const settled = cases.map(settle);
  const readOnce = (): void => {
    for (const { request, policies } of read) engine.authorize(request, policies);
  };
  const readAnew = (): void => {
    for (const { request, policies } of cases) engine.authorize(request, readPolicies(engine, policies));
  };
  const other = (): void => {
    for (const { request, policies } of settled) askOracle(request, policies);
  };
  for (let warmUp = 0; warmUp < 5; warmUp++) for (const pass of [readOnce, readAnew, other]) rate(cases.length, pass);
  const rounds = Array.from({ length: Number(values.rounds) }, () => ({
    readOnce: rate(cases.length, readOnce),
    readAnew: rate(cases.length, readAnew),
    other: rate(cases.length, other),
  }));
  const figure = (name: string, of: (round: (typeof rounds)[number]) => number): string =>
    `  ${name.padEnd(28)} ${median(rounds.map(of)).toFixed(1).padStart(12)}`;
  console.log(`${cases.length} questions in turn`);
  console.log(figure('decisions/s, read once', (round) => round.readOnce));
  console.log(figure('decisions/s, read anew', (round) => round.readAnew));
  console.log(figure('decisions/s, iam-simulate', (round) => round.other));
  console.log(figure('ratio, read once', (round) => round.readOnce / round.other));
  console.log(figure('ratio, read anew', (round) => round.readAnew / round.other));
}

console.log(`medians of ${values.rounds} rounds, Node ${process.version}`);
for (const distinct of [20, 100, 400]) compare(distinct);

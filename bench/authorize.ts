/**
 * Decisions per second of the evaluator beside the independent one: `npx tsx bench/authorize.ts [--rounds N]`.
 *
 * Both are asked the same questions in turns, each in a process of its own, so that a busy machine slows both and neither suffers from the
 * other's memory; the ratio is the median over the rounds. The engine runs as compiled JavaScript, as it is shipped. *Read once*: policies
 * are read before the clock starts, as they are where many requests meet the same policies. *Read anew*: each decision reads its policies
 * again, as the other evaluator always does.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Side } from './authorize.child';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' }, seed: { type: 'string', default: '7' } } });

const SIDES: readonly Side[] = ['read once', 'read anew', 'iam-simulate'];
const WARM_UP = 5;

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function ask(child: ChildProcess): Promise<number> {
  const answer = once(child, 'message');
  child.send('go');
  const [rate] = await answer;
  return rate as number;
}

/** Asks all sides the same questions in turns and prints the medians. */
async function compare(distinct: number): Promise<void> {
  const children = SIDES.map((side) => fork(join(__dirname, 'authorize.child.ts'), [side, values.seed, String(distinct)]));
  const rounds: number[][] = [];
  for (let round = 0; round < WARM_UP + Number(values.rounds); round++) {
    const rates: number[] = [];
    for (const child of children) rates.push(await ask(child));
    if (round >= WARM_UP) rounds.push(rates);
  }
  for (const child of children) child.disconnect();
  const figure = (name: string, of: (rates: readonly number[]) => number): string =>
    `  ${name.padEnd(28)} ${median(rounds.map(of)).toFixed(1).padStart(12)}`;
  console.log(`${distinct} questions in turn`);
  for (const [index, side] of SIDES.entries()) console.log(figure(`decisions/s, ${side}`, (rates) => rates[index] ?? Number.NaN));
  console.log(figure('ratio, read once', ([once = Number.NaN, , other = Number.NaN]) => once / other));
  console.log(figure('ratio, read anew', ([, anew = Number.NaN, other = Number.NaN]) => anew / other));
}

async function run(): Promise<void> {
  console.log(`medians of ${values.rounds} rounds, Node ${process.version}`);
  for (const distinct of [20, 100, 400]) await compare(distinct);
}

void run();

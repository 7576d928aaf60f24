/**
 * The agreement run: `npx tsx scripts/agreement/run.ts [--seed N] [--count N] [--from N] [--processes N]`.
 *
 * Prints the counts and the coverage tables, and every case on which the engines differ. Exit code 1 where any does, or where the
 * cases do not mean enough (`goals.ts`).
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Agreement, Disagreement } from './agree';
import { Tally } from './coverage';
import { generateCase } from './generate-case';
import { missedGoals } from './goals';
import { punchHoles } from './punch-holes';
import { Random } from './random';
import { type SliceRequest, type SliceResult, TALLIES } from './slice';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '20000' },
    processes: { type: 'string', default: '2' },
  },
});

const table = (title: string, tally: Tally, filter: (name: string) => boolean = () => true): string =>
  [
    `\n${title}`,
    ...tally
      .entries()
      .filter(([name]) => filter(name))
      .map(([name, count]) => `${String(count).padStart(9)}  ${name}`),
  ].join('\n');

function report(result: Agreement, duration: number): string {
  const { compared, decisions, features, deciding, unsettled, holed, disagreements } = result;
  const allowed = ((decisions.of('allow') / Math.max(compared, 1)) * 100).toFixed(1);
  return [
    `seed ${values.seed}: ${compared} cases compared in ${duration.toFixed(0)} s, ${allowed} % allowed, ${disagreements.length} disagreements`,
    table('decisions', decisions),
    table('what the cases hold (cases)', features),
    table('what decides: cases whose decision changes when one operator, qualifier or suffix is flipped', deciding),
    table('decisions with holes', holed),
    table('settled departures of the oracle: cases it answers otherwise when asked as they are', unsettled),
  ].join('\n');
}

const seed = Number(values.seed);
const first = Number(values.from);
const count = Number(values.count);
const SLICE = 10_000;
const most = 20;

const start = performance.now();
const seconds = (): number => (performance.now() - start) / 1000;
const tallies = { decisions: new Tally(), features: new Tally(), deciding: new Tally(), unsettled: new Tally(), holed: new Tally() };
const disagreements: Disagreement[] = [];
let compared = 0;
let next = first;

/** Hands slices to one process until none is left. */
const runProcess = (): Promise<void> =>
  new Promise((done, fail) => {
    const child = fork(join(__dirname, 'slice.ts'));
    const hand = (): void => {
      if (next >= first + count || disagreements.length >= most) {
        child.disconnect();
        return;
      }
      const from = next;
      next += SLICE;
      child.send({ seed, from, count: Math.min(SLICE, first + count - from), most } satisfies SliceRequest);
    };
    child.on('error', fail);
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`a process ended with ${code}`))));
    child.on('message', (part: SliceResult) => {
      for (const name of TALLIES) tallies[name].addAll(part.tallies[name]);
      disagreements.push(...part.disagreements);
      compared += part.compared;
      console.error(`${compared} cases, ${disagreements.length} disagreements, ${seconds().toFixed(0)} s`);
      hand();
    });
    hand();
  });

async function run(): Promise<void> {
  await Promise.all(Array.from({ length: Number(values.processes) }, runProcess));
  const result: Agreement = { ...tallies, compared, disagreements };
  console.log(report(result, seconds()));
  for (const { number, what, ours, theirs } of result.disagreements) {
    const one = generateCase(seed, number);
    const shown = what === 'holes' ? punchHoles(new Random(number ^ seed), one).holed : one;
    console.log(`\ncase ${number} (${what}): ours ${ours}, expected ${theirs}\n${JSON.stringify(shown)}`);
  }
  const missed = missedGoals(result);
  for (const what of missed) console.log(`short of its goal: ${what}`);
  if (missed.length === 0) console.log('\nall goals of coverage are reached');
  process.exitCode = result.disagreements.length === 0 && missed.length === 0 ? 0 : 1;
}

void run();

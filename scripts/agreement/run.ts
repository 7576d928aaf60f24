/**
 * The agreement run: `npx tsx scripts/agreement/run.ts [--seed N] [--count N] [--from N]`.
 *
 * Prints the counts and the coverage tables, and every case on which the engines differ. Exit code 1 where any does.
 */
import { parseArgs } from 'node:util';
import { type Agreement, runAgreement } from './agree';
import type { Tally } from './coverage';
import { ENGINE } from './engine';
import { generateCase } from './generate-case';
import { punchHoles } from './punch-holes';
import { Random } from './random';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '20000' },
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

function report(result: Agreement, seconds: number): string {
  const { compared, decisions, features, deciding, unsettled, holed, disagreements } = result;
  const allowed = ((decisions.of('allow') / Math.max(compared, 1)) * 100).toFixed(1);
  return [
    `seed ${values.seed}: ${compared} cases compared in ${seconds.toFixed(0)} s, ${allowed} % allowed, ${disagreements.length} disagreements`,
    table('decisions', decisions),
    table('what the cases hold (cases)', features),
    table('conditions whose opposite changes the decision', deciding),
    table('decisions with holes', holed),
    table('settled departures of the oracle: cases it answers otherwise when asked as they are', unsettled),
  ].join('\n');
}

const seed = Number(values.seed);
const start = performance.now();
const result = runAgreement({
  engine: ENGINE,
  seed,
  from: Number(values.from),
  count: Number(values.count),
  decidingEvery: 10,
  unsettledEvery: 500,
  most: 20,
});
console.log(report(result, (performance.now() - start) / 1000));
for (const { number, what, ours, theirs } of result.disagreements) {
  const one = generateCase(seed, number);
  const shown = what === 'holes' ? punchHoles(new Random(number ^ seed), one).holed : one;
  console.log(`\ncase ${number} (${what}): ours ${ours}, expected ${theirs}\n${JSON.stringify(shown)}`);
}
process.exitCode = result.disagreements.length === 0 ? 0 : 1;

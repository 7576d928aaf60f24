/**
 * The agreement run: `npx tsx scripts/agreement/run.ts [--seed N] [--count N] [--from N]`.
 *
 * Prints the counts and the coverage tables, and every case on which the engines differ. Exit code 1 where any does, or where the
 * cases do not mean enough: fewer than 20 or more than 80 % allowed, or an operator that decides too few of them.
 */
import { parseArgs } from 'node:util';
import { OPERATORS } from '../../lib/policy';
import { type Agreement, type Disagreement, runAgreement } from './agree';
import { Tally } from './coverage';
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

function report(result: Agreement, duration: number): string {
  const { compared, decisions, features, deciding, unsettled, holed, disagreements } = result;
  const allowed = ((decisions.of('allow') / Math.max(compared, 1)) * 100).toFixed(1);
  return [
    `seed ${values.seed}: ${compared} cases compared in ${duration.toFixed(0)} s, ${allowed} % allowed, ${disagreements.length} disagreements`,
    table('decisions', decisions),
    table('what the cases hold (cases)', features),
    table('conditions whose opposite changes the decision', deciding),
    table('decisions with holes', holed),
    table('settled departures of the oracle: cases it answers otherwise when asked as they are', unsettled),
  ].join('\n');
}

/** Cases that together are a run of full size. */
const FULL_SIZE = 1_000_000;
/** How often each operator and qualifier has to decide in a run of full size. */
const DECIDING = 1000;

/** What keeps a run from meaning something: too one-sided, or blind to an operator. */
function shortfalls({ compared, decisions, deciding }: Agreement): readonly string[] {
  const allowed = decisions.of('allow') / Math.max(compared, 1);
  const needed = Math.floor((DECIDING * compared) / FULL_SIZE);
  const names = [...OPERATORS.keys()]
    .map((name) => `operator ${name}`)
    .concat('qualifier ForAllValues', 'qualifier ForAnyValue', 'suffix IfExists');
  return [
    ...(allowed >= 0.2 && allowed <= 0.8 ? [] : [`${(allowed * 100).toFixed(1)} % of the requests are allowed, not 20 to 80 %`]),
    ...names.flatMap((name) =>
      deciding.of(name) >= needed ? [] : [`${name} decides ${deciding.of(name)} of the cases looked at, fewer than ${needed}`],
    ),
  ];
}

const seed = Number(values.seed);
const first = Number(values.from);
const count = Number(values.count);
const SLICE = 50_000;
const most = 20;

const start = performance.now();
const seconds = (): number => (performance.now() - start) / 1000;
const tallies = { decisions: new Tally(), features: new Tally(), deciding: new Tally(), unsettled: new Tally(), holed: new Tally() };
const disagreements: Disagreement[] = [];
let compared = 0;
for (let from = first; from < first + count && disagreements.length < most; from += SLICE) {
  const slice = Math.min(SLICE, first + count - from);
  const part = runAgreement({ engine: ENGINE, seed, from, count: slice, decidingEvery: 10, unsettledEvery: 500, most });
  for (const name of ['decisions', 'features', 'deciding', 'unsettled', 'holed'] as const) tallies[name].addAll(part[name]);
  disagreements.push(...part.disagreements);
  compared += part.compared;
  console.error(`${compared} cases, ${disagreements.length} disagreements, ${seconds().toFixed(0)} s`);
}
const result: Agreement = { ...tallies, compared, disagreements };
console.log(report(result, seconds()));
for (const { number, what, ours, theirs } of result.disagreements) {
  const one = generateCase(seed, number);
  const shown = what === 'holes' ? punchHoles(new Random(number ^ seed), one).holed : one;
  console.log(`\ncase ${number} (${what}): ours ${ours}, expected ${theirs}\n${JSON.stringify(shown)}`);
}
const short = shortfalls(result);
for (const what of short) console.log(`short of its goal: ${what}`);
process.exitCode = result.disagreements.length === 0 && short.length === 0 ? 0 : 1;

/**
 * The mutation run: `npx tsx scripts/agreement/mutate.ts [--seed N] [--draw N] [--cases N]`.
 *
 * Breaks copies of the engine in places drawn by the seed, runs the agreement on each, and prints the case that gave it away. Exit
 * code 1 where a broken engine passes.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Decision } from '../../lib/policy/authorize';
import { oracleAnswer, runAgreement } from './agree';
import { ENGINE, type Engine } from './engine';
import { generateCase } from './generate-case';
import { MUTATIONS, type Mutation } from './mutations';
import { Random } from './random';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    draw: { type: 'string', default: String(MUTATIONS.length) },
    cases: { type: 'string', default: '20000' },
  },
});
const seed = Number(values.seed);
const count = Number(values.cases);
const source = join(__dirname, '../../lib/policy');

function broken({ file, find, replace }: Mutation): Engine {
  const folder = mkdtempSync(join(tmpdir(), 'agreement-'));
  cpSync(source, folder, {
    recursive: true,
    filter: (path) => !/\/(?:prove|data|claims)(?:\/|$)|\/index\.ts$/.test(path.slice(source.length).replace('/operators/index.ts', '')),
  });
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(find).length !== 2) throw new Error(`\`${find}\` does not occur exactly once in ${file}`);
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
  try {
    const { parsePolicy } = require(join(folder, 'parse.ts')) as Pick<Engine, 'parsePolicy'>;
    const { authorize } = require(join(folder, 'authorize.ts')) as Pick<Engine, 'authorize'>;
    return { parsePolicy, authorize };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const answers = new Map<number, Decision>();
/** The oracle does not depend on the mutation, so each case is put to it once. */
function answer(number: number): Decision {
  const known = answers.get(number);
  if (known !== undefined) return known;
  const fresh = oracleAnswer(generateCase(seed, number));
  answers.set(number, fresh);
  return fresh;
}

const agreement = (engine: Engine, cases: number) =>
  runAgreement({ engine, seed, from: 0, count: cases, decidingEvery: 0, unsettledEvery: 0, most: 1, answer });

const random = new Random(seed);
const left = [...MUTATIONS];
const drawn = random.times(Math.min(Number(values.draw), left.length), () => left.splice(random.below(left.length), 1)).flat();

const sound = agreement(ENGINE, Math.min(count, 2000)).disagreements;
if (sound.length > 0) throw new Error(`the engine disagrees before it is broken: ${JSON.stringify(sound)}`);

let missed = 0;
for (const mutation of drawn) {
  const [caught] = agreement(broken(mutation), count).disagreements;
  if (caught === undefined) missed += 1;
  const how = caught === undefined ? `MISSED after ${count} cases` : `case ${caught.number} (${caught.what}: ${caught.ours.slice(0, 40)})`;
  console.log(`${caught === undefined ? 'no ' : 'yes'}  ${mutation.file}: ${mutation.breaks}: ${how}`);
}
console.log(`\nseed ${seed}: ${drawn.length} broken engines, ${drawn.length - missed} caught, ${missed} missed`);
process.exitCode = missed === 0 ? 0 : 1;

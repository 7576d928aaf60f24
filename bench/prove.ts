/**
 * How long containment takes, and how it compares with the SMT solver Z3 on the same questions:
 *
 *   npx tsx bench/prove.ts [--z3 FOLDER]
 *
 * `--z3` names a folder whose `node_modules` hold the package `z3-solver`; without it only our own times are measured.
 * Both answer in one process and in turns, so that a busy machine slows both. Documents are parsed before the clock starts;
 * for the solver the questions are translated to SMT-LIB before it starts, too.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SmtQuestion } from '../scripts/containment/to-smt';
import { type CompiledPolicy, compilePolicy } from './compiled-prover';
import { type ProveQuestion, proveQuestion } from './prove-questions';

const { values } = parseArgs({ options: { z3: { type: 'string' }, seed: { type: 'string', default: '1' } } });

const folder = compilePolicy();
const load = createRequire(__filename);
const imported = performance.now();
const { contains } = load(join(folder, 'prove/index.js')) as Pick<CompiledPolicy, 'contains'>;
const importTime = performance.now() - imported;
const { parsePolicy } = load(join(folder, 'parse.js')) as Pick<CompiledPolicy, 'parsePolicy'>;

const parse = (statements: readonly object[]) => {
  const result = parsePolicy({ Version: '2012-10-17', Statement: statements }, 'identity');
  if (!result.ok) throw new Error(result.faults.map(({ what }) => what).join('; '));
  return result.document;
};

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const worst = (numbers: readonly number[]): number => Math.max(...numbers);

function timed(question: ProveQuestion): { readonly verdict: string; readonly milliseconds: number } {
  const start = performance.now();
  const { verdict } = contains(question.inner, question.outer);
  return { verdict, milliseconds: performance.now() - start };
}

const questionsOf = (size: number, count: number): readonly ProveQuestion[] =>
  Array.from({ length: count }, (_, index) => proveQuestion(Number(values.seed) * 1000 + index, size, index % 2 === 0, parse));

const line = (name: string, text: string): void => {
  process.stdout.write(`${name.padEnd(44)} ${text}\n`);
};

line('import of the prover', `${importTime.toFixed(1)} ms`);
for (const [size, count, limit] of [
  [2, 200, 0.5],
  [3, 200, 0.5],
  [20, 100, 10],
  [200, 10, 100],
] as const) {
  const questions = questionsOf(size, count);
  for (let round = 0; round < 3; round++) for (const question of questions) timed(question);
  const times = questions.map((question) => timed(question).milliseconds);
  line(
    `contains, ${size} statements on either side`,
    `median ${median(times).toFixed(3)} ms, worst ${worst(times).toFixed(3)} ms (aim: below ${limit} ms)`,
  );
}

interface Z3 {
  readonly Z3: {
    mk_config(): unknown;
    mk_context(config: unknown): unknown;
    del_context(context: unknown): void;
    eval_smtlib2_string(context: unknown, text: string): Promise<string>;
  };
}

const SOLVER_LIMIT_MS = 3000;

async function compareWithZ3(home: string): Promise<void> {
  const begin = performance.now();
  const { init } = createRequire(join(home, 'node_modules/z3-solver/package.json'))('z3-solver') as { init(): Promise<Z3> };
  const { Z3 } = await init();
  line('start of z3-solver', `${(performance.now() - begin).toFixed(0)} ms`);
  const ratios: number[] = [];
  const ours: number[] = [];
  const theirs: number[] = [];
  let decided = 0;
  let contradictions = 0;
  const questions = [...questionsOf(2, 40), ...questionsOf(3, 40)];
  for (const question of questions) {
    const text = `(set-option :timeout ${SOLVER_LIMIT_MS})\n${SmtQuestion.of(question.inner, question.outer)}\n(check-sat)`;
    const mine = timed(question);
    const context = Z3.mk_context(Z3.mk_config());
    const start = performance.now();
    const answer = (await Z3.eval_smtlib2_string(context, text)).trim();
    const milliseconds = performance.now() - start;
    Z3.del_context(context);
    if (answer !== 'sat' && answer !== 'unsat') continue;
    decided++;
    if ((answer === 'unsat') !== (mine.verdict === 'proved')) contradictions++;
    ours.push(mine.milliseconds);
    theirs.push(milliseconds);
    ratios.push(milliseconds / mine.milliseconds);
  }
  line(
    'questions that z3-solver decides',
    `${decided} of ${questions.length} in ${SOLVER_LIMIT_MS} ms each; contradictions ${contradictions}`,
  );
  line('median on those', `ours ${median(ours).toFixed(3)} ms, z3-solver ${median(theirs).toFixed(1)} ms`);
  line('times faster, median of the ratios', median(ratios).toFixed(0));
}

if (values.z3 === undefined) line('z3-solver', 'not compared: give its folder with --z3');
else void compareWithZ3(values.z3).then(() => process.exit(0));

/** The SMT solver cvc5 as a second opinion: `apt-get install cvc5`. Developers only; the product never needs it. */
import { spawnSync } from 'node:child_process';

export type Satisfiability = 'sat' | 'unsat' | 'unknown';

/** The version line of the installed solver; `undefined` where there is none. */
export function cvc5Version(): string | undefined {
  const { status, stdout } = spawnSync('cvc5', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0] : undefined;
}

/**
 * Answers each of the questions by itself.
 *
 * @param milliseconds the most that one question may take; beyond it the answer is `unknown`
 */
export function solve(questions: readonly string[], milliseconds: number): readonly Satisfiability[] {
  if (questions.length === 0) return [];
  const script = ['(set-logic ALL)', ...questions.map((question) => `(push 1)\n${question}\n(check-sat)\n(pop 1)`)].join('\n');
  const options = ['--lang=smt2', '--incremental', '--strings-exp', `--tlimit-per=${milliseconds}`];
  const { stdout, stderr } = spawnSync('cvc5', options, { input: script, encoding: 'utf8', maxBuffer: 1 << 28 });
  const answers = stdout.split('\n').filter((line): line is Satisfiability => line === 'sat' || line === 'unsat' || line === 'unknown');
  if (answers.length !== questions.length)
    throw new Error(`cvc5 answered ${answers.length} of ${questions.length} questions: ${stdout.slice(0, 500)}${stderr.slice(0, 500)}`);
  return answers;
}

/** Whether the prover and cvc5 give the same answers to the same questions. */
import { type AuthorizationRequest, contains, type Verdict } from '../../lib/policy';
import { cvc5Version, type Satisfiability, solve } from './cvc5';
import { type ContainmentQuestion, questionOf } from './questions';
import { SmtQuestion } from './to-smt';

export interface Contradiction {
  readonly question: ContainmentQuestion;
  readonly ours: string;
  readonly theirs: Satisfiability;
}

export interface Agreement {
  readonly asked: number;
  /** How often each pair of answers came up, such as `proved unsat`. */
  readonly answers: ReadonlyMap<string, number>;
  readonly contradictions: readonly Contradiction[];
  /** Milliseconds spent, all questions together. */
  readonly milliseconds: { readonly ours: number; readonly theirs: number };
}

/** `proved` has to be unsatisfiable and `refuted` satisfiable; what either side leaves open contradicts nothing. */
const contradicts = (ours: string, theirs: Satisfiability): boolean =>
  (ours === 'proved' && theirs === 'sat') || (ours === 'refuted' && theirs === 'unsat');

/**
 * The solver's answers. It finds requests slowly and rules them out fast; so where the prover has a witness, the solver is
 * asked about that one first, and about all requests only if it does not confirm it.
 */
function opinions(
  questions: readonly ContainmentQuestion[],
  verdicts: readonly Verdict<AuthorizationRequest>[],
): readonly Satisfiability[] {
  const first = solve(
    questions.map(({ inner, outer }, index) => {
      const verdict = verdicts[index];
      return SmtQuestion.of(inner, outer, verdict?.verdict === 'refuted' ? verdict.witness : undefined);
    }),
    MILLISECONDS,
  );
  const doubted = questions.filter((_, index) => verdicts[index]?.verdict === 'refuted' && first[index] !== 'sat');
  const second = solve(
    doubted.map(({ inner, outer }) => SmtQuestion.of(inner, outer)),
    MILLISECONDS,
  );
  return questions.map((question, index) => {
    const doubt = doubted.indexOf(question);
    // A witness that the solver refutes is a contradiction even if another request would do.
    return doubt === -1 || first[index] === 'unsat' ? (first[index] ?? 'unknown') : (second[doubt] ?? 'unknown');
  });
}

/** Said where the solver is missing, so that nobody takes silence for agreement. */
export const MISSING = 'cvc5 is not installed: agreement on containment was NOT checked (apt-get install cvc5)';

const BATCH = 100;

/** The most that the solver may think about one question. */
const MILLISECONDS = 3000;

/**
 * Asks both about the questions of consecutive seeds; `undefined` where cvc5 is not installed.
 *
 * @param progress told after every batch how many were asked, and how many of them answered differently
 */
export function agree(
  firstSeed: number,
  count: number,
  progress: (asked: number, contradictions: number) => void = () => undefined,
): Agreement | undefined {
  if (cvc5Version() === undefined) return undefined;
  const answers = new Map<string, number>();
  const contradictions: Contradiction[] = [];
  const milliseconds = { ours: 0, theirs: 0 };
  for (let from = 0; from < count; from += BATCH) {
    const questions = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => questionOf(firstSeed + from + index));
    const begin = performance.now();
    const verdicts = questions.map(({ inner, outer }) => contains(inner, outer));
    const middle = performance.now();
    const theirs = opinions(questions, verdicts);
    milliseconds.ours += middle - begin;
    milliseconds.theirs += performance.now() - middle;
    for (const [index, question] of questions.entries()) {
      const [ours = 'undecided', answer = 'unknown'] = [verdicts[index]?.verdict, theirs[index]];
      const pair = `${ours} ${answer}`;
      answers.set(pair, (answers.get(pair) ?? 0) + 1);
      if (contradicts(ours, answer)) contradictions.push({ question, ours, theirs: answer });
    }
    progress(from + questions.length, contradictions.length);
  }
  return { asked: count, answers, contradictions, milliseconds };
}

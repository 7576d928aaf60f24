/** The answer to whether there is something, as opposed to whether something holds for all requests. */
import type { Verdict } from '../verdict';

export type Existence<Example> =
  /** There is, and `example` is one: a concrete request that shows it when replayed in the evaluator. */
  | { readonly verdict: 'proved'; readonly example: Example }
  /** There is none. `assuming` names what was taken for granted. */
  | { readonly verdict: 'refuted'; readonly assuming?: readonly string[] }
  /** Could not be decided, and why. */
  | { readonly verdict: 'undecided'; readonly reasons: readonly string[] };

/** Whether there is what a claim says there is not. */
export function existence<Example>(none: Verdict<Example>): Existence<Example> {
  if (none.verdict === 'refuted') return { verdict: 'proved', example: none.witness };
  if (none.verdict === 'undecided') return none;
  return none.assuming === undefined ? { verdict: 'refuted' } : { verdict: 'refuted', assuming: none.assuming };
}

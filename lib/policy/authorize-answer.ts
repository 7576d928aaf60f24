/** What one statement says about one request. */
import type { ReachRange } from './authorize-principal';
import type { Truth } from './authorize-truth';
import type { Condition } from './document';

/** The element of a statement that kept it from applying, or that leaves open whether it does. */
export type FailedElement =
  | { readonly element: 'principal' | 'action' | 'resource' }
  | { readonly element: 'condition'; readonly condition: Condition };

export interface StatementAnswer {
  readonly applies: Truth;
  /** The first element for which the answer is the one given; absent where the statement applies. */
  readonly failed: FailedElement | undefined;
  /** How the principals name the caller; the strongest where the statement names none, or fails. */
  readonly reach: ReachRange;
}

/** The reach of a statement that names no principals. */
export const EVERYONE: ReachRange = { sure: 3, possible: 3 };

const failing = (failed: FailedElement): StatementAnswer => ({ applies: 'no', failed, reach: EVERYONE });

/** The answers that most statements give, made once. */
export const APPLIES: StatementAnswer = { applies: 'yes', failed: undefined, reach: EVERYONE };
export const NOT_THE_ACTION = failing({ element: 'action' });
export const NOT_THE_RESOURCE = failing({ element: 'resource' });
export const NOT_THE_PRINCIPAL = failing({ element: 'principal' });

/** The answer of a statement that fails at a condition. */
export const failingAt = (condition: Condition): StatementAnswer => failing({ element: 'condition', condition });

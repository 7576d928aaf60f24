/** What a question may be told. */
import type { Vocabulary } from './vocabulary';

export interface ProveOptions {
  /** States of one product of automata; default 20,000. Beyond it the answer is undecided. */
  readonly maximumStates?: number;
  /** Branches of the search for one request; default 200,000. Beyond it the answer is undecided. */
  readonly maximumBranches?: number;
  /**
   * Condition keys that every request is taken to have, with a value that is not empty, such as the `sub` of an issuer's tokens. A proof that needs this
   * says so in `assuming`.
   */
  readonly alwaysPresent?: readonly string[];
  /** Makes witnesses realistic, such as `REFERENCE_VOCABULARY`. Absent: actions and values that fit the policies, real or not. */
  readonly vocabulary?: Vocabulary;
}

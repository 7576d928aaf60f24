/** The answer to a question about policies: never rounded up. */
export type Verdict<Witness> =
  /** Holds for every request. `assuming` names what was taken for granted, such as a claim that the issuer always sends. */
  | { readonly verdict: 'proved'; readonly assuming?: readonly string[] }
  /** Fails, and `witness` is a concrete request that shows it when replayed in the evaluator. */
  | { readonly verdict: 'refuted'; readonly witness: Witness }
  /** Could not be decided, and why. Undecided is not a pass. */
  | { readonly verdict: 'undecided'; readonly reasons: readonly string[] };

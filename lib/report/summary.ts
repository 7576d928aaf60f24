/** Verdicts over many questions. */

/** How many questions got which answer. */
export interface Summary {
  readonly proved: number;
  readonly refuted: number;
  readonly undecided: number;
}

export type OverallVerdict = 'proved' | 'refuted' | 'undecided';

/** The gravest verdict. Of nothing at all, nothing is proved. */
export function gravest(verdicts: readonly OverallVerdict[]): OverallVerdict {
  if (verdicts.includes('refuted')) return 'refuted';
  return verdicts.length === 0 || verdicts.includes('undecided') ? 'undecided' : 'proved';
}

export const addUp = (summaries: readonly Summary[]): Summary =>
  summaries.reduce(
    (sum, { proved, refuted, undecided }) => ({
      proved: sum.proved + proved,
      refuted: sum.refuted + refuted,
      undecided: sum.undecided + undecided,
    }),
    { proved: 0, refuted: 0, undecided: 0 },
  );

interface WithVerdict {
  readonly verdict: OverallVerdict;
}

/** The verdict over all paths of a run. What could not be read leaves it undecided at best. */
export const verdictOfAll = (judged: readonly WithVerdict[], unread: readonly unknown[]): OverallVerdict =>
  gravest([...judged.map(({ verdict }) => verdict), ...unread.map((): OverallVerdict => 'undecided')]);

import { distance } from 'fastest-levenshtein';

/** The known word closest to a misspelt one, or undefined where none is near enough to be meant. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const folded = word.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    // No more edits than this can make up for the difference in length, and comparing long words takes long.
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const away = distance(folded, candidate.toLowerCase());
    if (away < least) {
      least = away;
      best = candidate;
    }
  }
  return best;
}

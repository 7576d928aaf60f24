import { closest, distance } from 'fastest-levenshtein';

/** A command line that was not understood. */
export class UsageError extends Error {
  /** @param hint what to write instead, where that can be said */
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** The known word that was meant: at most half of the word is misspelt. A command line has few words, so that much is still clear. */
function meantBy(word: string, known: readonly string[]): string | undefined {
  const near = closest(word.toLowerCase(), known);
  return distance(word.toLowerCase(), near.toLowerCase()) * 2 <= word.length ? near : undefined;
}

/** A word that is none of those known. */
export function unknownWord(what: string, word: string, known: readonly string[]): UsageError {
  const meant = meantBy(word, known);
  return new UsageError(
    `${what} \`${word}\` is not known`,
    meant === undefined ? `use one of ${known.join(', ')}` : `did you mean \`${meant}\``,
  );
}

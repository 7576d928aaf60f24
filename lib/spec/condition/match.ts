/** Ways to match a condition's value other than exactly. Each is plain data. */

/** Matches a pattern: `*` is any run of characters, `?` any one. */
export interface Like {
  readonly like: readonly string[];
}
/** A number of at most this much. */
export interface AtMost {
  readonly atMost: number;
}
/** A number of at least this much. */
export interface AtLeast {
  readonly atLeast: number;
}
/** A moment before this one. */
export interface Before {
  readonly before: string;
}
/** A moment after this one. */
export interface After {
  readonly after: string;
}

/** Matches any of these patterns instead of an exact value: `*` is any run of characters, `?` any one. */
export const like = (...patterns: readonly [string, ...string[]]): Like => ({ like: patterns });

/** Matches numbers up to and including `limit`. */
export const atMost = (limit: number): AtMost => ({ atMost: limit });

/** Matches numbers from `limit` up. */
export const atLeast = (limit: number): AtLeast => ({ atLeast: limit });

/** Matches moments before `moment`: ISO 8601 with a time zone, such as `2026-12-31T22:00:00Z`. */
export const before = (moment: string): Before => ({ before: moment });

/** Matches moments after `moment`: ISO 8601 with a time zone, such as `2026-12-31T22:00:00Z`. */
export const after = (moment: string): After => ({ after: moment });

/** Three-valued logic (Kleene): what depends on a value that is not known yet is `unknown`, never guessed. */

export type Truth = 'yes' | 'no' | 'unknown';

export const truthOf = (value: boolean): Truth => (value ? 'yes' : 'no');

export const not = (truth: Truth): Truth => (truth === 'yes' ? 'no' : truth === 'no' ? 'yes' : 'unknown');

export const and = (a: Truth, b: Truth): Truth =>
  a === 'no' || b === 'no' ? 'no' : a === 'unknown' || b === 'unknown' ? 'unknown' : 'yes';

export const or = (a: Truth, b: Truth): Truth =>
  a === 'yes' || b === 'yes' ? 'yes' : a === 'unknown' || b === 'unknown' ? 'unknown' : 'no';

/** `yes` where any of the tests says so; the rest is not asked then. */
export function anyOf<Item>(items: readonly Item[], test: (item: Item) => Truth): Truth {
  let answer: Truth = 'no';
  for (const item of items) {
    const truth = test(item);
    if (truth === 'yes') return 'yes';
    if (truth === 'unknown') answer = 'unknown';
  }
  return answer;
}

/** `no` where any of the tests says so; the rest is not asked then. */
export function allOf<Item>(items: readonly Item[], test: (item: Item) => Truth): Truth {
  let answer: Truth = 'yes';
  for (const item of items) {
    const truth = test(item);
    if (truth === 'no') return 'no';
    if (truth === 'unknown') answer = 'unknown';
  }
  return answer;
}

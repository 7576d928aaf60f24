/** Looking up condition keys in the context of a request: the case of keys never matters. */
import { foldText, matchText } from './authorize-holes';
import type { ContextValue } from './request';
import { hasHole } from './text';
import { textParts } from './variables';

/** Where a hole in a key's name leaves open whether a key has a value. No text that a request can hold equals it. */
export const UNKNOWN = Symbol('unknown');

/** The values of a key; `absent`; or `unknown` where a hole in a key's name leaves open whether it is this one. */
export type Lookup = readonly string[] | 'absent' | 'unknown';

export class RequestContext {
  readonly #given: Readonly<Record<string, ContextValue>>;
  #folded: Map<string, readonly string[]> | undefined;
  #holed: readonly string[] = [];

  constructor(given: Readonly<Record<string, ContextValue>>) {
    this.#given = given;
  }

  /** The values of the key `folded`, which must be in lower case. A key with an empty list of values counts as absent. */
  lookUp(folded: string): Lookup {
    const keys = this.#keys();
    const values = keys.get(folded);
    if (values !== undefined) return values.length === 0 ? 'absent' : values;
    const candidates = hasHole(folded) ? [...keys.keys()] : this.#holed;
    return candidates.some((key) => matchText(textParts(key), folded) !== 'no') ? 'unknown' : 'absent';
  }

  /** The value to put in for a policy variable: only keys with a single value can be put in. */
  single(folded: string): string | undefined | typeof UNKNOWN {
    const values = this.lookUp(folded);
    if (values === 'unknown') return UNKNOWN;
    return values !== 'absent' && values.length === 1 ? values[0] : undefined;
  }

  #keys(): Map<string, readonly string[]> {
    if (this.#folded !== undefined) return this.#folded;
    const folded = new Map<string, readonly string[]>();
    const holed: string[] = [];
    for (const key of Object.keys(this.#given)) {
      const value = this.#given[key];
      if (value === undefined) continue;
      const name = foldText(key);
      if (hasHole(name)) holed.push(name);
      // Callers without types may give numbers and Booleans, which IAM compares as text.
      folded.set(name, Array.isArray(value) ? value.map(String) : [String(value)]);
    }
    this.#folded = folded;
    this.#holed = holed;
    return folded;
  }
}

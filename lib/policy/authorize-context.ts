/** Looking up condition keys in the context of a request: the case of keys never matters. */
import { foldText, matchText } from './authorize-holes';
import type { ContextValue } from './request';
import { hasHole } from './text';
import { textParts } from './variables';

/** Where a hole in a key's name leaves open whether a key has a value. No text that a request can hold equals it. */
export const UNKNOWN = Symbol('unknown');

/** The values of a key; `absent`; or `unknown` where a hole in a key's name leaves open whether it is this one. */
export type Lookup = readonly string[] | 'absent' | 'unknown';

/** A condition key as a policy writes it, and in lower case. */
export interface ContextKey {
  readonly written: string;
  readonly folded: string;
}

export const contextKey = (written: string): ContextKey => ({ written, folded: foldText(written) });

const ABSENT: readonly string[] = [];

/** Callers without types may give numbers and Booleans, which IAM compares as text. */
function valuesOf(value: ContextValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === undefined) return ABSENT;
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

export class RequestContext {
  readonly #given: Readonly<Record<string, ContextValue>>;
  #keys: readonly string[] | undefined;
  #holed: readonly string[] | undefined;

  constructor(given: Readonly<Record<string, ContextValue>>) {
    this.#given = given;
  }

  /** The values of a key. One with an empty list of values counts as absent. Of two spellings the policy's own is taken. */
  lookUp(key: ContextKey): Lookup {
    const values = this.#find(key);
    if (values.length > 0) return values;
    return this.#couldBe(key.folded) ? 'unknown' : 'absent';
  }

  /** The value to put in for a policy variable: only keys with a single value can be put in. */
  single(key: ContextKey): string | undefined | typeof UNKNOWN {
    const values = this.lookUp(key);
    if (values === 'unknown') return UNKNOWN;
    return values !== 'absent' && values.length === 1 ? values[0] : undefined;
  }

  #find({ written, folded }: ContextKey): readonly string[] {
    if (Object.hasOwn(this.#given, written)) return valuesOf(this.#given[written]);
    this.#keys ??= Object.keys(this.#given);
    // Contexts are small and most keys differ in length, so that a search beats an index.
    for (const key of this.#keys) if (key.length === folded.length && foldText(key) === folded) return valuesOf(this.#given[key]);
    return ABSENT;
  }

  /** Whether some key, once its holes are filled, could be the one that was not found. */
  #couldBe(folded: string): boolean {
    this.#keys ??= Object.keys(this.#given);
    const keys = this.#keys;
    this.#holed ??= keys.filter(hasHole);
    const candidates = hasHole(folded) ? keys : this.#holed;
    return candidates.some((key) => foldText(key) !== folded && matchText(textParts(foldText(key)), folded) !== 'no');
  }
}

/** What is known of condition keys besides the policies, and which of it a proof has made use of. */
import { GLOBAL_KEYS } from '../data/global-condition-keys';
import type { OperatorFamily } from '../operators';
import { type Dimension, dimensionOf } from './atom';
import type { Candidate } from './candidate';
import type { KeyAssumptions } from './key-space';

const FAMILIES: Readonly<Record<string, readonly OperatorFamily[]>> = {
  Bool: ['bool'],
  Date: ['date', 'numeric'],
  IPAddress: ['ip'],
  Numeric: ['numeric'],
};

const GLOBAL = new Map(GLOBAL_KEYS.map((key) => [dimensionOf(key.key), key]));

/** AWS itself sets these keys, so that their values are of their type: the operators that fit the type of a key. */
export const familiesOf = (dimension: Dimension): readonly OperatorFamily[] => FAMILIES[GLOBAL.get(dimension)?.type ?? ''] ?? [];

export class KeyKnowledge {
  readonly #always = new Set<Dimension>();
  readonly #present = new Set<Dimension>();
  readonly #typed = new Set<Dimension>();

  /**
   * @param names the keys that the policies ask about
   * @param alwaysPresent keys that the asker says every request has
   * @param signed whether every request is signed with credentials of a role or user
   */
  constructor(
    readonly names: ReadonlyMap<Dimension, string>,
    alwaysPresent: readonly string[],
    signed: boolean,
  ) {
    for (const key of alwaysPresent) this.#always.add(dimensionOf(key));
    for (const dimension of names.keys()) {
      const presence = GLOBAL.get(dimension)?.presence;
      if (presence === 'always' || (signed && presence === 'signed')) this.#always.add(dimension);
    }
  }

  assumptions(dimension: Dimension): KeyAssumptions {
    return { present: this.#present.has(dimension), typed: this.#typed.has(dimension), wellTyped: familiesOf(dimension) };
  }

  /** Takes for granted what a candidate lacks and every real request has; whether there was anything. */
  assumeMore(candidate: Candidate, illTyped: readonly Dimension[]): boolean {
    const before = this.#present.size + this.#typed.size;
    for (const dimension of this.#always) {
      const values = candidate.keys.get(dimension)?.values ?? [];
      if (this.names.has(dimension) && values.every((value) => value === '')) this.#present.add(dimension);
    }
    for (const dimension of illTyped) this.#typed.add(dimension);
    return this.#present.size + this.#typed.size > before;
  }

  /** All that was taken for granted, in words. */
  assumed(): readonly string[] {
    const name = (dimension: Dimension): string => `\`${this.names.get(dimension) ?? dimension}\``;
    return [
      ...[...this.#present].map((dimension) => `${name(dimension)} is present`),
      ...[...this.#typed].map((dimension) => `the values of ${name(dimension)} are of the type that its conditions ask for`),
    ];
  }
}

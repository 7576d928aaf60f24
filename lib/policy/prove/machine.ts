/**
 * A pattern as an automaton over characters and unknowns, made deterministic as far as it is walked.
 *
 * Three readings of unknowns, which coincide for patterns and strings without any:
 * - `anchor`: the strings that this pattern writes. An unknown stands exactly where the pattern holds it.
 * - `must`: the strings that match whatever the unknowns are.
 * - `may`: the strings that match for some values of the unknowns, and possibly more.
 */
import { type Input, inputKey, SEPARATOR, type Token, type TokenPattern } from './token';
import type { Unknown } from './unknown';

export type Reading = 'anchor' | 'must' | 'may';

/** The state from which nothing is accepted. */
export const DEAD = 0;

/** A position is `2 * index`, plus 1 while all before it was of fixed length, so that string and pattern are in step. */
const inStep = (position: number): boolean => (position & 1) === 1;
const indexOf = (position: number): number => position >> 1;

/** Thrown where walking automata has taken all the work that was allowed. Caught by whoever allowed it. */
export class OutOfWork extends Error {}

/** How many positions all automata of a question may hold together. */
export interface Work {
  left: number;
}

export class Machine {
  readonly start: number;
  readonly #tokens: readonly Token[];
  readonly #states: (readonly number[])[] = [[]];
  readonly #ids = new Map<string, number>([['', DEAD]]);
  readonly #steps: Map<string, number>[] = [new Map()];
  readonly #interests: (readonly Input[] | undefined)[] = [];

  constructor(
    readonly pattern: TokenPattern,
    readonly reading: Reading,
    readonly work: Work,
  ) {
    this.#tokens = pattern.tokens;
    const first = new Set<number>();
    this.#reach(first, reading === 'may' && pattern.hasUnknown ? 1 : 0);
    this.start = this.#intern(first);
  }

  step(state: number, input: Input): number {
    if (state === DEAD) return DEAD;
    const steps = this.#steps[state];
    if (steps === undefined) return DEAD;
    const key = inputKey(input);
    const known = steps.get(key);
    if (known !== undefined) return known;
    const next = new Set<number>();
    for (const position of this.#states[state] ?? []) {
      if (typeof input === 'string') this.#readCharacter(next, position, input);
      else this.#readUnknown(next, position, input);
    }
    const id = this.#intern(next);
    steps.set(key, id);
    return id;
  }

  accepts(state: number): boolean {
    return (this.#states[state] ?? []).some((position) => {
      let index = indexOf(position);
      if (inStep(position)) while (this.#skippable(this.#tokens[index])) index++;
      return index === this.#tokens.length;
    });
  }

  /** Whether every string is accepted from here. */
  acceptsAll(state: number): boolean {
    const last = this.#tokens.length - 1;
    const token = this.#tokens[last];
    if (token?.kind !== 'star' || token.reach !== 'yes' || this.reading === 'anchor') return false;
    return (this.#states[state] ?? []).some((position) => indexOf(position) === last);
  }

  /** The inputs that this state tells apart from any other character. */
  interests(state: number): readonly Input[] {
    const known = this.#interests[state];
    if (known !== undefined) return known;
    const inputs = new Map<string, Input>();
    for (const position of this.#states[state] ?? []) {
      const token = this.#tokens[indexOf(position)];
      if (token?.kind === 'char') for (const char of token.chars) inputs.set(char, char);
      else if (token?.kind === 'unknown') {
        if (this.reading === 'anchor') {
          const input = { unknown: token.unknown, variant: token.variant };
          inputs.set(inputKey(input), input);
        } else {
          for (const char of [':', '/', SEPARATOR]) inputs.set(char, char);
        }
      } else if (token !== undefined && token.reach !== 'yes') for (const char of [':', SEPARATOR]) inputs.set(char, char);
    }
    const list = [...inputs.values()];
    this.#interests[state] = list;
    return list;
  }

  /** Whether only its own interests lead on from here: no place in it is a wildcard. */
  isStrict(state: number): boolean {
    return (this.#states[state] ?? []).every((position) => {
      const kind = this.#tokens[indexOf(position)]?.kind;
      return kind !== 'one' && kind !== 'star';
    });
  }

  /** Whether a wildcard takes the character. */
  #takes({ reach }: Token & { kind: 'one' | 'star' }, char: string): boolean {
    if (char === SEPARATOR) return reach === 'yes';
    return char !== ':' || reach === 'yes' || reach === 'field' || (reach === 'maybe' && this.reading !== 'must');
  }

  #readCharacter(next: Set<number>, position: number, char: string): void {
    const token = this.#tokens[indexOf(position)];
    switch (token?.kind) {
      case 'char':
        if (token.chars.includes(char)) this.#reach(next, position + 2);
        return;
      case 'one':
        if (this.#takes(token, char)) this.#reach(next, position + 2);
        return;
      case 'star':
        if (this.#takes(token, char)) this.#reach(next, position & ~1);
        return;
      case 'unknown':
        if (this.reading !== 'may') return;
        if (inStep(position) && token.unknown.mayBeEmpty) this.#readCharacter(next, (position & ~1) + 2, char);
        if (!admits(token.unknown, char)) return;
        // Still within the unknown, or just after it.
        this.#reach(next, position & ~1);
        this.#reach(next, (position & ~1) + 2);
        return;
      case undefined:
        return;
    }
  }

  #readUnknown(next: Set<number>, position: number, input: Exclude<Input, string>): void {
    const token = this.#tokens[indexOf(position)];
    if (token === undefined) {
      // Behind the whole pattern there is room for nothing, and nothing is what the unknown may be.
      if (this.reading === 'may' && input.unknown.mayBeEmpty) this.#reach(next, position);
      return;
    }
    const same =
      token.kind === 'unknown' &&
      token.unknown.name === input.unknown.name &&
      (token.variant === input.variant || input.variant === 'exact');
    if (same) this.#reach(next, position + 2);
    if (this.reading === 'anchor') return;
    if (this.reading === 'must') {
      const takes =
        token.kind === 'star' && (token.reach === 'yes' || token.reach === 'field' || (token.reach === 'no' && input.unknown.colonFree));
      if (takes) this.#reach(next, position & ~1);
      return;
    }
    // In step and the same fixed text on both sides: it takes up exactly this place, and nothing else has to be tried.
    if (same && inStep(position) && input.variant === 'exact' && token.variant === 'exact') return;
    if (inStep(position) && this.#skippable(token)) this.#readUnknown(next, (position & ~1) + 2, input);
    this.#spread(next, position & ~1, input.unknown);
  }

  /** Adds all positions to which some value of the unknown can lead. */
  #spread(next: Set<number>, from: number, unknown: Unknown): void {
    const seen = new Set<number>();
    const pending = [from];
    for (let position = pending.pop(); position !== undefined; position = pending.pop()) {
      if (seen.has(position)) continue;
      seen.add(position);
      const token = this.#tokens[indexOf(position)];
      if (token === undefined) continue;
      if (token.kind === 'char' && ![...token.chars].some((char) => admits(unknown, char))) continue;
      if (token.kind === 'star' || token.kind === 'unknown') this.#reach(next, position);
      this.#reach(next, position + 2);
      pending.push(position + 2);
    }
    if (unknown.mayBeEmpty) this.#reach(next, from);
  }

  #reach(set: Set<number>, position: number): void {
    if (set.has(position)) return;
    set.add(position);
    const token = this.#tokens[indexOf(position)];
    // A place in step waits for its input: there the same unknown takes up the same place, empty or not.
    if (token?.kind === 'star' || (!inStep(position) && this.#skippable(token))) this.#reach(set, (position & ~1) + 2);
  }

  #skippable(token: Token | undefined): boolean {
    return token?.kind === 'unknown' && this.reading === 'may' && token.unknown.mayBeEmpty;
  }

  #intern(positions: Set<number>): number {
    this.work.left -= positions.size;
    if (this.work.left < 0) throw new OutOfWork();
    const kept = this.#withoutSubsumed([...positions].sort((a, b) => a - b));
    const key = kept.join(' ');
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#states.length;
    this.#states.push(kept);
    this.#steps.push(new Map());
    this.#ids.set(key, id);
    return id;
  }

  /** What is accepted from before a star that reaches everywhere is accepted from the star: it swallows the difference. */
  #withoutSubsumed(positions: readonly number[]): readonly number[] {
    if (this.reading === 'anchor' && this.pattern.hasUnknown) return positions;
    let cut = -1;
    for (const position of positions) {
      const token = this.#tokens[indexOf(position)];
      if (token?.kind === 'star' && token.reach === 'yes') cut = indexOf(position);
    }
    return cut <= 0 ? positions : positions.filter((position) => indexOf(position) >= cut);
  }
}

const admits = ({ colonFree, slashFree }: Unknown, char: string): boolean =>
  char !== SEPARATOR && !(char === ':' && colonFree) && !(char === '/' && slashFree);

/** Patterns of a policy, prepared for matching as soon as all that they hold is known. */
import { type ContextKey, contextKey, type RequestContext, UNKNOWN } from './authorize-context';
import type { Pattern, PatternPart } from './pattern';
import { hasHole } from './text';
import { hasVariable, textParts } from './variables';

interface Slot {
  readonly key: ContextKey;
  readonly fallback: string | undefined;
}

const NO_SLOTS: readonly Slot[] = [];

const slotsOf = (pattern: Pattern): readonly Slot[] =>
  pattern.flatMap((part) => (part.kind === 'variable' ? [{ key: contextKey(part.key), fallback: part.fallback }] : []));

/**
 * A pattern with the form that it was last prepared to: without variables it is the only one, and with them mostly the same
 * values come again.
 */
export class PreparedPattern<Ready> {
  readonly pattern: Pattern;
  readonly #prepare: (pattern: Pattern) => Ready;
  readonly #slots: readonly Slot[];
  readonly #holed: boolean;
  #values: readonly string[] = [];
  #ready: Ready | undefined;

  /** @param prepare makes the form from a pattern without variables and holes */
  constructor(pattern: Pattern, prepare: (pattern: Pattern) => Ready) {
    this.pattern = pattern;
    this.#prepare = prepare;
    this.#slots = hasVariable(pattern) ? slotsOf(pattern) : NO_SLOTS;
    this.#holed = pattern.some((part) => part.kind === 'hole');
    if (!this.#holed && this.#slots.length === 0) this.#ready = prepare(pattern);
  }

  /** The prepared form; `undefined` where a variable has no value, or a hole is in the way. */
  ready(context: RequestContext): Ready | undefined {
    if (this.#slots.length === 0) return this.#ready;
    if (this.#holed) return undefined;
    const values: string[] = [];
    let same = this.#ready !== undefined;
    for (const { key, fallback } of this.#slots) {
      const value = context.single(key) ?? fallback;
      if (value === undefined || value === UNKNOWN || hasHole(value)) return undefined;
      if (value !== this.#values[values.length]) same = false;
      values.push(value);
    }
    if (same) return this.#ready;
    const filled = fillVariables(this.pattern, context);
    if (typeof filled === 'string') return undefined;
    this.#values = values;
    this.#ready = this.#prepare(filled);
    return this.#ready;
  }
}

/**
 * The patterns of an element, prepared. Where all of them are closed, that is without variables and holes, only what is matched is kept:
 * the less memory many documents take, the faster they are decided.
 */
export class PreparedPatterns<Ready> {
  /** The prepared forms; absent where a pattern is open. */
  readonly closed: readonly Ready[] | undefined;
  readonly #texts: readonly string[];
  readonly #parse: (text: string) => Pattern;
  readonly #prepare: (pattern: Pattern) => Ready;
  #each: readonly PreparedPattern<Ready>[] | undefined;

  constructor(texts: readonly string[], parse: (text: string) => Pattern, prepare: (pattern: Pattern) => Ready) {
    this.#texts = texts;
    this.#parse = parse;
    this.#prepare = prepare;
    const patterns = texts.map(parse);
    this.closed = patterns.every((pattern) => !isOpen(pattern)) ? patterns.map(prepare) : undefined;
  }

  /** Each pattern by itself, for what closed forms do not tell. */
  get each(): readonly PreparedPattern<Ready>[] {
    this.#each ??= this.#texts.map((text) => new PreparedPattern(this.#parse(text), this.#prepare));
    return this.#each;
  }
}

const isOpen = (pattern: Pattern): boolean => pattern.some(({ kind }) => kind === 'variable' || kind === 'hole');

/** Puts in all variables; `none` where one of them has no value, `unknown` where a hole leaves it open. */
export function fillVariables(pattern: Pattern, context: RequestContext): Pattern | 'none' | 'unknown' {
  if (!hasVariable(pattern)) return pattern;
  const parts: PatternPart[] = [];
  let open = false;
  for (const part of pattern) {
    if (part.kind !== 'variable') {
      parts.push(part);
      continue;
    }
    const found = context.single(contextKey(part.key)) ?? part.fallback;
    if (found === undefined) return 'none';
    if (found === UNKNOWN) open = true;
    else parts.push(...textParts(found));
  }
  return open ? 'unknown' : parts;
}

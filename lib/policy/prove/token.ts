/** A set of strings as a sequence of tokens: all that a policy says about a string comes down to this. */
import type { Unknown } from './unknown';

/**
 * What a wildcard reaches over: everything; everything within one field of several; everything but colons; or perhaps
 * colons too, where that depends on an unknown value before it.
 */
export type Reach = 'yes' | 'field' | 'no' | 'maybe';

/** Between the fields of a string that is put together of several. No policy may hold this character. */
export const SEPARATOR = '\u0001';

/**
 * How a place holds an unknown value: as it is, ignoring case, or read as a pattern (for values that may hold wildcards).
 * A string that holds the value as it is also passes the two others.
 */
export type Variant = 'exact' | 'fold' | 'glob';

export type Token =
  /** One of these characters: one, or all that are equal when case is ignored. */
  | { readonly kind: 'char'; readonly chars: string }
  | { readonly kind: 'one'; readonly reach: Reach }
  | { readonly kind: 'star'; readonly reach: Reach }
  | { readonly kind: 'unknown'; readonly unknown: Unknown; readonly variant: Variant };

export interface TokenPattern {
  /** The place in the table of patterns of one question. */
  readonly id: number;
  readonly tokens: readonly Token[];
  readonly hasUnknown: boolean;
  /** Is about a string of several fields. */
  readonly hasFields: boolean;
  /** Matches every string. */
  readonly everything: boolean;
  /** Holds neither wildcards nor alternatives: one string, but for unknowns. */
  readonly fixed: boolean;
  /** The characters with which every match ends. */
  readonly suffix: string;
  /** What is known of the parts between colons, as long as it is sure where they begin; at least one. */
  readonly segments: readonly Segment[];
}

/** The known beginning of a part between colons. */
export interface Segment {
  readonly prefix: string;
  /** Whether that is all of it. */
  readonly whole: boolean;
}

/** One step of a string: a character, or an unknown with the way in which it is held there. */
export type Input = string | { readonly unknown: Unknown; readonly variant: Variant };

export const inputKey = (input: Input): string => (typeof input === 'string' ? input : `${input.variant} ${input.unknown.name}`);

/** The patterns of one question, each kept once. */
export class PatternTable {
  readonly #patterns = new Map<string, TokenPattern>();

  intern(tokens: readonly Token[]): TokenPattern {
    const key = tokens.map(tokenKey).join('');
    const known = this.#patterns.get(key);
    if (known !== undefined) return known;
    const pattern: TokenPattern = {
      id: this.#patterns.size,
      tokens,
      hasUnknown: tokens.some((token) => token.kind === 'unknown'),
      hasFields: tokens.some((token) => token.kind === 'char' && token.chars === SEPARATOR),
      everything: tokens.length === 1 && tokens[0]?.kind === 'star' && tokens[0].reach === 'yes',
      fixed: tokens.every((token) => (token.kind === 'char' ? token.chars.length === 1 : token.kind === 'unknown')),
      suffix: plainSuffix(tokens),
      segments: segmentsOf(tokens),
    };
    this.#patterns.set(key, pattern);
    return pattern;
  }
}

function tokenKey(token: Token): string {
  switch (token.kind) {
    case 'char':
      return token.chars.length === 1 ? `c${token.chars}` : `C${token.chars};`;
    case 'one':
      return `?${token.reach};`;
    case 'star':
      return `*${token.reach};`;
    case 'unknown':
      return `u${token.variant} ${token.unknown.name};`;
  }
}

function segmentsOf(tokens: readonly Token[]): readonly Segment[] {
  const segments: Segment[] = [];
  let prefix = '';
  let whole = true;
  for (const token of tokens) {
    const char = token.kind === 'char' && token.chars.length === 1 ? token.chars : undefined;
    if (char === ':') {
      segments.push({ prefix, whole });
      prefix = '';
      whole = true;
    } else if (char !== undefined && whole) prefix += char;
    else {
      whole = false;
      // Beyond this token it is not known any more which part a place belongs to.
      if (!staysInSegment(token)) return [...segments, { prefix, whole }];
    }
  }
  return [...segments, { prefix, whole }];
}

function staysInSegment(token: Token): boolean {
  if (token.kind === 'char') return !token.chars.includes(':');
  return token.kind === 'unknown' ? token.unknown.colonFree : token.reach === 'no';
}

function plainSuffix(tokens: readonly Token[]): string {
  let from = tokens.length;
  for (let token = tokens[from - 1]; token?.kind === 'char' && token.chars.length === 1; token = tokens[from - 1]) from--;
  return tokens
    .slice(from)
    .map((token) => (token.kind === 'char' ? token.chars : ''))
    .join('');
}

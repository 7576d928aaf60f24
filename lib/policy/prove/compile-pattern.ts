/** From the strings of a policy to token sequences. */
import { literalPattern, matchesEverything, type Pattern, type PatternPart, parsePattern } from '../pattern';
import { foldKey } from './fold-key';
import type { Reach, Token, Variant } from './token';
import { piecesOfHole, type Unknown, variableUnknown } from './unknown';
import { putIn, type Values } from './variable-values';

export interface Dialect {
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** Whether `${…}` is a policy variable: only in version 2012-10-17, and only in some places. */
  readonly variables: boolean;
  readonly ignoreCase?: boolean;
}

/** What `toLowerCase` folds into letters of policies beyond their two cases: the Kelvin and Ångström signs and the capital ß. */
const FURTHER_FOLDS: Readonly<Record<string, string>> = { k: '\u212a', å: '\u212b', ß: '\u1e9e' };

function foldedChars(char: string): string {
  const lower = char.toLowerCase();
  const upper = char.toUpperCase();
  const all = new Set([char, ...[lower, upper].filter((other) => other.length === 1 && other.toLowerCase() === lower)]);
  const further = FURTHER_FOLDS[lower];
  if (further !== undefined) all.add(further);
  return [...all].join('');
}

/** The tokens of a pattern that is compared as a whole. */
export function textTokens(pattern: Pattern, { ignoreCase = false, wildcards }: Dialect, reach: Reach = 'yes'): readonly Token[] {
  return pattern.flatMap((part) => partTokens(part, ignoreCase, wildcards, () => reach));
}

function partTokens(part: PatternPart, ignoreCase: boolean, wildcards: boolean, reach: () => Reach): readonly Token[] {
  const chars = (text: string): readonly Token[] =>
    text.split('').map((char): Token => ({ kind: 'char', chars: ignoreCase ? foldedChars(char) : char }));
  const unknown = (value: Unknown): Token => ({
    kind: 'unknown',
    unknown: value,
    variant: ignoreCase ? 'fold' : wildcards && value.wild ? 'glob' : 'exact',
  });
  switch (part.kind) {
    case 'text':
      return chars(part.text);
    case 'any':
      return [{ kind: 'star', reach: reach() }];
    case 'one':
      return [{ kind: 'one', reach: reach() }];
    case 'variable':
      return [unknown(variableUnknown(part))];
    case 'hole':
      return piecesOfHole(part.hole).flatMap((piece) => (typeof piece === 'string' ? chars(piece) : [unknown(piece)]));
  }
}

/** The last of the six segments of an ARN; it takes all further colons. */
const LAST = 5;

/** The colons that a reader sees: of the text, and of the known text of ARN-shaped holes. */
const visibleColons = (pattern: Pattern): number =>
  pattern
    .flatMap((part) => (part.kind === 'text' ? [part.text] : part.kind === 'hole' ? piecesOfHole(part.hole) : []))
    .reduce((count, piece) => count + (typeof piece === 'string' ? piece.split(':').length - 1 : 0), 0);

/**
 * The tokens of an ARN pattern, segment by segment; `undefined` where it has not six and so matches nothing.
 *
 * A hole of no known structure is taken to make the pattern an ARN: where colons are missing it holds them, and where
 * none is missing it holds none before the last segment. (AWS refuses a policy whose resource is no ARN.)
 *
 * `completed` stands for the rule of `Resource`: a `*` at the end of a pattern with fewer segments reaches over the rest.
 */
export function arnTokens(pattern: Pattern, wildcards: boolean, completed: boolean): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let segment = 0;
  let missing = Math.max(0, LAST - visibleColons(pattern));
  // After a variable that may hold colons it is not known which segment a place belongs to.
  let loose = false;
  const reach = (): Reach => (segment === LAST ? 'yes' : loose ? 'maybe' : 'no');
  const unknown = (value: Unknown): void => {
    const variant: Variant = wildcards && value.wild ? 'glob' : 'exact';
    if (segment === LAST || value.colonFree) tokens.push({ kind: 'unknown', unknown: value, variant });
    else if (value.source.kind === 'variable') {
      tokens.push({ kind: 'unknown', unknown: value, variant });
      loose = true;
    } else {
      tokens.push({ kind: 'unknown', unknown: missing > 0 ? value : { ...value, colonFree: true }, variant });
      segment += missing;
      missing = 0;
    }
  };
  const literal = (text: string): void => {
    for (const char of text.split('')) {
      tokens.push({ kind: 'char', chars: char });
      if (char === ':' && segment < LAST) segment++;
    }
  };
  for (const part of pattern) {
    if (part.kind === 'text') literal(part.text);
    else if (part.kind === 'any') tokens.push({ kind: 'star', reach: reach() });
    else if (part.kind === 'one') tokens.push({ kind: 'one', reach: reach() });
    else if (part.kind === 'variable') unknown(variableUnknown(part));
    else for (const piece of piecesOfHole(part.hole)) typeof piece === 'string' ? literal(piece) : unknown(piece);
  }
  if (segment === LAST || loose) return tokens;
  if (!completed || tokens.at(-1)?.kind !== 'star') return undefined;
  for (; segment < LAST; segment++) tokens.push({ kind: 'char', chars: ':' }, { kind: 'star', reach: segment === LAST - 1 ? 'yes' : 'no' });
  return tokens;
}

/** Entries of `Action` and `NotAction`: case does not matter, so everything is in lower case. */
export const actionTokens = (text: string): readonly Token[] =>
  textTokens(parsePattern(foldKey(text), { wildcards: true, variables: false }), { wildcards: true, variables: false });

const SHORT_FORM = 'execute-api:/';

/** Entries of `Resource` and `NotResource`; `undefined` for one that matches nothing. */
export function resourceTokens(text: string, variables: boolean, values?: Values): readonly Token[] | undefined {
  const long = text.startsWith(SHORT_FORM) ? `arn:*:execute-api:*:*:*${text.slice(SHORT_FORM.length - 1)}` : text;
  const pattern = putIn(parsePattern(long, { wildcards: true, variables }), values);
  if (pattern === undefined) return undefined;
  return matchesEverything(pattern) ? [{ kind: 'star', reach: 'yes' }] : arnTokens(pattern, true, true);
}

/** A string without wildcards, variables or holes read into it. */
export const literalTokens = (text: string): readonly Token[] => textTokens(literalPattern(text), { wildcards: false, variables: false });

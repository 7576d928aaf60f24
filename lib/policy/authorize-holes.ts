/**
 * Matching where pattern or value hold holes: `yes` and `no` only where they hold for every value that the holes can take.
 *
 * Two places that name the same hole hold the same value. Beyond that a hole may be anything that its shape's glob matches.
 */
import { arnGlobMatches, compileArn, compileResource, splitArnPattern } from './arn-pattern';
import { type Truth, truthOf } from './authorize-truth';
import { compileGlob, globMatches } from './glob';
import { type Pattern, type PatternPart, parsePattern } from './pattern';
import { SHAPES, type ShapeName } from './shapes';
import { hasHole, parseText, renderHole } from './text';
import { textParts } from './variables';

/** One position of a text or pattern: a code unit, a wildcard, or a hole by its name. */
type Position = number | string;
const ANY = -1;
const ONE = -2;

/** Beyond this many pairs of positions the answer is `unknown` rather than long in coming. */
const MOST_PAIRS = 4_000_000;

/** Shapes whose values may hold colons in places that the glob does not show. */
const SHAPELESS: ReadonlySet<ShapeName> = new Set(['any', 'oidc-issuer-url', 'oidc-issuer']);

const globParts = (shape: ShapeName): Pattern => parsePattern(SHAPES[shape].glob, { wildcards: true, variables: false });

/**
 * Replaces a hole in the shape of an ARN by the ARN's fixed text and one smaller hole for each open place, so that its
 * colons can be seen. The smaller holes are names, which have no colons; only the last one may be anything.
 */
const openArns = (pattern: Pattern): Pattern =>
  pattern.flatMap((part): readonly PatternPart[] => {
    if (part.kind !== 'hole' || !SHAPES[part.hole.shape].glob.startsWith('arn:')) return [part];
    const { hole, shape } = part.hole;
    const parts = globParts(shape);
    return parts.map((piece, index) =>
      piece.kind === 'text'
        ? piece
        : { kind: 'hole', hole: { hole: `${hole}.${shape}.${index}`, shape: index === parts.length - 1 ? 'any' : 'name' } },
    );
  });

function symbolsOf(pattern: Pattern, holeSymbols: (name: string, shape: ShapeName) => readonly Position[]): readonly Position[] {
  return pattern.flatMap((part): readonly Position[] => {
    if (part.kind === 'text') return Array.from({ length: part.text.length }, (_, index) => part.text.charCodeAt(index));
    if (part.kind === 'any') return [ANY];
    if (part.kind === 'one') return [ONE];
    return part.kind === 'hole' ? holeSymbols(part.hole.hole, part.hole.shape) : [];
  });
}

/** Holes as symbols of their own: what matches then matches whatever they hold. */
const named = (pattern: Pattern): readonly Position[] => symbolsOf(pattern, (name) => [name]);

/** Holes as the globs of their shapes: what does not match then never does. */
const widened = (pattern: Pattern): readonly Position[] => symbolsOf(pattern, (_, shape) => symbolsOf(globParts(shape), () => [ANY]));

/** Whether the pattern matches the value symbol by symbol; a `*` takes holes too, a `?` takes one character only. */
function symbolsMatch(pattern: readonly Position[], value: readonly Position[]): boolean {
  let at = 0;
  let from = 0;
  let star = -1;
  let resume = 0;
  while (from < value.length) {
    const wanted = pattern[at];
    const found = value[from];
    if (wanted === ANY) {
      star = at;
      at += 1;
      resume = from;
    } else if (wanted === found || (wanted === ONE && typeof found === 'number')) {
      at += 1;
      from += 1;
    } else if (star !== -1) {
      at = star + 1;
      resume += 1;
      from = resume;
    } else return false;
  }
  while (pattern[at] === ANY) at += 1;
  return at === pattern.length;
}

/** Whether some text matches both; both may hold wildcards. */
function symbolsMeet(a: readonly Position[], b: readonly Position[]): boolean {
  // `row[j]`: whether the rest of `a` from `i` and the rest of `b` from `j` have a text in common.
  let below: boolean[] = [];
  for (let i = a.length; i >= 0; i--) {
    const row: boolean[] = new Array<boolean>(b.length + 1).fill(false);
    for (let j = b.length; j >= 0; j--) {
      const x = a[i];
      const y = b[j];
      if (x === undefined && y === undefined) row[j] = true;
      else if (x === ANY) row[j] = below[j] === true || (y !== undefined && row[j + 1] === true);
      else if (y === ANY) row[j] = row[j + 1] === true || (x !== undefined && below[j] === true);
      else if (x !== undefined && y !== undefined) row[j] = (x === y || x === ONE || y === ONE) && below[j + 1] === true;
    }
    below = row;
  }
  return below[0] === true;
}

function meet(pattern: Pattern, value: Pattern): boolean {
  const a = widened(pattern);
  const b = widened(value);
  return a.length * b.length > MOST_PAIRS || symbolsMeet(a, b);
}

/** Puts a text into lower case, but for the names of its holes. */
export const foldText = (text: string): string =>
  hasHole(text)
    ? parseText(text)
        .map((part) => (typeof part === 'string' ? part.toLowerCase() : renderHole(part)))
        .join('')
    : text.toLowerCase();

/** Whether a text matches a pattern of literals, wildcards and holes, for all values of the holes. */
export function matchText(pattern: Pattern, value: string): Truth {
  if (!hasHole(value) && pattern.every(({ kind }) => kind !== 'hole')) return truthOf(globMatches(compileGlob(pattern), value));
  const parts = textParts(value);
  const names = named(pattern);
  const values = named(parts);
  if (names.length * values.length <= MOST_PAIRS && symbolsMatch(names, values)) return 'yes';
  return meet(pattern, parts) ? 'unknown' : 'no';
}

const isShapeless = (part: PatternPart): boolean => part.kind === 'hole' && SHAPELESS.has(part.hole.shape);

/** Whether an ARN matches segment by segment, for all values of the holes. `resource` chooses the rules of a `Resource` element. */
export function matchArnText(pattern: Pattern, arn: string, resource: boolean): Truth {
  if (!hasHole(arn) && pattern.every(({ kind }) => kind !== 'hole')) {
    return truthOf(arnGlobMatches(resource ? compileResource(pattern) : compileArn(pattern), arn));
  }
  if (resource && pattern.length === 1 && pattern[0]?.kind === 'any') return 'yes';
  const parts = textParts(arn);
  const shapeless = pattern.some(isShapeless) || parts.some(isShapeless);
  const wildcards = pattern.some(({ kind }) => kind === 'any' || kind === 'one');
  if (shapeless) {
    const same = !wildcards && symbolsMatch(named(pattern), named(parts));
    return same ? 'yes' : meet(pattern, parts) ? 'unknown' : 'no';
  }
  const wanted = splitArnPattern(openArns(pattern));
  const found = splitArnPattern(openArns(parts));
  const open = resource && wanted.length < 6 && wanted.at(-1)?.at(-1)?.kind === 'any';
  if (found.length !== 6 || (wanted.length !== 6 && !open)) return 'no';
  let answer: Truth = 'yes';
  for (const [index, segment] of wanted.entries()) {
    const against = found[index] ?? [];
    if (symbolsMatch(named(segment), named(against))) continue;
    if (!meet(segment, against)) return 'no';
    answer = 'unknown';
  }
  return answer;
}

/** What stands between the fourth and the fifth colon; empty where there are fewer. */
function fifthPart(arn: string): string {
  let from = 0;
  for (let colons = 0; colons < 4; colons++) {
    from = arn.indexOf(':', from) + 1;
    if (from === 0) return '';
  }
  const end = arn.indexOf(':', from);
  return end === -1 ? '' : arn.slice(from, end);
}

/** The account in an ARN, perhaps as a hole; empty where the ARN names none, `undefined` where a hole may hide it. */
export function accountIn(arn: string): string | undefined {
  if (!hasHole(arn)) return fifthPart(arn);
  const segments = splitArnPattern(openArns(textParts(arn)));
  if (segments.length !== 6 || segments.slice(0, 5).some((segment) => segment.some(isShapeless))) return undefined;
  return (segments[4] ?? []).map((part) => (part.kind === 'text' ? part.text : part.kind === 'hole' ? renderHole(part.hole) : '')).join('');
}

/** Whether two texts are equal, for all values of the holes. */
export function sameText(a: string, b: string): Truth {
  if (a === b) return 'yes';
  return hasHole(a) || hasHole(b) ? matchText(textParts(a), b) : 'no';
}

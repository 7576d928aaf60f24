/** What `Fn::Split` makes of text with holes, as far as that is certain. */
import type { ShapeName } from '../policy/shapes';
import { parseText, renderHole } from '../policy/text';
import { type Derivation, derived } from '../spec/derivation';

/** Shapes whose values hold neither a slash nor a colon. */
const SOLID = new Set<ShapeName>(['account', 'account-id', 'name', 'partition', 'region']);

/** The parts of a late value that a plan speaks of, by the delimiter they follow. */
const DERIVATIONS: ReadonlyMap<string, Derivation> = new Map([
  ['/', 'name'],
  ['//', 'host'],
  ['-', 'suffix'],
]);

/** The pieces; undefined where a hole may hold the delimiter, and the piece is none that a plan has a word for. */
export function splitText(text: string, delimiter: string): readonly (string | undefined)[] | undefined {
  const parts = parseText(text);
  const derivation = DERIVATIONS.get(delimiter);
  if (parts.length === 1 && typeof parts[0] !== 'string' && derivation !== undefined) return [undefined, derived(text, derivation)];
  const certain = parts.every((part) => typeof part === 'string' || (SOLID.has(part.shape) && /^[:/]/.test(delimiter)));
  if (!certain) return undefined;
  const pieces = [''];
  for (const part of parts) {
    const [joined = '', ...next] = typeof part === 'string' ? part.split(delimiter) : [renderHole(part)];
    pieces[pieces.length - 1] += joined;
    pieces.push(...next);
  }
  return pieces;
}

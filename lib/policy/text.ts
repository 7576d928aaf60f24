/**
 * A string of a policy with holes in it: values that only the engine knows at deployment.
 *
 * A hole is written `⟨name⟩` or `⟨name:shape⟩`. IAM accepts only the characters U+0009, U+000A, U+000D and U+0020 to
 * U+00FF in a policy document (IAM API Reference, CreatePolicy, `PolicyDocument`), so the brackets U+27E8 and U+27E9 can
 * never be content of a valid policy and a hole cannot be confused with text.
 */
import { SHAPES, type ShapeName } from './shapes';

/** The characters that open and close a hole. */
export const HOLE_OPEN = '⟨';
export const HOLE_CLOSE = '⟩';

/** A value unknown before deployment, with the shape that every value it can take has. */
export interface Hole {
  /** The name under which all places that hold the same value speak of it. */
  readonly hole: string;
  /** The shape of the value; `any` where nothing is known about it. */
  readonly shape: ShapeName;
}

/** A string cut into its literal runs and its holes, in order. Empty literal runs are left out. */
export type TextParts = readonly (string | Hole)[];

const HOLE = /⟨([A-Za-z0-9_.-]{1,128})(?::([a-z0-9-]+))?⟩/g;

const isShape = (name: string): name is ShapeName => Object.hasOwn(SHAPES, name);

/** Writes a hole as text; the shape is left out where the name says it already. */
export const renderHole = ({ hole, shape }: Hole): string =>
  hole === shape ? `${HOLE_OPEN}${hole}${HOLE_CLOSE}` : `${HOLE_OPEN}${hole}:${shape}${HOLE_CLOSE}`;

/** Cuts a string into literal runs and holes. A bracket that belongs to no well-formed hole is a hole of shape `any`. */
export function parseText(text: string): TextParts {
  if (!text.includes(HOLE_OPEN) && !text.includes(HOLE_CLOSE)) return text === '' ? [] : [text];
  const parts: (string | Hole)[] = [];
  const literal = (run: string): void => {
    // A stray bracket cannot be policy content, so what stands there is unknown rather than literal.
    run.split(/([⟨⟩]+)/).forEach((piece, index) => {
      if (piece !== '') parts.push(index % 2 === 0 ? piece : { hole: 'malformed', shape: 'any' });
    });
  };
  let end = 0;
  for (const match of text.matchAll(HOLE)) {
    literal(text.slice(end, match.index));
    const [whole, hole = '', named] = match;
    const shape = named ?? hole;
    parts.push({ hole, shape: isShape(shape) ? shape : 'any' });
    end = match.index + whole.length;
  }
  literal(text.slice(end));
  return parts;
}

/** The holes of a string, in order of appearance. */
export const holesOf = (text: string): readonly Hole[] => parseText(text).filter((part) => typeof part !== 'string');

/** Whether a string holds any value that is unknown before deployment. */
export const hasHole = (text: string): boolean => text.includes(HOLE_OPEN) || text.includes(HOLE_CLOSE);

/** Replaces every hole by what `value` gives for it; a hole for which it gives `undefined` stays. */
export const fillHoles = (text: string, value: (hole: Hole) => string | undefined): string =>
  hasHole(text)
    ? parseText(text)
        .map((part) => (typeof part === 'string' ? part : (value(part) ?? renderHole(part))))
        .join('')
    : text;

/** The greatest length the string can have once deployed, in characters. */
export const longestLength = (text: string): number =>
  parseText(text).reduce((sum, part) => sum + (typeof part === 'string' ? part.length : SHAPES[part.shape].longest), 0);

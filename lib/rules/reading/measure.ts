/** How long documents are once deployed. */
import type { GraphDocument } from '../../graph/identity-graph';
import type { DocumentSize } from '../../plan/document-size';
import { SHAPES } from '../../policy/shapes';
import { parseText, type TextParts } from '../../policy/text';

const NUMBER = new Intl.NumberFormat('en-US');

export const inThousands = (count: number): string => NUMBER.format(count);

/** The JSON that IAM counts. A document given as JSON text counts without the white space between its parts. */
export function rendered({ raw }: Pick<GraphDocument, 'raw'>): string {
  if (typeof raw !== 'string') return JSON.stringify(raw) ?? '';
  try {
    return JSON.stringify(JSON.parse(raw));
  } catch {
    return raw;
  }
}

/** Characters of a value about which nothing is known: most ARNs are shorter. A bound that no value can exceed would make every document too long. */
const UNKNOWN = 256;

const mostOf = (part: TextParts[number]): number =>
  typeof part === 'string' ? part.length : part.shape === 'any' ? UNKNOWN : SHAPES[part.shape].longest;

/** The least and the most characters that a text has once its late values are known. */
export const sizeOf = (text: string): DocumentSize => ({
  // A late value has at least one character.
  least: parseText(text).reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0),
  most: parseText(text).reduce((sum, part) => sum + mostOf(part), 0),
});

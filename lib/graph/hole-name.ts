/** Names of holes made from names that a template gives. */

import type { ShapeName } from '../policy/shapes';
import { renderHole } from '../policy/text';

/** Names of values that mean the same everywhere; what a template calls by such a name is another thing. */
const TAKEN: ReadonlySet<string> = new Set(['account', 'region', 'partition']);
const LONGEST = 128;

/** A short text that differs where the long ones differ, as far as names written in earnest go (FNV-1a, 32 bits). */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(36);
}

/** The name of a hole: the parts joined, and kept within what a hole may be called. */
export function holeName(...parts: readonly string[]): string {
  const whole = parts.filter((part) => part !== '').join('-');
  const plain = whole.replaceAll(/[^A-Za-z0-9_-]/g, '-');
  if (plain === whole && whole !== '' && whole.length <= LONGEST) return TAKEN.has(whole) ? `template-${whole}` : whole;
  return `${plain.slice(0, LONGEST - 10)}-${digest(whole)}`;
}

/** A hole of this shape, named by the parts. */
export const holeText = (shape: ShapeName, ...parts: readonly string[]): string => renderHole({ hole: holeName(...parts), shape });

/** Whether text with holes can still turn out to have a shape. */
import { SHAPES, type ShapeName } from '../policy/shapes';
import { fillHoles, parseText } from '../policy/text';

/** False only where every value is certain to have another shape, or to hold a wildcard. */
export function mayFit(text: string, shape: ShapeName): boolean {
  const parts = parseText(text);
  const unknown = parts.some((part) => typeof part !== 'string' && part.shape === 'any');
  if (unknown) return !parts.some((part) => typeof part === 'string' && /[*?]/.test(part));
  return SHAPES[shape].pattern.test(fillHoles(text, (hole) => SHAPES[hole.shape].example));
}

import { SHAPES, type ShapeName } from '../policy/shapes';
import { fillHoles, type Hole, parseText } from '../policy/text';

/** The late value that a text consists of, if it is nothing but one. */
export function onlyHole(text: string): Hole | undefined {
  const [only, ...rest] = parseText(text);
  return only !== undefined && typeof only !== 'string' && rest.length === 0 ? only : undefined;
}

/** A text with an example in the place of each late value. */
export const withExamples = (text: string): string => fillHoles(text, ({ shape }) => SHAPES[shape].example);

/** Whether a text is a late value of the shape, or has the shape once examples stand in for its late values. */
export function hasShape(text: string, shape: ShapeName): boolean {
  const only = onlyHole(text);
  return only === undefined ? SHAPES[shape].pattern.test(withExamples(text)) : only.shape === shape;
}

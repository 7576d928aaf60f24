/** A value that a hole could have, the same for every place that names it. */
import { SHAPES } from '../shapes';
import { fillHoles, type Hole } from '../text';

/**
 * An example of what a hole may hold. It follows from the hole's name and shape alone; holes of other names get other
 * values where the shape leaves room for the name in it.
 */
export function exampleValue({ hole, shape }: Hole): string {
  const { example, glob, pattern } = SHAPES[shape];
  if (hole === shape) return example;
  const before = glob.startsWith('arn:') ? example.slice(0, example.length - lastPart(glob, example).length) : '';
  const name = hole.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  for (const candidate of [before + hole, before + name, `${example}-${name}`, `${example.slice(0, -name.length)}${name}`]) {
    if (pattern.test(candidate)) return candidate;
  }
  return example;
}

/** What the last star of the glob stands for in the example. */
function lastPart(glob: string, example: string): string {
  const literal = glob.slice(0, glob.lastIndexOf('*')).split('*').at(-1) ?? '';
  return example.slice(example.lastIndexOf(literal) + literal.length);
}

/** Puts examples in for all holes of a text. */
export const fillWithExamples = (text: string): string => fillHoles(text, exampleValue);

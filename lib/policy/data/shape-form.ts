import { SHAPES, type ShapeName } from '../shapes';
import { renderHole } from '../text';

const separatorsOf = (text: string): string => text.replace(/[^:/]/g, '');

/** Whether values of a shape hold `:` and `/` only where its glob does, as found by putting them into its example. */
function separatorsFixed(shape: ShapeName): boolean {
  const { pattern, example, glob } = SHAPES[shape];
  if (separatorsOf(example) !== separatorsOf(glob)) return false;
  return Array.from({ length: example.length + 1 }, (_, at) => at).every((at) =>
    [':', '/'].every((separator) => {
      const inserted = `${example.slice(0, at)}${separator}${example.slice(at)}`;
      const replaced = `${example.slice(0, at)}${separator}${example.slice(at + 1)}`;
      return !pattern.test(inserted) && (replaced === example || !pattern.test(replaced));
    }),
  );
}

const wideForms = new Map<ShapeName, string>();

/** A pattern that matches every value of a shape, with names rather than wildcards where that is known to be enough. */
export function wideForm(shape: ShapeName): string {
  const known = wideForms.get(shape);
  if (known !== undefined) return known;
  const { glob } = SHAPES[shape];
  const form = separatorsFixed(shape) ? glob.replaceAll('*', renderHole({ hole: 'part', shape: 'name' })) : glob;
  wideForms.set(shape, form);
  return form;
}

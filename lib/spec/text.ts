import type { Late } from './late';

declare const TEXT: unique symbol;

/** Text with late values in it, such as an object prefix below a bucket. */
export type Text = string & { readonly [TEXT]: true };

/**
 * Composes text from literals and late values: text`${handbook}/public/*`.
 *
 * Only late values and texts may be interpolated, so that no token of an engine gets into a declaration.
 */
export const text = (literals: TemplateStringsArray, ...values: readonly (Late | Text)[]): Text =>
  literals.reduce((joined, literal, index) => joined + (index === 0 ? '' : String(values[index - 1])) + literal, '') as Text;

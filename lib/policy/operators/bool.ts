/** The Boolean operator: `true` or `false`, in any case. */
import { literalText } from '../pattern';
import { quote } from '../quote';
import { matchesNothing, type Operator } from './operator';

/** Reads `true` or `false`; `undefined` for any other text. */
export function parseBoolean(text: string): boolean | undefined {
  const folded = text.toLowerCase();
  return folded === 'true' ? true : folded === 'false' ? false : undefined;
}

export const booleanFault = (text: string): string | undefined =>
  parseBoolean(text) === undefined ? `${quote(text)} is neither \`true\` nor \`false\`` : undefined;

export const BOOL_OPERATORS: readonly Operator[] = [
  {
    name: 'Bool',
    family: 'bool',
    negated: false,
    positive: 'Bool',
    wildcards: false,
    variables: false,
    prepare: (pattern) => {
      const expected = parseBoolean(literalText(pattern) ?? '');
      return expected === undefined ? matchesNothing : (value) => parseBoolean(value) === expected;
    },
    faultOf: booleanFault,
  },
];

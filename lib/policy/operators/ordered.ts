/** The six comparisons that numbers and dates share. */
import { literalText } from '../pattern';
import { quote } from '../quote';
import type { Decimal } from './decimal';
import { compareDecimals } from './decimal';
import { matchesNothing, type Operator, type OperatorFamily } from './operator';

const COMPARISONS = {
  Equals: (order: number) => order === 0,
  LessThan: (order: number) => order < 0,
  LessThanEquals: (order: number) => order <= 0,
  GreaterThan: (order: number) => order > 0,
  GreaterThanEquals: (order: number) => order >= 0,
} as const;

/** The operators of a family of ordered values, such as `NumericLessThan`. A request value that `read` refuses equals nothing. */
export function orderedOperators(
  family: OperatorFamily,
  prefix: string,
  read: (text: string) => Decimal | undefined,
  what: string,
): readonly Operator[] {
  // One request value is compared with many policy values: what was read last is kept.
  let latest: { readonly text: string; readonly value: Decimal | undefined } | undefined;
  const readLatest = (text: string): Decimal | undefined => {
    if (latest?.text !== text) latest = { text, value: read(text) };
    return latest.value;
  };
  const operator = (suffix: string, positive: keyof typeof COMPARISONS): Operator => ({
    name: prefix + suffix,
    family,
    negated: suffix === 'NotEquals',
    positive: prefix + positive,
    wildcards: false,
    variables: false,
    prepare: (pattern) => {
      const bound = read(literalText(pattern) ?? '');
      const holds = COMPARISONS[positive];
      if (bound === undefined) return matchesNothing;
      return (text) => {
        const value = readLatest(text);
        return value !== undefined && holds(compareDecimals(value, bound));
      };
    },
    faultOf: (text) => (read(text) === undefined ? `${quote(text)} is not ${what}` : undefined),
  });
  return [
    operator('Equals', 'Equals'),
    operator('NotEquals', 'Equals'),
    operator('LessThan', 'LessThan'),
    operator('LessThanEquals', 'LessThanEquals'),
    operator('GreaterThan', 'GreaterThan'),
    operator('GreaterThanEquals', 'GreaterThanEquals'),
  ];
}

/** All condition operators of IAM (IAM User Guide, reference_policies_elements_condition_operators). */
import { parsePattern } from '../pattern';
import { hasVariable } from '../variables';
import { ARN_OPERATORS } from './arn';
import { BINARY_OPERATORS } from './binary';
import { BOOL_OPERATORS } from './bool';
import { DATE_OPERATORS } from './date';
import { IP_OPERATORS } from './ip';
import { NULL_OPERATORS } from './null';
import { NUMERIC_OPERATORS } from './numeric';
import type { Operator } from './operator';
import { STRING_OPERATORS } from './string';

export type { Operator, OperatorFamily, ValueTest } from './operator';

/** Every operator by its name, without qualifier and suffix. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  [
    ...STRING_OPERATORS,
    ...ARN_OPERATORS,
    ...NUMERIC_OPERATORS,
    ...DATE_OPERATORS,
    ...BOOL_OPERATORS,
    ...IP_OPERATORS,
    ...BINARY_OPERATORS,
    ...NULL_OPERATORS,
  ].map((operator) => [operator.name, operator]),
);

/**
 * Whether one request value passes the positive comparison of an operator with one policy value: for `StringNotEquals`
 * whether they are equal. Escapes such as `${*}` are read; a value that still holds a variable stands for none and compares with nothing.
 *
 * @throws {TypeError} where the policy value holds a hole
 */
export function compareValue(operator: Operator, policyValue: string, requestValue: string): boolean {
  const pattern = parsePattern(policyValue, operator);
  return !hasVariable(pattern) && operator.prepare(pattern)(requestValue);
}

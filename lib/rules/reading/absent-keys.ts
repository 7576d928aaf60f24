/** What conditions say of requests that do not have their key. */
import type { Condition } from '../../policy/document';

const NEGATED = /^(?:String|Arn|Numeric|Date)Not|^NotIpAddress$/;

/** Whether the operator asks that values differ. */
export const isNegated = ({ operator }: Pick<Condition, 'operator'>): boolean => NEGATED.test(operator);

/**
 * Whether the condition holds where the key is absent.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Multivalued context keys".
 */
export function holdsWhenAbsent(condition: Condition): boolean {
  const { operator, qualifier, ifExists, values } = condition;
  if (operator === 'Null') return values.some((value) => value.toLowerCase() === 'true');
  if (ifExists || qualifier === 'ForAllValues') return true;
  return qualifier !== 'ForAnyValue' && isNegated(condition);
}

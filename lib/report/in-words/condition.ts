/** Conditions in words. */
import type { PlanConditions } from '../../plan/plan';
import { withNames } from './hole';
import { valueInWords } from './resource';

const OPERATORS: Readonly<Record<string, string>> = {
  StringEquals: 'is',
  StringNotEquals: 'is not',
  StringEqualsIgnoreCase: 'is, in any case,',
  StringNotEqualsIgnoreCase: 'is not, in any case,',
  StringLike: 'is like',
  StringNotLike: 'is not like',
  ArnEquals: 'is',
  ArnNotEquals: 'is not',
  ArnLike: 'is like',
  ArnNotLike: 'is not like',
  Bool: 'is',
  IpAddress: 'is in',
  NotIpAddress: 'is not in',
  NumericEquals: 'is',
  NumericNotEquals: 'is not',
  NumericLessThan: 'is less than',
  NumericLessThanEquals: 'is at most',
  NumericGreaterThan: 'is more than',
  NumericGreaterThanEquals: 'is at least',
  DateLessThan: 'is before',
  DateLessThanEquals: 'is at the latest',
  DateGreaterThan: 'is after',
  DateGreaterThanEquals: 'is at the earliest',
};

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/;

const list = (values: readonly string[]): string => {
  const shown = values.map(valueInWords);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
};

function conditionInWords(operator: string, key: string, values: readonly string[]): string {
  const [, qualifier, base = operator, suffix] = OPERATOR.exec(operator) ?? [];
  const name = withNames(key);
  if (base === 'Null') return `${name} is ${values.includes('true') ? 'absent' : 'present'}`;
  const subject = qualifier === 'ForAllValues' ? `every ${name}` : qualifier === 'ForAnyValue' ? `some ${name}` : name;
  return `${subject} ${OPERATORS[base] ?? base} ${list(values)}${suffix === undefined ? '' : ', where it is present'}`;
}

/**
 * Each condition in words, in the order written. All of them have to hold. That a key is present is told together with what is asked of it.
 */
export function conditionsInWords(conditions: PlanConditions | undefined): readonly string[] {
  const all = Object.entries(conditions ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );
  const asksMore = (key: string): boolean => all.some((one) => one.operator !== 'Null' && one.key === key);
  const isPresent = (key: string): boolean => all.some((one) => one.operator === 'Null' && one.key === key && one.values.includes('false'));
  return all
    .filter(({ operator, key, values }) => operator !== 'Null' || values.includes('true') || !asksMore(key))
    .map(({ operator, key, values }) => {
      const words = conditionInWords(operator, key, values);
      return operator !== 'Null' && isPresent(key) ? `${words}, and is present` : words;
    });
}

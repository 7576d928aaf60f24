/** ARN operators: `ArnEquals` and `ArnLike` behave alike, each of six segments with its own wildcards. */
import { arnGlobMatches, compileArn, splitArnPattern } from '../arn-pattern';
import { type Pattern, parsePattern } from '../pattern';
import { quote } from '../quote';
import type { Operator, ValueTest } from './operator';

const like = (pattern: Pattern): ValueTest => {
  const arn = compileArn(pattern);
  return (value) => arnGlobMatches(arn, value);
};

const faultOf = (value: string): string | undefined =>
  splitArnPattern(parsePattern(value, { wildcards: true, variables: true })).length === 6
    ? undefined
    : `${quote(value)} is no ARN: six parts separated by colons are compared, each with its own wildcards`;

export const ARN_OPERATORS: readonly Operator[] = (
  [
    ['ArnEquals', 'ArnEquals'],
    ['ArnLike', 'ArnLike'],
    ['ArnNotEquals', 'ArnEquals'],
    ['ArnNotLike', 'ArnLike'],
  ] as const
).map(([name, positive]) => ({
  name,
  family: 'arn',
  negated: name !== positive,
  positive,
  wildcards: true,
  variables: true,
  prepare: like,
  faultOf,
}));

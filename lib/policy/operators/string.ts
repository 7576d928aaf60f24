/** String operators (IAM User Guide, reference_policies_elements_condition_operators, "String condition operators"). */
import { compileGlob, globMatches } from '../glob';
import { literalText, type Pattern } from '../pattern';
import { matchesNothing, type Operator, type ValueTest } from './operator';

const equals = (pattern: Pattern): ValueTest => {
  const text = literalText(pattern);
  return text === undefined ? matchesNothing : (value) => value === text;
};

const equalsIgnoringCase = (pattern: Pattern): ValueTest => {
  const text = literalText(pattern)?.toLowerCase();
  return text === undefined ? matchesNothing : (value) => value.toLowerCase() === text;
};

const like = (pattern: Pattern): ValueTest => {
  const glob = compileGlob(pattern);
  return (value) => globMatches(glob, value);
};

const pair = (positive: string, negative: string, wildcards: boolean, prepare: Operator['prepare']): readonly Operator[] =>
  [positive, negative].map((name) => ({
    name,
    family: 'string',
    negated: name === negative,
    positive,
    wildcards,
    variables: true,
    prepare,
    faultOf: () => undefined,
  }));

export const STRING_OPERATORS: readonly Operator[] = [
  ...pair('StringEquals', 'StringNotEquals', false, equals),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', false, equalsIgnoringCase),
  ...pair('StringLike', 'StringNotLike', true, like),
];

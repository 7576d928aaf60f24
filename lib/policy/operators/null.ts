/**
 * The `Null` operator: `true` holds where the key is absent, `false` where it is present.
 *
 * It asks about presence, so its comparison is given `true` for an absent key and `false` for a present one.
 */
import { literalText } from '../pattern';
import { booleanFault, parseBoolean } from './bool';
import { matchesNothing, type Operator } from './operator';

export const NULL_OPERATORS: readonly Operator[] = [
  {
    name: 'Null',
    family: 'null',
    negated: false,
    positive: 'Null',
    wildcards: false,
    variables: false,
    prepare: (pattern) => {
      const expected = parseBoolean(literalText(pattern) ?? '');
      return expected === undefined ? matchesNothing : (absent) => parseBoolean(absent) === expected;
    },
    faultOf: booleanFault,
  },
];

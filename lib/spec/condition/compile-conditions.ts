/**
 * Compiles tests to IAM conditions. A permission applies only *when* its tests hold, so a missing key must not match; a denial *unless*
 * they hold must apply when the key is missing too. That decides operator and suffix.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import type { ConditionsJson } from '../../policy/policy-json';
import type { Test } from './conditions';
import type { KeyType } from './key-types';

interface Operators {
  /** Holds when the test holds; does not hold when the key is missing. */
  readonly holds: string;
  /** Holds when the test fails; holds when the key is missing. */
  readonly fails: string;
  /** What the failing operator compares with, where it is not the test's own values. */
  readonly failing?: (values: readonly string[]) => readonly string[];
}

const negate = (values: readonly string[]): readonly string[] => values.map((value) => (value === 'true' ? 'false' : 'true'));

const TEXT: Record<'String' | 'Arn', Partial<Record<Test['match'], Operators>>> = {
  String: { equals: { holds: 'StringEquals', fails: 'StringNotEquals' }, like: { holds: 'StringLike', fails: 'StringNotLike' } },
  Arn: { equals: { holds: 'ArnEquals', fails: 'ArnNotEquals' }, like: { holds: 'ArnLike', fails: 'ArnNotLike' } },
};

const OPERATORS: { readonly [Type in KeyType]: Partial<Record<Test['match'], Operators>> } = {
  String: TEXT.String,
  Strings: TEXT.String,
  Arn: TEXT.Arn,
  Arns: TEXT.Arn,
  Bool: { equals: { holds: 'Bool', fails: 'BoolIfExists', failing: negate } },
  Numeric: {
    equals: { holds: 'NumericEquals', fails: 'NumericNotEquals' },
    'at-most': { holds: 'NumericLessThanEquals', fails: 'NumericGreaterThanIfExists' },
    'at-least': { holds: 'NumericGreaterThanEquals', fails: 'NumericLessThanIfExists' },
  },
  Date: {
    before: { holds: 'DateLessThan', fails: 'DateGreaterThanEqualsIfExists' },
    after: { holds: 'DateGreaterThan', fails: 'DateLessThanEqualsIfExists' },
  },
  IpAddress: { equals: { holds: 'IpAddress', fails: 'NotIpAddress' } },
};

const multiValued = ({ type }: Test): boolean => type === 'Strings' || type === 'Arns';

const operatorsOf = ({ type, match }: Test): Operators => {
  const operators = OPERATORS[type][match];
  if (operators === undefined) throw new TypeError(`no operator for ${type} ${match}`);
  return operators;
};

type Line = readonly [operator: string, key: string, values: readonly string[]];

function gather(lines: readonly Line[]): ConditionsJson {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const [operator, key, values] of [...lines].sort(([a, b], [c, d]) => (a + b < c + d ? -1 : 1))) {
    block[operator] = { ...block[operator], [key]: [...values] };
  }
  return block;
}

/** Conditions of a permission: all tests hold, and every key is present. */
export const compileWhen = (tests: readonly Test[]): ConditionsJson =>
  gather(
    tests.flatMap((test): readonly Line[] => {
      const { holds } = operatorsOf(test);
      // ForAllValues is true for a missing key, so the key must be there as well.
      return multiValued(test)
        ? [
            [`ForAllValues:${holds}`, test.key, test.values],
            ['Null', test.key, ['false']],
          ]
        : [[holds, test.key, test.values]];
    }),
  );

/** Conditions of a denial that applies when all tests hold. A multi-valued key counts if any of its values matches. */
export const compileDenyWhen = (tests: readonly Test[]): ConditionsJson =>
  gather(
    tests.map(
      (test): Line => [multiValued(test) ? `ForAnyValue:${operatorsOf(test).holds}` : operatorsOf(test).holds, test.key, test.values],
    ),
  );

/** Conditions of denials that apply unless all tests hold: one block for each way a test can fail, a missing key included. */
export const compileDenyUnless = (tests: readonly Test[]): readonly ConditionsJson[] =>
  tests.flatMap((test): readonly ConditionsJson[] => {
    const { fails, failing } = operatorsOf(test);
    const values = failing?.(test.values) ?? test.values;
    return multiValued(test)
      ? [gather([[`ForAnyValue:${fails}`, test.key, values]]), gather([['Null', test.key, ['true']]])]
      : [gather([[fails, test.key, values]])];
  });

/** What a trust policy asks of single keys, and bounds made of it. */
import type { PolicyDocument } from '../../policy/document';
import { allowing, condition, documentOf } from './build';
import type { Trust } from './trust';

/** A value that a key has to have, in one of the ways a trust policy lets somebody in. */
export interface Asked {
  readonly key: string;
  /** True only of what it names. */
  readonly operator: string;
  readonly value: string;
  readonly isPattern: boolean;
}

const POSITIVE: Readonly<Record<string, boolean>> = {
  StringEquals: false,
  StringEqualsIgnoreCase: false,
  StringLike: true,
  ArnEquals: true,
  ArnLike: true,
};

/** What a denial under the opposite operator leaves. */
const OPPOSITE: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

/**
 * Everything that is asked of these keys: values that Allow statements name, and values that Deny statements spare. Whether the policy really asks it of
 * everybody is for the engine to decide.
 */
export function askedOf({ document }: Trust, keys: readonly string[]): readonly Asked[] {
  const wanted = new Set(keys.map((key) => key.toLowerCase()));
  return document.statements.flatMap(({ effect, conditions }) =>
    conditions.flatMap(({ key, operator: written, values }) => {
      const operator = effect === 'Allow' ? written : (OPPOSITE[written] ?? '');
      const isPattern = POSITIVE[operator];
      return isPattern === undefined || !wanted.has(key.toLowerCase()) ? [] : values.map((value) => ({ key, operator, value, isPattern }));
    }),
  );
}

/** Everything where at least one of these holds. */
export const anyOf = (accepted: readonly Asked[]): PolicyDocument =>
  documentOf(...accepted.map(({ key, operator, value }) => allowing({ conditions: [condition(operator, key, [value])] })));

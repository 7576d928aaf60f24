/** What a trust policy asks of single keys, and bounds made of it. */
import type { PolicyDocument } from '../../policy/document';
import { allowing, condition, documentOf } from './build';
import type { Trust } from './trust';

/** The values that Allow statements ask for under an operator that is true only of what it names. */
export interface Asked {
  readonly key: string;
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

/** Everything that the Allow statements ask of these keys. */
export function askedOf({ allows }: Trust, keys: readonly string[]): readonly Asked[] {
  const wanted = new Set(keys.map((key) => key.toLowerCase()));
  return allows.flatMap(({ conditions }) =>
    conditions.flatMap(({ key, operator, values }) => {
      const isPattern = POSITIVE[operator];
      return isPattern === undefined || !wanted.has(key.toLowerCase()) ? [] : values.map((value) => ({ key, operator, value, isPattern }));
    }),
  );
}

/** Everything where at least one of these holds. */
export const anyOf = (accepted: readonly Asked[]): PolicyDocument =>
  documentOf(...accepted.map(({ key, operator, value }) => allowing({ conditions: [condition(operator, key, [value])] })));

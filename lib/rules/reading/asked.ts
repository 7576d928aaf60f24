/** What a trust policy asks of single keys, and bounds made of it. */
import type { Condition, PolicyDocument, Principal } from '../../policy/document';
import { allowing, condition, documentOf } from './build';
import { isAbout, type Trust } from './trust';

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

const sameValue = (condition: Condition, value: string, { key, operator, value: other }: Asked): boolean =>
  operator === condition.operator && value === other && key.toLowerCase() === condition.key.toLowerCase();

/** Whether a condition holds only where its key has one of these values. */
const asksFor = (condition: Condition, accepted: readonly Asked[]): boolean =>
  POSITIVE[condition.operator] !== undefined &&
  !condition.ifExists &&
  condition.qualifier === undefined &&
  condition.values.every((value) => accepted.some((one) => sameValue(condition, value, one)));

/**
 * Whether each statement that lets somebody call one of these actions asks for one of these values, so that no proof is needed that all requests have one.
 * False says nothing.
 */
export const plainlyAsks = ({ allows }: Trust, principal: Principal, actions: readonly string[], accepted: readonly Asked[]): boolean =>
  allows.every(
    (statement) =>
      !actions.some((action) => isAbout(statement, action)) ||
      statement.principal?.principals.every((one) => isOther(one, principal)) === true ||
      statement.conditions.some((condition) => asksFor(condition, accepted)),
  );

/** Whether what one principal may do says nothing of the other: a service is no token and no role. */
const isOther = (a: Principal, b: Principal): boolean => a.kind !== 'everyone' && b.kind !== 'everyone' && a.kind !== b.kind;

/** Everything where at least one of these holds. */
export const anyOf = (accepted: readonly Asked[]): PolicyDocument =>
  documentOf(...accepted.map(({ key, operator, value }) => allowing({ conditions: [condition(operator, key, [value])] })));

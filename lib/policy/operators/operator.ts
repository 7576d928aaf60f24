/** What the engine knows about one condition operator. */
import type { Pattern } from '../pattern';

export type OperatorFamily = 'string' | 'arn' | 'numeric' | 'date' | 'bool' | 'ip' | 'binary' | 'null';

/** Compares one value of a request with one value of a policy that was prepared before. */
export type ValueTest = (requestValue: string) => boolean;

export interface Operator {
  /** In AWS's spelling, without qualifier and suffix. */
  readonly name: string;
  readonly family: OperatorFamily;
  /** Whether it holds where its counterpart does not, and so on an absent key too. */
  readonly negated: boolean;
  /** The operator whose comparison it makes: itself, or what it negates. */
  readonly positive: string;
  /** Whether `*` and `?` in policy values are wildcards. */
  readonly wildcards: boolean;
  /** Whether policy variables are put in; only string and ARN operators take them. */
  readonly variables: boolean;
  /** Prepares the positive comparison with one policy value in which neither variables nor holes are left. */
  readonly prepare: (policyValue: Pattern) => ValueTest;
  /** What is wrong with a policy value in which there is no hole, in words; `undefined` for a good one. */
  readonly faultOf: (policyValue: string) => string | undefined;
}

/** A comparison that no value passes, for policy values that mean nothing. */
export const matchesNothing: ValueTest = () => false;

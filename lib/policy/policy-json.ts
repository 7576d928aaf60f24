/** A policy document in the form that IAM takes: JSON with lists everywhere, every string possibly with holes. */

export interface PolicyJson {
  readonly Version: '2012-10-17';
  readonly Statement: readonly StatementJson[];
}

export interface StatementJson {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Readonly<Record<string, readonly string[]>>;
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  /** Operator (with qualifier and suffix) to condition key to values. Keys may hold holes: a late issuer's do. */
  readonly Condition?: ConditionsJson;
}

export type ConditionsJson = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

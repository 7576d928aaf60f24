/** What `.when({…})` and `.unless({…})` take: AWS's own key names, each with values that fit its type. */
import type { FIXED_KEYS, FixedKey, KeyType, PrefixedKey } from './key-types';
import type { After, AtLeast, AtMost, Before, Like } from './match';

type OneOrMore<T> = T | readonly [T, ...T[]];

interface ValueOf {
  String: OneOrMore<string> | Like;
  Strings: OneOrMore<string> | Like;
  Arn: OneOrMore<string> | Like;
  Arns: OneOrMore<string> | Like;
  Bool: boolean;
  Numeric: number | AtMost | AtLeast;
  Date: Before | After;
  /** CIDR or address, IPv4 or IPv6. */
  IpAddress: OneOrMore<string>;
}

type Known = { readonly [Key in FixedKey]?: ValueOf[(typeof FIXED_KEYS)[Key]] };
type Prefixed = { readonly [Key in PrefixedKey]?: ValueOf['String'] };

/**
 * Conditions by key; all must hold. The operator follows from the key's type: strings and ARNs match exactly unless `like(…)` says otherwise.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export type Conditions = Known & Prefixed;

/** One condition in normal form. */
export interface Test {
  readonly key: string;
  readonly type: KeyType;
  readonly match: 'equals' | 'like' | 'at-most' | 'at-least' | 'before' | 'after';
  readonly values: readonly string[];
}

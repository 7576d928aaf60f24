/** The format of `service-reference.jsonl.gz`, shared by the script that compiles it and the code that reads it. */

import type { TableHeader } from './load-lines';

/** Raised whenever the shape of a line changes. */
export const REFERENCE_FORMAT = 1;

/** The first line. */
export interface ReferenceHeader extends TableHeader {
  /** How many actions there are in all. */
  readonly actions: number;
  /** The service prefixes; line `n + 1` is the row of service `n`. */
  readonly services: readonly string[];
  /** Services that define condition keys under a prefix other than their own, by that prefix in lower case. */
  readonly borrowedPrefixes: Readonly<Record<string, readonly string[]>>;
}

/** One service. Condition keys are indices into `keys`, sets of them indices into `keySets`. */
export interface ServiceRow {
  readonly prefix: string;
  /** Key and type, such as `['s3:authType', 'String']`. */
  readonly keys: readonly (readonly [key: string, type: string])[];
  readonly keySets: readonly (readonly number[])[];
  readonly types: readonly (readonly [name: string, arns: readonly string[], keySet: number])[];
  readonly actions: readonly (readonly [
    name: string,
    accessLevel: string,
    keySet: number,
    resources: readonly (readonly [type: number, required: 0 | 1, keySet: number])[],
    dependentActions: readonly string[],
  ])[];
}

/** The size of a document as IAM counts it: characters of the JSON, white space between its parts not counted. */
import type { PolicyJson } from '../policy/policy-json';
import { SHAPES } from '../policy/shapes';
import { parseText } from '../policy/text';

/** What IAM accepts, in characters. Source: IAM and STS quotas (IAM User Guide, reference_iam-quotas). */
export const LIMITS = {
  trustPolicy: 2048,
  managedPolicy: 6144,
  inlinePolicies: 10240,
  /** Session policies of one session together, as plain text. */
  sessionPolicy: 2048,
  /** Kept free among the inline policies for a quarantine policy. */
  quarantineReserve: 300,
} as const;

export interface DocumentSize {
  /** Characters that are there whatever the late values are. */
  readonly least: number;
  /** Characters if every late value has the greatest length of its shape. */
  readonly most: number;
}

export function sizeOf(document: PolicyJson): DocumentSize {
  let least = 0;
  let most = 0;
  for (const part of parseText(JSON.stringify(document))) {
    // A late value has at least one character.
    least += typeof part === 'string' ? part.length : 1;
    most += typeof part === 'string' ? part.length : SHAPES[part.shape].longest;
  }
  return { least, most };
}

export const sumOf = (sizes: readonly DocumentSize[]): DocumentSize =>
  sizes.reduce((sum, size) => ({ least: sum.least + size.least, most: sum.most + size.most }), { least: 0, most: 0 });

/** Bounds on what is looked at: policies beyond them are refused by AWS, so that there is nothing to decide. */
import type { PolicyDocument } from '../document';

/** The longest policy that AWS accepts has 20,480 characters (IAM User Guide, reference_iam-quotas: S3 bucket policies, 20 KB). */
const LONGEST_TEXT = 20_480;

/** All policies of one question: a role's ten managed policies, inline policies, boundary and organisation policies, on either side, and room. */
const LONGEST_TOTAL = 1_000_000;

/** What is too large, in words; `undefined` where nothing is. */
export function oversizeOf(documents: readonly PolicyDocument[]): string | undefined {
  let total = 0;
  for (const { statements } of new Set(documents)) {
    for (const { action, resource, principal, conditions } of statements) {
      const named = principal?.principals.flatMap((one) => (one.kind === 'everyone' ? [] : [one.value])) ?? [];
      const texts = [action.patterns, resource?.patterns ?? [], named, ...conditions.map(({ key, values }) => [key, ...values])];
      for (const text of texts.flat()) {
        if (text.length > LONGEST_TEXT) return `a text of ${text.length} characters is longer than any policy may be`;
        total += text.length;
      }
    }
  }
  return total > LONGEST_TOTAL ? `the policies hold more than ${LONGEST_TOTAL} characters` : undefined;
}

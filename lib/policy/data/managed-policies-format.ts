/** The format of `managed-policies.jsonl.gz`, shared by the script that compiles it and the code that reads it. */
import type { TableHeader } from './load-lines';

/** Raised whenever the shape of a line changes. */
export const MANAGED_POLICIES_FORMAT = 1;

/** The first line. */
export interface ManagedPoliciesHeader extends TableHeader {
  /** Path and name of each policy, such as `service-role/AWSLambdaRole`; line `n + 1` is the document of policy `n`. */
  readonly policies: readonly string[];
}

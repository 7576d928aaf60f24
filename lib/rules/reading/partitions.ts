/** ARNs of resources whose partition is open. */

const OPEN = 'arn:⟨partition⟩:';

/** An ARN, and the same in the partition `aws`: who writes `arn:aws:` in a policy means to deploy there. */
export const inPartitions = (arn: string): readonly string[] => (arn.startsWith(OPEN) ? [arn, arn.replace(OPEN, 'arn:aws:')] : [arn]);

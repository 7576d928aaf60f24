/** All policies that have a say in one request. */
import type { PolicyDocument } from './document';

export interface PolicySet {
  /** The caller's own policies, inline and managed. Absent: none, so that nothing is allowed from this side. */
  readonly identity?: readonly PolicyDocument[];
  /** The caller's permissions boundary. Absent: none, so that it limits nothing. */
  readonly boundary?: PolicyDocument;
  /** The policies passed when the caller's session was created; together they are one limit. Absent or empty: no limit. */
  readonly session?: readonly PolicyDocument[];
  /** Service control policies, one list per level from the organisation's root down to the account; each level has to allow. Absent: no limit. */
  readonly scps?: readonly (readonly PolicyDocument[])[];
  /**
   * Resource control policies of all levels. AWS attaches `RCPFullAWSAccess` to every level for good, so that the others
   * can only deny.
   */
  readonly rcps?: readonly PolicyDocument[];
  /**
   * The resource's own policy; the trust policy where the resource is a role to be assumed. Absent: the resource has none.
   *
   * Role trust policies and KMS key policies must allow what is to be allowed, even within the account; so give them.
   */
  readonly resource?: PolicyDocument;
}

/** The place of a policy in the decision. */
export type PolicyLayer = 'identity' | 'boundary' | 'session' | 'scp' | 'rcp' | 'resource';

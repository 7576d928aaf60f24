/** Whether every rendered document fits IAM's quotas. */
import type { FindingList } from '../finding/finding-list';
import { type DocumentSize, LIMITS, sizeOf, sumOf } from './document-size';
import type { PlannedBoundary, PlannedPodIdentityAssociation, PlannedResource, PlannedRole } from './plan';

const TEXT = new Intl.NumberFormat('en-US');

function judge(
  code: 'WI151' | 'WI152' | 'WI153' | 'WI171',
  what: string,
  { least, most }: DocumentSize,
  limit: number,
  fix: string,
  findings: FindingList,
): void {
  if (least > limit)
    findings.add(code, {
      what: `${what} at least ${TEXT.format(least)} characters, ${TEXT.format(least - limit)} more than the ${TEXT.format(limit)} allowed`,
      fix,
    });
  else if (most > limit) {
    findings.add('WI154', {
      what: `${what} up to ${TEXT.format(most)} characters once the inputs are known, and ${TEXT.format(limit)} are allowed`,
      fix: `${fix}; or give short names to what the inputs name`,
    });
  }
}

/** Tells a trust policy that does not fit. */
export const checkTrustSize = (role: PlannedRole, findings: FindingList): void =>
  judge(
    'WI151',
    'the trust policy has',
    sizeOf(role.trust),
    LIMITS.trustPolicy,
    'let fewer workloads or callers become this component, or raise the quota `Role trust policy length` (up to 8,192) and adopt the role',
    findings,
  );

/** Tells inline policies that do not fit into one role together: its own, those added to it where it stands elsewhere, and what `bind` adds. */
export const checkInlineSize = (resources: readonly PlannedResource[], findings: FindingList): void =>
  judge(
    'WI153',
    'the inline policies together have',
    sumOf(
      resources.flatMap((resource) => {
        if (resource.kind === 'role-policy') return [sizeOf(resource.document)];
        return resource.kind === 'role' ? resource.policies.map(({ document }) => sizeOf(document)) : [];
      }),
    ),
    LIMITS.inlinePolicies - LIMITS.quarantineReserve,
    'split the component in two: what needs so many permissions does several jobs',
    findings,
  );

/** Tells a boundary that does not fit. */
export const checkBoundarySize = (boundary: PlannedBoundary, findings: FindingList): void =>
  judge(
    'WI152',
    'the permissions boundary has',
    sizeOf(boundary.document),
    LIMITS.managedPolicy,
    'split the component in two: what needs so many permissions does several jobs',
    findings,
  );

/** Tells a session policy that does not fit. */
export const checkSessionPolicySize = ({ policy }: PlannedPodIdentityAssociation, findings: FindingList): void => {
  if (policy === undefined) return;
  judge(
    'WI171',
    'the session policy of the association has',
    sizeOf(policy),
    LIMITS.sessionPolicy,
    'let the component itself do less, so that the session policy has less to name',
    findings,
  );
};

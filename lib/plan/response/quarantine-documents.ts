/**
 * What a quarantine puts on a role.
 *
 * A denial of everything cuts running sessions at once, because IAM evaluates policies on every request; a denial of sessions older than now would not hold a
 * workload that assumes its role again seconds later.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
import type { PolicyJson } from '../../policy/policy-json';

/** Name of the inline policy. No plan gives a policy this name, so that no deployment takes it off. */
export const QUARANTINE_POLICY_NAME = 'AgentQuarantine';

/** The inline policy: nothing is allowed any more, by whatever policy. */
export const QUARANTINE_POLICY: PolicyJson = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'AgentQuarantine', Effect: 'Deny', Action: ['*'], Resource: ['*'] }],
};

/** The trust policy of a role that is cut off: nobody can become it. IAM accepts a trust policy that only denies. */
export const CUT_TRUST: PolicyJson = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AgentQuarantine',
      Effect: 'Deny',
      Principal: { AWS: ['*'] },
      Action: ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'],
    },
  ],
};

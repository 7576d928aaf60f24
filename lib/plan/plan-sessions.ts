/** What bounds the length of a component's sessions. */
import { trustKind } from '../spec/trust';
import type { Laid } from './layout';
import type { PlannedSessionBound } from './plan';

/** IAM lets a role have no shorter maximum. */
const LEAST_MINUTES = 60;

/** Where a trust kind says nothing else, whoever comes this way asks STS for a length, and gets an hour without asking. */
const ASKED_FOR = 'what the caller asks for, from 15 minutes to the role\u2019s maximum; an hour where it does not ask';

/**
 * The role's maximum, and for each way to become the component what decides there.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
 */
export function planSessions({ trusts, maxMinutes, adopted }: Laid): readonly PlannedSessionBound[] {
  const least = maxMinutes === LEAST_MINUTES ? ', the least that IAM lets a role have' : '';
  const role: PlannedSessionBound = adopted
    ? { way: 'role', by: 'the maximum of the adopted role, which its owner keeps' }
    : { way: 'role', by: `the role\u2019s maximum${least}`, longestSeconds: maxMinutes * 60 };
  return [
    role,
    ...trusts.map((trust) => ({
      way: trust.kind,
      ...(trustKind(trust).session?.(trust) ?? { by: ASKED_FOR, longestSeconds: maxMinutes * 60 }),
    })),
  ];
}

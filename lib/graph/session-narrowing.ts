/** What an EKS Pod Identity association takes from the sessions that it makes. */
import type { PlanDocument } from '../plan/plan';

/** The session policy and whether tags are left out, in the plan's form: absent where nothing is taken. */
export const narrowing = (
  policy: unknown,
  document: () => PlanDocument,
  disableSessionTags: unknown,
): { readonly policy?: PlanDocument; readonly disableSessionTags?: true } => ({
  ...(policy === undefined || policy === '' ? {} : { policy: document() }),
  ...(disableSessionTags === true || disableSessionTags === 'true' ? { disableSessionTags: true } : {}),
});

/** Claims about templates, proved in tests. */
export { only } from './can-become';
export { type CannotClaim, component } from './cannot';
export { type CheckOptions, checkGraph, provePlan } from './check-graph';
export type { Claim, ClaimVerdict, Subject } from './claim';
export { isolated } from './isolated';
export { type IdentityMatchers, identityMatchers } from './matchers';
export { ClaimsError, type JudgedClaim, judgeClaims, prove } from './prove';

/** Claims about templates, proved in tests. */
export { only } from './can-become';
export { type CheckOptions, checkGraph, provePlan } from './check-graph';
export type { Claim, ClaimVerdict, Subject } from './claim';
export { type AccessClaim, component, type ResourceClaim } from './component';
export { isolated } from './isolated';
export { logged } from './logged';
export { type IdentityMatchers, identityMatchers, type PassOptions } from './matchers';
export { ClaimsError, type JudgedClaim, judgeClaims, prove } from './prove';

/** What a declaration means. */
export { bind } from './bind';
export type { FoundationPlan, FoundationPlanning, FoundationResource, Instruction } from './foundation/kinds';
export { planFoundation } from './foundation/plan-foundation';
export type { IdentityModel, Model } from './model';
export * from './plan';
export { type PlanOptions, planIdentities } from './plan-identities';
export {
  type EntraConfiguration,
  type GoogleConfiguration,
  type OutboundSubject,
  type RelyingParties,
  type RelyingPartyConfiguration,
  type RelyingPartyDocument,
  type RelyingPartyOptions,
  relyingPartyConfigurations,
} from './relying-parties';
export { type ScopeDown, type ScopeDownOptions, type ScopedCredentialsParameters, scopeDown } from './scope-down';

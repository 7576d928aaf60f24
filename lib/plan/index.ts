/** What a declaration means. */
export { bind } from './bind';
export type { IdentityModel, Model } from './model';
export * from './plan';
export { type PlanOptions, planIdentities } from './plan-identities';

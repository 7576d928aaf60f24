/** IAM's semantics and nothing else: reading policies, deciding requests, proving what holds for every request. */
export { matchAction } from './action-pattern';
export { matchArn, matchResource, splitArn } from './arn-pattern';
export * from './authorize';
export type { FailedElement } from './authorize-answer';
export { type AssumeRoleCall, assumeRole } from './authorize-assume-role';
export type { StatementTrace } from './authorize-layers';
export { assumeRoleWithSaml, type SamlCall } from './authorize-saml';
export {
  derivedContext,
  type RoleSession,
  type RoleToAssume,
  type SessionCheck,
  type SessionOutcome,
  type SessionRequest,
} from './authorize-session';
export {
  assumeRoleWithWebIdentity,
  claimKeys,
  type IdentityProvider,
  type TokenClaims,
  type WebIdentityCall,
} from './authorize-web-identity';
export * from './claim-table';
export type { Grammar, IssuerDefinition, TokenClaim } from './claims/claim';
export * from './claims/claims-of';
export * from './claims/identity-provider-controls';
export * from './claims/issuer';
export * from './claims/issuer-claims';
export * from './data/action-info';
export * from './data/actions-matching';
export { type ConditionKeyInfo, conditionKeyInfo, conditionKeySupported } from './data/condition-keys';
export * from './data/did-you-mean';
export * from './data/example-resource';
export * from './data/managed-policy';
export * from './data/resource-fits';
export {
  type AccessLevel,
  type ActionResourceType,
  type ConditionKeyType,
  type ReferenceAction,
  type ReferenceKey,
  type ReferenceVersion,
  referenceVersion,
} from './data/service-reference';
export * from './document';
export { explainDecision } from './explain-decision';
export { type NearMiss, type NearMissOptions, nearMisses } from './explain-near-miss';
export { matchGlob } from './glob';
export { compareValue, OPERATORS, type Operator, type OperatorFamily } from './operators';
export * from './parse';
export * from './policy-set';
export * from './prove';
export * from './request';
export * from './shapes';
export * from './text';
export * from './verdict';

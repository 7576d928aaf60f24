/** The identities of an agent with AWS CDK. */
export { FindingsError } from '../report/findings-error';
export { AccountFoundation } from './account-foundation';
export { type HardenGatewayOptions, hardenGateway, type InboundTokens } from './agent-core/harden-gateway';
export { type HardenRuntimeOptions, hardenRuntime } from './agent-core/harden-runtime';
export { AgentIdentity, type AgentIdentityOptions } from './agent-identity';
export type { BindingValues } from './binding';
export { fromStack } from './from-stack';
export type { GrantMode } from './grant-ledger';
export { IdentityChecks, type IdentityChecksOptions } from './identity-checks';
export { PLAN_FILE, planFileName } from './published-plan';
export { SealedRole } from './sealed-role';

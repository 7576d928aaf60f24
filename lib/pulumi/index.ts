/** The identities of an agent with Pulumi. */
export { FindingsError } from '../report/findings-error';
export { AgentIdentity, type AgentIdentityOptions, type RoleOutputs } from './agent-identity';
export type { BindingValues } from './binding';
export type { Acknowledgement } from './judge-plan';

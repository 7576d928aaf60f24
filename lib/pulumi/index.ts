/** The identities of an agent with Pulumi. */
export type { Acknowledgement } from '../report/acknowledgement';
export { FindingsError } from '../report/findings-error';
export { AgentIdentity, type AgentIdentityOptions, type RoleOutputs } from './agent-identity';
export type { BindingValues } from './binding';

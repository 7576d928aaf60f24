/** The identities of an agent with Pulumi. */
export { fromPulumi, type PulumiDeployed, type PulumiResource } from '../graph/from-pulumi';
export type { Acknowledgement } from '../report/acknowledgement';
export { FindingsError } from '../report/findings-error';
export { AccountFoundation } from './account-foundation';
export { AgentIdentity, type AgentIdentityOptions, type RoleOutputs } from './agent-identity';
export type { BindingValues } from './binding';
export { type JudgeOptions, judgePulumiResources } from './judge-resources';
export { RecordedResources } from './recorded-resources';

/** The identities of an agent with AWS CDK. */
export { FindingsError } from '../report/findings-error';
export { AgentIdentity, type AgentIdentityOptions } from './agent-identity';
export { PLAN_FILE, planFileName } from './publish-plan';

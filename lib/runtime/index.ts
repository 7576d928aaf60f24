/**
 * What application code needs to keep the chain from the user's instruction to the call of an API: no infrastructure, no engine, no dependency.
 * The contract is in docs/chain.md.
 */

export { type ChainCode, ChainError, type ChainFault } from './chain-error';
export { CHAIN_KEYS, type ChainKey, SESSION_TAGS } from './chain-keys';
export { type Carrier, carrierOf, childContext, type RuntimeInvocation, receiveContext, runtimeInvocation } from './hop';
export { type Instruction, type InstructionContext, instructionContext } from './instruction-context';
export { type Json, type LogEntry, logLine } from './log-line';
export { requestMetadata, requestMetadataJson } from './model-call';
export {
  type AssumeRoleParameters,
  assumeRoleParameters,
  type RoleCall,
  type Scope,
  type ScopedCredentialsParameters,
  type SourceIdentityPlace,
  scopedCredentialsParameters,
} from './role-session';
export { newTraceparent, type Trace } from './trace-context';
export { type SdkClient, type StsCalls, withInstruction } from './with-instruction';

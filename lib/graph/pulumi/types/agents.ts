/** Agents, and what they are made of, beside the runtimes that run their code. */
import type { TypeEntry } from './cloudformation-type';

const NAMES: readonly (readonly [string, string])[] = [
  ['agentcoreAgentRuntimeEndpoint:AgentcoreAgentRuntimeEndpoint', 'AWS::BedrockAgentCore::RuntimeEndpoint'],
  ['agentcoreMemory:AgentcoreMemory', 'AWS::BedrockAgentCore::Memory'],
  ['agentcoreBrowser:AgentcoreBrowser', 'AWS::BedrockAgentCore::BrowserCustom'],
  ['agentcoreCodeInterpreter:AgentcoreCodeInterpreter', 'AWS::BedrockAgentCore::CodeInterpreterCustom'],
  ['agentcoreHarness:AgentcoreHarness', 'AWS::BedrockAgentCore::Harness'],
  ['agentcoreWorkloadIdentity:AgentcoreWorkloadIdentity', 'AWS::BedrockAgentCore::WorkloadIdentity'],
  ['agentcorePolicyEngine:AgentcorePolicyEngine', 'AWS::BedrockAgentCore::PolicyEngine'],
  ['agentAgentAlias:AgentAgentAlias', 'AWS::Bedrock::AgentAlias'],
  ['agentKnowledgeBase:AgentKnowledgeBase', 'AWS::Bedrock::KnowledgeBase'],
  ['guardrail:Guardrail', 'AWS::Bedrock::Guardrail'],
];

export const AGENT_TYPES: readonly TypeEntry[] = NAMES.map(([name, type]) => [
  `aws:bedrock/${name}`,
  { type, asWritten: ['tags', 'environmentVariables'] },
]);

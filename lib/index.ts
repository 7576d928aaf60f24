/**
 * A federated workload identity for every component of an AI agent: the vocabulary and the plan. Loads no engine; the constructs are in
 * `agent-workload-identity/cdk` and `agent-workload-identity/pulumi`.
 */
export {
  chainOfRunQuery,
  chainsQuery,
  cloudTrailTable,
  type EvidenceFiles,
  gapsQuery,
  LOGS_QUERIES,
  type LogsAsked,
  type LogsQuery,
  modelInvocationsTable,
  recordsView,
} from './evidence-queries';
export type { Finding, FindingVerdict, Place, Severity } from './finding/finding';
export * from './plan';
export * from './spec';

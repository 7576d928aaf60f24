/** Saved questions to the evidence, as plain data: no engine, and nothing that asks them. docs/chain.md says what each is for. */
export { chainOfRunQuery, chainsQuery, GAPS, gapsQuery } from './chain-query';
export { LOGS_QUERIES, type LogsAsked, type LogsQuery } from './logs-insights';
export { ISSUING, RECORDS_VIEW, recordsView, SESSION_NAME } from './records-view';
export { CLOUDTRAIL_TABLE, cloudTrailTable, type EvidenceFiles, MODEL_INVOCATIONS_TABLE, modelInvocationsTable } from './tables';

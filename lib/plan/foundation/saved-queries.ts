/** The questions that rebuild chains, for the places where this account's evidence lies. */
import {
  chainOfRunQuery,
  chainsQuery,
  cloudTrailTable,
  type EvidenceFiles,
  gapsQuery,
  LOGS_QUERIES,
  type LogsAsked,
  modelInvocationsTable,
  recordsView,
} from '../../evidence-queries';
import type { AccountFoundationSpec, SavedQueries } from '../../spec/foundation';
import type { PlannedAthenaQuery, PlannedLogQuery } from './kinds';

/** Names of the log groups of this account, by what is asked: those that are made. */
export type AskedGroups = { readonly [Log in LogsAsked]?: string };

interface Question {
  readonly name: string;
  readonly description: string;
  readonly sql: string;
}

const questions = (files: EvidenceFiles): readonly Question[] => [
  { name: '1-table-of-cloudtrail', description: 'run once: the table over the files of the trail', sql: cloudTrailTable(files) },
  {
    name: '2-table-of-model-invocations',
    description: 'run once: the table over the log of model invocations, which has files where it is delivered to the bucket',
    sql: modelInvocationsTable(files),
  },
  { name: '3-view-of-records', description: 'run once, after the tables: one row for each record', sql: recordsView() },
  {
    name: 'chain-of-a-run',
    description: 'every event of one run, what issued its credentials, and gaps: first and last day twice, and the run',
    sql: chainOfRunQuery(),
  },
  {
    name: 'chains',
    description: 'every event of every run, what issued its credentials, and gaps: first and last day twice',
    sql: chainsQuery(),
  },
  { name: 'gaps', description: 'what hangs in the air: first and last day twice', sql: gapsQuery() },
];

/** Plans the questions; `bucket` is that of the trail which is made here. */
export function savedQueriesOf(
  { name }: AccountFoundationSpec,
  { database, since, regions, accounts = ['⟨account⟩'], bucket, organization }: SavedQueries,
  made: { readonly bucket: string | undefined; readonly groups: AskedGroups },
): readonly (PlannedAthenaQuery | PlannedLogQuery)[] {
  const files: EvidenceFiles = {
    bucket: bucket ?? made.bucket ?? '',
    accounts,
    regions,
    since,
    ...(organization === undefined ? {} : { organisation: organization }),
  };
  return [
    ...questions(files).map(
      ({ name: question, description, sql }): PlannedAthenaQuery => ({
        kind: 'athena-query',
        id: `athena-query/${question}`,
        name: `${name}-${question}`,
        description,
        database,
        query: sql,
      }),
    ),
    ...LOGS_QUERIES.map(({ name: question, asks, query }): PlannedLogQuery => {
      const group = made.groups[asks];
      return {
        kind: 'log-query',
        id: `log-query/${question}`,
        name: `${name}/${question}`,
        groups: group === undefined ? [] : [group],
        query,
      };
    }),
  ];
}

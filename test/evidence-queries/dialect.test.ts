/** The shipped SQL is Athena's: questions follow the grammar of Trino, which Athena's engine version 3 is, definitions of tables that of Hive. */

import { HiveSQL } from 'dt-sql-parser/dist/parser/hive';
import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino';
import { chainOfRunQuery, chainsQuery, cloudTrailTable, gapsQuery, modelInvocationsTable, recordsView } from '../../lib/evidence-queries';

const faultsOf = (sql: string): readonly string[] =>
  new TrinoSQL().validate(`${sql};`).map(({ message, startLine }) => `${startLine}: ${message}`);

describe('the grammar of Trino', () => {
  it.each([
    ['the view', recordsView()],
    ['all chains', chainsQuery()],
    ['one chain', chainOfRunQuery()],
    ['gaps', gapsQuery()],
  ])('has %s', (_what, sql) => {
    expect(faultsOf(sql)).toEqual([]);
  });

  it('does not have what other engines do', () => {
    expect(faultsOf('SELECT a::varchar FROM t')).not.toEqual([]);
    expect(faultsOf('SELECT * EXCLUDE (a) FROM t')).not.toEqual([]);
  });
});

describe('the grammar of Hive', () => {
  const files = {
    bucket: 'evidence',
    prefix: 'central',
    organisation: 'o-abcdefghij',
    accounts: ['111122223333'],
    regions: ['eu-central-1'],
    since: '2026/11/01',
  } as const;
  const hiveFaultsOf = (sql: string): readonly string[] =>
    new HiveSQL().validate(`${sql};`).map(({ message, startLine }) => `${startLine}: ${message}`);

  it.each([
    ['the table of CloudTrail', cloudTrailTable(files)],
    ['the table of model invocations', modelInvocationsTable(files)],
  ])('has %s', (_what, ddl) => {
    expect(hiveFaultsOf(ddl)).toEqual([]);
    expect(hiveFaultsOf(ddl.replace('PARTITIONED BY', 'PARTITIONED'))).not.toEqual([]);
  });

  it('finds the files where their services put them', () => {
    expect(cloudTrailTable(files)).toContain(
      "'storage.location.template' = 's3://evidence/central/AWSLogs/o-abcdefghij/${log_account}/CloudTrail/${log_region}/${day}'",
    );
    expect(modelInvocationsTable({ ...files, prefix: undefined as never })).toContain(
      "'s3://evidence/AWSLogs/o-abcdefghij/${log_account}/BedrockModelInvocationLogs/${log_region}/${day}'",
    );
  });
});

/**
 * The tables that Athena reads evidence from: CloudTrail's files and the log of model invocations, as they lie in their buckets. Partitions are projected from
 * the path, so that nothing has to be loaded and a question about a day reads a day.
 *
 * The columns of CloudTrail are those of AWS's page and one more: `sourceidentity`, which the page leaves out and without which no chain can be followed.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 */

/** Where the files lie. */
export interface EvidenceFiles {
  /** Name of the bucket. */
  readonly bucket: string;
  /** What stands before `AWSLogs`, without slashes at its ends; absent where there is nothing. */
  readonly prefix?: string;
  /** Id of the organisation, where its trail writes: `AWSLogs/o-…/`. */
  readonly organisation?: string;
  /** Accounts whose files are read, each of 12 digits. */
  readonly accounts: readonly [string, ...string[]];
  readonly regions: readonly [string, ...string[]];
  /** The first day that has files, such as `2026/11/01`. */
  readonly since: string;
}

export const CLOUDTRAIL_TABLE = 'agent_cloudtrail';
export const MODEL_INVOCATIONS_TABLE = 'agent_model_invocations';

const CLOUDTRAIL_COLUMNS = `
  eventversion STRING,
  useridentity STRUCT<
    type: STRING,
    principalid: STRING,
    arn: STRING,
    accountid: STRING,
    invokedby: STRING,
    accesskeyid: STRING,
    username: STRING,
    sessioncontext: STRUCT<
      sourceidentity: STRING,
      attributes: STRUCT<
        mfaauthenticated: STRING,
        creationdate: STRING>,
      sessionissuer: STRUCT<
        type: STRING,
        principalid: STRING,
        arn: STRING,
        accountid: STRING,
        username: STRING>,
      webidfederationdata: STRUCT<
        federatedprovider: STRING,
        attributes: MAP<STRING, STRING>>>>,
  eventtime STRING,
  eventsource STRING,
  eventname STRING,
  awsregion STRING,
  sourceipaddress STRING,
  useragent STRING,
  errorcode STRING,
  errormessage STRING,
  requestparameters STRING,
  responseelements STRING,
  additionaleventdata STRING,
  requestid STRING,
  eventid STRING,
  readonly STRING,
  resources ARRAY<STRUCT<arn: STRING, accountid: STRING, type: STRING>>,
  eventtype STRING,
  managementevent STRING,
  recipientaccountid STRING,
  sharedeventid STRING,
  vpcendpointid STRING,
  eventcategory STRING`;

const MODEL_INVOCATION_COLUMNS = `
  schematype STRING,
  schemaversion STRING,
  \`timestamp\` STRING,
  accountid STRING,
  identity STRUCT<arn: STRING>,
  region STRING,
  requestid STRING,
  operation STRING,
  modelid STRING,
  errorcode STRING,
  requestmetadata MAP<STRING, STRING>,
  input STRUCT<inputtokencount: BIGINT>,
  output STRUCT<outputtokencount: BIGINT>`;

const rootOf = ({ bucket, prefix, organisation }: EvidenceFiles): string =>
  ['s3:/', bucket, ...(prefix === undefined ? [] : [prefix]), 'AWSLogs', ...(organisation === undefined ? [] : [organisation])].join('/');

const projectionOf = (files: EvidenceFiles, folder: string): string => `TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.log_account.type' = 'enum',
  'projection.log_account.values' = '${files.accounts.join(',')}',
  'projection.log_region.type' = 'enum',
  'projection.log_region.values' = '${files.regions.join(',')}',
  'projection.day.type' = 'date',
  'projection.day.format' = 'yyyy/MM/dd',
  'projection.day.range' = '${files.since},NOW',
  'projection.day.interval' = '1',
  'projection.day.interval.unit' = 'DAYS',
  'storage.location.template' = '${rootOf(files)}/\${log_account}/${folder}/\${log_region}/\${day}'
)`;

const PARTITIONS = 'PARTITIONED BY (log_account STRING, log_region STRING, day STRING)';

/** The table over the files of a trail. */
export const cloudTrailTable = (
  files: EvidenceFiles,
): string => `CREATE EXTERNAL TABLE IF NOT EXISTS ${CLOUDTRAIL_TABLE} (${CLOUDTRAIL_COLUMNS}
)
${PARTITIONS}
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION '${rootOf(files)}/'
${projectionOf(files, 'CloudTrail')}`;

/** The table over the log of model invocations, where it is delivered to a bucket. The same bucket or another. */
export const modelInvocationsTable = (
  files: EvidenceFiles,
): string => `CREATE EXTERNAL TABLE IF NOT EXISTS ${MODEL_INVOCATIONS_TABLE} (${MODEL_INVOCATION_COLUMNS}
)
${PARTITIONS}
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
LOCATION '${rootOf(files)}/'
${projectionOf(files, 'BedrockModelInvocationLogs')}`;

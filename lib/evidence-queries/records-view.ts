/**
 * The view that all questions are asked of: one row for each record of CloudTrail, with what a chain is followed by as plain columns.
 *
 * It takes nothing away, so that a condition on `day` reaches the table: records that came twice, and the two records that a call between accounts leaves,
 * have one `event_id` and are counted once by the questions.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
import { CLOUDTRAIL_TABLE } from './tables';

export const RECORDS_VIEW = 'agent_records';

/** Calls that issue credentials. */
export const ISSUING = ['AssumeRole', 'AssumeRoleWithWebIdentity', 'AssumeRoleWithSAML', 'GetScopedCredentials'] as const;

/** The form of a session's name under the chain contract: run, period, trace id. */
export const SESSION_NAME = '^[A-Za-z0-9][A-Za-z0-9_-]{0,30}[.][0-9a-f]{32}$';

/** A session has as many tags as its role requires; more than these are looked for in vain. */
const MOST_TAGS = 10;

/** AssumeRole has its tags in a list, the federated calls in a map. */
const tagOf = (tag: string): string =>
  [
    'coalesce(',
    `      json_extract_scalar(requestparameters, '$.principalTags.${tag}'),`,
    '      CASE',
    ...Array.from(
      { length: MOST_TAGS },
      (_, index) =>
        `        WHEN json_extract_scalar(requestparameters, '$.tags[${index}].key') = '${tag}' THEN json_extract_scalar(requestparameters, '$.tags[${index}].value')`,
    ),
    '      END)',
  ].join('\n');

export const recordsView = (): string => `CREATE OR REPLACE VIEW ${RECORDS_VIEW} AS
WITH records AS (
  SELECT
    day,
    coalesce(sharedeventid, eventid) AS event_id,
    eventtime AS event_time,
    eventsource AS event_source,
    eventname AS event_name,
    awsregion AS aws_region,
    requestid AS request_id,
    errorcode AS error_code,
    useridentity.type AS caller_type,
    useridentity.arn AS caller_arn,
    useridentity.accesskeyid AS access_key_id,
    useridentity.sessioncontext.sourceidentity AS inherited_identity,
    CASE WHEN useridentity.type = 'AssumedRole' THEN split_part(useridentity.arn, '/', 3) END AS caller_session,
    useridentity.sessioncontext.sessionissuer.arn AS caller_role,
    CASE
      WHEN eventsource = 'sts.amazonaws.com' AND errorcode IS NULL AND eventname IN (${ISSUING.map((name) => `'${name}'`).join(', ')})
      THEN json_extract_scalar(responseelements, '$.credentials.accessKeyId')
    END AS issued_key,
    json_extract_scalar(requestparameters, '$.sourceIdentity') AS set_identity,
    json_extract_scalar(requestparameters, '$.roleArn') AS asked_role,
    json_extract_scalar(requestparameters, '$.roleSessionName') AS asked_session,
    json_extract_scalar(requestparameters, '$.scopedSessionDescription') AS description,
    ${tagOf('task')} AS task,
    ${tagOf('user')} AS user_id
  FROM ${CLOUDTRAIL_TABLE}
)
SELECT
  *,
  CASE WHEN regexp_like(caller_session, '${SESSION_NAME}') THEN split_part(caller_session, '.', 1) END AS caller_run,
  CASE WHEN regexp_like(asked_session, '${SESSION_NAME}') THEN split_part(asked_session, '.', 1) END AS asked_run,
  CASE WHEN issued_key IS NOT NULL THEN coalesce(asked_role, caller_role) END AS issued_role,
  CASE WHEN issued_key IS NOT NULL THEN coalesce(asked_session, caller_session) END AS issued_session,
  CASE WHEN issued_key IS NOT NULL THEN coalesce(set_identity, inherited_identity) END AS issued_identity
FROM records`;

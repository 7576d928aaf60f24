/**
 * The chain from the user's instruction to the call of an API, rebuilt from what CloudTrail and the log of model invocations recorded.
 *
 * A call has one parent: the event that issued the credentials it was made with. That link is the access key id and nothing else; times are never
 * compared, since the clocks of services differ. What a session is called (run and trace) says where a chain belongs, and where its link is lost, that there
 * is a gap. The step that is written into the description of narrowed credentials ties a call to the model's answer that asked for it.
 *
 * Every row of a run is an event, or an invocation of a model that no event was recorded of. Column `gap` is empty where the chain above the row is whole.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/select.html (recursive queries: engine version 3, at most ten deep)
 */
import { ISSUING, RECORDS_VIEW, SESSION_NAME } from './records-view';
import { MODEL_INVOCATIONS_TABLE } from './tables';

/** Sessions above one another that are followed; STS narrows credentials three times, and agents assume each other's roles once or twice. */
const MOST_HOPS = 8;

/** What is said of a gap. The texts are part of the interface: alarms and reports look for them. */
export const GAPS = {
  issuerUnrecorded: 'the event that issued its credentials is not recorded',
  aboveUnrecorded: 'a session above is not recorded as issued',
  issuedTwice: 'two events claim to have issued its credentials',
  otherRun: 'begun by a session of another run',
  noIdentity: 'the session carries no source identity',
  reasoningUnrecorded: 'the answer of the model that asked for it is not recorded',
  reasoningUnclear: 'more than one answer of the model belongs to the step',
  callUnrecorded: 'the call of the model is not recorded by CloudTrail',
  otherMetadata: 'its request metadata says another run',
} as const;

const fields = (names: readonly string[]): string => names.map((name) => `    max(${name}) AS ${name}`).join(',\n');

const EVENT_FIELDS = [
  'event_time',
  'event_source',
  'event_name',
  'request_id',
  'error_code',
  'caller_type',
  'caller_arn',
  'access_key_id',
  'inherited_identity',
  'caller_run',
  'issued_key',
  'issued_role',
  'issued_session',
  'issued_identity',
  'asked_run',
  'description',
  'task',
  'user_id',
] as const;

const ISSUED_FIELDS = [
  'access_key_id',
  'caller_type',
  'issued_role',
  'issued_session',
  'issued_identity',
  'inherited_identity',
  'description',
  'task',
  'user_id',
] as const;

/** Callers above which there is nothing: a service, an identity provider, or a user with keys of its own. */
const BEGINS = "('AWSService', 'WebIdentityUser', 'SAMLUser', 'IAMUser', 'Root')";

const chains = (last: string): string => `WITH RECURSIVE
events AS (
  SELECT
    event_id,
${fields(EVENT_FIELDS)}
  FROM ${RECORDS_VIEW}
  WHERE day BETWEEN ? AND ?
  GROUP BY event_id
),
claimed AS (
  SELECT
    issued_key AS key,
    count(*) AS claims,
    min(event_id) AS event_id,
${fields(ISSUED_FIELDS)}
  FROM events
  WHERE issued_key IS NOT NULL
  GROUP BY issued_key
),
issued AS (
  SELECT
    *,
    CASE WHEN regexp_like(issued_session, '${SESSION_NAME}') THEN split_part(issued_session, '.', 1) END AS run,
    nullif(regexp_extract(description, '(^| )step=([A-Za-z0-9_-]+)( |$)', 2), '') AS step
  FROM claimed
),
beginnings AS (
  SELECT
    i.*,
    CASE
      WHEN i.issued_identity IS NULL THEN '${GAPS.noIdentity}'
      WHEN i.caller_type IN ${BEGINS} THEN NULL
      WHEN i.access_key_id IS NULL THEN '${GAPS.issuerUnrecorded}'
      WHEN p.key IS NULL AND i.inherited_identity IS NOT NULL THEN '${GAPS.aboveUnrecorded}'
      WHEN p.key IS NULL THEN '${GAPS.issuerUnrecorded}'
      WHEN p.claims > 1 THEN '${GAPS.issuedTwice}'
      WHEN p.run IS NOT NULL THEN '${GAPS.otherRun}'
    END AS gap
  FROM issued i
  LEFT JOIN issued p ON p.key = i.access_key_id
  WHERE i.run IS NOT NULL AND i.claims = 1 AND (p.key IS NULL OR p.claims > 1 OR p.run IS NULL OR p.run <> i.run)
),
lineage (key, event_id, run, hop, path, step, task, user_id, source_identity, gap) AS (
  SELECT key, event_id, run, 1, CAST(event_id AS VARCHAR), CAST(step AS VARCHAR), CAST(task AS VARCHAR), CAST(user_id AS VARCHAR), CAST(issued_identity AS VARCHAR), CAST(gap AS VARCHAR)
  FROM beginnings
  UNION ALL
  SELECT
    i.key, i.event_id, i.run, l.hop + 1, CAST(concat(l.path, ' > ', i.event_id) AS VARCHAR), CAST(coalesce(i.step, l.step) AS VARCHAR),
    CAST(coalesce(i.task, l.task) AS VARCHAR), CAST(coalesce(i.user_id, l.user_id) AS VARCHAR), CAST(coalesce(i.issued_identity, l.source_identity) AS VARCHAR), l.gap
  FROM lineage l
  JOIN issued i ON i.access_key_id = l.key AND i.run = l.run AND i.claims = 1
  WHERE l.hop < ${MOST_HOPS}
),
invocations AS (
  SELECT
    requestid AS request_id,
    max("timestamp") AS event_time,
    max(element_at(requestmetadata, 'run')) AS run,
    max(element_at(requestmetadata, 'step')) AS step,
    max(element_at(requestmetadata, 'task')) AS task,
    max(element_at(requestmetadata, 'user')) AS user_id,
    max(modelid) AS model,
    max(identity.arn) AS caller_arn,
    max(errorcode) AS error_code
  FROM ${MODEL_INVOCATIONS_TABLE}
  WHERE day BETWEEN ? AND ?
  GROUP BY requestid
),
answers AS (
  SELECT run, step, count(*) AS answers, min(request_id) AS request_id
  FROM invocations
  WHERE error_code IS NULL AND run IS NOT NULL AND step IS NOT NULL
  GROUP BY run, step
),
rows_of_runs AS (
  -- what was called with the credentials of a run
  SELECT
    l.run, l.hop, e.event_id, l.event_id AS parent_event_id, concat(l.path, ' > ', e.event_id) AS path, e.request_id,
    l.step, coalesce(e.task, l.task) AS task, l.user_id, l.source_identity,
    CASE WHEN m.run <> l.run THEN '${GAPS.otherMetadata}' ELSE l.gap END AS gap
  FROM lineage l
  JOIN events e ON e.access_key_id = l.key
  LEFT JOIN invocations m ON m.request_id = e.request_id
  UNION ALL
  -- what began a run
  SELECT
    b.run, 0, b.event_id, CASE WHEN p.claims = 1 THEN p.event_id END, b.event_id, e.request_id,
    NULL, b.task, b.user_id, b.issued_identity, b.gap
  FROM beginnings b
  JOIN events e ON e.event_id = b.event_id
  LEFT JOIN issued p ON p.key = b.access_key_id
  UNION ALL
  -- what would have begun a run: it was refused, or the credentials that it issued are another event's, too
  SELECT
    e.asked_run, 0, e.event_id, CASE WHEN p.claims = 1 THEN p.event_id END, e.event_id, e.request_id,
    NULL, e.task, e.user_id, e.inherited_identity,
    CASE
      WHEN i.claims > 1 OR p.claims > 1 THEN '${GAPS.issuedTwice}'
      WHEN e.caller_type NOT IN ${BEGINS} AND p.key IS NULL THEN '${GAPS.issuerUnrecorded}'
    END
  FROM events e
  LEFT JOIN issued p ON p.key = e.access_key_id
  LEFT JOIN issued i ON i.key = e.issued_key
  LEFT JOIN lineage l ON l.key = e.access_key_id
  WHERE e.asked_run IS NOT NULL AND (e.error_code IS NOT NULL OR i.claims > 1) AND l.key IS NULL AND e.caller_run IS NULL
  UNION ALL
  -- what bears the name of a run and hangs in the air
  SELECT
    e.caller_run, NULL, e.event_id, NULL, e.event_id, e.request_id,
    NULL, e.task, e.user_id, e.inherited_identity,
    CASE WHEN i.claims > 1 THEN '${GAPS.issuedTwice}' ELSE '${GAPS.issuerUnrecorded}' END
  FROM events e
  LEFT JOIN lineage l ON l.key = e.access_key_id
  LEFT JOIN issued i ON i.key = e.access_key_id
  LEFT JOIN beginnings b ON b.event_id = e.event_id
  WHERE e.caller_run IS NOT NULL AND l.key IS NULL AND b.event_id IS NULL
  UNION ALL
  -- reasoning, on credentials that the platform gave to many runs
  SELECT
    m.run, 0, e.event_id, CASE WHEN p.claims = 1 THEN p.event_id END, e.event_id, m.request_id,
    m.step, m.task, m.user_id, NULL,
    CASE WHEN e.event_id IS NULL THEN '${GAPS.callUnrecorded}' WHEN p.key IS NULL THEN '${GAPS.issuerUnrecorded}' END
  FROM invocations m
  LEFT JOIN events e ON e.request_id = m.request_id
  LEFT JOIN issued p ON p.key = e.access_key_id
  LEFT JOIN lineage l ON l.key = e.access_key_id
  WHERE m.run IS NOT NULL AND l.key IS NULL AND e.caller_run IS NULL
)
SELECT
  r.run,
  CASE WHEN m.request_id IS NOT NULL THEN 'reasoning' WHEN e.event_source = 'sts.amazonaws.com' AND e.event_name IN (${ISSUING.map((name) => `'${name}'`).join(', ')}) THEN 'session' ELSE 'call' END AS kind,
  r.hop,
  coalesce(e.event_time, m.event_time) AS event_time,
  coalesce(e.event_source, 'bedrock.amazonaws.com') AS event_source,
  e.event_name,
  m.model,
  coalesce(e.caller_arn, m.caller_arn) AS caller_arn,
  e.error_code,
  r.user_id,
  r.task,
  r.source_identity,
  r.step,
  r.request_id,
  r.event_id,
  r.parent_event_id,
  CASE WHEN m.request_id IS NULL AND a.answers = 1 THEN a.request_id END AS caused_by,
  r.path,
  CASE
    WHEN r.gap IS NOT NULL OR m.request_id IS NOT NULL OR r.step IS NULL THEN r.gap
    WHEN a.answers IS NULL THEN '${GAPS.reasoningUnrecorded}'
    WHEN a.answers > 1 THEN '${GAPS.reasoningUnclear}'
  END AS gap
FROM rows_of_runs r
LEFT JOIN events e ON e.event_id = r.event_id
LEFT JOIN invocations m ON m.request_id = r.request_id
LEFT JOIN answers a ON a.run = r.run AND a.step = r.step
${last}`;

/** Every chain of the days asked for: first and last day twice, once for each table, as `2026/11/23`. */
export const chainsQuery = (): string => chains('ORDER BY r.run, r.path');

/** One run: the days as for all, then the id of the run. */
export const chainOfRunQuery = (): string => chains('WHERE r.run = ?\nORDER BY r.path');

/** What hangs in the air: every row whose chain is not whole. */
export const gapsQuery = (): string => `SELECT * FROM (\n${chains('')}) WHERE gap IS NOT NULL ORDER BY run, path`;

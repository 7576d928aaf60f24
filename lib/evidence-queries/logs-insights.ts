/**
 * Saved questions for CloudWatch Logs Insights: what is asked while something happens, before files have come to the bucket.
 *
 * `RUN`, `USER` and `TRACE` stand for the ids asked about. Logs Insights could not join the events of a chain within the limits of one query; the SQL for Athena
 * does, and these questions show its links one by one.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */

/** What a question is asked of: the components' own logs, the log group of a trail, that of model invocations, or the spans of transaction search. */
export type LogsAsked = 'components' | 'trail' | 'model-invocations' | 'spans';

export interface LogsQuery {
  /** Lower case, with hyphens; a folder named after the agent is put before it. */
  readonly name: string;
  readonly asks: LogsAsked;
  readonly query: string;
}

const lines = (...commands: readonly string[]): string => commands.join('\n| ');

/** A session of a run is called by run and trace; a period ends the run's id. */
const OF_RUN = '/^RUN[.]/';

export const LOGS_QUERIES: readonly LogsQuery[] = [
  {
    name: 'run-step-by-step',
    asks: 'components',
    query: lines(
      'fields @timestamp, level, message, step, gen_ai.operation.name, gen_ai.agent.name, gen_ai.tool.name, requestId, error.type, @log',
      'filter run = "RUN"',
      'sort @timestamp asc',
      'limit 10000',
    ),
  },
  {
    name: 'runs-of-a-user',
    asks: 'components',
    query: lines(
      'filter user = "USER"',
      'stats min(@timestamp) as began, max(@timestamp) as ended, count(*) as lines by run, task, sourceIdentity',
      'sort began desc',
    ),
  },
  {
    name: 'failures',
    asks: 'components',
    query: lines(
      'filter ispresent(error.type)',
      'stats count(*) as failures by error.type, gen_ai.agent.name, gen_ai.tool.name',
      'sort failures desc',
    ),
  },
  {
    name: 'lines-without-a-chain',
    asks: 'components',
    query: lines(
      'filter not ispresent(run) or not ispresent(sourceIdentity) or not ispresent(traceId)',
      'stats count(*) as lines by @log',
      'sort lines desc',
    ),
  },
  {
    name: 'credentials-of-a-run',
    asks: 'trail',
    query: lines(
      'fields @timestamp, eventName, userIdentity.accessKeyId as parentKey, responseElements.credentials.accessKeyId as issuedKey, requestParameters.roleArn, requestParameters.roleSessionName, userIdentity.sessionContext.sourceIdentity, errorCode, eventID',
      'filter eventSource = "sts.amazonaws.com"',
      `filter requestParameters.roleSessionName like ${OF_RUN} or userIdentity.principalId like /:RUN[.]/`,
      'sort @timestamp asc',
      'limit 10000',
    ),
  },
  {
    name: 'calls-of-a-run',
    asks: 'trail',
    query: lines(
      'fields @timestamp, eventSource, eventName, userIdentity.accessKeyId, userIdentity.sessionContext.sourceIdentity, userIdentity.sessionContext.sessionIssuer.userName, errorCode, requestID, eventID',
      'filter userIdentity.principalId like /:RUN[.]/',
      'sort @timestamp asc',
      'limit 10000',
    ),
  },
  {
    name: 'denied-calls',
    asks: 'trail',
    query: lines(
      'filter errorCode in ["AccessDenied", "AccessDeniedException", "Client.UnauthorizedOperation"]',
      'stats count(*) as denied by userIdentity.sessionContext.sessionIssuer.userName, eventSource, eventName, bin(5m)',
      'sort denied desc',
    ),
  },
  {
    name: 'sessions-without-a-chain',
    asks: 'trail',
    query: lines(
      'filter eventName = "AssumeRole" and not ispresent(errorCode) and userIdentity.type = "AssumedRole"',
      'filter not ispresent(requestParameters.sourceIdentity) and not ispresent(userIdentity.sessionContext.sourceIdentity)',
      'stats count(*) as sessions by requestParameters.roleArn, userIdentity.sessionContext.sessionIssuer.userName',
      'sort sessions desc',
    ),
  },
  {
    name: 'reasoning-of-a-run',
    asks: 'model-invocations',
    query: lines(
      'fields @timestamp, requestMetadata.step, requestId, operation, modelId, identity.arn, input.inputTokenCount, output.outputTokenCount, errorCode',
      'filter requestMetadata.run = "RUN"',
      'sort @timestamp asc',
      'limit 10000',
    ),
  },
  {
    name: 'spans-of-a-trace',
    asks: 'spans',
    query: lines(
      'fields @timestamp, name, spanId, parentSpanId, durationNano',
      'filter traceId = "TRACE"',
      'sort @timestamp asc',
      'limit 10000',
    ),
  },
];

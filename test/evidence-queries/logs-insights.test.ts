/** Saved questions of Logs Insights use what is documented: commands, functions, and fields that the log asked really has. */
import { logLine } from 'agent-workload-identity/runtime';
import { LOGS_QUERIES, type LogsAsked } from '../../lib/evidence-queries';
import { contextOf } from '../runtime/contexts';
import { undocumented } from './logs-insights';

/** The names by which nested fields are found. */
const pathsOf = (value: unknown, prefix = ''): readonly string[] =>
  value === null || typeof value !== 'object'
    ? [prefix]
    : Object.entries(value).flatMap(([key, child]) => pathsOf(child, prefix === '' ? key : `${prefix}.${key}`));

/** A line with everything that a line can have. */
const LINE = logLine(contextOf({ step: 's1', conversation: 'c'.repeat(33) }), {
  level: 'info',
  message: 'asked',
  operation: 'execute_tool',
  agent: 'support/crm',
  tool: { name: 'crm', call: 'c1' },
  model: 'm',
  requestId: 'q',
  error: 'Throttled',
});

const FIELDS: { readonly [Log in LogsAsked]: readonly string[] } = {
  components: pathsOf(JSON.parse(LINE)),
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
  trail: [
    'awsRegion',
    'errorCode',
    'errorMessage',
    'eventID',
    'eventName',
    'eventSource',
    'eventTime',
    'requestID',
    'requestParameters.roleArn',
    'requestParameters.roleSessionName',
    'requestParameters.sourceIdentity',
    'responseElements.credentials.accessKeyId',
    'sharedEventID',
    'userIdentity.accessKeyId',
    'userIdentity.arn',
    'userIdentity.principalId',
    'userIdentity.sessionContext.sessionIssuer.userName',
    'userIdentity.sessionContext.sourceIdentity',
    'userIdentity.type',
  ],
  // https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
  'model-invocations': [
    'errorCode',
    'identity.arn',
    'input.inputTokenCount',
    'modelId',
    'operation',
    'output.outputTokenCount',
    'requestId',
    'requestMetadata.run',
    'requestMetadata.step',
  ],
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Transaction-Search-search-analyze-spans.html
  spans: ['durationNano', 'name', 'parentSpanId', 'spanId', 'traceId'],
};

describe('saved questions of Logs Insights', () => {
  it.each(LOGS_QUERIES.map(({ name, asks, query }) => [name, asks, query] as const))(
    '%s, asked of %s, uses what is documented',
    (_name, asks, query) => {
      expect(undocumented(query, FIELDS[asks])).toEqual([]);
    },
  );

  it('have names of their own, in the house\u2019s form, and fit into a definition', () => {
    expect(new Set(LOGS_QUERIES.map(({ name }) => name)).size).toBe(LOGS_QUERIES.length);
    for (const { name, query } of LOGS_QUERIES) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      // PutQueryDefinition takes up to 10,000 characters.
      expect(query.length).toBeLessThanOrEqual(10_000);
    }
  });

  it.each([
    ['a command that there is none of', 'fields run | where run = "RUN"', ['command where']],
    ['a field that the log does not have', 'filter runn = "RUN"', ['field runn']],
    ['a function that there is none of', 'stats total(@timestamp)', ['function total']],
    ['a limit beyond the greatest', 'limit 10001', ['limit 10001']],
    ['a field that is an alias only later', 'sort began | stats min(@timestamp) as began', ['field began']],
  ])('would be told of %s', (_what, query, faults) => {
    expect(undocumented(query, FIELDS.components)).toEqual(faults);
  });
});

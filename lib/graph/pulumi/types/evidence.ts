/** Trails, log groups and what else keeps or forwards evidence. */
import { isRecord, own } from '../../../policy/parse-values';
import { jsonOf } from '../in-pascal';
import type { Properties, TypeEntry } from './cloudformation-type';

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((found, name) => (isRecord(found) ? own(found, name) : undefined), value);

/** Operators of selectors, which the provider writes in the plural. */
const OPERATORS: Readonly<Record<string, string>> = {
  StartsWiths: 'StartsWith',
  EndsWiths: 'EndsWith',
  NotStartsWiths: 'NotStartsWith',
  NotEndsWiths: 'NotEndsWith',
};

function inSingular(value: unknown): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[]).map(inSingular);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [OPERATORS[name] ?? name, inSingular(member)]));
}

const trail = ({ AdvancedEventSelectors, ...properties }: Properties): Properties =>
  AdvancedEventSelectors === undefined ? properties : { ...properties, AdvancedEventSelectors: inSingular(AdvancedEventSelectors) };

/** Zero is how the provider writes that events never expire. */
const logGroup = ({ RetentionInDays, ...properties }: Properties): Properties =>
  RetentionInDays === undefined || RetentionInDays === 0 ? properties : { ...properties, RetentionInDays };

const eventRule = ({ EventPattern, IsEnabled, ...properties }: Properties): Properties => ({
  ...(IsEnabled === false ? { State: 'DISABLED' } : {}),
  ...properties,
  ...(EventPattern === undefined ? {} : { EventPattern: jsonOf(EventPattern) }),
});

/** One transformation, with a default value that the provider writes as text. */
const metricFilter = ({ MetricTransformation, ...properties }: Properties): Properties => {
  const otherwise = at(MetricTransformation, 'DefaultValue');
  const transformation = {
    MetricNamespace: at(MetricTransformation, 'Namespace'),
    MetricName: at(MetricTransformation, 'Name'),
    MetricValue: at(MetricTransformation, 'Value'),
    ...(otherwise === undefined ? {} : { DefaultValue: Number(otherwise) }),
  };
  return { ...properties, MetricTransformations: [transformation] };
};

export const EVIDENCE_TYPES: readonly TypeEntry[] = [
  [
    'aws:cloudtrail/trail:Trail',
    {
      type: 'AWS::CloudTrail::Trail',
      renamed: {
        name: 'TrailName',
        enableLogging: 'IsLogging',
        kmsKeyId: 'KMSKeyId',
        cloudWatchLogsGroupArn: 'CloudWatchLogsLogGroupArn',
      },
      asWritten: ['tags'],
      rebuilt: trail,
    },
  ],
  [
    'aws:cloudwatch/logGroup:LogGroup',
    { type: 'AWS::Logs::LogGroup', renamed: { name: 'LogGroupName' }, asWritten: ['tags'], rebuilt: logGroup },
  ],
  [
    'aws:cloudwatch/logIndexPolicy:LogIndexPolicy',
    {
      type: 'AWS::Logs::LogGroup',
      partOf: 'logGroupName',
      rebuilt: ({ PolicyDocument }) => ({ FieldIndexPolicies: [jsonOf(PolicyDocument)] }),
    },
  ],
  [
    'aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy',
    {
      type: 'AWS::Logs::LogGroup',
      partOf: 'logGroupName',
      rebuilt: ({ PolicyDocument }) => ({ DataProtectionPolicy: jsonOf(PolicyDocument) }),
    },
  ],
  [
    'aws:cloudwatch/logMetricFilter:LogMetricFilter',
    { type: 'AWS::Logs::MetricFilter', renamed: { name: 'FilterName', pattern: 'FilterPattern' }, rebuilt: metricFilter },
  ],
  [
    'aws:cloudwatch/metricAlarm:MetricAlarm',
    { type: 'AWS::CloudWatch::Alarm', renamed: { name: 'AlarmName' }, asWritten: ['tags', 'dimensions'] },
  ],
  ['aws:athena/namedQuery:NamedQuery', { type: 'AWS::Athena::NamedQuery', renamed: { query: 'QueryString' } }],
  ['aws:cloudwatch/queryDefinition:QueryDefinition', { type: 'AWS::Logs::QueryDefinition' }],
  ['aws:cloudwatch/logResourcePolicy:LogResourcePolicy', { type: 'AWS::Logs::ResourcePolicy' }],
  [
    'aws:xray/traceSegmentDestination:TraceSegmentDestination',
    {
      type: 'AWS::XRay::TransactionSearchConfig',
      // In CloudFormation's words there is a resource only where spans are kept as logs.
      rebuilt: ({ Destination }) => (Destination === 'CloudWatchLogs' ? {} : { Destination: Destination ?? 'XRay' }),
    },
  ],
  [
    'aws:xray/indexingRule:IndexingRule',
    {
      type: 'AWS::XRay::IndexingRule',
      rebuilt: ({ Name, Rule }) => ({ Name, IndexingPercentage: at(Rule, 'Probabilistic', 'DesiredSamplingPercentage') }),
    },
  ],
  ['aws:oam/sink:Sink', { type: 'AWS::Oam::Sink', asWritten: ['tags'] }],
  [
    'aws:oam/sinkPolicy:SinkPolicy',
    { type: 'AWS::Oam::Sink', partOf: 'sinkIdentifier', rebuilt: ({ Policy }) => ({ Policy: jsonOf(Policy) }) },
  ],
  ['aws:oam/link:Link', { type: 'AWS::Oam::Link', asWritten: ['tags'] }],
  ['aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration', { type: 'AWS::Bedrock::ModelInvocationLogging' }],
  ['aws:cloudwatch/metricAlarm:MetricAlarm', { type: 'AWS::CloudWatch::Alarm', renamed: { name: 'AlarmName' }, asWritten: ['tags'] }],
  ['aws:cloudwatch/eventRule:EventRule', { type: 'AWS::Events::Rule', asWritten: ['tags'], rebuilt: eventRule }],
  [
    'aws:kms/key:Key',
    { type: 'AWS::KMS::Key', renamed: { policy: 'KeyPolicy', deletionWindowInDays: 'PendingWindowInDays' }, asWritten: ['tags'] },
  ],
  ['aws:route53/zone:Zone', { type: 'AWS::Route53::HostedZone', renamed: { vpcs: 'VPCs' }, asWritten: ['tags'] }],
  [
    'aws:route53/queryLog:QueryLog',
    {
      type: 'AWS::Route53::HostedZone',
      partOf: 'zoneId',
      rebuilt: ({ CloudwatchLogGroupArn }) => ({ QueryLoggingConfig: { CloudWatchLogsLogGroupArn: CloudwatchLogGroupArn } }),
    },
  ],
];

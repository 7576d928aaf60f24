/** Reads back what a template holds of a foundation: of both engines in CloudFormation's words. */
import { evidenceKeyText, type FoundationKind } from '../plan/foundation/kinds';
import type { FoundationModel, FoundationModels } from '../plan/foundation/model';
import { isRecord } from '../policy/parse-values';
import type { GraphResource, IdentityGraph } from './identity-graph';
import { below, isTrue, textValue } from './values';

type Reader<Kind extends FoundationKind> = (graph: IdentityGraph) => readonly Omit<FoundationModels[Kind], 'kind'>[];

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

/** A document in a property: JSON, or text of it. */
function json(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

const tags = (value: unknown): unknown =>
  Array.isArray(value)
    ? Object.fromEntries(value.flatMap((tag) => (isRecord(tag) ? [[textValue(tag.Key) ?? '', tag.Value] as const] : [])))
    : value;

/** A list of names and values, or values by name. */
const dimensions = (value: unknown): unknown =>
  Array.isArray(value)
    ? Object.fromEntries(value.flatMap((one) => (isRecord(one) ? [[textValue(one.Name) ?? '', one.Value] as const] : [])))
    : (value ?? {});

const flags = (value: unknown, names: readonly string[]): readonly string[] => names.filter((name) => isTrue(below(value, name)));

const field = (selector: unknown) => ({
  field: below(selector, 'Field'),
  ...(below(selector, 'Equals') === undefined ? {} : { equals: below(selector, 'Equals') }),
  ...(below(selector, 'StartsWith') === undefined ? {} : { startsWith: below(selector, 'StartsWith') }),
});

const selector = (value: unknown) => ({ name: below(value, 'Name'), fields: list(below(value, 'FieldSelectors')).map(field) });

const each =
  <Kind extends FoundationKind>(
    type: string,
    read: (properties: GraphResource['properties'], resource: GraphResource, graph: IdentityGraph) => Omit<FoundationModels[Kind], 'kind'>,
  ): Reader<Kind> =>
  (graph) =>
    graph.resourcesOf(type).map((resource) => read(resource.properties, resource, graph));

const PUBLIC_ACCESS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
const CONTENTS = ['Embedding', 'Image', 'Text', 'Video'];

/** One reader for every kind: a kind without one does not compile. */
const READERS: { readonly [Kind in FoundationKind]: Reader<Kind> } = {
  'evidence-key': each('AWS::KMS::Key', (properties, { retained }) => ({
    description: properties.Description,
    document: json(properties.KeyPolicy),
    tags: tags(properties.Tags),
    rotates: isTrue(properties.EnableKeyRotation),
    daysUntilDeleted: properties.PendingWindowInDays,
    retained,
  })),
  archive: each('AWS::S3::Bucket', (properties, { name, arn, retained }, graph) => {
    const [rule] = list(below(properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration'));
    const [ownership] = list(below(properties, 'OwnershipControls', 'Rules'));
    return {
      name,
      lockedDays: below(properties, 'ObjectLockConfiguration', 'Rule', 'DefaultRetention', 'Days'),
      document: json(graph.resourcePolicies.find(({ resourceArn }) => resourceArn === arn)?.document.raw),
      tags: tags(properties.Tags),
      locked: below(properties, 'ObjectLockConfiguration', 'Rule', 'DefaultRetention', 'Mode'),
      lockEnabled: isTrue(properties.ObjectLockEnabled) && below(properties, 'ObjectLockConfiguration', 'ObjectLockEnabled') === 'Enabled',
      versions: below(properties, 'VersioningConfiguration', 'Status'),
      encryption: below(rule, 'ServerSideEncryptionByDefault', 'SSEAlgorithm'),
      ownership: below(ownership, 'ObjectOwnership'),
      closed: flags(properties.PublicAccessBlockConfiguration, PUBLIC_ACCESS),
      retained,
      policyRetained: graph.resourcesOf('AWS::S3::BucketPolicy').some((policy) => policy.properties.Bucket === name && policy.retained),
    };
  }),
  trail: each('AWS::CloudTrail::Trail', (properties, { retained }) => ({
    name: properties.TrailName,
    bucket: properties.S3BucketName,
    key: properties.KMSKeyId,
    groupArn: properties.CloudWatchLogsLogGroupArn,
    groupRoleArn: properties.CloudWatchLogsRoleArn,
    selectors: list(properties.AdvancedEventSelectors).map(selector),
    tags: tags(properties.Tags),
    logs: isTrue(properties.IsLogging),
    everyRegion: isTrue(properties.IsMultiRegionTrail),
    globalServices: isTrue(properties.IncludeGlobalServiceEvents),
    signed: isTrue(properties.EnableLogFileValidation),
    retained,
  })),
  'log-resource-policy': each('AWS::Logs::ResourcePolicy', (properties) => ({
    name: properties.PolicyName,
    document: json(properties.PolicyDocument),
  })),
  'transaction-search': (graph) => {
    const [rule] = graph.resourcesOf('AWS::XRay::IndexingRule').filter(({ properties }) => properties.Name === 'Default');
    return graph
      .resourcesOf('AWS::XRay::TransactionSearchConfig')
      .filter(({ properties }) => properties.Destination === undefined)
      .map(({ properties }) => ({ indexedPercent: properties.IndexingPercentage ?? rule?.properties.IndexingPercentage }));
  },
  'observability-sink': each('AWS::Oam::Sink', (properties) => ({
    name: properties.Name,
    document: json(properties.Policy),
    tags: tags(properties.Tags),
  })),
  'observability-link': each('AWS::Oam::Link', (properties) => ({
    sinkArn: properties.SinkIdentifier,
    resourceTypes: properties.ResourceTypes,
    label: properties.LabelTemplate,
    tags: tags(properties.Tags),
  })),
  'outbound-federation': each('AWS::IAM::OutboundWebIdentityFederation', (_properties, { retained }) => ({ retained })),
  'prompt-log': each('AWS::Bedrock::ModelInvocationLogging', ({ LoggingConfig }, { retained }) => ({
    group: below(LoggingConfig, 'CloudwatchConfig', 'LogGroupName'),
    roleArn: below(LoggingConfig, 'CloudwatchConfig', 'RoleArn'),
    records: CONTENTS.filter((content) => isTrue(below(LoggingConfig, `${content}DataDeliveryEnabled`))),
    retained,
  })),
  'metric-filter': each('AWS::Logs::MetricFilter', (properties) => {
    const [transformation] = list(properties.MetricTransformations);
    return {
      name: properties.FilterName,
      group: properties.LogGroupName,
      pattern: properties.FilterPattern,
      namespace: below(transformation, 'MetricNamespace'),
      metric: below(transformation, 'MetricName'),
      counts: below(transformation, 'MetricValue'),
      otherwise: below(transformation, 'DefaultValue'),
    };
  }),
  'evidence-alarm': each('AWS::CloudWatch::Alarm', (properties) => ({
    name: properties.AlarmName,
    description: properties.AlarmDescription,
    namespace: properties.Namespace,
    metric: properties.MetricName,
    dimensions: dimensions(properties.Dimensions),
    periodSeconds: properties.Period,
    comparison: properties.ComparisonOperator,
    threshold: properties.Threshold,
    missingData: properties.TreatMissingData,
    topicArn: list(properties.AlarmActions)[0],
    tags: tags(properties.Tags),
    statistic: properties.Statistic,
    evaluationPeriods: properties.EvaluationPeriods,
  })),
  'athena-query': each('AWS::Athena::NamedQuery', (properties) => ({
    name: properties.Name,
    description: properties.Description,
    database: properties.Database,
    query: properties.QueryString,
  })),
  'log-query': each('AWS::Logs::QueryDefinition', (properties) => ({
    name: properties.Name,
    groups: list(properties.LogGroupNames),
    query: properties.QueryString,
  })),
};

/** What a template holds of a foundation, with `⟨evidenceKey:kms-key-arn⟩` wherever it speaks of the key that it makes. */
export function readFoundation(graph: IdentityGraph): readonly FoundationModel[] {
  const [key] = graph.resourcesOf('AWS::KMS::Key');
  const named = (value: unknown): unknown => {
    if (typeof value === 'string') return key === undefined ? value : value.replaceAll(key.arn, evidenceKeyText);
    if (Array.isArray(value)) return value.map(named);
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, named(child)]));
  };
  return (Object.keys(READERS) as FoundationKind[]).flatMap((kind) =>
    READERS[kind](graph).map((model) => named({ kind, ...model }) as FoundationModel),
  );
}

import type { GraphResource, IdentityGraph } from '../../graph/identity-graph';
import { textValue } from '../../graph/values';
import { defineRule } from '../define-rule';
import { below, listAt, resourceName } from '../reading/properties';

type Properties = GraphResource['properties'];

interface Entry {
  readonly type: string;
  /** What it is, in words. */
  readonly what: string;
  /** Whether it keeps a log; undefined where it has none to keep. */
  readonly keeps: (properties: Properties, graph: IdentityGraph, resource: GraphResource) => boolean | undefined;
  readonly fix: string;
}

/** Logs of a cluster that tell who asked its API for what, and whose identity a token was taken for. */
const CLUSTER_LOGS = ['audit', 'authenticator'];

const clusterLogs = (properties: Properties): readonly string[] => [
  ...listAt(below(properties, 'Logging', 'ClusterLogging', 'EnabledTypes')).flatMap((one) => textValue(below(one, 'Type')) ?? []),
  ...listAt(below(properties, 'EnabledClusterLogTypes')).flatMap((one) => textValue(one) ?? []),
];

const ENTRIES: readonly Entry[] = [
  {
    type: 'AWS::ApiGateway::Stage',
    what: 'stage of an API',
    keeps: (properties) => below(properties, 'AccessLogSetting', 'DestinationArn') !== undefined,
    fix: 'set `AccessLogSetting` with the ARN of a log group in `DestinationArn`',
  },
  {
    type: 'AWS::ApiGatewayV2::Stage',
    what: 'stage of an API',
    keeps: (properties) => below(properties, 'AccessLogSettings', 'DestinationArn') !== undefined,
    fix: 'set `AccessLogSettings` with the ARN of a log group in `DestinationArn`',
  },
  {
    type: 'AWS::EKS::Cluster',
    what: 'cluster',
    keeps: (properties) => CLUSTER_LOGS.every((log) => clusterLogs(properties).includes(log)),
    fix: 'enable the log types `audit` and `authenticator` in `Logging`',
  },
  {
    type: 'AWS::Route53::HostedZone',
    what: 'hosted zone',
    // Queries of private zones are logged by the resolver of the network.
    keeps: (properties) =>
      listAt(below(properties, 'VPCs')).length > 0
        ? undefined
        : below(properties, 'QueryLoggingConfig', 'CloudWatchLogsLogGroupArn') !== undefined,
    fix: 'set `QueryLoggingConfig` with the ARN of a log group',
  },
];

export default defineRule({
  code: 'WI617',
  name: 'evidence/entries-keep-logs',
  severity: 'warning',
  principle: 'what is done leaves evidence',
  standards: ['NIST SP 800-53 AU-12', 'NIST SP 800-53 AU-3'],
  summary: 'what lets requests in from outside keeps a log of them: stages of APIs, clusters, public DNS zones',
  why: 'an agent\u2019s own log begins after the door; who knocked, with whose token, and what was turned away is told by the door alone',
  acknowledge: 'where something in front of it logs every request already',
  misses: ['doors of other kinds, such as load balancers and distributions'],
  sources: [
    'Amazon API Gateway Developer Guide, "Set up CloudWatch logging for REST APIs in API Gateway"',
    'Amazon EKS User Guide, "Send control plane logs to CloudWatch Logs"',
    'Amazon Route 53 Developer Guide, "Public DNS query logging"',
  ],
  visits: 'graph',
  messages: {
    none: { what: 'the <what> `<entry>` keeps no log of who asked for what', fix: '<fix>' },
    open: { what: 'whether the <what> `<entry>` keeps a log could not be decided', fix: '<fix>' },
  },
  check: (graph, tell) =>
    ENTRIES.flatMap(({ type, what, keeps, fix }) =>
      graph.resourcesOf(type).flatMap((resource) => {
        const kept = keeps(resource.properties, graph, resource);
        if (kept === undefined) return [];
        if (kept) return [tell.proved()];
        const names = { what, entry: resourceName(resource), fix };
        return resource.problems.length > 0
          ? [tell.undecided('open', names, { at: resource.place, shown: resource.problems.join(', ') })]
          : [tell.refuted('none', names, { at: resource.place, shown: 'no log is set up' })];
      }),
    ),
  examples: {
    bad: [
      {
        title: 'an API without access log',
        cloudformation: { Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: 'a1b2c3', StageName: 'prod' } } },
        finds: { message: 'none', resource: 'Stage' },
      },
      {
        title: 'a cluster that keeps the log of its API server only',
        cloudformation: {
          Cluster: {
            Type: 'AWS::EKS::Cluster',
            Properties: { RoleArn: 'arn:aws:iam::111122223333:role/c', Logging: { ClusterLogging: { EnabledTypes: [{ Type: 'api' }] } } },
          },
        },
        finds: { message: 'none', resource: 'Cluster' },
      },
    ],
    good: [
      {
        title: 'an API with access log, a cluster with both logs, a private zone',
        cloudformation: {
          Stage: {
            Type: 'AWS::ApiGatewayV2::Stage',
            Properties: {
              ApiId: 'a1b2c3',
              StageName: 'prod',
              AccessLogSettings: { DestinationArn: 'arn:aws:logs:eu-central-1:111122223333:log-group:api', Format: '$context.requestId' },
            },
          },
          Cluster: {
            Type: 'AWS::EKS::Cluster',
            Properties: {
              RoleArn: 'arn:aws:iam::111122223333:role/c',
              Logging: { ClusterLogging: { EnabledTypes: [{ Type: 'audit' }, { Type: 'authenticator' }] } },
            },
          },
          Zone: {
            Type: 'AWS::Route53::HostedZone',
            Properties: { Name: 'agents.internal', VPCs: [{ VPCId: 'vpc-1', VPCRegion: 'eu-central-1' }] },
          },
        },
      },
    ],
  },
});

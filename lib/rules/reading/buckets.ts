/** Buckets, and which of them hold evidence. */
import type { GraphResource, IdentityGraph } from '../../graph/identity-graph';
import type { PolicyDocument } from '../../policy/document';
import { once } from './once';
import { below, listAt, textAt } from './properties';
import { readPolicy } from './read-policy';
import { trailsInto } from './trails';
import { together } from './when';

/** Services that put evidence into buckets (CloudTrail, VPC flow and vended logs, AWS Config, S3 server access logs). */
const EVIDENCE_WRITERS: ReadonlySet<string> = new Set([
  'cloudtrail.amazonaws.com',
  'delivery.logs.amazonaws.com',
  'config.amazonaws.com',
  'logging.s3.amazonaws.com',
]);

export const bucketsOf = once((graph: IdentityGraph): readonly GraphResource[] => graph.resourcesOf('AWS::S3::Bucket'));

/** The policies of a bucket that can be read. */
export const bucketPolicies = (bucket: GraphResource, graph: IdentityGraph): readonly PolicyDocument[] =>
  graph.resourcePolicies.flatMap((policy) => {
    if (policy.resourceArn !== bucket.arn || !together(policy, bucket)) return [];
    const read = readPolicy(policy.document, 'resource');
    return read.ok ? [read.document] : [];
  });

/** Whether the policy of a bucket lets a service in that writes or reads evidence there. */
export const letsEvidenceIn = (bucket: GraphResource, graph: IdentityGraph): boolean =>
  bucketPolicies(bucket, graph).some(({ statements }) =>
    statements.some(
      ({ effect, principal }) =>
        effect === 'Allow' &&
        principal?.negated === false &&
        principal.principals.some((one) => one.kind === 'service' && EVIDENCE_WRITERS.has(one.value)),
    ),
  );

/** Names of the buckets that take the access logs of others. */
const logTargets = once(
  (graph: IdentityGraph) =>
    new Set(bucketsOf(graph).flatMap((bucket) => textAt(bucket, 'LoggingConfiguration', 'DestinationBucketName') ?? [])),
);

/** Whether a bucket takes the access logs of others: its own would go round in circles. */
export const takesAccessLogs = (bucket: GraphResource, graph: IdentityGraph): boolean =>
  logTargets(graph).has(bucket.name) || textAt(bucket, 'AccessControl') === 'LogDeliveryWrite';

/** Whether a bucket holds evidence: a trail's files, what services that log put there, or access logs. */
export const holdsEvidence = (bucket: GraphResource, graph: IdentityGraph): boolean =>
  trailsInto(bucket, graph).length > 0 || letsEvidenceIn(bucket, graph) || takesAccessLogs(bucket, graph);

export const isVersioned = (bucket: GraphResource): boolean => textAt(bucket, 'VersioningConfiguration', 'Status') === 'Enabled';

/** Whether a bucket keeps objects from being deleted or overwritten by default, and how. */
export const lockModeOf = (bucket: GraphResource): string | undefined =>
  textAt(bucket, 'ObjectLockConfiguration', 'Rule', 'DefaultRetention', 'Mode');

/** Whether server access logs of a bucket are kept. */
export const logsAccess = (bucket: GraphResource): boolean => below(bucket.properties, 'LoggingConfiguration') !== undefined;

/** Rules that encrypt what is put into a bucket. */
export const encryptionOf = (bucket: GraphResource): readonly unknown[] =>
  listAt(below(bucket.properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration'));

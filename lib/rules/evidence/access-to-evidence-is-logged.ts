import type { GraphResource, IdentityGraph } from '../../graph/identity-graph';
import { defineRule } from '../define-rule';
import { bucket, soundTrail } from '../examples/evidence';
import { policy } from '../examples/parts';
import { bucketsOf, holdsEvidence, logsAccess, takesAccessLogs } from '../reading/buckets';
import { resourceName } from '../reading/properties';
import { selectedBy } from '../reading/selectors';
import { reachesGroup, trailsInto, trailsOf } from '../reading/trails';

/** Whether something else shows that the files of the bucket's trails were changed, so that who opened it matters less. */
const isWitnessed = (bucket: GraphResource, graph: IdentityGraph): boolean => {
  const trails = trailsInto(bucket, graph);
  return trails.length > 0 && trails.every((trail) => trail.isValidated !== false || reachesGroup(trail));
};

const recordsObjects = (graph: IdentityGraph): boolean =>
  trailsOf(graph).some(({ resource }) => selectedBy(resource).dataTypes.has('AWS::S3::Object'));

const auditBucket = (properties: Readonly<Record<string, unknown>>) => ({
  Audit: bucket({ BucketName: 'audit', ...properties }),
  AuditPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Audit' },
      PolicyDocument: policy({
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::audit/*',
        Condition: { StringEquals: { 'aws:SourceArn': 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/agents' } },
      }),
    },
  },
});

export default defineRule({
  code: 'WI616',
  name: 'evidence/access-to-evidence-is-logged',
  severity: 'warning',
  principle: 'evidence that is changed shows that it was',
  standards: ['NIST SP 800-53 AU-9', 'NIST SP 800-53 AU-12'],
  summary: 'who opens a bucket with evidence is recorded, unless something else shows that it was changed',
  why: 'where nothing tells who read, wrote or deleted evidence, nobody can say that it is whole',
  acknowledge: 'where a trail elsewhere records data events of the bucket',
  misses: ['buckets of which the template does not show that they hold evidence'],
  sources: ['Amazon S3 User Guide, "Logging options for Amazon S3"'],
  visits: 'graph',
  messages: {
    unseen: {
      what: 'nothing records who opens the bucket `<bucket>`, which holds evidence',
      fix: 'set `LoggingConfiguration` with a bucket of its own for access logs',
    },
    open: {
      what: 'whether anything records who opens the bucket `<bucket>` could not be decided',
      fix: 'write its `LoggingConfiguration` out',
    },
  },
  check: (graph, tell) =>
    bucketsOf(graph).flatMap((bucket) => {
      // The access logs of a bucket for access logs would go round in circles.
      if (!holdsEvidence(bucket, graph) || takesAccessLogs(bucket, graph)) return [];
      if (logsAccess(bucket) || isWitnessed(bucket, graph) || recordsObjects(graph)) return [tell.proved()];
      const names = { bucket: resourceName(bucket) };
      return bucket.problems.length > 0
        ? [tell.undecided('open', names, { at: bucket.place, shown: bucket.problems.join(', ') })]
        : [tell.refuted('unseen', names, { at: bucket.place, shown: 'no access logs, and no trail that records its objects' })];
    }),
  examples: {
    bad: [{ title: 'a bucket for a trail of elsewhere', cloudformation: auditBucket({}), finds: { message: 'unseen', resource: 'Audit' } }],
    good: [
      { title: 'access logs', cloudformation: auditBucket({ LoggingConfiguration: { DestinationBucketName: 'access-logs' } }) },
      { title: 'a trail with digests', cloudformation: soundTrail() },
      { title: 'a bucket without evidence', cloudformation: { Drafts: bucket() } },
    ],
  },
});

import type { GraphHolder, GraphResource, IdentityGraph } from '../../graph/identity-graph';
import { defineRule, type Tell } from '../define-rule';
import { soundTrail } from '../examples/evidence';
import { LAMBDA_TRUST, policy, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { bucketsOf, letsEvidenceIn } from '../reading/buckets';
import { type Deed, holderCan } from '../reading/holder-can';
import { once } from '../reading/once';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { holderName } from '../reading/places';
import { resourceName, textAt } from '../reading/properties';
import { showAction } from '../reading/show-request';
import { destroyKey, rewriteBucket, rewriteGroup } from '../reading/tampering';
import { trailsInto, trailsOf, trailsToGroup } from '../reading/trails';
import { together } from '../reading/when';

interface Sink {
  readonly message: 'bucket' | 'group' | 'key';
  readonly resource: GraphResource;
  readonly deed: Deed;
}

/** Everything of the template that holds what trails record, or what it is encrypted with. */
const sinksOf = once((graph: IdentityGraph): readonly Sink[] => {
  const groups = graph.resourcesOf('AWS::Logs::LogGroup');
  const keys = new Set([...trailsOf(graph).map(({ key }) => key), ...groups.map((group) => textAt(group, 'KmsKeyId'))]);
  const buckets = bucketsOf(graph).filter((bucket) => trailsInto(bucket, graph).length > 0 || letsEvidenceIn(bucket, graph));
  const ofTrails = groups.filter(({ arn }) => trailsToGroup(arn, graph).length > 0);
  const encrypting = graph.resourcesOf('AWS::KMS::Key').filter(({ arn, name }) => keys.has(arn) || keys.has(name));
  return [
    ...buckets.map((resource) => ({ message: 'bucket' as const, resource, deed: rewriteBucket(resource.arn) })),
    ...ofTrails.map((resource) => ({ message: 'group' as const, resource, deed: rewriteGroup(resource.arn) })),
    ...encrypting.map((resource) => ({ message: 'key' as const, resource, deed: destroyKey(resource.arn) })),
  ];
});

const messages = {
  bucket: {
    what: 'the policies of `<holder>` let it delete what the bucket `<sink>` keeps as evidence, or have it deleted',
    fix: 'name the buckets that it needs in its permissions, not `*`, and leave `<sink>` out',
  },
  group: {
    what: 'the policies of `<holder>` let it delete what the log group `<sink>` keeps of a trail, or have it expire',
    fix: 'name its own log group in its permissions, not `*`',
  },
  key: {
    what: 'the policies of `<holder>` let it make evidence unreadable by destroying the key `<sink>`',
    fix: 'allow `kms:Decrypt` and what else it needs by name, and leave the administration of `<sink>` to who deploys it',
  },
  open: {
    what: 'whether `<holder>` may delete the evidence in `<sink>` could not be decided',
    fix: 'give it a boundary in the template, or write its policies out there',
    severity: 'warning',
  },
} as const satisfies Messages;

function judge(holder: GraphHolder, { message, resource, deed }: Sink, tell: Tell<typeof messages>): readonly Outcome[] {
  const names = { holder: holderName(holder), sink: resourceName(resource) };
  const at = { at: holder.place, with: [resource.place] };
  const can = holderCan(holder, deed);
  switch (can.kind) {
    case 'cannot':
      return [];
    case 'unreadable':
      return [UNREADABLE_POLICY];
    case 'open':
      return [tell.undecided('open', names, { ...at, shown: `depends on ${can.on}` })];
    case 'can':
      return [tell.refuted(message, names, { ...at, shown: `${showAction(can.witness)} is allowed`, witness: can.witness })];
  }
}

export default defineRule({
  code: 'WI611',
  name: 'evidence/sink-cannot-be-rewritten',
  severity: 'error',
  principle: 'nobody rewrites the evidence of their own doings',
  standards: ['OWASP ASI10', 'NIST SP 800-53 AU-9'],
  summary:
    'nobody whose policies the template holds may delete what trails have put into its buckets and log groups, or the key that it is encrypted with',
  why: 'evidence that those can delete whom it is about is none',
  acknowledge: 'for the role that expires evidence after its time, when nothing else can become it',
  misses: [
    'what the policies of buckets and keys themselves give to others',
    'buckets, log groups and keys that the template does not hold',
  ],
  sources: [
    'Service Authorization Reference, Amazon S3',
    'Service Authorization Reference, AWS Key Management Service',
    'AWS CloudTrail User Guide, "Security best practices in AWS CloudTrail"',
  ],
  visits: 'holder',
  messages,
  check: (holder, tell, { graph }) => {
    const sinks = sinksOf(graph).filter(({ resource }) => together(holder, resource));
    const outcomes = sinks.flatMap((sink) => judge(holder, sink, tell));
    return outcomes.length === 0 && sinks.length > 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'a role that may delete objects of every bucket',
        cloudformation: {
          ...soundTrail(),
          ...soundRole('Crm', LAMBDA_TRUST, {
            permits: policy({ Effect: 'Allow', Action: ['s3:GetObject', 's3:DeleteObject'], Resource: 'arn:aws:s3:::*' }),
          }),
        },
        finds: { message: 'bucket', resource: 'Crm', shown: 'arn:aws:s3:::evidence' },
      },
      {
        title: 'a role that may delete every key',
        cloudformation: {
          ...soundTrail({ KMSKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } }),
          Key: { Type: 'AWS::KMS::Key', Properties: {} },
          ...soundRole('Crm', LAMBDA_TRUST, { permits: policy({ Effect: 'Allow', Action: 'kms:*', Resource: '*' }) }),
        },
        finds: { message: 'key', resource: 'Crm', shown: 'kms:' },
      },
      {
        title: 'a role that may delete the log of a trail',
        cloudformation: {
          ...soundTrail({ CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Log', 'Arn'] } }),
          Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'trail', RetentionInDays: 400 } },
          ...soundRole('Crm', LAMBDA_TRUST, { permits: policy({ Effect: 'Allow', Action: 'logs:*', Resource: '*' }) }),
        },
        finds: { message: 'group', resource: 'Crm', shown: 'log-group:trail' },
      },
    ],
    good: [
      {
        title: 'a role that may delete what is in another bucket',
        cloudformation: {
          ...soundTrail(),
          ...soundRole('Crm', LAMBDA_TRUST, {
            permits: policy({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::drafts/*' }),
          }),
        },
      },
    ],
  },
});

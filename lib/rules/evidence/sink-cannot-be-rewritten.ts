import type { GraphHolder } from '../../graph/identity-graph';
import { defineRule, type Tell } from '../define-rule';
import { KEY, keptLogGroup, soundTrail } from '../examples/evidence';
import { LAMBDA_TRUST, policy, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { type EvidenceSink, evidenceSinks } from '../reading/evidence-sinks';
import { holderCan } from '../reading/holder-can';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { holderName } from '../reading/places';
import { resourceName } from '../reading/properties';
import { showAction } from '../reading/show-request';
import { together } from '../reading/when';

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
  forgedBucket: {
    what: 'the policies of `<holder>` let it put files beside those of the trail in the bucket `<sink>`, or over them',
    fix: 'name the buckets that it needs in its permissions, not `*`; only CloudTrail writes `<sink>`',
  },
  forgedGroup: {
    what: 'the policies of `<holder>` let it write events into the log group `<sink>` of a trail, as if CloudTrail had recorded them',
    fix: 'name its own log group in its permissions, not `*`; only the role of the trail writes `<sink>`',
  },
  writer: {
    what: 'the policies of `<holder>` let it take from `<sink>` what CloudTrail needs to write the log group of a trail',
    fix: 'leave the role `<sink>` to who deploys the trail',
  },
  rule: {
    what: 'the policies of `<holder>` let it silence the rule `<sink>`, which tells of what is recorded',
    fix: 'leave `<sink>` to who deploys it',
  },
  alarm: {
    what: 'the policies of `<holder>` let it silence the alarm `<sink>`, which tells of what is recorded',
    fix: 'leave `<sink>` to who deploys it',
  },
  open: {
    what: 'whether `<holder>` may delete the evidence in `<sink>` could not be decided',
    fix: 'give it a boundary in the template, or write its policies out there',
    severity: 'warning',
  },
} as const satisfies Messages;

function judge(holder: GraphHolder, { message, resource, deed, name }: EvidenceSink, tell: Tell<typeof messages>): readonly Outcome[] {
  const names = { holder: holderName(holder), sink: name ?? resourceName(resource) };
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
    'buckets and log groups that the template does not hold; of keys it sees those that trails and log groups name',
    'rules of EventBridge that tell of something else than calls and threats, and alarms that no agent or foundation of the declaration has',
  ],
  sources: [
    'Service Authorization Reference, Amazon S3',
    'Service Authorization Reference, AWS Key Management Service',
    'AWS CloudTrail User Guide, "Security best practices in AWS CloudTrail"',
  ],
  visits: 'holder',
  messages,
  check: (holder, tell, { graph }) => {
    const sinks = evidenceSinks(graph).filter(({ resource, except }) => together(holder, resource) && holder.arn !== except);
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
        title: 'a role that may put files of its own into the bucket of a trail',
        cloudformation: {
          ...soundTrail(),
          ...soundRole('Crm', LAMBDA_TRUST, {
            permits: policy({ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::evidence/AWSLogs/*' }),
          }),
        },
        finds: { message: 'forgedBucket', resource: 'Crm', shown: 's3:PutObject' },
      },
      {
        title: 'a role that may put a key out of use that the template only names',
        cloudformation: {
          ...soundTrail(),
          ...soundRole('Crm', LAMBDA_TRUST, { permits: policy({ Effect: 'Allow', Action: 'kms:DisableKey', Resource: KEY }) }),
        },
        finds: { message: 'key', resource: 'Crm', shown: 'kms:DisableKey' },
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
        title: 'the role of the trail, which writes its log group',
        cloudformation: {
          ...soundTrail({
            CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Log', 'Arn'] },
            CloudWatchLogsRoleArn: { 'Fn::GetAtt': ['Writer', 'Arn'] },
          }),
          Log: keptLogGroup({ LogGroupName: '/trail' }),
          ...soundRole('Writer', LAMBDA_TRUST, {
            permits: policy({
              Effect: 'Allow',
              Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/trail:*' },
            }),
          }),
        },
      },
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

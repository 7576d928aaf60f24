/** The policies of what a foundation makes: each lets in exactly those who write there. */
import type { ConditionsJson, PolicyJson, StatementJson } from '../../policy/policy-json';
import type { SinkFor } from '../../spec/foundation';

const document = (...statements: readonly StatementJson[]): PolicyJson => ({ Version: '2012-10-17', Statement: statements });
const service = (name: string): NonNullable<StatementJson['Principal']> => ({ Service: [name] });
const from = (sourceArn: string): ConditionsJson => ({ StringEquals: { 'aws:SourceArn': [sourceArn] } });

const ACCOUNT = { AWS: ['arn:⟨partition⟩:iam::⟨account⟩:root'] };
export const GROUPS = 'arn:⟨partition⟩:logs:⟨region⟩:⟨account⟩:log-group:';

/**
 * Lets CloudTrail encrypt what this trail records.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export const trailEncrypts = (trailArn: string): readonly StatementJson[] => [
  {
    Sid: 'TrailEncrypts',
    Effect: 'Allow',
    Principal: service('cloudtrail.amazonaws.com'),
    Action: ['kms:GenerateDataKey*'],
    Resource: ['*'],
    Condition: {
      StringEquals: { 'aws:SourceArn': [trailArn] },
      StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': ['arn:⟨partition⟩:cloudtrail:*:⟨account⟩:trail/*'] },
    },
  },
  {
    Sid: 'TrailLooksAtTheKey',
    Effect: 'Allow',
    Principal: service('cloudtrail.amazonaws.com'),
    Action: ['kms:DescribeKey'],
    Resource: ['*'],
    Condition: from(trailArn),
  },
];

/**
 * The key's policy. The account itself administers it, and lets those read whom its IAM policies let; to disable the key or to schedule its deletion takes a
 * change of this policy first, which nobody makes unseen.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export const keyPolicy = (trailArn: string | undefined): PolicyJson =>
  document(
    {
      Sid: 'AccountAdministers',
      Effect: 'Allow',
      Principal: ACCOUNT,
      Action: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:EnableKeyRotation',
        'kms:GetKeyPolicy',
        'kms:GetKeyRotationStatus',
        'kms:ListAliases',
        'kms:ListKeyPolicies',
        'kms:ListResourceTags',
        'kms:PutKeyPolicy',
        'kms:TagResource',
        'kms:UntagResource',
        'kms:UpdateKeyDescription',
      ],
      Resource: ['*'],
    },
    {
      Sid: 'LogGroupsOfTheAccount',
      Effect: 'Allow',
      Principal: service('logs.⟨region⟩.amazonaws.com'),
      Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      Resource: ['*'],
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': [`${GROUPS}*`] } },
    },
    ...(trailArn === undefined ? [] : trailEncrypts(trailArn)),
  );

/**
 * Lets CloudTrail put the files of this trail into a bucket.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export const trailWrites = (bucket: string, trailArn: string): readonly StatementJson[] => [
  {
    Sid: 'TrailLooksAtTheBucket',
    Effect: 'Allow',
    Principal: service('cloudtrail.amazonaws.com'),
    Action: ['s3:GetBucketAcl'],
    Resource: [`arn:⟨partition⟩:s3:::${bucket}`],
    Condition: from(trailArn),
  },
  {
    Sid: 'TrailWrites',
    Effect: 'Allow',
    Principal: service('cloudtrail.amazonaws.com'),
    Action: ['s3:PutObject'],
    Resource: [`arn:⟨partition⟩:s3:::${bucket}/AWSLogs/⟨account⟩/*`],
    Condition: { StringEquals: { 'aws:SourceArn': [trailArn], 's3:x-amz-acl': ['bucket-owner-full-control'] } },
  },
];

export const archivePolicy = (bucket: string, trailArn: string): PolicyJson => {
  const everything = [`arn:⟨partition⟩:s3:::${bucket}`, `arn:⟨partition⟩:s3:::${bucket}/*`];
  return document(
    ...trailWrites(bucket, trailArn),
    {
      Sid: 'NothingUnencrypted',
      Effect: 'Deny',
      Principal: { AWS: ['*'] },
      Action: ['s3:*'],
      Resource: everything,
      Condition: { Bool: { 'aws:SecureTransport': ['false'] } },
    },
    {
      Sid: 'NobodyDeletes',
      Effect: 'Deny',
      Principal: { AWS: ['*'] },
      Action: ['s3:BypassGovernanceRetention', 's3:DeleteBucket', 's3:DeleteObject', 's3:DeleteObjectVersion'],
      Resource: everything,
    },
  );
};

/** Lets a service assume a role for one of its resources. */
export const assumedBy = (name: string, condition: ConditionsJson | undefined): PolicyJson =>
  document({
    Sid: 'ServiceAssumes',
    Effect: 'Allow',
    Principal: service(name),
    Action: ['sts:AssumeRole'],
    ...(condition === undefined ? {} : { Condition: condition }),
  });

/** Lets a role write streams of one group whose names begin so. */
export const writes = (group: string, streams: string): PolicyJson =>
  document({
    Sid: 'WritesTheGroup',
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: [`${GROUPS}${group}:log-stream:${streams}`],
  });

const delivered = (Sid: string, principal: string, source: string, ...groups: readonly string[]): StatementJson => ({
  Sid,
  Effect: 'Allow',
  Principal: service(principal),
  Action: principal === 'xray.amazonaws.com' ? ['logs:PutLogEvents'] : ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: groups.map((group) => `${GROUPS}${group}`),
  Condition: { ArnLike: { 'aws:SourceArn': [source] }, StringEquals: { 'aws:SourceAccount': ['⟨account⟩'] } },
});

/**
 * The log resource policy that all deliveries of the region share.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Transaction-Search.html
 */
export const sharedLogPolicy = ({ deliveries, traces }: { readonly deliveries: boolean; readonly traces: boolean }): PolicyJson =>
  document(
    ...(deliveries
      ? [
          delivered(
            'Deliveries',
            'delivery.logs.amazonaws.com',
            'arn:⟨partition⟩:logs:⟨region⟩:⟨account⟩:*',
            '/aws/vendedlogs/*:log-stream:*',
            '/aws/bedrock-agentcore/*:log-stream:*',
          ),
        ]
      : []),
    ...(traces
      ? [
          delivered(
            'Traces',
            'xray.amazonaws.com',
            'arn:⟨partition⟩:xray:⟨region⟩:⟨account⟩:*',
            'aws/spans:*',
            '/aws/application-signals/data:*',
          ),
        ]
      : []),
  );

/** What is shared across accounts: logs and traces, and the metrics that alarms are made of. */
export const SHARED_TYPES = ['AWS::CloudWatch::Metric', 'AWS::Logs::LogGroup', 'AWS::XRay::Trace'];

/** @see https://docs.aws.amazon.com/OAM/latest/APIReference/API_PutSinkPolicy.html */
export const sinkPolicy = ({ accounts, organization }: SinkFor): PolicyJson =>
  document({
    Sid: 'AccountsLink',
    Effect: 'Allow',
    Principal: { AWS: accounts === undefined ? ['*'] : accounts },
    Action: ['oam:CreateLink', 'oam:UpdateLink'],
    Resource: ['*'],
    Condition: {
      'ForAllValues:StringEquals': { 'oam:ResourceTypes': SHARED_TYPES },
      ...(organization === undefined ? {} : { StringEquals: { 'aws:PrincipalOrgID': [organization] } }),
    },
  });

/** Trails, buckets and log groups for examples. */
import type { TemplateResource, TemplateResources } from './example';
import { policy } from './parts';

type Json = Readonly<Record<string, unknown>>;

export const logGroup = (properties: Json = {}): TemplateResource => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { LogGroupName: '/trail', RetentionInDays: 400, KmsKeyId: KEY, ...properties },
});

/** A key of another stack. */
export const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/0d3f6a2e-7c4b-4a53-9b7e-4f1c2d3e4a5b';

/** A log group that is kept when its stack goes. */
export const keptLogGroup = (properties: Json = {}): TemplateResource => ({
  ...logGroup({ DeletionProtectionEnabled: true, ...properties }),
  DeletionPolicy: 'Retain',
  UpdateReplacePolicy: 'Retain',
});

export const bucket = (properties: Json = {}): TemplateResource => ({ Type: 'AWS::S3::Bucket', Properties: properties });

const PUBLIC_ACCESS_BLOCK: Json = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };

/** A bucket whose objects nobody can change or read without leave. */
export const evidenceBucket = (properties: Json = {}): TemplateResource => ({
  ...bucket({
    BucketName: 'evidence',
    PublicAccessBlockConfiguration: PUBLIC_ACCESS_BLOCK,
    VersioningConfiguration: { Status: 'Enabled' },
    ObjectLockEnabled: true,
    ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 400 } } },
    LoggingConfiguration: { DestinationBucketName: 'access-logs-of-the-account' },
    ...properties,
  }),
  DeletionPolicy: 'Retain',
  UpdateReplacePolicy: 'Retain',
});

/** What CloudTrail needs to write into the bucket, for one trail only. */
const evidencePolicy: TemplateResource = {
  Type: 'AWS::S3::BucketPolicy',
  Properties: {
    Bucket: 'evidence',
    PolicyDocument: policy({
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::evidence/AWSLogs/*',
      Condition: { StringEquals: { 'aws:SourceArn': 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/agents' } },
    }),
  },
};

export const trail = (properties: Json = {}): TemplateResource => ({
  Type: 'AWS::CloudTrail::Trail',
  Properties: {
    TrailName: 'agents',
    S3BucketName: 'evidence',
    IsLogging: true,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
    KMSKeyId: KEY,
    CloudWatchLogsLogGroupArn: 'arn:aws:logs:eu-central-1:111122223333:log-group:trail:*',
    CloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/trail-to-logs',
    ...properties,
  },
});

/** A trail that no rule objects to, with the bucket that takes its files. */
export const soundTrail = (properties: Json = {}): TemplateResources => ({
  Trail: trail(properties),
  Evidence: evidenceBucket(),
  EvidencePolicy: evidencePolicy,
});

/** What stops or rewrites evidence. */
import type { Deed } from './holder-can';

/** Stops what CloudTrail records, or takes events out of it (Service Authorization Reference, AWS CloudTrail). */
export const STOP_TRAILS: Deed = {
  actions: [
    'cloudtrail:StopLogging',
    'cloudtrail:DeleteTrail',
    'cloudtrail:UpdateTrail',
    'cloudtrail:PutEventSelectors',
    'cloudtrail:StopEventDataStoreIngestion',
    'cloudtrail:DeleteEventDataStore',
    'cloudtrail:UpdateEventDataStore',
  ],
  resources: ['arn:*:cloudtrail:*:*:trail/*', 'arn:*:cloudtrail:*:*:eventdatastore/*'],
};

/** Stops the record of prompts and answers, or sends it elsewhere (Service Authorization Reference, Amazon Bedrock). */
export const STOP_PROMPTS: Deed = {
  actions: ['bedrock:DeleteModelInvocationLoggingConfiguration', 'bedrock:PutModelInvocationLoggingConfiguration'],
  resources: 'none',
};

/** Takes events out of logs, or ends their way elsewhere (Service Authorization Reference, Amazon CloudWatch Logs). */
const REWRITE_LOGS: readonly string[] = [
  'logs:DeleteLogGroup',
  'logs:DeleteLogStream',
  'logs:PutRetentionPolicy',
  'logs:DeleteSubscriptionFilter',
  'logs:PutLogGroupDeletionProtection',
];

/** The groups that AWS names after what runs: agents, functions, and traces of both. */
export const REWRITE_WORKLOAD_LOGS: Deed = {
  actions: REWRITE_LOGS,
  resources: ['/aws/bedrock-agentcore/*', '/aws/lambda/*', 'aws/spans:*'].map((group) => `arn:*:logs:*:*:log-group:${group}`),
};

const own = (arn: string, below: string): readonly string[] => [arn, `${arn}${below}`];

export const rewriteGroup = (arn: string): Deed => ({
  actions: REWRITE_LOGS,
  resources: own(arn.replace(/:\*$/, ''), ':*'),
});

/** Deletes objects, ends their retention, or lets others do so (Service Authorization Reference, Amazon S3). */
export const rewriteBucket = (arn: string): Deed => ({
  actions: [
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:DeleteBucket',
    's3:PutLifecycleConfiguration',
    's3:PutBucketVersioning',
    's3:PutBucketPolicy',
    's3:DeleteBucketPolicy',
    's3:PutBucketObjectLockConfiguration',
    's3:BypassGovernanceRetention',
  ],
  resources: own(arn, '/*'),
});

/** Makes everything that the key encrypts unreadable, at once or for good (Service Authorization Reference, AWS KMS). */
export const destroyKey = (arn: string): Deed => ({
  actions: ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:PutKeyPolicy', 'kms:DeleteImportedKeyMaterial'],
  resources: [arn],
});

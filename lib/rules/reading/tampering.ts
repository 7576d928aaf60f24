/** What stops, narrows, diverts, rewrites or forges evidence. */
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

/**
 * Takes events out of a log or out of its reader's sight, ends or diverts their way elsewhere, or lets others write them (Service Authorization Reference,
 * Amazon CloudWatch Logs).
 */
export const REWRITE_LOGS: readonly string[] = [
  'logs:DeleteLogGroup',
  'logs:DeleteLogStream',
  'logs:PutRetentionPolicy',
  'logs:PutLogGroupDeletionProtection',
  'logs:PutSubscriptionFilter',
  'logs:DeleteSubscriptionFilter',
  'logs:PutDataProtectionPolicy',
  'logs:DeleteDataProtectionPolicy',
  'logs:PutTransformer',
  'logs:DeleteMetricFilter',
  'logs:AssociateKmsKey',
  'logs:DisassociateKmsKey',
  'logs:PutBearerTokenAuthentication',
];

/** The groups that AWS names after what runs: agents, functions, and traces of both. */
export const REWRITE_WORKLOAD_LOGS: Deed = {
  actions: REWRITE_LOGS,
  resources: ['/aws/bedrock-agentcore/*', '/aws/lambda/*', 'aws/spans:*'].map((group) => `arn:*:logs:*:*:log-group:${group}`),
};

/** Ends the delivery of logs that services write themselves (Service Authorization Reference, Amazon CloudWatch Logs). */
export const STOP_DELIVERIES: Deed = {
  actions: ['logs:DeleteDelivery', 'logs:DeleteDeliverySource', 'logs:DeleteDeliveryDestination', 'logs:UpdateDeliveryConfiguration'],
  resources: ['delivery', 'delivery-source', 'delivery-destination'].map((what) => `arn:*:logs:*:*:${what}:*`),
};

/** Ends what all logs of the account get by its own policies, or changes it (Service Authorization Reference, Amazon CloudWatch Logs). */
export const REWRITE_ACCOUNT_LOGS: Deed = {
  actions: ['logs:PutAccountPolicy', 'logs:DeleteAccountPolicy', 'logs:DeleteResourcePolicy', 'logs:PutResourcePolicy'],
  resources: 'none',
};

/** Ends the record of traces, or who may write it (Service Authorization Reference, AWS X-Ray). */
export const STOP_TRACES: Deed = {
  actions: ['xray:UpdateTraceSegmentDestination', 'xray:DeleteResourcePolicy', 'xray:PutResourcePolicy'],
  resources: 'none',
};

/** Ends what other accounts see (Service Authorization Reference, Amazon CloudWatch Observability Access Manager). */
export const CUT_LINKS: Deed = {
  actions: ['oam:DeleteLink', 'oam:UpdateLink', 'oam:DeleteSink', 'oam:PutSinkPolicy'],
  resources: ['arn:*:oam:*:*:link/*', 'arn:*:oam:*:*:sink/*'],
};

/** Ends the detection of threats (Service Authorization Reference, Amazon GuardDuty). */
export const STOP_DETECTION: Deed = {
  actions: ['guardduty:DeleteDetector', 'guardduty:UpdateDetector'],
  resources: ['arn:*:guardduty:*:*:detector/*'],
};

/** What blinds evidence whatever the template holds of it, by what a finding says of it. */
export const BLINDING = [
  ['trails', STOP_TRAILS],
  ['prompts', STOP_PROMPTS],
  ['logs', REWRITE_WORKLOAD_LOGS],
  ['deliveries', STOP_DELIVERIES],
  ['account', REWRITE_ACCOUNT_LOGS],
  ['traces', STOP_TRACES],
  ['links', CUT_LINKS],
  ['detection', STOP_DETECTION],
] as const satisfies readonly (readonly [string, Deed])[];

const own = (arn: string, below: string): readonly string[] => [arn, `${arn}${below}`];

export const rewriteGroup = (arn: string): Deed => ({
  actions: REWRITE_LOGS,
  resources: own(arn.replace(/:\*$/, ''), ':*'),
});

/** Puts events into a log that only one writer is to write. */
export const forgeGroup = (arn: string): Deed => ({
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
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
    's3:PutBucketAcl',
    's3:PutBucketObjectLockConfiguration',
    's3:PutObjectRetention',
    's3:PutObjectLegalHold',
    's3:PutEncryptionConfiguration',
    's3:BypassGovernanceRetention',
    's3:ReplicateDelete',
  ],
  resources: own(arn, '/*'),
});

/** Puts objects beside those of a trail, or over them (Service Authorization Reference, Amazon S3). */
export const forgeBucket = (arn: string): Deed => ({ actions: ['s3:PutObject', 's3:ReplicateObject'], resources: [`${arn}/*`] });

/** Makes everything that the key encrypts unreadable, at once or for good (Service Authorization Reference, AWS KMS). */
export const destroyKey = (arn: string): Deed => ({
  actions: [
    'kms:ScheduleKeyDeletion',
    'kms:DisableKey',
    'kms:PutKeyPolicy',
    'kms:DeleteImportedKeyMaterial',
    'kms:RevokeGrant',
    'kms:RetireGrant',
  ],
  resources: [arn],
});

/** Keeps a service from writing with the role that it has for it (Service Authorization Reference, AWS Identity and Access Management). */
export const disarmWriter = (arn: string): Deed => ({
  actions: [
    'iam:DeleteRole',
    'iam:DeleteRolePolicy',
    'iam:DetachRolePolicy',
    'iam:PutRolePolicy',
    'iam:PutRolePermissionsBoundary',
    'iam:UpdateAssumeRolePolicy',
  ],
  resources: [arn],
});

/** Keeps a rule from telling of events (Service Authorization Reference, Amazon EventBridge). */
export const silenceRule = (arn: string): Deed => ({
  actions: ['events:DisableRule', 'events:DeleteRule', 'events:RemoveTargets', 'events:PutRule'],
  resources: [arn],
});

/** Keeps an alarm from being raised (Service Authorization Reference, Amazon CloudWatch). */
export const silenceAlarm = (arn: string): Deed => ({
  actions: ['cloudwatch:DeleteAlarms', 'cloudwatch:DisableAlarmActions', 'cloudwatch:SetAlarmState', 'cloudwatch:PutMetricAlarm'],
  resources: [arn],
});

/** Buckets, and the resources of their own in which Pulumi keeps what CloudFormation writes in the bucket itself. */
import { isRecord, own } from '../../../policy/parse-values';
import type { CloudFormationType, Properties, TypeEntry } from './cloudformation-type';

/** Canned access control lists as CloudFormation calls them. */
const cannedList = (acl: unknown): unknown =>
  typeof acl !== 'string' ? acl : acl.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((found, name) => (isRecord(found) ? own(found, name) : undefined), value);

const without = ({ ...properties }: Record<string, unknown>, ...names: readonly string[]): Properties => {
  for (const name of names) delete properties[name];
  return properties;
};

const encryption = (rules: readonly unknown[]): Properties => ({
  BucketEncryption: {
    ServerSideEncryptionConfiguration: rules.map((rule) => ({
      ServerSideEncryptionByDefault: {
        SSEAlgorithm: at(rule, 'ApplyServerSideEncryptionByDefault', 'SseAlgorithm'),
        KMSMasterKeyID: at(rule, 'ApplyServerSideEncryptionByDefault', 'KmsMasterKeyId'),
      },
    })),
  },
});

const logging = (target: unknown): Properties => ({ LoggingConfiguration: { DestinationBucketName: target } });

/** A bucket with the properties that the provider keeps for old programs. */
function bucket(properties: Properties): Properties {
  const { Acl, Logging, Versioning, ServerSideEncryptionConfiguration: rules } = properties;
  return {
    ...without({ ...properties }, 'Acl', 'Logging', 'Versioning', 'ServerSideEncryptionConfiguration'),
    ...(Acl === undefined ? {} : { AccessControl: cannedList(Acl) }),
    ...(Logging === undefined ? {} : logging(at(Logging, 'TargetBucket'))),
    ...(Versioning === undefined
      ? {}
      : { VersioningConfiguration: { Status: at(Versioning, 'Enabled') === true ? 'Enabled' : 'Suspended' } }),
    ...(rules === undefined ? {} : encryption([at(rules, 'Rule')])),
  };
}

/** A part, by the name it has had in several versions of the provider. */
const part = (name: string, rebuilt: NonNullable<CloudFormationType['rebuilt']>): readonly TypeEntry[] =>
  ['', 'V2'].map((version) => [
    `aws:s3/${name.charAt(0).toLowerCase()}${name.slice(1)}${version}:${name}${version}`,
    { type: 'AWS::S3::Bucket', partOf: 'bucket', rebuilt },
  ]);

export const BUCKET_TYPES: readonly TypeEntry[] = [
  ['aws:s3/bucket:Bucket', { type: 'AWS::S3::Bucket', renamed: { bucket: 'BucketName' }, asWritten: ['tags'], rebuilt: bucket }],
  ['aws:s3/bucketPolicy:BucketPolicy', { type: 'AWS::S3::BucketPolicy', renamed: { policy: 'PolicyDocument' } }],
  ...part('BucketVersioning', ({ VersioningConfiguration }) => ({ VersioningConfiguration })),
  ...part('BucketServerSideEncryptionConfiguration', ({ Rules }) => encryption(Array.isArray(Rules) ? Rules : [])),
  ...part('BucketObjectLockConfiguration', ({ Rule }) => ({ ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule } })),
  ...part('BucketLogging', ({ TargetBucket }) => logging(TargetBucket)),
  ...part('BucketOwnershipControls', ({ Rule }) => ({ OwnershipControls: { Rules: [Rule] } })),
  ...part('BucketAcl', ({ Acl }) => ({ AccessControl: cannedList(Acl) })),
  [
    'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
    {
      type: 'AWS::S3::Bucket',
      partOf: 'bucket',
      rebuilt: ({ BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets }) => ({
        PublicAccessBlockConfiguration: { BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets },
      }),
    },
  ],
];

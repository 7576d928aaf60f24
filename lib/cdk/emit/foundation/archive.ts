import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import type { PlannedArchive } from '../../../plan/foundation/kinds';
import type { CdkContext } from '../../context';

/** A locked bucket with its policy. Both outlive the stack: without the policy the trail could write no longer. */
export function archive(resource: PlannedArchive, context: CdkContext): void {
  const { id, name, lockedDays, document, tags } = resource;
  context.add(resource, (scope, constructId) => {
    const bucket = new CfnBucket(scope, constructId, {
      bucketName: context.text(name),
      objectLockEnabled: true,
      objectLockConfiguration: { objectLockEnabled: 'Enabled', rule: { defaultRetention: { mode: 'COMPLIANCE', days: lockedDays } } },
      versioningConfiguration: { status: 'Enabled' },
      // CloudTrail encrypts its files with the trail's key itself; this is for the digests of them.
      bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
      ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
      publicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      tags: context.tags(tags),
    });
    bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return bucket;
  });
  context.add({ id: `${id}/policy` }, (scope, constructId) => {
    const policy = new CfnBucketPolicy(scope, constructId, {
      bucket: context.added(id)?.ref ?? context.text(name),
      policyDocument: context.document(document),
    });
    policy.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return policy;
  });
}

import * as s3 from '@pulumi/aws/s3';
import type { PlannedArchive } from '../../../plan/foundation/kinds';
import type { PulumiContext } from '../../context';

/** A locked bucket with everything that the provider has resources of their own for. All of it outlives the stack. */
export function archive({ id, name, lockedDays, document, tags }: PlannedArchive, context: PulumiContext): void {
  context.register(s3.Bucket, id, { bucket: context.text(name), objectLockEnabled: true, tags: context.tags(tags) }, { retained: true });
  const bucket = context.computed(s3.Bucket, id, (made) => made.bucket);
  const part = (what: string, ...after: readonly string[]) =>
    [`${id}/${what}`, { parent: id, retained: true, after: after.map((one) => `${id}/${one}`) }] as const;
  const [versioningId, versioning] = part('versioning');
  context.register(s3.BucketVersioning, versioningId, { bucket, versioningConfiguration: { status: 'Enabled' } }, versioning);
  const [lockId, lock] = part('lock', 'versioning');
  context.register(
    s3.BucketObjectLockConfiguration,
    lockId,
    { bucket, rule: { defaultRetention: { mode: 'COMPLIANCE', days: lockedDays } } },
    lock,
  );
  const [encryptionId, encryption] = part('encryption');
  context.register(
    s3.BucketServerSideEncryptionConfiguration,
    encryptionId,
    // CloudTrail encrypts its files with the trail's key itself; this is for the digests of them.
    { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
    encryption,
  );
  const [ownershipId, ownership] = part('ownership');
  context.register(s3.BucketOwnershipControls, ownershipId, { bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } }, ownership);
  const [accessId, access] = part('public-access');
  context.register(
    s3.BucketPublicAccessBlock,
    accessId,
    { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    access,
  );
  const [policyId, policy] = part('policy', 'public-access');
  context.register(s3.BucketPolicy, policyId, { bucket, policy: context.document(document) }, policy);
}

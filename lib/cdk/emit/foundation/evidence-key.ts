import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import type { PlannedEvidenceKey } from '../../../plan/foundation/kinds';
import type { CdkContext } from '../../context';

/** A key that outlives its stack: what it encrypts does too. */
export const evidenceKey = (resource: PlannedEvidenceKey, context: CdkContext): void =>
  context.add(resource, (scope, id) => {
    const key = new CfnKey(scope, id, {
      description: resource.description,
      enableKeyRotation: true,
      pendingWindowInDays: 30,
      keyPolicy: context.document(resource.document),
      tags: context.tags(resource.tags),
    });
    key.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return key;
  });

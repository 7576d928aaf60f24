import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { PlannedBoundary } from '../../plan/plan';
import type { CdkContext } from '../context';

/** A customer managed policy that serves as permissions boundary. */
export const boundary = (resource: PlannedBoundary, context: CdkContext): void =>
  context.add(
    resource,
    (scope, id) =>
      new CfnManagedPolicy(scope, id, {
        managedPolicyName: resource.name,
        description: resource.description,
        policyDocument: context.document(resource.document),
      }),
  );

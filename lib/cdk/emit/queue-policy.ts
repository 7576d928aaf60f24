import { CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import type { PlannedQueuePolicy } from '../../plan/plan';
import type { CdkContext } from '../context';

/** The resource policy of a queue. */
export const queuePolicy = (resource: PlannedQueuePolicy, context: CdkContext): void =>
  context.add(
    resource,
    (scope, id) =>
      new CfnQueuePolicy(scope, id, { queues: [context.text(resource.queueUrl)], policyDocument: context.document(resource.document) }),
  );

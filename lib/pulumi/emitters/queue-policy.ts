import * as sqs from '@pulumi/aws/sqs';
import type { PlannedQueuePolicy } from '../../plan/plan';
import type { PulumiContext } from '../context';

/** The resource policy of a queue. */
export const queuePolicy = ({ id, queueUrl, document }: PlannedQueuePolicy, context: PulumiContext): void =>
  context.register(sqs.QueuePolicy, id, { queueUrl: context.text(queueUrl), policy: context.document(document) });

import type { ArnOf } from '../late';
import type { Capability } from '../permission';
import { capability, permission, wantsArn } from './capability';

const SOURCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html';

/** Options of the queue capabilities. */
export interface QueueOptions {
  readonly queue: ArnOf<'sqs-queue-arn'>;
}

/** Sends messages to one queue. */
export const sendMessages = ({ queue }: QueueOptions): Capability =>
  capability('sendMessages', SOURCE, [permission('SendMessages', ['sqs:SendMessage'], [queue])], wantsArn(queue, 'sqs-queue-arn'));

/** Receives messages of one queue and removes what is done. These are also the actions of a Lambda event source. */
export const receiveMessages = ({ queue }: QueueOptions): Capability =>
  capability(
    'receiveMessages',
    SOURCE,
    [
      permission(
        'ReceiveMessages',
        ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        [queue],
      ),
    ],
    wantsArn(queue, 'sqs-queue-arn'),
  );

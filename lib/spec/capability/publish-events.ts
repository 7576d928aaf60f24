import type { ArnOf } from '../late';
import type { Capability } from '../permission';
import { capability, permission, wantsArn } from './capability';

/** Options of {@link publishEvents}. */
export interface PublishOptions {
  readonly bus: ArnOf<'event-bus-arn'>;
  /** The value of `source` that every event must carry. */
  readonly source: string;
  /** The values of `detail-type` that events may carry; any where not given. */
  readonly detailTypes?: readonly [string, ...string[]];
}

/**
 * Publishes events to one bus under one source.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
 */
export const publishEvents = ({ bus, source, detailTypes }: PublishOptions): Capability =>
  capability(
    'publishEvents',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html',
    [
      permission('PublishEvents', ['events:PutEvents'], [bus], {
        'events:source': source,
        ...(detailTypes === undefined ? {} : { 'events:detail-type': detailTypes }),
      }),
    ],
    wantsArn(bus, 'event-bus-arn'),
  );

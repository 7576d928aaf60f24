import type { Models } from '../../../plan/model';
import type { PlanJson } from '../../../plan/plan';
import { isRecord, own } from '../../../policy/parse-values';
import { documentAt } from '../../document';
import type { ResourceReader, Seen } from '../../sightings';
import { textValue } from '../../values';
import type { PulumiReading } from '../reading';

const below = (value: unknown, name: string): unknown => (isRecord(value) ? own(value, name) : undefined);

/** A schedule of EventBridge Scheduler. */
export const schedule: ResourceReader<Seen<'schedule'>, PulumiReading> = {
  types: ['aws:scheduler/schedule:Schedule'],
  read: (reading) => {
    const text = (name: string): string => reading.text(name) ?? '';
    const target = reading.property('target');
    const retry = below(target, 'retryPolicy');
    const model = {
      kind: 'schedule',
      name: reading.name,
      group: text('groupName'),
      description: text('description'),
      expression: text('scheduleExpression'),
      timeZone: text('scheduleExpressionTimezone'),
      flexibleTimeWindow: textValue(below(reading.property('flexibleTimeWindow'), 'mode')) ?? '',
      target: {
        arn: textValue(below(target, 'arn')) ?? '',
        roleArn: textValue(below(target, 'roleArn')) ?? '',
        input: documentAt(below(target, 'input'), reading.place).raw as PlanJson,
      },
      retry: {
        maxAgeSeconds: Number(textValue(below(retry, 'maximumEventAgeInSeconds'))),
        attempts: Number(textValue(below(retry, 'maximumRetryAttempts'))),
      },
    } as Models['schedule'];
    return [{ model, place: reading.place }];
  },
};

import type { Models } from '../../../plan/model';
import type { PlanJson } from '../../../plan/plan';
import { isRecord, own } from '../../../policy/parse-values';
import { documentAt } from '../../document';
import type { ResourceReader, Seen } from '../../sightings';
import { textValue } from '../../values';
import type { CfnReading } from '../reading';

const below = (value: unknown, name: string): unknown => (isRecord(value) ? own(value, name) : undefined);

/** A schedule of EventBridge Scheduler. */
export const schedule: ResourceReader<Seen<'schedule'>, CfnReading> = {
  types: ['AWS::Scheduler::Schedule'],
  read: (reading) => {
    const text = (name: string): string => reading.text(name) ?? '';
    const target = reading.property('Target');
    const retry = below(target, 'RetryPolicy');
    const model = {
      kind: 'schedule',
      name: text('Name'),
      group: text('GroupName'),
      description: text('Description'),
      expression: text('ScheduleExpression'),
      timeZone: text('ScheduleExpressionTimezone'),
      flexibleTimeWindow: textValue(below(reading.property('FlexibleTimeWindow'), 'Mode')) ?? '',
      target: {
        arn: textValue(below(target, 'Arn')) ?? '',
        roleArn: textValue(below(target, 'RoleArn')) ?? '',
        input: documentAt(below(target, 'Input'), reading.place).raw as PlanJson,
      },
      retry: {
        maxAgeSeconds: Number(textValue(below(retry, 'MaximumEventAgeInSeconds'))),
        attempts: Number(textValue(below(retry, 'MaximumRetryAttempts'))),
      },
    } as Models['schedule'];
    return [{ model, place: reading.place }];
  },
};

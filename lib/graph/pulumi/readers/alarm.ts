import type { Models } from '../../../plan/model';
import type { ResourceReader, Seen } from '../../sightings';
import type { PulumiReading } from '../reading';

/** A CloudWatch alarm. What differs from the alarms of plans in its operator, statistic or treatment shows where the two are compared. */
export const alarm: ResourceReader<Seen<'alarm'>, PulumiReading> = {
  types: ['aws:cloudwatch/metricAlarm:MetricAlarm'],
  read: (reading) => {
    const text = (name: string): string => reading.text(name) ?? '';
    const model = {
      kind: 'alarm',
      name: reading.name,
      description: text('alarmDescription'),
      namespace: text('namespace'),
      metric: text('metricName'),
      dimensions: reading.tags('dimensions'),
      statistic: text('statistic'),
      periodSeconds: reading.number('period'),
      evaluationPeriods: reading.number('evaluationPeriods'),
      comparison: text('comparisonOperator'),
      threshold: reading.number('threshold'),
      missingData: text('treatMissingData'),
      topicArn: reading.texts('alarmActions').join(' '),
      tags: reading.tags('tags'),
    } as Models['alarm'];
    return [{ model, place: reading.place }];
  },
};

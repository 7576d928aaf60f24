import type { Models } from '../../../plan/model';
import { isRecord } from '../../../policy/parse-values';
import type { ResourceReader, Seen } from '../../sightings';
import { textValue } from '../../values';
import type { CfnReading } from '../reading';

/** The dimensions of a metric as a record. */
function dimensionsOf(value: unknown): Readonly<Record<string, string>> {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return Object.fromEntries(
    list.flatMap((one) => (isRecord(one) ? [[textValue(one.Name) ?? '', textValue(one.Value) ?? ''] as const] : [])),
  );
}

/** A CloudWatch alarm. What differs from the alarms of plans in its operator, statistic or treatment shows where the two are compared. */
export const alarm: ResourceReader<Seen<'alarm'>, CfnReading> = {
  types: ['AWS::CloudWatch::Alarm'],
  read: (reading) => {
    const text = (name: string): string => reading.text(name) ?? '';
    const model = {
      kind: 'alarm',
      name: text('AlarmName'),
      description: text('AlarmDescription'),
      namespace: text('Namespace'),
      metric: text('MetricName'),
      dimensions: dimensionsOf(reading.property('Dimensions')),
      statistic: text('Statistic'),
      periodSeconds: reading.number('Period'),
      evaluationPeriods: reading.number('EvaluationPeriods'),
      comparison: text('ComparisonOperator'),
      threshold: reading.number('Threshold'),
      missingData: text('TreatMissingData'),
      topicArn: reading.texts('AlarmActions').join(' '),
      tags: reading.tags('Tags'),
    } as Models['alarm'];
    return [{ model, place: reading.place }];
  },
};

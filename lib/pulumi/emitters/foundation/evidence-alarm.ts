import * as cloudwatch from '@pulumi/aws/cloudwatch';
import type { PlannedEvidenceAlarm } from '../../../plan/foundation/kinds';
import type { PulumiContext } from '../../context';

export const evidenceAlarm = (resource: PlannedEvidenceAlarm, context: PulumiContext): void =>
  context.register(cloudwatch.MetricAlarm, resource.id, {
    name: resource.name,
    alarmDescription: resource.description,
    namespace: resource.namespace,
    metricName: resource.metric,
    ...(Object.keys(resource.dimensions).length === 0 ? {} : { dimensions: resource.dimensions }),
    statistic: 'Sum',
    period: resource.periodSeconds,
    evaluationPeriods: 1,
    comparisonOperator: resource.comparison,
    threshold: resource.threshold,
    treatMissingData: resource.missingData,
    alarmActions: [context.text(resource.topicArn)],
    tags: context.tags(resource.tags),
  });

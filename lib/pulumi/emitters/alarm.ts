import * as cloudwatch from '@pulumi/aws/cloudwatch';
import type { PlannedAlarm } from '../../plan/plan';
import type { PulumiContext } from '../context';

/** An alarm that tells a topic. */
export const alarm = (resource: PlannedAlarm, context: PulumiContext): void =>
  context.register(cloudwatch.MetricAlarm, resource.id, {
    name: resource.name,
    alarmDescription: resource.description,
    namespace: resource.namespace,
    metricName: resource.metric,
    dimensions: context.tags(resource.dimensions),
    statistic: resource.statistic,
    period: resource.periodSeconds,
    evaluationPeriods: resource.evaluationPeriods,
    comparisonOperator: resource.comparison,
    threshold: resource.threshold,
    treatMissingData: resource.missingData,
    alarmActions: [context.text(resource.topicArn)],
    tags: context.tags(resource.tags),
  });

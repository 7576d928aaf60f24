import * as cloudwatch from '@pulumi/aws/cloudwatch';
import type { AnyAlarm } from '../../plan/foundation/kinds';
import type { PulumiContext } from '../context';

/** An alarm that tells a topic, of an agent or of an account's foundation. */
export const alarm = (resource: AnyAlarm, context: PulumiContext): void =>
  context.register(cloudwatch.MetricAlarm, resource.id, {
    name: resource.name,
    alarmDescription: resource.description,
    namespace: resource.namespace,
    metricName: resource.metric,
    ...(Object.keys(resource.dimensions).length === 0 ? {} : { dimensions: context.tags(resource.dimensions) }),
    statistic: 'Sum',
    period: resource.periodSeconds,
    evaluationPeriods: resource.kind === 'alarm' ? resource.evaluationPeriods : 1,
    comparisonOperator: resource.comparison,
    threshold: resource.threshold,
    treatMissingData: resource.missingData,
    alarmActions: [context.text(resource.topicArn)],
    tags: context.tags(resource.tags),
  });

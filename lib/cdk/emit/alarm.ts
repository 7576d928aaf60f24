import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { PlannedAlarm } from '../../plan/plan';
import type { CdkContext } from '../context';

/** An alarm that tells a topic. */
export const alarm = (resource: PlannedAlarm, context: CdkContext): void =>
  context.add(
    resource,
    (scope, id) =>
      new CfnAlarm(scope, id, {
        alarmName: resource.name,
        alarmDescription: resource.description,
        namespace: resource.namespace,
        metricName: resource.metric,
        dimensions: Object.entries(resource.dimensions).map(([name, value]) => ({ name, value: context.text(value) })),
        statistic: resource.statistic,
        period: resource.periodSeconds,
        evaluationPeriods: resource.evaluationPeriods,
        comparisonOperator: resource.comparison,
        threshold: resource.threshold,
        treatMissingData: resource.missingData,
        alarmActions: [context.text(resource.topicArn)],
        tags: context.tags(resource.tags),
      }),
  );

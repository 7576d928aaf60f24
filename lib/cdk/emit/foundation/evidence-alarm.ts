import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { PlannedEvidenceAlarm } from '../../../plan/foundation/kinds';
import type { CdkContext } from '../../context';

export const evidenceAlarm = (resource: PlannedEvidenceAlarm, context: CdkContext): void => {
  const dimensions = Object.entries(resource.dimensions).map(([name, value]) => ({ name, value }));
  context.add(
    resource,
    (scope, id) =>
      new CfnAlarm(scope, id, {
        alarmName: resource.name,
        alarmDescription: resource.description,
        namespace: resource.namespace,
        metricName: resource.metric,
        ...(dimensions.length === 0 ? {} : { dimensions }),
        statistic: 'Sum',
        period: resource.periodSeconds,
        evaluationPeriods: 1,
        comparisonOperator: resource.comparison,
        threshold: resource.threshold,
        treatMissingData: resource.missingData,
        alarmActions: [context.text(resource.topicArn)],
        tags: context.tags(resource.tags),
      }),
  );
};

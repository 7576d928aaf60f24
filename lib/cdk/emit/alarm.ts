import { CfnAlarm, type CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { AnyAlarm } from '../../plan/foundation/kinds';
import type { PlannedAlarm } from '../../plan/plan';
import type { CdkContext } from '../context';

/** The properties of any alarm that tells a topic, of an agent or of an account's foundation. */
export function alarmProperties(resource: AnyAlarm, context: CdkContext): CfnAlarmProps {
  const dimensions = Object.entries(resource.dimensions).map(([name, value]) => ({ name, value: context.text(value) }));
  return {
    alarmName: resource.name,
    alarmDescription: resource.description,
    namespace: resource.namespace,
    metricName: resource.metric,
    ...(dimensions.length === 0 ? {} : { dimensions }),
    statistic: 'Sum',
    period: resource.periodSeconds,
    evaluationPeriods: resource.kind === 'alarm' ? resource.evaluationPeriods : 1,
    comparisonOperator: resource.comparison,
    threshold: resource.threshold,
    treatMissingData: resource.missingData,
    alarmActions: [context.text(resource.topicArn)],
    tags: context.tags(resource.tags),
  };
}

/** An alarm that tells a topic. */
export const alarm = (resource: PlannedAlarm, context: CdkContext): void =>
  context.add(resource, (scope, id) => new CfnAlarm(scope, id, alarmProperties(resource, context)));

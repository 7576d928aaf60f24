import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import type { PlannedMetricFilter } from '../../../plan/foundation/kinds';
import type { CdkContext } from '../../context';

export const metricFilter = (resource: PlannedMetricFilter, context: CdkContext): void =>
  context.add(resource, (scope, id) => {
    const made = new CfnMetricFilter(scope, id, {
      filterName: resource.name,
      logGroupName: resource.group,
      filterPattern: resource.pattern,
      metricTransformations: [{ metricNamespace: resource.namespace, metricName: resource.metric, metricValue: '1', defaultValue: 0 }],
    });
    for (const before of resource.after) {
      const element = context.added(before);
      if (element !== undefined) made.addDependency(element);
    }
    return made;
  });

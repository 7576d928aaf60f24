import * as cloudwatch from '@pulumi/aws/cloudwatch';
import type { PlannedMetricFilter } from '../../../plan/foundation/kinds';
import type { PulumiContext } from '../../context';

export const metricFilter = ({ id, name, group, after, pattern, namespace, metric }: PlannedMetricFilter, context: PulumiContext): void =>
  context.register(
    cloudwatch.LogMetricFilter,
    id,
    { name, logGroupName: group, pattern, metricTransformation: { namespace, name: metric, value: '1', defaultValue: '0' } },
    { after },
  );

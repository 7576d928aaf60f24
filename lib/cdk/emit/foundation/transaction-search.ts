import { CfnTransactionSearchConfig } from 'aws-cdk-lib/aws-xray';
import type { PlannedTransactionSearch } from '../../../plan/foundation/kinds';
import type { CdkContext } from '../../context';

/** Switched on once X-Ray may write the logs: it asks at once. */
export const transactionSearch = (resource: PlannedTransactionSearch, context: CdkContext): void =>
  context.add(resource, (scope, id) => {
    const config = new CfnTransactionSearchConfig(scope, id, { indexingPercentage: resource.indexedPercent });
    const policy = context.added('log-resource-policy');
    if (policy !== undefined) config.addResourceDependency(policy);
    return config;
  });

import { CfnResourcePolicy } from 'aws-cdk-lib/aws-logs';
import type { PlannedLogResourcePolicy } from '../../../plan/foundation/kinds';
import type { CdkContext } from '../../context';

export const logResourcePolicy = (resource: PlannedLogResourcePolicy, context: CdkContext): void =>
  context.add(
    resource,
    (scope, id) => new CfnResourcePolicy(scope, id, { policyName: resource.name, policyDocument: context.documentText(resource.document) }),
  );

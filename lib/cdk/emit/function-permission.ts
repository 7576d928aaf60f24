import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { PlannedFunctionPermission } from '../../plan/plan';
import type { CdkContext } from '../context';

/** The statement that lets another account's identities invoke a function. */
export const functionPermission = (resource: PlannedFunctionPermission, context: CdkContext): void =>
  context.add(
    resource,
    (scope, id) =>
      new CfnPermission(scope, id, {
        functionName: context.text(resource.functionArn),
        action: resource.action,
        principal: context.text(resource.principal),
      }),
  );

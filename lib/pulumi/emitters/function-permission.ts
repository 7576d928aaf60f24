import * as lambda from '@pulumi/aws/lambda';
import type { PlannedFunctionPermission } from '../../plan/plan';
import type { PulumiContext } from '../context';

/** The statement that lets another account's identities invoke a function. */
export const functionPermission = ({ id, functionArn, action, principal }: PlannedFunctionPermission, context: PulumiContext): void =>
  context.register(lambda.Permission, id, { function: context.text(functionArn), action, principal: context.text(principal) });

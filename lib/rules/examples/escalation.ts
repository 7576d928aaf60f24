/** Policies for examples of escalation. */
import { policy } from './parts';

/** A policy that allows actions on everything, or on what is given. */
export const allows = (actions: string | readonly string[], resource: unknown = '*') =>
  policy({ Effect: 'Allow', Action: actions, Resource: resource });

const own = (resource: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${resource}` });

export const OWN_ROLE = own('role/support-tool');
export const OWN_USER = own('user/legacy');

/** The parts that examples of isolation are made of. */
import type { TemplateResources } from './example';

/** The ARN of something in the account and region that the template is deployed to. */
export const named = (service: string, resource: string): unknown => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
});

/** The ARN of a role in the account that the template is deployed to. */
export const roleNamed = (name: string): unknown => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${name}` });

/** A function that acts as a role of the template. */
export const tool = (roleId: string, functionName?: string): TemplateResources => ({
  [`${roleId}Function`]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      ...(functionName === undefined ? {} : { FunctionName: functionName }),
      Role: { 'Fn::GetAtt': [roleId, 'Arn'] },
      Code: { ZipFile: 'exports.handler = async () => {}' },
      Handler: 'index.handler',
      Runtime: 'nodejs22.x',
    },
  },
});

/** Tags that say which component of the agent `support` a role is the identity of. */
export const componentTags = (component: string): Readonly<Record<string, string>> => ({
  'agent-identity:agent': 'support',
  'agent-identity:component': component,
});

import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { PlannedEventRule } from '../../plan/plan';
import type { CdkContext } from '../context';

/** A rule of the default bus with its target. A rule is enabled unless it says otherwise. */
export const eventRule = (resource: PlannedEventRule, context: CdkContext): void =>
  context.add(resource, (scope, id) => {
    const rule = new CfnRule(scope, id, {
      name: resource.name,
      description: resource.description,
      eventPattern: context.json(resource.pattern),
      targets: [{ id: 'target', arn: context.text(resource.target.arn), roleArn: context.text(resource.target.roleArn) }],
      tags: context.tags(resource.tags),
    });
    context.orderAfter(rule, resource.after);
    return rule;
  });

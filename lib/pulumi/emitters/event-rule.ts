import * as cloudwatch from '@pulumi/aws/cloudwatch';
import type { PlannedEventRule } from '../../plan/plan';
import type { PulumiContext } from '../context';

/** A rule of the default bus, and its target, which is a resource of its own here. A rule is enabled unless it says otherwise. */
export const eventRule = ({ id, name, description, pattern, target, after, tags }: PlannedEventRule, context: PulumiContext): void => {
  context.register(cloudwatch.EventRule, id, { name, description, eventPattern: context.json(pattern), tags: context.tags(tags) });
  context.register(
    cloudwatch.EventTarget,
    `${id}/target`,
    { rule: name, arn: context.text(target.arn), roleArn: context.text(target.roleArn) },
    { parent: id, after: [id, ...after.flatMap((one) => context.partsOf(one))] },
  );
};

import * as sns from '@pulumi/aws/sns';
import type { PlannedTopic } from '../../plan/plan';
import type { PulumiContext } from '../context';

/** A topic. CloudWatch alarms of its own account may publish to it by the policy that every topic begins with. */
export const topic = ({ id, name, tags }: PlannedTopic, context: PulumiContext): void =>
  context.register(sns.Topic, id, { name, tags: context.tags(tags) });

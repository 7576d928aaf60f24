import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import type { PlannedTopic } from '../../plan/plan';
import type { CdkContext } from '../context';

/** A topic. CloudWatch alarms of its own account may publish to it by the policy that every topic begins with. */
export const topic = (resource: PlannedTopic, context: CdkContext): void =>
  context.add(resource, (scope, id) => new CfnTopic(scope, id, { topicName: resource.name, tags: context.tags(resource.tags) }));

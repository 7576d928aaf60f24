import * as bedrock from '@pulumi/aws/bedrock';
import type { PlannedAgentCorePolicy } from '../../plan/plan';
import type { PulumiContext } from '../context';

/** The resource policy of an AgentCore runtime or gateway. */
export const agentCorePolicy = ({ id, resourceArn, document }: PlannedAgentCorePolicy, context: PulumiContext): void =>
  context.register(bedrock.AgentcoreResourcePolicy, id, {
    resourceArn: context.text(resourceArn),
    policy: context.document(document),
  });

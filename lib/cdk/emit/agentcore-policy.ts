import { CfnResourcePolicy } from 'aws-cdk-lib/aws-bedrockagentcore';
import type { PlannedAgentCorePolicy } from '../../plan/plan';
import type { CdkContext } from '../context';

/** The resource policy of an AgentCore runtime or gateway, which takes its document as text. */
export const agentCorePolicy = (resource: PlannedAgentCorePolicy, context: CdkContext): void =>
  context.add(
    resource,
    (scope, id) =>
      new CfnResourcePolicy(scope, id, {
        resourceArn: context.text(resource.resourceArn),
        policy: context.documentText(resource.document),
      }),
  );

import type { ArnOf } from '../late';
import type { Capability } from '../permission';
import { capability, permission, wantsArn } from './capability';

const AGENT_CORE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrockagentcore.html';

/**
 * Invokes one function that is no component of the agent. For components declare a call.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 */
export const invokeFunction = (options: { readonly function: ArnOf<'lambda-function-arn'> }): Capability =>
  capability(
    'invokeFunction',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html',
    [permission('InvokeFunction', ['lambda:InvokeFunction'], [options.function])],
    wantsArn(options.function, 'lambda-function-arn'),
  );

/** Invokes one AgentCore runtime, through any of its endpoints, that is no component of the agent. For components declare a call. */
export const invokeRuntime = ({ runtime }: { readonly runtime: ArnOf<'agentcore-runtime-arn'> }): Capability =>
  capability(
    'invokeRuntime',
    AGENT_CORE,
    [permission('InvokeRuntime', ['bedrock-agentcore:InvokeAgentRuntime'], [runtime, `${runtime}/runtime-endpoint/*`])],
    wantsArn(runtime, 'agentcore-runtime-arn'),
  );

/** Invokes one AgentCore gateway that is no component of the agent. For components declare a call. */
export const invokeGateway = ({ gateway }: { readonly gateway: ArnOf<'agentcore-gateway-arn'> }): Capability =>
  capability(
    'invokeGateway',
    AGENT_CORE,
    [permission('InvokeGateway', ['bedrock-agentcore:InvokeGateway'], [gateway])],
    wantsArn(gateway, 'agentcore-gateway-arn'),
  );

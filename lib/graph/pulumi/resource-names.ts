/**
 * Which property names a resource, and its ARN where the provider has not computed it yet.
 *
 * ARN forms: service authorization reference, "Resource types defined by" each service.
 */
import type { PulumiReading } from './reading';

/** Types that do not call it `name`. */
export const NAME_PROPERTIES: ReadonlyMap<string, string> = new Map([
  ['aws:s3/bucket:Bucket', 'bucket'],
  ['aws:ecs/taskDefinition:TaskDefinition', 'family'],
  ['aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime', 'agentRuntimeName'],
  ['aws:bedrock/agentcoreHarness:AgentcoreHarness', 'harnessName'],
]);

/** Types that do not call their ARN `arn`. */
export const ARN_PROPERTIES: ReadonlyMap<string, string> = new Map([
  ['aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime', 'agentRuntimeArn'],
  ['aws:bedrock/agentcoreGateway:AgentcoreGateway', 'gatewayArn'],
  ['aws:bedrock/agentcoreBrowser:AgentcoreBrowser', 'browserArn'],
  ['aws:bedrock/agentcoreCodeInterpreter:AgentcoreCodeInterpreter', 'codeInterpreterArn'],
]);

function path(reading: PulumiReading): string {
  const given = reading.text('path') ?? '/';
  return given === '/' ? given : `${given.startsWith('/') ? '' : '/'}${given}${given.endsWith('/') ? '' : '/'}`;
}

/** The ids of AgentCore end in a part that the service generates. */
const agentCore =
  (kind: string) =>
  (reading: PulumiReading): string =>
    `arn:⟨partition⟩:bedrock-agentcore:⟨region⟩:⟨account⟩:${kind}/${reading.name}-${reading.generated}`;

export const ARN_FORMS: ReadonlyMap<string, (reading: PulumiReading) => string> = new Map<string, (reading: PulumiReading) => string>([
  ['aws:iam/role:Role', (reading) => `arn:⟨partition⟩:iam::⟨account⟩:role${path(reading)}${reading.name}`],
  ['aws:iam/policy:Policy', (reading) => `arn:⟨partition⟩:iam::⟨account⟩:policy${path(reading)}${reading.name}`],
  ['aws:lambda/function:Function', (reading) => `arn:⟨partition⟩:lambda:⟨region⟩:⟨account⟩:function:${reading.name}`],
  ['aws:cloudwatch/logGroup:LogGroup', (reading) => `arn:⟨partition⟩:logs:⟨region⟩:⟨account⟩:log-group:${reading.name}`],
  ['aws:s3/bucket:Bucket', (reading) => `arn:⟨partition⟩:s3:::${reading.name}`],
  ['aws:cloudwatch/metricAlarm:MetricAlarm', (reading) => `arn:⟨partition⟩:cloudwatch:⟨region⟩:⟨account⟩:alarm:${reading.name}`],
  ['aws:cloudwatch/eventRule:EventRule', (reading) => `arn:⟨partition⟩:events:⟨region⟩:⟨account⟩:rule/${reading.name}`],
  ['aws:sqs/queue:Queue', (reading) => `arn:⟨partition⟩:sqs:⟨region⟩:⟨account⟩:${reading.name}`],
  ['aws:sfn/stateMachine:StateMachine', (reading) => `arn:⟨partition⟩:states:⟨region⟩:⟨account⟩:stateMachine:${reading.name}`],
  ['aws:codebuild/project:Project', (reading) => `arn:⟨partition⟩:codebuild:⟨region⟩:⟨account⟩:project/${reading.name}`],
  ['aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime', agentCore('runtime')],
  ['aws:bedrock/agentcoreGateway:AgentcoreGateway', agentCore('gateway')],
  ['aws:bedrock/agentcoreMemory:AgentcoreMemory', agentCore('memory')],
  ['aws:bedrock/agentcoreBrowser:AgentcoreBrowser', agentCore('browser-custom')],
  ['aws:bedrock/agentcoreCodeInterpreter:AgentcoreCodeInterpreter', agentCore('code-interpreter-custom')],
]);

/** Everything in a Pulumi program that lends a role to code. */
import type { GraphBinding } from '../identity-graph';
import type { ResourceReader, SeenBinding } from '../sightings';
import { textBelow } from '../values';
import type { PulumiReading } from './reading';

type BindingReader = ResourceReader<SeenBinding, PulumiReading>;

const takesRole = (type: string, kind: GraphBinding['kind'], what: string, path: readonly [string, ...string[]]): BindingReader => ({
  types: [type],
  read: (reading) => {
    const roleArn = textBelow(reading.property(path[0]), path, (why) => reading.problem(why));
    return roleArn === undefined || roleArn === ''
      ? []
      : [{ kind, roleArn, workload: `${what} ${reading.name}`, place: reading.placeOf(...path) }];
  },
});

const instanceProfile: BindingReader = {
  types: ['aws:iam/instanceProfile:InstanceProfile'],
  read: (reading) => {
    const role = reading.text('role');
    if (role === undefined) return [];
    const roleArn = reading.deployedText(`arn:⟨partition⟩:iam::⟨account⟩:role/${role}`);
    return [{ kind: 'instance-profile', roleArn, workload: `instances of the profile ${reading.name}`, place: reading.placeOf('role') }];
  },
};

export const bindings: readonly BindingReader[] = [
  takesRole('aws:lambda/function:Function', 'function', 'function', ['role']),
  takesRole('aws:ecs/taskDefinition:TaskDefinition', 'task', 'task', ['taskRoleArn']),
  takesRole('aws:ecs/taskDefinition:TaskDefinition', 'task-execution', 'start of task', ['executionRoleArn']),
  takesRole('aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime', 'agentcore-runtime', 'AgentCore runtime', ['roleArn']),
  instanceProfile,
  takesRole('aws:bedrock/agentcoreGateway:AgentcoreGateway', 'other', 'AgentCore gateway', ['roleArn']),
  takesRole('aws:bedrock/agentcoreMemory:AgentcoreMemory', 'other', 'AgentCore memory', ['memoryExecutionRoleArn']),
  takesRole('aws:bedrock/agentcoreBrowser:AgentcoreBrowser', 'other', 'AgentCore browser', ['executionRoleArn']),
  takesRole('aws:bedrock/agentcoreCodeInterpreter:AgentcoreCodeInterpreter', 'other', 'AgentCore code interpreter', ['executionRoleArn']),
  takesRole('aws:bedrock/agentcoreHarness:AgentcoreHarness', 'other', 'AgentCore harness', ['executionRoleArn']),
  takesRole('aws:sfn/stateMachine:StateMachine', 'other', 'state machine', ['roleArn']),
  takesRole('aws:scheduler/schedule:Schedule', 'other', 'schedule', ['target', 'roleArn']),
  takesRole('aws:codebuild/project:Project', 'other', 'build project', ['serviceRole']),
];

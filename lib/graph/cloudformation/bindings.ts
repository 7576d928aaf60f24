/** Everything in a CloudFormation template that lends a role to code. */
import { HOLE_OPEN } from '../../policy/text';
import type { GraphBinding } from '../identity-graph';
import type { ResourceReader, SeenBinding } from '../sightings';
import { textBelow } from '../values';
import type { CfnReading } from './reading';
import { SERVERLESS_FUNCTION } from './transforms/serverless';

type BindingReader = ResourceReader<SeenBinding, CfnReading>;

/** A resource that takes one role by ARN, in a property or below one. */
const takesRole = (
  type: string,
  kind: GraphBinding['kind'],
  what: string,
  path: readonly [string, ...string[]],
  nameProperty?: string,
): BindingReader => ({
  types: [type],
  read: (reading) => {
    const role = textBelow(reading.property(path[0]), path, (why) => reading.problem(why));
    if (role === undefined || role === '') return [];
    const name = nameProperty === undefined ? undefined : reading.text(nameProperty);
    return [{ kind, roleArn: roleArnOf(role, reading), workload: `${what} ${name ?? reading.name}`, place: reading.placeOf(...path) }];
  },
});

/** A role given by name, where a service takes both: CodeBuild does. */
const roleArnOf = (role: string, reading: CfnReading): string =>
  role.startsWith('arn:') || role.startsWith(HOLE_OPEN) ? role : reading.deployedText(`arn:⟨partition⟩:iam::⟨account⟩:role/${role}`);

const instanceProfile: BindingReader = {
  types: ['AWS::IAM::InstanceProfile'],
  read: (reading) =>
    reading.texts('Roles').map((name) => ({
      kind: 'instance-profile',
      roleArn: reading.deployedText(`arn:⟨partition⟩:iam::⟨account⟩:role/${name}`),
      workload: `instances of the profile ${reading.name}`,
      place: reading.placeOf('Roles'),
    })),
};

const other = (type: string, what: string, path: readonly [string, ...string[]], nameProperty?: string): BindingReader =>
  takesRole(type, 'other', what, path, nameProperty);

export const bindings: readonly BindingReader[] = [
  takesRole('AWS::Lambda::Function', 'function', 'function', ['Role']),
  takesRole(SERVERLESS_FUNCTION, 'function', 'function', ['Role']),
  takesRole('AWS::ECS::TaskDefinition', 'task', 'task', ['TaskRoleArn'], 'Family'),
  takesRole('AWS::ECS::TaskDefinition', 'task-execution', 'start of task', ['ExecutionRoleArn'], 'Family'),
  takesRole('AWS::BedrockAgentCore::Runtime', 'agentcore-runtime', 'AgentCore runtime', ['RoleArn'], 'AgentRuntimeName'),
  instanceProfile,
  other('AWS::BedrockAgentCore::Gateway', 'AgentCore gateway', ['RoleArn'], 'Name'),
  other('AWS::BedrockAgentCore::Memory', 'AgentCore memory', ['MemoryExecutionRoleArn'], 'Name'),
  other('AWS::BedrockAgentCore::BrowserCustom', 'AgentCore browser', ['ExecutionRoleArn'], 'Name'),
  other('AWS::BedrockAgentCore::CodeInterpreterCustom', 'AgentCore code interpreter', ['ExecutionRoleArn'], 'Name'),
  other('AWS::BedrockAgentCore::Harness', 'AgentCore harness', ['ExecutionRoleArn'], 'HarnessName'),
  other('AWS::StepFunctions::StateMachine', 'state machine', ['RoleArn']),
  other('AWS::Scheduler::Schedule', 'schedule', ['Target', 'RoleArn'], 'Name'),
  other('AWS::CodeBuild::Project', 'build project', ['ServiceRole']),
];

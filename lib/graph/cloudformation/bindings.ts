/** Everything in a CloudFormation template that lends a role to code, or to what hands events on. */
import { HOLE_OPEN } from '../../policy/text';
import type { GraphBinding } from '../identity-graph';
import type { ResourceReader, SeenBinding } from '../sightings';
import { distinctTexts, textBelow } from '../values';
import type { CfnReading } from './reading';
import { SERVERLESS_FUNCTION } from './transforms/serverless';

type BindingReader = ResourceReader<SeenBinding, CfnReading>;
type Path = readonly [string, ...string[]];

/** A role given by name, where a service takes both: CodeBuild and Glue do. */
const roleArnOf = (role: string, reading: CfnReading): string =>
  role.startsWith('arn:') || role.startsWith(HOLE_OPEN) ? role : reading.deployedText(`arn:⟨partition⟩:iam::⟨account⟩:role/${role}`);

const lent = (
  reading: CfnReading,
  role: string,
  { kind, workload, path }: { readonly kind: GraphBinding['kind']; readonly workload: string; readonly path: Path },
): SeenBinding => ({
  kind,
  roleArn: roleArnOf(role, reading),
  workload,
  place: reading.placeOf(...path),
  ...(reading.composedArn === undefined ? {} : { arn: reading.composedArn }),
});

/** A resource that takes one role by ARN, in a property or below one. */
const takesRole = (type: string, kind: GraphBinding['kind'], what: string, path: Path, nameProperty?: string): BindingReader => ({
  types: [type],
  read: (reading) => {
    const role = textBelow(reading.property(path[0]), path, (why) => reading.problem(why));
    if (role === undefined || role === '') return [];
    const name = nameProperty === undefined ? undefined : reading.text(nameProperty);
    return [lent(reading, role, { kind, workload: `${what} ${name ?? reading.name}`, path })];
  },
});

const instanceProfile: BindingReader = {
  types: ['AWS::IAM::InstanceProfile'],
  read: (reading) =>
    reading
      .texts('Roles')
      .map((name) =>
        lent(reading, name, { kind: 'instance-profile', workload: `instances of the profile ${reading.name}`, path: ['Roles'] }),
      ),
};

/** A rule hands events on with a role for each of its targets, often the same. */
const rule: BindingReader = {
  types: ['AWS::Events::Rule'],
  read: (reading) =>
    distinctTexts(reading.property('Targets'), 'RoleArn').map((role) =>
      lent(reading, role, { kind: 'delivery', workload: `targets of the rule ${reading.name}`, path: ['Targets'] }),
    ),
};

/** The role that a pod goes on to, from the one that it is associated with. */
const podTarget: BindingReader = {
  types: ['AWS::EKS::PodIdentityAssociation'],
  read: (reading) => {
    const role = reading.text('TargetRoleArn');
    const pods = `${reading.text('Namespace') ?? ''}/${reading.text('ServiceAccount') ?? ''} on cluster ${reading.text('ClusterName') ?? ''}`;
    return role === undefined || role === ''
      ? []
      : [lent(reading, role, { kind: 'other', workload: `target role of ${pods}`, path: ['TargetRoleArn'] })];
  },
};

const other = (type: string, what: string, path: Path, nameProperty?: string): BindingReader =>
  takesRole(type, 'other', what, path, nameProperty);

const delivery = (type: string, what: string, path: Path, nameProperty?: string): BindingReader =>
  takesRole(type, 'delivery', what, path, nameProperty);

export const bindings: readonly BindingReader[] = [
  takesRole('AWS::Lambda::Function', 'function', 'function', ['Role']),
  takesRole(SERVERLESS_FUNCTION, 'function', 'function', ['Role']),
  takesRole('AWS::ECS::TaskDefinition', 'task', 'task', ['TaskRoleArn'], 'Family'),
  takesRole('AWS::ECS::TaskDefinition', 'task-execution', 'start of task', ['ExecutionRoleArn'], 'Family'),
  takesRole('AWS::BedrockAgentCore::Runtime', 'agentcore-runtime', 'AgentCore runtime', ['RoleArn'], 'AgentRuntimeName'),
  instanceProfile,
  podTarget,
  other('AWS::BedrockAgentCore::Gateway', 'AgentCore gateway', ['RoleArn'], 'Name'),
  other('AWS::BedrockAgentCore::Memory', 'AgentCore memory', ['MemoryExecutionRoleArn'], 'Name'),
  other('AWS::BedrockAgentCore::BrowserCustom', 'AgentCore browser', ['ExecutionRoleArn'], 'Name'),
  other('AWS::BedrockAgentCore::CodeInterpreterCustom', 'AgentCore code interpreter', ['ExecutionRoleArn'], 'Name'),
  other('AWS::BedrockAgentCore::Harness', 'AgentCore harness', ['ExecutionRoleArn'], 'HarnessName'),
  other('AWS::Bedrock::Agent', 'Bedrock agent', ['AgentResourceRoleArn'], 'AgentName'),
  other('AWS::Bedrock::Flow', 'Bedrock flow', ['ExecutionRoleArn'], 'Name'),
  other('AWS::Bedrock::KnowledgeBase', 'Bedrock knowledge base', ['RoleArn'], 'Name'),
  other('AWS::StepFunctions::StateMachine', 'state machine', ['RoleArn']),
  other('AWS::Serverless::StateMachine', 'state machine', ['Role'], 'Name'),
  other('AWS::Scheduler::Schedule', 'schedule', ['Target', 'RoleArn'], 'Name'),
  other('AWS::CodeBuild::Project', 'build project', ['ServiceRole']),
  other('AWS::CodePipeline::Pipeline', 'pipeline', ['RoleArn'], 'Name'),
  other('AWS::Glue::Job', 'Glue job', ['Role'], 'Name'),
  other('AWS::SageMaker::NotebookInstance', 'notebook', ['RoleArn'], 'NotebookInstanceName'),
  other('AWS::SageMaker::Model', 'SageMaker model', ['ExecutionRoleArn'], 'ModelName'),
  other('AWS::AppRunner::Service', 'App Runner service', ['InstanceConfiguration', 'InstanceRoleArn'], 'ServiceName'),
  other(
    'AWS::AppRunner::Service',
    'start of App Runner service',
    ['SourceConfiguration', 'AuthenticationConfiguration', 'AccessRoleArn'],
    'ServiceName',
  ),
  other('AWS::Batch::JobDefinition', 'Batch job', ['ContainerProperties', 'JobRoleArn'], 'JobDefinitionName'),
  other('AWS::Batch::JobDefinition', 'start of Batch job', ['ContainerProperties', 'ExecutionRoleArn'], 'JobDefinitionName'),
  other('AWS::EKS::Nodegroup', 'node group', ['NodeRole'], 'NodegroupName'),
  other('AWS::EKS::FargateProfile', 'start of pods of the Fargate profile', ['PodExecutionRoleArn'], 'FargateProfileName'),
  other('AWS::EKS::Addon', 'add-on', ['ServiceAccountRoleArn'], 'AddonName'),
  other('AWS::MWAA::Environment', 'Airflow environment', ['ExecutionRoleArn'], 'Name'),
  delivery('AWS::Pipes::Pipe', 'pipe', ['RoleArn'], 'Name'),
  delivery('AWS::AppSync::DataSource', 'data source', ['ServiceRoleArn'], 'Name'),
  delivery('AWS::Logs::SubscriptionFilter', 'subscription filter', ['RoleArn'], 'FilterName'),
  rule,
];

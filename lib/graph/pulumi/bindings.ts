/** Everything in a Pulumi program that lends a role to code, or to what hands events on. */

import { FaultList } from '../../policy/parse-faults';
import { parseJson } from '../../policy/parse-json';
import { HOLE_OPEN } from '../../policy/text';
import type { GraphBinding } from '../identity-graph';
import type { ResourceReader, SeenBinding } from '../sightings';
import { textBelow } from '../values';
import type { PulumiReading } from './reading';

type BindingReader = ResourceReader<SeenBinding, PulumiReading>;
type Path = readonly [string, ...string[]];

/** A role given by name, where a service takes both: CodeBuild and Glue do. */
const roleArnOf = (role: string, reading: PulumiReading): string =>
  role.startsWith('arn:') || role.startsWith(HOLE_OPEN) ? role : reading.deployedText(`arn:⟨partition⟩:iam::⟨account⟩:role/${role}`);

const lent = (
  reading: PulumiReading,
  role: string,
  { kind, workload, path }: { readonly kind: GraphBinding['kind']; readonly workload: string; readonly path: Path },
): SeenBinding => ({
  kind,
  roleArn: roleArnOf(role, reading),
  workload,
  place: reading.placeOf(...path),
  ...(reading.composedArn === undefined ? {} : { arn: reading.composedArn }),
});

const takesRole = (
  type: string,
  kind: GraphBinding['kind'],
  what: string,
  path: Path,
  read: (reading: PulumiReading) => unknown = (reading) => reading.property(path[0]),
): BindingReader => ({
  types: [type],
  read: (reading) => {
    const role = textBelow(read(reading), path, (why) => reading.problem(why));
    return role === undefined || role === '' ? [] : [lent(reading, role, { kind, workload: `${what} ${reading.name}`, path })];
  },
});

const other = (type: string, what: string, path: Path): BindingReader => takesRole(type, 'other', what, path);
const delivery = (type: string, what: string, path: Path): BindingReader => takesRole(type, 'delivery', what, path);

const instanceProfile: BindingReader = {
  types: ['aws:iam/instanceProfile:InstanceProfile'],
  read: (reading) => {
    const role = reading.text('role');
    if (role === undefined) return [];
    return [lent(reading, role, { kind: 'instance-profile', workload: `instances of the profile ${reading.name}`, path: ['role'] })];
  },
};

/** The role that a pod goes on to, from the one that it is associated with. */
const podTarget: BindingReader = {
  types: ['aws:eks/podIdentityAssociation:PodIdentityAssociation'],
  read: (reading) => {
    const role = reading.text('targetRoleArn');
    const pods = `${reading.text('namespace') ?? ''}/${reading.text('serviceAccount') ?? ''} on cluster ${reading.text('clusterName') ?? ''}`;
    return role === undefined || role === ''
      ? []
      : [lent(reading, role, { kind: 'other', workload: `target role of ${pods}`, path: ['targetRoleArn'] })];
  },
};

/** The container of a Batch job, which Pulumi takes as JSON. */
function container(reading: PulumiReading): unknown {
  const written = reading.property('containerProperties');
  const faults = new FaultList();
  const parsed = typeof written === 'string' ? parseJson(written, faults) : written;
  return faults.empty ? parsed : undefined;
}

const batchJob = (what: string, property: string): BindingReader =>
  takesRole('aws:batch/jobDefinition:JobDefinition', 'other', what, ['containerProperties', property], container);

export const bindings: readonly BindingReader[] = [
  takesRole('aws:lambda/function:Function', 'function', 'function', ['role']),
  takesRole('aws:ecs/taskDefinition:TaskDefinition', 'task', 'task', ['taskRoleArn']),
  takesRole('aws:ecs/taskDefinition:TaskDefinition', 'task-execution', 'start of task', ['executionRoleArn']),
  takesRole('aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime', 'agentcore-runtime', 'AgentCore runtime', ['roleArn']),
  instanceProfile,
  podTarget,
  other('aws:bedrock/agentcoreGateway:AgentcoreGateway', 'AgentCore gateway', ['roleArn']),
  other('aws:bedrock/agentcoreMemory:AgentcoreMemory', 'AgentCore memory', ['memoryExecutionRoleArn']),
  other('aws:bedrock/agentcoreBrowser:AgentcoreBrowser', 'AgentCore browser', ['executionRoleArn']),
  other('aws:bedrock/agentcoreCodeInterpreter:AgentcoreCodeInterpreter', 'AgentCore code interpreter', ['executionRoleArn']),
  other('aws:bedrock/agentcoreHarness:AgentcoreHarness', 'AgentCore harness', ['executionRoleArn']),
  other('aws:bedrock/agentAgent:AgentAgent', 'Bedrock agent', ['agentResourceRoleArn']),
  other('aws:bedrock/agentFlow:AgentFlow', 'Bedrock flow', ['executionRoleArn']),
  other('aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase', 'Bedrock knowledge base', ['roleArn']),
  other('aws:sfn/stateMachine:StateMachine', 'state machine', ['roleArn']),
  other('aws:scheduler/schedule:Schedule', 'schedule', ['target', 'roleArn']),
  other('aws:codebuild/project:Project', 'build project', ['serviceRole']),
  other('aws:codepipeline/pipeline:Pipeline', 'pipeline', ['roleArn']),
  other('aws:glue/job:Job', 'Glue job', ['roleArn']),
  other('aws:sagemaker/notebookInstance:NotebookInstance', 'notebook', ['roleArn']),
  other('aws:sagemaker/model:Model', 'SageMaker model', ['executionRoleArn']),
  other('aws:apprunner/service:Service', 'App Runner service', ['instanceConfiguration', 'instanceRoleArn']),
  other('aws:apprunner/service:Service', 'start of App Runner service', [
    'sourceConfiguration',
    'authenticationConfiguration',
    'accessRoleArn',
  ]),
  batchJob('Batch job', 'jobRoleArn'),
  batchJob('start of Batch job', 'executionRoleArn'),
  other('aws:eks/nodeGroup:NodeGroup', 'node group', ['nodeRoleArn']),
  other('aws:eks/fargateProfile:FargateProfile', 'start of pods of the Fargate profile', ['podExecutionRoleArn']),
  other('aws:eks/addon:Addon', 'add-on', ['serviceAccountRoleArn']),
  other('aws:mwaa/environment:Environment', 'Airflow environment', ['executionRoleArn']),
  delivery('aws:pipes/pipe:Pipe', 'pipe', ['roleArn']),
  delivery('aws:appsync/dataSource:DataSource', 'data source', ['serviceRoleArn']),
  delivery('aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter', 'subscription filter', ['roleArn']),
  delivery('aws:cloudwatch/eventTarget:EventTarget', 'target of a rule', ['roleArn']),
];

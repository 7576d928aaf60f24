/**
 * What somebody can do to come to act as, or through, another.
 *
 * Actions and their resources: Service Authorization Reference.
 */
import type { Condition } from '../../../policy/document';
import { fillWithExamples } from '../../../policy/prove/example-value';
import { condition } from '../build';
import { mayMatchAction } from '../relevant';
import type { Thing, Things } from './things';

/** The kinds of hop from one role to another. */
export type HopKind = 'become' | 'pass' | 'rewrite' | 'change' | 'retag' | 'mint' | 'invoke';

/** A way to lay hands on a thing. */
export interface Way {
  readonly kind: HopKind;
  readonly actions: readonly string[];
  readonly on: Exclude<keyof Things, 'policyOf'>;
  /** Of the things there, those with ARNs like this. */
  readonly like?: RegExp;
  /** Of the things there, those for which this holds. */
  readonly where?: (thing: Thing) => boolean;
  /** What has to be so of the request. */
  readonly conditions?: readonly Condition[];
  /** The ARNs that a request names; default that of the thing alone. */
  readonly resources?: (arn: string) => readonly string[];
  /** Whether the request needs every one of its resources allowed. */
  readonly every?: boolean;
  /** Whether the role has to be passed, too, to this service. */
  readonly passes?: string;
  /** What is done, between the names of the two. */
  readonly says: (thing: Thing) => readonly [string, string];
}

/** Tags that say which component of which agent a role is. */
const CONTROL_TAGS: readonly string[] = ['agent', 'component', 'kind', 'owner'].map((tag) => `agent-identity:${tag}`);

const FUNCTION = /:lambda:/;
const RUNTIME = /:bedrock-agentcore:.*:runtime\//s;
const GATEWAY = /:bedrock-agentcore:.*:gateway\//s;
const INTERPRETER = /:bedrock-agentcore:.*:code-interpreter-custom\//s;
const STATE_MACHINE = /:states:.*:stateMachine:/s;
const PROJECT = /:codebuild:.*:project\//s;

const qualified = (arn: string): readonly string[] => [arn, `${arn}:$LATEST`];
const directoryOf = (arn: string): readonly string[] => [arn, arn.replace(/\/workload-identity\/.*$/s, '')];
const does =
  (before: string, after = ''): Way['says'] =>
  () => [before, after];
const doesTo =
  (before: string): Way['says'] =>
  ({ what }) => [before, `: ${fillWithExamples(what)}`];

export const WAYS: readonly Way[] = [
  { kind: 'become', actions: ['sts:AssumeRole'], on: 'roles', says: does('becomes') },
  { kind: 'pass', actions: ['iam:PassRole'], on: 'roles', says: does('gives the role of', ' to code of its own') },
  {
    kind: 'rewrite',
    actions: ['lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration'],
    on: 'workloads',
    like: FUNCTION,
    says: doesTo('rewrites the code of'),
  },
  {
    kind: 'rewrite',
    actions: ['bedrock-agentcore:InvokeAgentRuntimeCommand', 'bedrock-agentcore:InvokeAgentRuntimeCommandShell'],
    on: 'workloads',
    like: RUNTIME,
    says: doesTo('runs commands within'),
  },
  {
    kind: 'rewrite',
    actions: ['bedrock-agentcore:UpdateAgentRuntime'],
    on: 'workloads',
    like: RUNTIME,
    passes: 'bedrock-agentcore.amazonaws.com',
    says: doesTo('rewrites the code of'),
  },
  {
    kind: 'rewrite',
    actions: [
      'codebuild:StartBuild',
      'codebuild:StartBuildBatch',
      'codebuild:UpdateProject',
      'codebuild:StartSandbox',
      'codebuild:StartCommandExecution',
    ],
    on: 'workloads',
    like: PROJECT,
    says: doesTo('runs commands within'),
  },
  {
    kind: 'rewrite',
    actions: ['states:UpdateStateMachine'],
    on: 'workloads',
    like: STATE_MACHINE,
    says: doesTo('rewrites the steps of'),
  },
  { kind: 'rewrite', actions: ['ecr:PutImage'], on: 'images', says: doesTo('replaces the image of') },
  { kind: 'rewrite', actions: ['s3:PutObject'], on: 'archives', says: doesTo('replaces the code that is deployed next for') },
  {
    kind: 'change',
    actions: ['iam:UpdateAssumeRolePolicy'],
    on: 'roles',
    says: does('changes who can become'),
  },
  {
    kind: 'change',
    actions: [
      'iam:PutRolePolicy',
      'iam:AttachRolePolicy',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:PutRolePermissionsBoundary',
      'iam:DeleteRolePermissionsBoundary',
    ],
    on: 'roles',
    says: does('changes what is permitted to'),
  },
  {
    kind: 'change',
    actions: ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'],
    on: 'boundaries',
    says: does('changes the boundary of'),
  },
  {
    kind: 'retag',
    actions: ['iam:TagRole', 'iam:UntagRole'],
    on: 'roles',
    where: ({ role }) => Object.keys(role.tags).some((tag) => CONTROL_TAGS.includes(tag)),
    conditions: [{ ...condition('StringEqualsIgnoreCase', 'aws:TagKeys', CONTROL_TAGS), qualifier: 'ForAnyValue' }],
    says: does('changes the tags of', ' that say what it is'),
  },
  {
    kind: 'mint',
    actions: [
      'bedrock-agentcore:GetWorkloadAccessToken',
      'bedrock-agentcore:GetWorkloadAccessTokenForJWT',
      'bedrock-agentcore:GetWorkloadAccessTokenForUserId',
    ],
    on: 'identities',
    resources: directoryOf,
    every: true,
    says: doesTo('takes tokens in the name of'),
  },
  {
    kind: 'invoke',
    actions: ['lambda:InvokeFunction'],
    on: 'workloads',
    like: FUNCTION,
    resources: qualified,
    says: doesTo('invokes'),
  },
  {
    kind: 'invoke',
    actions: [
      'bedrock-agentcore:InvokeAgentRuntime',
      'bedrock-agentcore:InvokeAgentRuntimeForUser',
      'bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStream',
    ],
    on: 'workloads',
    like: RUNTIME,
    says: doesTo('invokes'),
  },
  { kind: 'invoke', actions: ['bedrock-agentcore:InvokeGateway'], on: 'workloads', like: GATEWAY, says: doesTo('invokes') },
  {
    kind: 'invoke',
    actions: ['bedrock-agentcore:InvokeCodeInterpreter'],
    on: 'workloads',
    like: INTERPRETER,
    says: doesTo('runs code in'),
  },
  {
    kind: 'invoke',
    actions: ['states:StartExecution', 'states:StartSyncExecution'],
    on: 'workloads',
    like: STATE_MACHINE,
    says: doesTo('starts'),
  },
  { kind: 'invoke', actions: ['sqs:SendMessage'], on: 'queues', says: doesTo('sends messages to') },
];

const SERVICES: ReadonlySet<string> = new Set(WAYS.flatMap(({ actions }) => actions.map((action) => action.slice(0, action.indexOf(':')))));
const ALL: ReadonlySet<Way> = new Set(WAYS);
const NONE: ReadonlySet<Way> = new Set();
const matched = new Map<string, ReadonlySet<Way>>();
/** More patterns than any template in earnest has; beyond it they are matched anew. */
const MOST_REMEMBERED = 20_000;

/** The ways that a pattern of actions opens. */
export function waysOf(pattern: string): ReadonlySet<Way> {
  const known = matched.get(pattern);
  if (known !== undefined) return known;
  const service = pattern.slice(0, pattern.indexOf(':')).toLowerCase();
  if (/^[a-z0-9-]+$/.test(service) && !SERVICES.has(service)) return NONE;
  const found = pattern === '*' ? ALL : new Set(WAYS.filter(({ actions }) => mayMatchAction(pattern, actions)));
  if (matched.size < MOST_REMEMBERED) matched.set(pattern, found);
  return found;
}

/** Services to which a role can be passed, and what makes them run code or steps as it. */
export const PASSES: readonly { readonly service: string; readonly actions: readonly string[] }[] = [
  { service: 'lambda.amazonaws.com', actions: ['lambda:CreateFunction', 'lambda:UpdateFunctionConfiguration'] },
  {
    service: 'ecs-tasks.amazonaws.com',
    actions: ['ecs:RunTask', 'ecs:StartTask', 'ecs:CreateService', 'ecs:UpdateService', 'batch:SubmitJob'],
  },
  {
    service: 'ec2.amazonaws.com',
    actions: ['ec2:RunInstances', 'ec2:AssociateIamInstanceProfile', 'ec2:ReplaceIamInstanceProfileAssociation'],
  },
  {
    service: 'bedrock-agentcore.amazonaws.com',
    actions: [
      'bedrock-agentcore:CreateAgentRuntime',
      'bedrock-agentcore:UpdateAgentRuntime',
      'bedrock-agentcore:CreateCodeInterpreter',
      'bedrock-agentcore:CreateHarness',
      'bedrock-agentcore:UpdateHarness',
    ],
  },
  { service: 'codebuild.amazonaws.com', actions: ['codebuild:CreateProject', 'codebuild:UpdateProject'] },
  {
    service: 'cloudformation.amazonaws.com',
    actions: ['cloudformation:CreateStack', 'cloudformation:UpdateStack', 'cloudformation:CreateChangeSet'],
  },
  { service: 'states.amazonaws.com', actions: ['states:CreateStateMachine', 'states:UpdateStateMachine'] },
  { service: 'glue.amazonaws.com', actions: ['glue:CreateJob', 'glue:UpdateJob', 'glue:CreateDevEndpoint', 'glue:CreateSession'] },
  {
    service: 'sagemaker.amazonaws.com',
    actions: ['sagemaker:CreateNotebookInstance', 'sagemaker:CreateTrainingJob', 'sagemaker:CreateProcessingJob'],
  },
  { service: 'scheduler.amazonaws.com', actions: ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule'] },
  { service: 'pods.eks.amazonaws.com', actions: ['eks:CreatePodIdentityAssociation', 'eks:UpdatePodIdentityAssociation'] },
  { service: 'tasks.apprunner.amazonaws.com', actions: ['apprunner:CreateService', 'apprunner:UpdateService'] },
  { service: 'ssm.amazonaws.com', actions: ['ssm:StartAutomationExecution'] },
];

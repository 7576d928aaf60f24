/** Capabilities on what does something: models, memories, runtimes, functions, queues, buses, clusters. */
import {
  invokeFunction,
  invokeGateway,
  invokeModel,
  invokeRuntime,
  joinCluster,
  publishEvents,
  readMemory,
  readMemoryEvents,
  receiveMessages,
  recordMemoryEvents,
  sendMessages,
  writeMemory,
} from 'agent-workload-identity';
import { arn, type CapabilityCase } from './capability-case';

const BUS = arn('events', 'event-bus/agents');
const CLUSTER = arn('eks', 'cluster/prod');
const FUNCTION = arn('lambda', 'function:geocode');
const GATEWAY = arn('bedrock-agentcore', 'gateway/tools-a1b2c3d4e5');
const GUARDRAIL = arn('bedrock', 'guardrail/a1b2c3d4e5f6');
const MEMORY = arn('bedrock-agentcore', 'memory/support-a1B2c3D4e5');
const PROFILE = arn('bedrock', 'inference-profile/eu.anthropic.claude-sonnet-4-20250514-v1:0');
const QUEUE = arn('sqs', 'tasks');
const RUNTIME = arn('bedrock-agentcore', 'runtime/reasoner-a1B2c3D4e5');
const modelIn = (region: string): string => `arn:aws:bedrock:${region}::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0`;

export const SERVICES = {
  invokeFunction: {
    capability: invokeFunction({ function: FUNCTION }),
    gives: [{ Action: ['lambda:InvokeFunction'], Resource: [FUNCTION] }],
    allowed: [{ action: 'lambda:InvokeFunction', resource: FUNCTION }],
    refused: [
      { action: 'lambda:InvokeFunction', resource: `${FUNCTION}-2` },
      { action: 'lambda:UpdateFunctionCode', resource: FUNCTION },
      { action: 'lambda:InvokeFunctionUrl', resource: FUNCTION },
    ],
  },
  invokeGateway: {
    capability: invokeGateway({ gateway: GATEWAY }),
    gives: [{ Action: ['bedrock-agentcore:InvokeGateway'], Resource: [GATEWAY] }],
    allowed: [{ action: 'bedrock-agentcore:InvokeGateway', resource: GATEWAY }],
    refused: [
      { action: 'bedrock-agentcore:InvokeGateway', resource: GATEWAY.replace('tools', 'tools2') },
      { action: 'bedrock-agentcore:UpdateGateway', resource: GATEWAY },
    ],
  },
  invokeModel: {
    capability: invokeModel({
      inferenceProfile: 'eu.anthropic.claude-sonnet-4-20250514-v1:0',
      regions: ['eu-west-1', 'eu-central-1'],
      guardrail: { arn: GUARDRAIL, version: '3' },
    }),
    gives: [
      {
        Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
        Resource: [PROFILE],
        Condition: { StringEquals: { 'bedrock:GuardrailIdentifier': [`${GUARDRAIL}:3`] } },
      },
      {
        Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
        Resource: [modelIn('eu-central-1'), modelIn('eu-west-1')],
        Condition: {
          ArnEquals: { 'bedrock:InferenceProfileArn': [PROFILE] },
          StringEquals: { 'bedrock:GuardrailIdentifier': [`${GUARDRAIL}:3`] },
        },
      },
      { Action: ['bedrock:ApplyGuardrail'], Resource: [GUARDRAIL] },
    ],
    allowed: [
      { action: 'bedrock:InvokeModel', resource: PROFILE, context: { 'bedrock:GuardrailIdentifier': `${GUARDRAIL}:3` } },
      {
        action: 'bedrock:InvokeModelWithResponseStream',
        resource: modelIn('eu-west-1'),
        context: { 'bedrock:GuardrailIdentifier': `${GUARDRAIL}:3`, 'bedrock:InferenceProfileArn': PROFILE },
      },
    ],
    refused: [
      // The model on demand, without the profile.
      { action: 'bedrock:InvokeModel', resource: modelIn('eu-west-1'), context: { 'bedrock:GuardrailIdentifier': `${GUARDRAIL}:3` } },
      // A destination that is not listed.
      {
        action: 'bedrock:InvokeModel',
        resource: modelIn('eu-north-1'),
        context: { 'bedrock:GuardrailIdentifier': `${GUARDRAIL}:3`, 'bedrock:InferenceProfileArn': PROFILE },
      },
      // Without the guardrail, with another version of it, with its draft.
      { action: 'bedrock:InvokeModel', resource: PROFILE },
      { action: 'bedrock:InvokeModel', resource: PROFILE, context: { 'bedrock:GuardrailIdentifier': `${GUARDRAIL}:2` } },
      { action: 'bedrock:InvokeModel', resource: PROFILE, context: { 'bedrock:GuardrailIdentifier': GUARDRAIL } },
      // Another profile.
      {
        action: 'bedrock:InvokeModel',
        resource: PROFILE.replace('eu.', 'us.'),
        context: { 'bedrock:GuardrailIdentifier': `${GUARDRAIL}:3` },
      },
    ],
  },
  invokeRuntime: {
    capability: invokeRuntime({ runtime: RUNTIME }),
    gives: [{ Action: ['bedrock-agentcore:InvokeAgentRuntime'], Resource: [RUNTIME, `${RUNTIME}/runtime-endpoint/*`] }],
    allowed: [
      { action: 'bedrock-agentcore:InvokeAgentRuntime', resource: RUNTIME },
      { action: 'bedrock-agentcore:InvokeAgentRuntime', resource: `${RUNTIME}/runtime-endpoint/DEFAULT` },
    ],
    refused: [
      { action: 'bedrock-agentcore:InvokeAgentRuntime', resource: RUNTIME.replace('reasoner-', 'reasoner2-') },
      { action: 'bedrock-agentcore:InvokeAgentRuntimeForUser', resource: RUNTIME },
      { action: 'bedrock-agentcore:UpdateAgentRuntime', resource: RUNTIME },
    ],
  },
  joinCluster: {
    capability: joinCluster({ cluster: CLUSTER }),
    gives: [
      { Action: ['eks-auth:AssumeRoleForPodIdentity', 'eks:DescribeCluster'], Resource: [CLUSTER] },
      { Action: ['ec2:DescribeInstances'], Resource: ['*'] },
    ],
    allowed: [
      { action: 'eks-auth:AssumeRoleForPodIdentity', resource: CLUSTER },
      { action: 'eks:DescribeCluster', resource: CLUSTER },
      { action: 'ec2:DescribeInstances', resource: '*' },
    ],
    refused: [
      { action: 'eks-auth:AssumeRoleForPodIdentity', resource: `${CLUSTER}-2` },
      { action: 'eks:UpdateClusterConfig', resource: CLUSTER },
      { action: 'ec2:TerminateInstances', resource: arn('ec2', 'instance/i-1') },
    ],
  },
  publishEvents: {
    capability: publishEvents({ bus: BUS, source: 'support.crm', detailTypes: ['opened', 'closed'] }),
    gives: [
      {
        Action: ['events:PutEvents'],
        Resource: [BUS],
        Condition: {
          'ForAllValues:StringEquals': { 'events:detail-type': ['opened', 'closed'], 'events:source': ['support.crm'] },
          Null: { 'events:detail-type': ['false'], 'events:source': ['false'] },
        },
      },
    ],
    allowed: [
      { action: 'events:PutEvents', resource: BUS, context: { 'events:source': 'support.crm', 'events:detail-type': 'opened' } },
      {
        action: 'events:PutEvents',
        resource: BUS,
        context: { 'events:source': ['support.crm'], 'events:detail-type': ['opened', 'closed'] },
      },
    ],
    refused: [
      { action: 'events:PutEvents', resource: BUS, context: { 'events:source': 'aws.health', 'events:detail-type': 'opened' } },
      // One entry of a batch under another source.
      { action: 'events:PutEvents', resource: BUS, context: { 'events:source': ['support.crm', 'sales'], 'events:detail-type': 'opened' } },
      { action: 'events:PutEvents', resource: BUS, context: { 'events:source': 'support.crm', 'events:detail-type': 'deleted' } },
      { action: 'events:PutEvents', resource: BUS },
      {
        action: 'events:PutEvents',
        resource: arn('events', 'event-bus/default'),
        context: { 'events:source': 'support.crm', 'events:detail-type': 'opened' },
      },
    ],
  },
  readMemory: {
    capability: readMemory({ memory: MEMORY, namespace: '/support/reasoner' }),
    gives: [
      {
        Action: ['bedrock-agentcore:ListMemoryRecords', 'bedrock-agentcore:RetrieveMemoryRecords'],
        Resource: [MEMORY],
        Condition: { StringEquals: { 'bedrock-agentcore:namespace': ['/support/reasoner'] } },
      },
    ],
    allowed: [
      {
        action: 'bedrock-agentcore:RetrieveMemoryRecords',
        resource: MEMORY,
        context: { 'bedrock-agentcore:namespace': '/support/reasoner' },
      },
    ],
    refused: [
      { action: 'bedrock-agentcore:RetrieveMemoryRecords', resource: MEMORY, context: { 'bedrock-agentcore:namespace': '/support' } },
      { action: 'bedrock-agentcore:RetrieveMemoryRecords', resource: MEMORY },
      { action: 'bedrock-agentcore:GetMemoryRecord', resource: MEMORY, context: { 'bedrock-agentcore:namespace': '/support/reasoner' } },
      { action: 'bedrock-agentcore:DeleteMemoryRecord', resource: MEMORY, context: { 'bedrock-agentcore:namespace': '/support/reasoner' } },
    ],
  },
  readMemoryEvents: {
    capability: readMemoryEvents({ memory: MEMORY, actor: 'reasoner' }),
    gives: [
      {
        Action: ['bedrock-agentcore:GetEvent', 'bedrock-agentcore:ListEvents'],
        Resource: [MEMORY],
        Condition: { StringEquals: { 'bedrock-agentcore:actorId': ['reasoner'] } },
      },
    ],
    allowed: [{ action: 'bedrock-agentcore:ListEvents', resource: MEMORY, context: { 'bedrock-agentcore:actorId': 'reasoner' } }],
    refused: [
      { action: 'bedrock-agentcore:ListEvents', resource: MEMORY, context: { 'bedrock-agentcore:actorId': 'planner' } },
      { action: 'bedrock-agentcore:ListEvents', resource: MEMORY },
      { action: 'bedrock-agentcore:DeleteEvent', resource: MEMORY, context: { 'bedrock-agentcore:actorId': 'reasoner' } },
    ],
  },
  receiveMessages: {
    capability: receiveMessages({ queue: QUEUE }),
    gives: [
      { Action: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], Resource: [QUEUE] },
    ],
    allowed: [
      { action: 'sqs:ReceiveMessage', resource: QUEUE },
      { action: 'sqs:DeleteMessage', resource: QUEUE },
    ],
    refused: [
      { action: 'sqs:SendMessage', resource: QUEUE },
      { action: 'sqs:PurgeQueue', resource: QUEUE },
      { action: 'sqs:ReceiveMessage', resource: `${QUEUE}-2` },
    ],
  },
  recordMemoryEvents: {
    capability: recordMemoryEvents({ memory: MEMORY, actor: 'reasoner' }),
    gives: [
      {
        Action: ['bedrock-agentcore:CreateEvent'],
        Resource: [MEMORY],
        Condition: { StringEquals: { 'bedrock-agentcore:actorId': ['reasoner'] } },
      },
    ],
    allowed: [{ action: 'bedrock-agentcore:CreateEvent', resource: MEMORY, context: { 'bedrock-agentcore:actorId': 'reasoner' } }],
    refused: [
      { action: 'bedrock-agentcore:CreateEvent', resource: MEMORY, context: { 'bedrock-agentcore:actorId': 'planner' } },
      { action: 'bedrock-agentcore:CreateEvent', resource: MEMORY },
    ],
  },
  sendMessages: {
    capability: sendMessages({ queue: QUEUE }),
    gives: [{ Action: ['sqs:SendMessage'], Resource: [QUEUE] }],
    allowed: [{ action: 'sqs:SendMessage', resource: QUEUE }],
    refused: [
      { action: 'sqs:ReceiveMessage', resource: QUEUE },
      { action: 'sqs:SendMessage', resource: `${QUEUE}.fifo` },
    ],
  },
  writeMemory: {
    capability: writeMemory({ memory: MEMORY, namespace: '/support/reasoner' }),
    gives: [
      {
        Action: ['bedrock-agentcore:BatchCreateMemoryRecords'],
        Resource: [MEMORY],
        Condition: { StringEquals: { 'bedrock-agentcore:namespace': ['/support/reasoner'] } },
      },
    ],
    allowed: [
      {
        action: 'bedrock-agentcore:BatchCreateMemoryRecords',
        resource: MEMORY,
        context: { 'bedrock-agentcore:namespace': '/support/reasoner' },
      },
    ],
    refused: [
      {
        action: 'bedrock-agentcore:BatchCreateMemoryRecords',
        resource: MEMORY,
        context: { 'bedrock-agentcore:namespace': '/support/planner' },
      },
      { action: 'bedrock-agentcore:BatchCreateMemoryRecords', resource: MEMORY },
    ],
  },
} as const satisfies Readonly<Record<string, CapabilityCase>>;

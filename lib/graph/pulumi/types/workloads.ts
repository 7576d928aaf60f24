/** What runs code, and what is told to it there. */
import { jsonInPascal } from '../in-pascal';
import type { Properties, TypeEntry } from './cloudformation-type';

const taskDefinition = ({ ContainerDefinitions, ...properties }: Properties): Properties => ({
  ...properties,
  ContainerDefinitions: jsonInPascal(ContainerDefinitions, new Set(['options', 'dockerLabels'])),
});

const instance = ({ UserDataBase64, ...properties }: Properties): Properties =>
  UserDataBase64 === undefined ? properties : { ...properties, UserData: UserDataBase64 };

const launchTemplate = ({ UserData, ...properties }: Properties): Properties => ({
  ...properties,
  LaunchTemplateData: UserData === undefined ? {} : { UserData },
});

export const WORKLOAD_TYPES: readonly TypeEntry[] = [
  [
    'aws:lambda/function:Function',
    { type: 'AWS::Lambda::Function', renamed: { name: 'FunctionName' }, asWritten: ['tags', 'variables', 'code'] },
  ],
  ['aws:ecs/taskDefinition:TaskDefinition', { type: 'AWS::ECS::TaskDefinition', asWritten: ['tags'], rebuilt: taskDefinition }],
  ['aws:bedrock/agentcoreMemory:AgentcoreMemory', { type: 'AWS::BedrockAgentCore::Memory', asWritten: ['tags'] }],
  ['aws:codebuild/project:Project', { type: 'AWS::CodeBuild::Project', asWritten: ['tags'] }],
  ['aws:ec2/instance:Instance', { type: 'AWS::EC2::Instance', asWritten: ['tags'], rebuilt: instance }],
  ['aws:ec2/launchTemplate:LaunchTemplate', { type: 'AWS::EC2::LaunchTemplate', asWritten: ['tags'], rebuilt: launchTemplate }],
  ['aws:ec2/launchConfiguration:LaunchConfiguration', { type: 'AWS::AutoScaling::LaunchConfiguration', rebuilt: instance }],
  ['aws:eks/cluster:Cluster', { type: 'AWS::EKS::Cluster', asWritten: ['tags'] }],
  [
    'aws:apigateway/stage:Stage',
    { type: 'AWS::ApiGateway::Stage', renamed: { accessLogSettings: 'AccessLogSetting' }, asWritten: ['tags', 'variables'] },
  ],
  [
    'aws:apigatewayv2/stage:Stage',
    { type: 'AWS::ApiGatewayV2::Stage', renamed: { name: 'StageName' }, asWritten: ['tags', 'stageVariables'] },
  ],
];

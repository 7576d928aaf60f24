/**
 * What a reference to a resource of a template becomes: its name, or the real form of its ARN.
 *
 * `Ref` and attributes by type: CloudFormation User Guide, resource and property types reference, "Return values". ARN forms: service
 * authorization reference, "Resource types defined by" each service.
 */
import type { ShapeName } from '../../policy/shapes';

export interface NamedType {
  /** The property that names the resource; where the template leaves it out, CloudFormation generates the name. */
  readonly nameProperty?: string;
  /** The ARN, with `{name}` and `{path}` for the resource's own, and `{generated}` for what the service adds to the name. */
  readonly arn?: string;
  /** What `Ref` gives; a URL is written with `{name}` too. */
  readonly ref: 'name' | 'arn' | 'unknown' | { readonly url: string } | { readonly shape: ShapeName };
  /** Attributes that give the ARN; `Arn` unless said otherwise. */
  readonly arnAttributes?: readonly string[];
  /** Attributes that give the name. */
  readonly nameAttributes?: readonly string[];
  /** Further attributes with their shape. */
  readonly shapes?: Readonly<Record<string, ShapeName>>;
}

const HERE = '⟨partition⟩';
const iam = (resource: string): string => `arn:${HERE}:iam::⟨account⟩:${resource}`;
const own = (service: string, resource: string): string => `arn:${HERE}:${service}:⟨region⟩:⟨account⟩:${resource}`;
const QUEUE_URL = 'https://sqs.⟨region⟩.⟨url-suffix:name⟩/⟨account⟩/{name}';
const named = (nameProperty: string, arn: string, more: Partial<NamedType> = {}): NamedType => ({
  nameProperty,
  arn,
  ref: 'name',
  ...more,
});

const agentCore = (nameProperty: string, kind: string, more: Partial<NamedType>): NamedType => ({
  nameProperty,
  arn: own('bedrock-agentcore', `${kind}/{name}-{generated}`),
  ref: 'unknown',
  ...more,
});

export const NAMED_TYPES: ReadonlyMap<string, NamedType> = new Map<string, NamedType>([
  ['AWS::IAM::Role', named('RoleName', iam('role{path}{name}'))],
  ['AWS::IAM::User', named('UserName', iam('user{path}{name}'))],
  ['AWS::IAM::Group', named('GroupName', iam('group{path}{name}'))],
  ['AWS::IAM::InstanceProfile', named('InstanceProfileName', iam('instance-profile{path}{name}'))],
  ['AWS::IAM::ManagedPolicy', named('ManagedPolicyName', iam('policy{path}{name}'), { ref: 'arn', arnAttributes: ['PolicyArn'] })],
  ['AWS::Lambda::Function', named('FunctionName', own('lambda', 'function:{name}'))],
  ['AWS::Serverless::Function', named('FunctionName', own('lambda', 'function:{name}'))],
  ['AWS::S3::Bucket', named('BucketName', `arn:${HERE}:s3:::{name}`)],
  ['AWS::DynamoDB::Table', named('TableName', own('dynamodb', 'table/{name}'))],
  ['AWS::DynamoDB::GlobalTable', named('TableName', own('dynamodb', 'table/{name}'))],
  ['AWS::SQS::Queue', named('QueueName', own('sqs', '{name}'), { ref: { url: QUEUE_URL }, nameAttributes: ['QueueName'] })],
  ['AWS::SNS::Topic', named('TopicName', own('sns', '{name}'), { ref: 'arn', arnAttributes: ['TopicArn'], nameAttributes: ['TopicName'] })],
  ['AWS::SecretsManager::Secret', named('Name', own('secretsmanager', 'secret:{name}-{generated}'), { ref: 'arn', arnAttributes: ['Id'] })],
  ['AWS::KMS::Key', { arn: own('kms', 'key/{name}'), ref: 'name', nameAttributes: ['KeyId'] }],
  ['AWS::Logs::LogGroup', named('LogGroupName', own('logs', 'log-group:{name}:*'))],
  [
    'AWS::EKS::Cluster',
    named('Name', own('eks', 'cluster/{name}'), { shapes: { OpenIdConnectIssuerUrl: 'oidc-issuer-url', ClusterSecurityGroupId: 'name' } }),
  ],
  ['AWS::ECS::Cluster', named('ClusterName', own('ecs', 'cluster/{name}'))],
  ['AWS::ECR::Repository', named('RepositoryName', own('ecr', 'repository/{name}'))],
  ['AWS::Events::EventBus', named('Name', own('events', 'event-bus/{name}'), { nameAttributes: ['Name'] })],
  ['AWS::CloudWatch::Alarm', named('AlarmName', own('cloudwatch', 'alarm:{name}'))],
  ['AWS::Events::Rule', named('Name', own('events', 'rule/{name}'), { ref: 'unknown' })],
  [
    'AWS::StepFunctions::StateMachine',
    named('StateMachineName', own('states', 'stateMachine:{name}'), { ref: 'arn', nameAttributes: ['Name'] }),
  ],
  ['AWS::CodeBuild::Project', named('Name', own('codebuild', 'project/{name}'))],
  ['AWS::Kinesis::Stream', named('Name', own('kinesis', 'stream/{name}'))],
  ['AWS::KinesisFirehose::DeliveryStream', named('DeliveryStreamName', own('firehose', 'deliverystream/{name}'))],
  // The ids of AgentCore end in a part that the service generates.
  [
    'AWS::BedrockAgentCore::Runtime',
    agentCore('AgentRuntimeName', 'runtime', { arnAttributes: ['AgentRuntimeArn'], shapes: { AgentRuntimeId: 'name' } }),
  ],
  [
    'AWS::BedrockAgentCore::Gateway',
    agentCore('Name', 'gateway', { arnAttributes: ['GatewayArn'], shapes: { GatewayIdentifier: 'name' } }),
  ],
  ['AWS::BedrockAgentCore::Memory', agentCore('Name', 'memory', { arnAttributes: ['MemoryArn'], shapes: { MemoryId: 'name' } })],
  ['AWS::BedrockAgentCore::BrowserCustom', agentCore('Name', 'browser-custom', { arnAttributes: ['BrowserArn'] })],
  ['AWS::BedrockAgentCore::CodeInterpreterCustom', agentCore('Name', 'code-interpreter-custom', { arnAttributes: ['CodeInterpreterArn'] })],
  ['AWS::RolesAnywhere::TrustAnchor', { ref: 'unknown', shapes: { TrustAnchorArn: 'trust-anchor-arn', TrustAnchorId: 'generated-id' } }],
  ['AWS::Cognito::IdentityPool', { ref: { shape: 'cognito-identity-pool-id' } }],
  ['AWS::EC2::VPC', { ref: { shape: 'vpc-id' }, shapes: { VpcId: 'vpc-id' } }],
]);

/** An OIDC provider; the second is what the CDK's older construct makes with a function of its own. */
export const OIDC_PROVIDERS: readonly string[] = ['AWS::IAM::OIDCProvider', 'Custom::AWSCDKOpenIdConnectProvider'];

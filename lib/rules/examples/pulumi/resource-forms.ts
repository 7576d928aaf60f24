/** Resources whose form with Pulumi differs by more than names. */
import { TARGET_CREDENTIALS } from '../../../graph/pulumi/types/agent-core';
import { document, type Form, inCamel, inputsOf, listOf, type Properties, type PulumiPart, recordIn, recordsOf, same } from './form';
import { Base64, CodeFile, isPlainRecord, Json, Reference } from './value';

/** A policy resource for each of the resources that it names. */
const policyOf =
  (type: string, property: string, names: string): Form =>
  ({ PolicyDocument, [names]: resources }) =>
    listOf(resources).map((resource, index) => ({
      type,
      ...(index === 0 ? {} : { suffix: String(index + 1) }),
      inputs: { [property]: resource, policy: document(PolicyDocument) },
    }));

/** What CloudFormation writes in the bucket, and Pulumi in resources of their own. */
const BUCKET_PARTS: Readonly<
  Record<string, { readonly type: string; readonly suffix: string; readonly inputs: (value: Properties) => Properties }>
> = {
  PublicAccessBlockConfiguration: {
    type: 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
    suffix: 'access-block',
    inputs: (value) => inputsOf(value),
  },
  VersioningConfiguration: {
    type: 'aws:s3/bucketVersioning:BucketVersioning',
    suffix: 'versioning',
    inputs: (value) => ({ versioningConfiguration: inputsOf(value) }),
  },
  ObjectLockConfiguration: {
    type: 'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration',
    suffix: 'object-lock',
    inputs: ({ Rule }) => ({ rule: inCamel(Rule, new Set()) }),
  },
  LoggingConfiguration: {
    type: 'aws:s3/bucketLogging:BucketLogging',
    suffix: 'logging',
    inputs: ({ DestinationBucketName, LogFilePrefix = '' }) => ({ targetBucket: DestinationBucketName, targetPrefix: LogFilePrefix }),
  },
  BucketEncryption: {
    type: 'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
    suffix: 'encryption',
    inputs: ({ ServerSideEncryptionConfiguration }) => ({
      rules: recordsOf(ServerSideEncryptionConfiguration).map((rule) => {
        const { SSEAlgorithm, KMSMasterKeyID } = recordIn(rule, 'ServerSideEncryptionByDefault');
        return {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: SSEAlgorithm,
            ...(KMSMasterKeyID === undefined ? {} : { kmsMasterKeyId: KMSMasterKeyID }),
          },
        };
      }),
    }),
  },
};

/** Canned access control lists as Pulumi calls them. */
const canned = (list: unknown): unknown => (typeof list === 'string' ? list.replaceAll(/(?!^)([A-Z])/g, '-$1').toLowerCase() : list);

const bucket: Form = ({ AccessControl, ...properties }, id) => {
  const own = Object.fromEntries(Object.entries(properties).filter(([name]) => BUCKET_PARTS[name] === undefined));
  const parts = Object.entries(BUCKET_PARTS).flatMap(([name, { type, suffix, inputs }]): readonly PulumiPart[] => {
    const value = properties[name];
    return value === undefined
      ? []
      : [{ type, suffix, inputs: { bucket: new Reference(id, 'name'), ...inputs(recordIn(properties, name)) } }];
  });
  const acl = { bucket: new Reference(id, 'name'), acl: canned(AccessControl) };
  const list = AccessControl === undefined ? [] : [{ type: 'aws:s3/bucketAcl:BucketAcl', suffix: 'acl', inputs: acl }];
  return [{ type: 'aws:s3/bucket:Bucket', inputs: inputsOf(own, { renamed: { bucket: 'BucketName' } }) }, ...parts, ...list];
};

/** A log group, and what Pulumi has resources of their own for. */
const logGroup: Form = ({ DataProtectionPolicy, FieldIndexPolicies, ...properties }, id) => {
  const logGroupName = new Reference(id, 'name');
  const [index] = listOf(FieldIndexPolicies);
  const policy = (type: string, suffix: string, value: unknown): readonly PulumiPart[] =>
    value === undefined ? [] : [{ type, suffix, inputs: { logGroupName, policyDocument: document(value) } }];
  return [
    { type: 'aws:cloudwatch/logGroup:LogGroup', inputs: inputsOf(properties, { renamed: { name: 'LogGroupName' } }) },
    ...policy('aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy', 'data-protection', DataProtectionPolicy),
    ...policy('aws:cloudwatch/logIndexPolicy:LogIndexPolicy', 'index', index),
  ];
};

const lambdaFunction: Form = ({ Code, ...properties }) => {
  const { ZipFile, ...elsewhere } = recordIn({ Code }, 'Code');
  return [
    {
      type: 'aws:lambda/function:Function',
      inputs: {
        ...inputsOf(properties, { renamed: { name: 'FunctionName' }, asWritten: ['variables'] }),
        ...inputsOf(elsewhere),
        ...(ZipFile === undefined ? {} : { code: new CodeFile(ZipFile) }),
      },
    },
  ];
};

const secret: Form = ({ SecretString, ...properties }, id) => [
  { type: 'aws:secretsmanager/secret:Secret', inputs: inputsOf(properties) },
  ...(SecretString === undefined
    ? []
    : [
        {
          type: 'aws:secretsmanager/secretVersion:SecretVersion',
          suffix: 'value',
          inputs: { secretId: new Reference(id, 'id'), secretString: SecretString },
        },
      ]),
];

/** Pulumi encodes the user data of an instance itself. */
const userData = (value: unknown): Properties => (value instanceof Base64 ? { userData: value.text } : { userDataBase64: value });

const instance: Form = ({ UserData, ...properties }) => [
  { type: 'aws:ec2/instance:Instance', inputs: { ...inputsOf(properties), ...(UserData === undefined ? {} : userData(UserData)) } },
];

const taskDefinition: Form = ({ ContainerDefinitions, ...properties }) => [
  {
    type: 'aws:ecs/taskDefinition:TaskDefinition',
    inputs: {
      ...inputsOf(properties),
      ...(ContainerDefinitions === undefined
        ? {}
        : { containerDefinitions: new Json(inCamel(ContainerDefinitions, new Set(['options']))) }),
    },
  },
];

/** The provider's names within an authorizer, by CloudFormation's. */
const AUTHORIZER: Readonly<Record<string, string>> = {
  customJWTAuthorizer: 'customJwtAuthorizer',
  allowedAudience: 'allowedAudiences',
  matchValueStringList: 'matchValueStringLists',
};

const inTheirNames = (value: unknown): unknown => {
  if (Array.isArray(value)) return (value as readonly unknown[]).map(inTheirNames);
  if (!isPlainRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [AUTHORIZER[name] ?? name, inTheirNames(member)]));
};

const authorizer = (given: unknown): Properties =>
  given === undefined ? {} : { authorizerConfiguration: inTheirNames(inCamel(given, new Set())) };

const gateway: Form = ({ AuthorizerConfiguration, ...properties }) => [
  {
    type: 'aws:bedrock/agentcoreGateway:AgentcoreGateway',
    inputs: { ...inputsOf(properties), ...authorizer(AuthorizerConfiguration) },
  },
];

const gatewayTarget: Form = ({ CredentialProviderConfigurations, ...properties }) => [
  {
    type: 'aws:bedrock/agentcoreGatewayTarget:AgentcoreGatewayTarget',
    inputs: {
      ...inputsOf(properties),
      credentialProviderConfiguration: Object.fromEntries(
        recordsOf(CredentialProviderConfigurations).flatMap(({ CredentialProviderType, CredentialProvider }) => {
          const [block] = Object.entries(TARGET_CREDENTIALS).find(([, [type]]) => type === CredentialProviderType) ?? [];
          const [settings] = isPlainRecord(CredentialProvider) ? Object.values(CredentialProvider) : [];
          return block === undefined ? [] : [[`${block.charAt(0).toLowerCase()}${block.slice(1)}`, inCamel(settings ?? {}, new Set())]];
        }),
      ),
    },
  },
];

const runtime: Form = ({ LifecycleConfiguration, AuthorizerConfiguration, ...properties }) => [
  {
    type: 'aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime',
    inputs: {
      ...inputsOf(properties, { asWritten: ['environmentVariables'] }),
      ...authorizer(AuthorizerConfiguration),
      ...(LifecycleConfiguration === undefined ? {} : { lifecycleConfigurations: [inCamel(LifecycleConfiguration, new Set())] }),
    },
  },
];

const eventRule: Form = ({ EventPattern, ...properties }) => [
  {
    type: 'aws:cloudwatch/eventRule:EventRule',
    inputs: { ...inputsOf(properties), ...(EventPattern === undefined ? {} : { eventPattern: new Json(EventPattern) }) },
  },
];

const cluster: Form = ({ Logging, ...properties }) => {
  const types = recordsOf(recordIn(recordIn({ Logging }, 'Logging'), 'ClusterLogging').EnabledTypes).map(({ Type }) => Type);
  const inputs = { ...inputsOf(properties), ...(Logging === undefined ? {} : { enabledClusterLogTypes: types }) };
  return [{ type: 'aws:eks/cluster:Cluster', inputs }];
};

const zone: Form = ({ VPCs, QueryLoggingConfig, ...properties }, id) => [
  {
    type: 'aws:route53/zone:Zone',
    inputs: {
      ...inputsOf(properties),
      ...(VPCs === undefined ? {} : { vpcs: recordsOf(VPCs).map(({ VPCId, VPCRegion }) => ({ vpcId: VPCId, vpcRegion: VPCRegion })) }),
    },
  },
  ...(QueryLoggingConfig === undefined
    ? []
    : [
        {
          type: 'aws:route53/queryLog:QueryLog',
          suffix: 'queries',
          inputs: {
            zoneId: new Reference(id, 'id'),
            cloudwatchLogGroupArn: recordIn({ QueryLoggingConfig }, 'QueryLoggingConfig').CloudWatchLogsLogGroupArn,
          },
        },
      ]),
];

export const RESOURCE_FORMS: Readonly<Record<string, Form>> = {
  'AWS::Logs::LogGroup': logGroup,
  'AWS::S3::Bucket': bucket,
  'AWS::EKS::Cluster': cluster,
  'AWS::Route53::HostedZone': zone,
  'AWS::S3::BucketPolicy': policyOf('aws:s3/bucketPolicy:BucketPolicy', 'bucket', 'Bucket'),
  'AWS::SQS::QueuePolicy': policyOf('aws:sqs/queuePolicy:QueuePolicy', 'queueUrl', 'Queues'),
  'AWS::SNS::TopicPolicy': policyOf('aws:sns/topicPolicy:TopicPolicy', 'arn', 'Topics'),
  'AWS::SecretsManager::ResourcePolicy': same('aws:secretsmanager/secretPolicy:SecretPolicy', {
    renamed: { policy: 'ResourcePolicy', secretArn: 'SecretId' },
  }),
  'AWS::SecretsManager::Secret': secret,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::Lambda::Permission': same('aws:lambda/permission:Permission', {
    renamed: { function: 'FunctionName', principalOrgId: 'PrincipalOrgID' },
  }),
  'AWS::EC2::Instance': instance,
  'AWS::EC2::LaunchTemplate': ({ LaunchTemplateData, ...properties }) => [
    {
      type: 'aws:ec2/launchTemplate:LaunchTemplate',
      inputs: { ...inputsOf(properties), ...inputsOf(recordIn({ LaunchTemplateData }, 'LaunchTemplateData')) },
    },
  ],
  'AWS::ECS::TaskDefinition': taskDefinition,
  'AWS::BedrockAgentCore::Runtime': runtime,
  'AWS::BedrockAgentCore::Gateway': gateway,
  'AWS::BedrockAgentCore::GatewayTarget': gatewayTarget,
  'AWS::BedrockAgentCore::OAuth2CredentialProvider': same(
    'aws:bedrock/agentcoreOauth2CredentialProvider:AgentcoreOauth2CredentialProvider',
    { renamed: { oauth2ProviderConfig: 'Oauth2ProviderConfigInput' } },
  ),
  'AWS::BedrockAgentCore::ResourcePolicy': same('aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy'),
  'AWS::Events::Rule': eventRule,
  'AWS::SQS::Queue': same('aws:sqs/queue:Queue', { renamed: { name: 'QueueName' } }),
  'AWS::SNS::Topic': same('aws:sns/topic:Topic', { renamed: { name: 'TopicName' } }),
  'AWS::StepFunctions::StateMachine': same('aws:sfn/stateMachine:StateMachine', {
    renamed: { name: 'StateMachineName', definition: 'DefinitionString' },
  }),
  'AWS::Scheduler::Schedule': same('aws:scheduler/schedule:Schedule'),
};

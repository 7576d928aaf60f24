/**
 * The shapes that a value unknown before deployment can have: what it may look like, how long it may be, and an example.
 *
 * `pattern` accepts exactly the allowed values. `glob` is a pattern in IAM's own wildcards (`*`, `?`) that matches every
 * allowed value, so that the prover may over-approximate an unknown by it. `longest` is in characters.
 */
export interface Shape {
  /** What the value is, in words, for messages. */
  readonly what: string;
  readonly pattern: RegExp;
  readonly glob: string;
  readonly longest: number;
  readonly example: string;
}

const ACCOUNT = '\\d{12}';
const REGION = '[a-z]{2,4}(?:-[a-z]{2,10}){1,3}-\\d';
const PARTITION = 'aws(?:-[a-z]{2,6}){0,3}';

const arn = (
  what: string,
  service: string,
  resource: string,
  glob: string,
  longest: number,
  example: string,
  scope = `${REGION}:${ACCOUNT}`,
): Shape => ({
  what,
  pattern: new RegExp(`^arn:${PARTITION}:${service}:${scope}:${resource}$`),
  glob,
  longest,
  example,
});

/** Every shape by name. The names are what `inputs` of an agent declares. */
export const SHAPES = {
  any: { what: 'any string', pattern: /^[\s\S]*$/, glob: '*', longest: 2048, example: 'value' },
  account: {
    what: 'the account deployed to',
    pattern: new RegExp(`^${ACCOUNT}$`),
    glob: '????????????',
    longest: 12,
    example: '111122223333',
  },
  region: { what: 'the region deployed to', pattern: new RegExp(`^${REGION}$`), glob: '*-*-?', longest: 16, example: 'eu-central-1' },
  partition: { what: 'the partition deployed to', pattern: new RegExp(`^${PARTITION}$`), glob: 'aws*', longest: 10, example: 'aws' },
  'account-id': {
    what: 'an AWS account id, 12 digits',
    pattern: new RegExp(`^${ACCOUNT}$`),
    glob: '????????????',
    longest: 12,
    example: '444455556666',
  },
  'organization-id': { what: 'an AWS Organizations id', pattern: /^o-[a-z0-9]{10,32}$/, glob: 'o-*', longest: 34, example: 'o-a1b2c3d4e5' },
  name: { what: 'a resource name', pattern: /^[A-Za-z0-9_.-]{1,128}$/, glob: '*', longest: 128, example: 'name' },
  'generated-id': {
    what: 'an id that a service generates',
    pattern: /^[A-Za-z0-9]{1,64}$/,
    glob: '*',
    longest: 64,
    example: 'a1b2c3d4e5',
  },
  'oidc-issuer-url': {
    what: 'an OIDC issuer URL: https, no port, no query',
    pattern: /^https:\/\/[A-Za-z0-9.-]+(?:\/[A-Za-z0-9._~/-]*)?$/,
    glob: 'https://*',
    longest: 255,
    example: 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
  },
  /** An issuer URL without `https://`: what IAM writes in provider ARNs and condition keys. */
  'oidc-issuer': {
    what: 'an OIDC issuer without its scheme',
    pattern: /^[A-Za-z0-9.-]+(?:\/[A-Za-z0-9._~/-]*)?$/,
    glob: '*',
    longest: 247,
    example: 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
  },
  'eks-cluster-arn': arn(
    'the ARN of an EKS cluster',
    'eks',
    'cluster/[A-Za-z0-9][A-Za-z0-9_-]{0,99}',
    'arn:*:eks:*:*:cluster/*',
    162,
    'arn:aws:eks:eu-central-1:111122223333:cluster/agents',
  ),
  'dynamodb-table-arn': arn(
    'the ARN of a DynamoDB table',
    'dynamodb',
    'table/[A-Za-z0-9_.-]{3,255}',
    'arn:*:dynamodb:*:*:table/*',
    320,
    'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets',
  ),
  's3-bucket-arn': arn(
    'the ARN of an S3 bucket',
    's3',
    '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]',
    'arn:*:s3:::*',
    82,
    'arn:aws:s3:::handbook',
    ':',
  ),
  'kms-key-arn': arn(
    'the ARN of a KMS key',
    'kms',
    'key/[A-Za-z0-9-]{1,64}',
    'arn:*:kms:*:*:key/*',
    122,
    'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  ),
  'secret-arn': arn(
    'the ARN of a Secrets Manager secret',
    'secretsmanager',
    'secret:[A-Za-z0-9/_+=.@!-]{1,512}',
    'arn:*:secretsmanager:*:*:secret:*',
    576,
    'arn:aws:secretsmanager:eu-central-1:111122223333:secret:crm-token-a1b2c3',
  ),
  'sqs-queue-arn': arn(
    'the ARN of an SQS queue',
    'sqs',
    '[A-Za-z0-9_-]{1,80}(?:\\.fifo)?',
    'arn:*:sqs:*:*:*',
    132,
    'arn:aws:sqs:eu-central-1:111122223333:tasks',
  ),
  'sns-topic-arn': arn(
    'the ARN of an SNS topic',
    'sns',
    '[A-Za-z0-9_-]{1,256}',
    'arn:*:sns:*:*:*',
    308,
    'arn:aws:sns:eu-central-1:111122223333:alarms',
  ),
  'lambda-function-arn': arn(
    'the ARN of a Lambda function',
    'lambda',
    'function:[A-Za-z0-9_-]{1,64}',
    'arn:*:lambda:*:*:function:*',
    122,
    'arn:aws:lambda:eu-central-1:111122223333:function:support-crm',
  ),
  'event-bus-arn': arn(
    'the ARN of an EventBridge event bus',
    'events',
    'event-bus/[A-Za-z0-9/_.-]{1,256}',
    'arn:*:events:*:*:event-bus/*',
    314,
    'arn:aws:events:eu-central-1:111122223333:event-bus/agents',
  ),
  'ecr-repository-arn': arn(
    'the ARN of an ECR repository',
    'ecr',
    'repository/[a-z0-9][a-z0-9._/-]{1,255}',
    'arn:*:ecr:*:*:repository/*',
    312,
    'arn:aws:ecr:eu-central-1:111122223333:repository/support',
  ),
  'agentcore-memory-arn': arn(
    'the ARN of an AgentCore memory',
    'bedrock-agentcore',
    'memory/[A-Za-z][A-Za-z0-9_]{0,99}-[A-Za-z0-9]{10}',
    'arn:*:bedrock-agentcore:*:*:memory/*',
    174,
    'arn:aws:bedrock-agentcore:eu-central-1:111122223333:memory/support-a1B2c3D4e5',
  ),
  'agentcore-runtime-arn': arn(
    'the ARN of an AgentCore runtime',
    'bedrock-agentcore',
    'runtime/[A-Za-z][A-Za-z0-9_]{0,47}-[A-Za-z0-9]{10}',
    'arn:*:bedrock-agentcore:*:*:runtime/*',
    130,
    'arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/support_reasoner-a1B2c3D4e5',
  ),
  'agentcore-gateway-arn': arn(
    'the ARN of an AgentCore gateway',
    'bedrock-agentcore',
    'gateway/[A-Za-z0-9](?:-?[A-Za-z0-9]){0,99}-[a-z0-9]{10}',
    'arn:*:bedrock-agentcore:*:*:gateway/*',
    182,
    'arn:aws:bedrock-agentcore:eu-central-1:111122223333:gateway/tools-a1b2c3d4e5',
  ),
  'guardrail-arn': arn(
    'the ARN of a Bedrock guardrail',
    'bedrock',
    'guardrail/[a-z0-9]{1,64}',
    'arn:*:bedrock:*:*:guardrail/*',
    124,
    'arn:aws:bedrock:eu-central-1:111122223333:guardrail/a1b2c3d4e5f6',
  ),
  'ec2-instance-arn': arn(
    'the ARN of an EC2 instance',
    'ec2',
    'instance/i-[0-9a-f]{8,17}',
    'arn:*:ec2:*:*:instance/i-*',
    77,
    'arn:aws:ec2:eu-central-1:111122223333:instance/i-0abc0123456789def',
  ),
  'iam-role-arn': arn(
    'the ARN of an IAM role',
    'iam',
    'role/[\\x21-\\x7e]{1,576}',
    'arn:*:iam::*:role/*',
    608,
    'arn:aws:iam::111122223333:role/existing',
    `:${ACCOUNT}`,
  ),
  'iam-policy-arn': arn(
    'the ARN of an IAM managed policy',
    'iam',
    'policy/[\\x21-\\x7e]{1,640}',
    'arn:*:iam::*:policy/*',
    672,
    'arn:aws:iam::111122223333:policy/boundary',
    `:(?:${ACCOUNT}|aws)`,
  ),
  'oidc-provider-arn': arn(
    'the ARN of an IAM OIDC provider',
    'iam',
    'oidc-provider/[\\x21-\\x7e]{1,255}',
    'arn:*:iam::*:oidc-provider/*',
    296,
    'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
    `:${ACCOUNT}`,
  ),
  'log-group-arn': arn(
    'the ARN of a CloudWatch log group',
    'logs',
    'log-group:[A-Za-z0-9_/.#-]{1,512}',
    'arn:*:logs:*:*:log-group:*',
    574,
    'arn:aws:logs:eu-central-1:111122223333:log-group:/agents/support',
  ),
  'cognito-identity-pool-id': {
    what: 'the id of a Cognito identity pool',
    pattern: new RegExp(`^${REGION}:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$`),
    glob: '*-*-?:????????-????-????-????-????????????',
    longest: 53,
    example: 'eu-central-1:0a1b2c3d-1111-4222-8333-444455556666',
  },
  'trust-anchor-arn': arn(
    'the ARN of a trust anchor of IAM Roles Anywhere',
    'rolesanywhere',
    'trust-anchor/[0-9a-f-]{36}',
    'arn:*:rolesanywhere:*:*:trust-anchor/*',
    107,
    'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/0a1b2c3d-1111-4222-8333-444455556666',
  ),
  'private-ca-arn': arn(
    'the ARN of a certificate authority of AWS Private CA',
    'acm-pca',
    'certificate-authority/[0-9a-f-]{36}',
    'arn:*:acm-pca:*:*:certificate-authority/*',
    110,
    'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/0a1b2c3d-1111-4222-8333-444455556666',
  ),
  'sqs-queue-url': {
    what: 'the URL of an SQS queue',
    pattern: /^https:\/\/[A-Za-z0-9.-]+\/\d{12}\/[A-Za-z0-9_-]{1,80}(?:\.fifo)?$/,
    glob: 'https://*',
    longest: 180,
    example: 'https://sqs.eu-central-1.amazonaws.com/111122223333/tasks',
  },
  'vpc-id': { what: 'a VPC id', pattern: /^vpc-[0-9a-f]{8,17}$/, glob: 'vpc-*', longest: 21, example: 'vpc-0abc0123456789def' },
} as const satisfies Record<string, Shape>;

/** The name of a shape. */
export type ShapeName = keyof typeof SHAPES;

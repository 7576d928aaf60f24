/** What a provider would compute of a resource that an agent's program makes, in the documented form of each ARN. */

interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

type Inputs = Readonly<Record<string, unknown>>;

const named = (inputs: Inputs, property: string, fallback: string): string => {
  const given = inputs[property];
  return typeof given === 'string' ? given : fallback;
};

/** Type to the part of the ARN after its partition; the forms are those of AWS's service authorization reference. */
const ARNS: Readonly<Record<string, (name: string, inputs: Inputs, scope: string, account: string) => string>> = {
  'aws:iam/role:Role': (name, inputs, _scope, account) => `iam::${account}:role/${named(inputs, 'name', name)}`,
  'aws:iam/policy:Policy': (name, inputs, _scope, account) => `iam::${account}:policy/${named(inputs, 'name', name)}`,
  'aws:dynamodb/table:Table': (name, inputs, scope) => `dynamodb:${scope}:table/${named(inputs, 'name', name)}`,
  'aws:s3/bucket:Bucket': (name, inputs) => `s3:::${named(inputs, 'bucket', name)}`,
  'aws:kms/key:Key': (_name, _inputs, scope) => `kms:${scope}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  'aws:sqs/queue:Queue': (name, inputs, scope) => `sqs:${scope}:${named(inputs, 'name', name)}`,
  'aws:eks/cluster:Cluster': (name, inputs, scope) => `eks:${scope}:cluster/${named(inputs, 'name', name)}`,
  'aws:ecr/repository:Repository': (name, inputs, scope) => `ecr:${scope}:repository/${named(inputs, 'name', name)}`,
  'aws:secretsmanager/secret:Secret': (name, inputs, scope) => `secretsmanager:${scope}:secret:${named(inputs, 'name', name)}-a1B2c3`,
  'aws:rolesanywhere/trustAnchor:TrustAnchor': (_name, _inputs, scope) =>
    `rolesanywhere:${scope}:trust-anchor/0a1b2c3d-1111-4222-8333-444455556666`,
  'aws:lambda/function:Function': (name, inputs, scope) => `lambda:${scope}:function:${named(inputs, 'name', name)}`,
  'aws:cloudwatch/eventBus:EventBus': (name, inputs, scope) => `events:${scope}:event-bus/${named(inputs, 'name', name)}`,
  'aws:bedrock/agentcoreMemory:AgentcoreMemory': (name, inputs, scope) =>
    `bedrock-agentcore:${scope}:memory/${named(inputs, 'name', name)}-a1B2c3D4e5`,
  'aws:cloudwatch/logGroup:LogGroup': (name, inputs, scope) => `logs:${scope}:log-group:${named(inputs, 'name', name)}`,
};

/** The computed properties of a resource: its ARN, where the type is known here. */
export function offlineState(type: string, name: string, inputs: Inputs, { account, region, partition }: Place): Record<string, string> {
  const arn = ARNS[type]?.(name, inputs, `${region}:${account}`, account);
  if (type === 'aws:ecr/repository:Repository') {
    return { arn: `arn:${partition}:${arn}`, repositoryUrl: `${account}.dkr.ecr.${region}.amazonaws.com/${named(inputs, 'name', name)}` };
  }
  if (arn !== undefined) return { arn: `arn:${partition}:${arn}` };
  // An AgentCore runtime's id is its name, a hyphen and ten generated characters.
  if (type === 'aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime') {
    const id = `${named(inputs, 'agentRuntimeName', name)}-a1B2c3D4e5`;
    return { agentRuntimeId: id, agentRuntimeArn: `arn:${partition}:bedrock-agentcore:${region}:${account}:runtime/${id}` };
  }
  return {};
}

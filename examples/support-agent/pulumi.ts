/** The support agent with Pulumi: the same declaration, the same names, the same identities. */
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { AgentIdentity } from 'agent-workload-identity/pulumi';
import { support } from './agent';

const stage = pulumi.getStack();
const config = new pulumi.Config();

const tickets = new aws.dynamodb.Table('tickets', {
  hashKey: 'id',
  billingMode: 'PAY_PER_REQUEST',
  attributes: [{ name: 'id', type: 'S' }],
});
const handbook = new aws.s3.Bucket('handbook');
const images = new aws.ecr.Repository('images', { imageScanningConfiguration: { scanOnPush: true } });
const crmToken = new aws.secretsmanager.Secret('crm-token');
const memory = new aws.bedrock.AgentcoreMemory('memory', { name: 'support', eventExpiryDuration: 30 });

const agent = new AgentIdentity(
  'support',
  support,
  {
    tickets: tickets.arn,
    handbook: handbook.arn,
    cluster: config.require('clusterArn'),
    memory: memory.arn,
    images: images.arn,
    crmToken: crmToken.arn,
  },
  { deployment: { stage } },
);

for (const [component, name] of [
  ['crm', 'support-crm'],
  ['search', 'support-search'],
] as const) {
  new aws.lambda.Function(component, {
    name,
    role: agent.roles[component].arn,
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    code: new pulumi.asset.AssetArchive({ 'index.js': new pulumi.asset.StringAsset('exports.handler = async () => ({ ok: true });') }),
  });
}

const reasoner = new aws.bedrock.AgentcoreAgentRuntime('reasoner', {
  agentRuntimeName: 'support_reasoner',
  agentRuntimeArtifact: { containerConfiguration: { containerUri: pulumi.interpolate`${images.repositoryUrl}:reasoner` } },
  networkConfiguration: { networkMode: 'PUBLIC' },
  roleArn: agent.roles.reasoner.arn,
});
agent.bind('reasoner', { runtimeId: reasoner.agentRuntimeId });

export const roles = agent.roles;
export const plan = agent.plan;

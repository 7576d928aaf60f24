/** The coding agent with Pulumi: one program for both accounts, with a provider for each. */
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { AgentIdentity } from 'agent-workload-identity/pulumi';
import { coding } from './agent';

const home = { account: '111122223333', region: 'eu-central-1' } as const;
const targetAccount = '444455556666';
const deployment = { stage: 'prod', ...home };

const target = new aws.Provider('target', {
  region: home.region,
  assumeRoles: [{ roleArn: `arn:aws:iam::${targetAccount}:role/deploy-identities` }],
});

const key = new aws.kms.Key('artifacts', { enableKeyRotation: true });
const artifacts = new aws.s3.Bucket('artifacts');
const reviews = new aws.cloudwatch.EventBus('reviews');
const inputs = {
  artifacts: artifacts.arn,
  artifactsKey: key.arn,
  reviews: reviews.arn,
  targetAccount,
  service: `arn:aws:lambda:${home.region}:${targetAccount}:function:checkout`,
};

const agent = new AgentIdentity('coding', coding, inputs, { deployment });
new AgentIdentity('coding-target', coding, inputs, { deployment, account: 'targetAccount', providers: { aws: target } });

for (const component of ['builder', 'reviewer'] as const) {
  new aws.lambda.Function(component, {
    name: `coding-${component}`,
    role: agent.roles[component].arn,
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    code: new pulumi.asset.AssetArchive({ 'index.js': new pulumi.asset.StringAsset('exports.handler = async () => ({ ok: true });') }),
  });
}

export const roles = agent.roles;
export const plan = agent.plan;

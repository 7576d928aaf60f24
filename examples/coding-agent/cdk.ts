/** The coding agent with AWS CDK: its own account, and the account that it deploys to. Either stack may be deployed first. */
import { AgentIdentity } from 'agent-workload-identity/cdk';
import { App, aws_events as events, aws_kms as kms, aws_lambda as lambda, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { coding } from './agent';

const home = { account: '111122223333', region: 'eu-central-1' };
const target = { account: '444455556666', region: 'eu-central-1' };
const deployment = { stage: 'prod', ...home };
const service = `arn:aws:lambda:${target.region}:${target.account}:function:checkout`;

const app = new App();

const homeStack = new Stack(app, 'CodingHome', { env: home });
const key = new kms.Key(homeStack, 'ArtifactsKey', { enableKeyRotation: true });
const artifacts = new s3.Bucket(homeStack, 'Artifacts', { enforceSSL: true, encryptionKey: key });
const reviews = new events.EventBus(homeStack, 'Reviews');
const agent = new AgentIdentity(
  homeStack,
  'Coding',
  coding,
  {
    artifacts: artifacts.bucketArn,
    artifactsKey: key.keyArn,
    reviews: reviews.eventBusArn,
    targetAccount: target.account,
    service,
  },
  { deployment },
);
for (const component of ['builder', 'reviewer'] as const) {
  new lambda.Function(homeStack, component, {
    functionName: `coding-${component}`,
    role: agent.roles[component],
    logGroup: agent.logGroup(component),
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => ({ ok: true });'),
  });
}

// The other account's part of the same plan: it needs only the inputs that it uses, and nothing is imported across accounts.
const targetStack = new Stack(app, 'CodingTarget', { env: target });
new AgentIdentity(targetStack, 'Coding', coding, { targetAccount: target.account, service }, { deployment, account: 'targetAccount' });
app.synth();

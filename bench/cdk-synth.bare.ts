/** The benchmark's app by hand: L1 constructs and nothing else, to the same templates. */
import { App, CfnParameter, aws_iam as iam, aws_logs as logs, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { functionNameOf, PLACE, stacksOf } from './cdk-synth.agents';

interface Given {
  readonly table: string;
  readonly bucket: string;
}

const allow = (actions: readonly string[], resource: string, sid?: string) => ({
  ...(sid === undefined ? {} : { Sid: sid }),
  Effect: 'Allow',
  Action: actions,
  Resource: [resource],
});

const document = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });

function tool(scope: Construct, agent: string, name: string, { table, bucket }: Given): void {
  const { region, account } = PLACE;
  const stack = Stack.of(scope);
  const functionName = functionNameOf(agent, name);
  const ofFunction = `arn:${stack.partition}:lambda:${region}:${account}:function:${functionName}`;
  const ofLog = `arn:${stack.partition}:logs:${region}:${account}:log-group:/aws/lambda/${functionName}:*`;
  const onlyThisFunction = {
    Effect: 'Deny',
    Action: ['*'],
    Resource: ['*'],
    Condition: { ArnNotEquals: { 'lambda:SourceFunctionArn': [ofFunction] }, Null: { 'lambda:SourceFunctionArn': ['false'] } },
  };
  const tags = [
    { key: 'agent-identity:agent', value: agent },
    { key: 'agent-identity:component', value: name },
    { key: 'agent-identity:kind', value: 'tool' },
    { key: 'agent-identity:owner', value: 'platform' },
  ];
  const items = (sid?: string) => allow(['dynamodb:GetItem', 'dynamodb:PutItem'], table, sid);
  const objects = (sid?: string) => allow(['s3:GetObject'], `${bucket}/${name}/*`, sid);
  const log = (sid?: string) => allow(['logs:CreateLogStream', 'logs:PutLogEvents'], ofLog, sid);

  const below = new Construct(scope, name.charAt(0).toUpperCase() + name.slice(1));
  const boundary = new iam.CfnManagedPolicy(below, 'Boundary', {
    managedPolicyName: `${functionName}-boundary`,
    description: `everything that ${functionName} may do`,
    policyDocument: document(items(), objects(), onlyThisFunction, log()),
  });
  new logs.CfnLogGroup(below, 'LogGroup', {
    logGroupName: `/aws/lambda/${functionName}`,
    retentionInDays: 400,
    deletionProtectionEnabled: true,
    tags,
  }).applyRemovalPolicy(RemovalPolicy.RETAIN);
  new iam.CfnRole(below, 'Role', {
    roleName: functionName,
    description: `tool ${name} of the agent ${agent}`,
    assumeRolePolicyDocument: document({
      Sid: 'Function',
      Effect: 'Allow',
      Principal: { Service: ['lambda.amazonaws.com'] },
      Action: ['sts:AssumeRole'],
    }),
    policies: [
      { policyName: 'declared', policyDocument: document(items(), objects('ReadObjects')) },
      { policyName: 'limits', policyDocument: document({ Sid: 'OnlyThisFunction', ...onlyThisFunction }) },
      { policyName: 'own-log', policyDocument: document(log('WriteOwnLog')) },
    ],
    permissionsBoundary: boundary.ref,
    maxSessionDuration: 3600,
    tags,
  });
}

export function build(outdir: string, count: number): App {
  const app = new App({ outdir });
  for (const { id, agent, components } of stacksOf(count)) {
    const stack = new Stack(app, id, { env: PLACE });
    const given = { table: new CfnParameter(stack, 'Table').valueAsString, bucket: new CfnParameter(stack, 'Bucket').valueAsString };
    const scope = new Construct(stack, 'Identity');
    for (const name of components) tool(scope, agent, name, given);
  }
  return app;
}

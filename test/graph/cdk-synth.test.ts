/** What the CDK really synthesizes, its own constructs as well as plain resources. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App,
  Aws,
  CfnCondition,
  CfnOutput,
  CfnParameter,
  aws_dynamodb as dynamodb,
  aws_ecs as ecs,
  aws_eks as eks,
  Fn,
  aws_iam as iam,
  aws_kms as kms,
  aws_lambda as lambda,
  aws_logs as logs,
  NestedStack,
  Stack,
  Stage,
  aws_s3 as s3,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import type { GraphRole, IdentityGraph } from '../../lib/graph/identity-graph';
import { readPath } from '../../lib/graph/read-files';

/** The graph of one stack. */
function graphOf(build: (stack: Stack) => void): IdentityGraph {
  const app = new App();
  const stack = new Stack(app, 'Agents');
  build(stack);
  return fromCloudFormation(app.synth().getStackByName(stack.stackName).template);
}

const roleOf = ({ roles }: IdentityGraph, resource: RegExp): GraphRole => {
  const [found, ...others] = roles.filter(({ place }) => resource.test(place.resource ?? ''));
  if (found === undefined || others.length > 0) throw new Error(`no or several roles match ${resource}`);
  return found;
};

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}
const statementsOf = (raw: unknown): readonly Statement[] => (raw as { readonly Statement: readonly Statement[] }).Statement;

describe('grants of the CDK\u2019s own constructs', () => {
  it('are among the permissions of the role, on the real ARNs of what they grant', () => {
    const graph = graphOf((stack) => {
      const role = new iam.Role(stack, 'Tool', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
      new s3.Bucket(stack, 'Handbook', { bucketName: 'handbook' }).grantRead(role);
      new dynamodb.Table(stack, 'Tickets', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } }).grantReadData(role);
      new sqs.Queue(stack, 'Tasks', { queueName: 'tasks' }).grantSendMessages(role);
    });
    expect(graph.unread).toEqual([]);
    const tool = roleOf(graph, /^Tool/);
    const resources = tool.policies.flatMap(({ document }) => statementsOf(document.raw)).flatMap(({ Resource }) => Resource);
    expect(resources).toContain('arn:⟨partition⟩:s3:::handbook/*');
    expect(resources).toContain('arn:⟨partition⟩:sqs:⟨region⟩:⟨account⟩:tasks');
    expect(resources).toContainEqual(expect.stringMatching(/^arn:⟨partition⟩:dynamodb:⟨region⟩:⟨account⟩:table\/⟨Tickets[0-9A-F]+:name⟩$/));
  });

  it('that land in a resource policy are read there', () => {
    const graph = graphOf((stack) => {
      const key = new kms.Key(stack, 'Key');
      key.grantDecrypt(new iam.AccountPrincipal('444455556666'));
      const queue = new sqs.Queue(stack, 'Tasks', { queueName: 'tasks' });
      queue.addToResourcePolicy(
        new iam.PolicyStatement({ actions: ['sqs:SendMessage'], principals: [new iam.AnyPrincipal()], resources: [queue.queueArn] }),
      );
    });
    expect(graph.resourcePolicies.map(({ resourceArn }) => resourceArn)).toEqual([
      'arn:⟨partition⟩:sqs:⟨region⟩:⟨account⟩:tasks',
      expect.stringMatching(/^arn:⟨partition⟩:kms:⟨region⟩:⟨account⟩:key\/⟨Key[0-9A-F]+:name⟩$/),
    ]);
    const [queuePolicy, keyPolicy] = graph.resourcePolicies;
    expect(statementsOf(queuePolicy?.document.raw)[0]).toMatchObject({ Principal: { AWS: '*' } });
    expect(statementsOf(keyPolicy?.document.raw)[1]).toMatchObject({ Principal: { AWS: 'arn:⟨partition⟩:iam::444455556666:root' } });
  });
});

describe('workloads of the CDK', () => {
  it('take the roles that they are given or make', () => {
    const graph = graphOf((stack) => {
      const role = new iam.Role(stack, 'Given', { roleName: 'given', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
      const common = { runtime: lambda.Runtime.NODEJS_LATEST, handler: 'index.handler', code: lambda.Code.fromInline('0') };
      new lambda.Function(stack, 'Takes', { ...common, functionName: 'takes', role });
      new lambda.Function(stack, 'Makes', { ...common, functionName: 'makes' });
      new ecs.FargateTaskDefinition(stack, 'Task', { family: 'task', executionRole: role });
    });
    const made = roleOf(graph, /^MakesServiceRole/);
    const task = roleOf(graph, /^TaskTaskRole/);
    const given = 'arn:⟨partition⟩:iam::⟨account⟩:role/given';
    const bindings = graph.bindings.map(({ kind, workload, roleArn }) => [kind, workload, roleArn]);
    expect(bindings).toEqual(
      expect.arrayContaining([
        ['function', 'function takes', given],
        ['function', 'function makes', made.arn],
        ['task', 'task task', task.arn],
        ['task-execution', 'start of task task', given],
      ]),
    );
    expect(made.managedPolicyArns).toEqual(['arn:⟨partition⟩:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']);
  });

  it('may invoke a function by its permission', () => {
    const graph = graphOf((stack) => {
      const common = { runtime: lambda.Runtime.NODEJS_LATEST, handler: 'index.handler', code: lambda.Code.fromInline('0') };
      const callee = new lambda.Function(stack, 'Crm', { ...common, functionName: 'crm' });
      callee.addPermission('Other', { principal: new iam.AccountPrincipal('444455556666') });
    });
    expect(graph.model).toContainEqual({
      kind: 'function-permission',
      functionArn: 'arn:⟨partition⟩:lambda:⟨region⟩:⟨account⟩:function:crm',
      action: 'lambda:InvokeFunction',
      principal: '444455556666',
    });
  });
});

describe('federation on the CDK', () => {
  it('trusts the provider of the template, imported or made', () => {
    const graph = graphOf((stack) => {
      const provider = new iam.OidcProviderNative(stack, 'GitHub', {
        url: 'https://token.actions.githubusercontent.com',
        clientIds: ['sts.amazonaws.com'],
      });
      new iam.Role(stack, 'Deploy', {
        assumedBy: new iam.OpenIdConnectPrincipal(provider, {
          StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        }),
      });
    });
    expect(graph.oidcProviders).toMatchObject([{ url: 'https://token.actions.githubusercontent.com', audiences: ['sts.amazonaws.com'] }]);
    expect(statementsOf(roleOf(graph, /^Deploy/).trust.raw)[0]?.Principal).toEqual({
      Federated: 'arn:⟨partition⟩:iam::⟨account⟩:oidc-provider/token.actions.githubusercontent.com',
    });
  });

  it('reads a late cluster issuer in keys, as the JSON text of a template function', () => {
    const graph = graphOf((stack) => {
      const issuer = new CfnParameter(stack, 'Issuer').valueAsString;
      const host = Fn.select(1, Fn.split('//', issuer));
      const trust =
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Condition":{"StringEquals":{"${host}:sub":"system:serviceaccount:a:b"}}}]}';
      new iam.CfnRole(stack, 'Pod', { assumeRolePolicyDocument: Fn.sub(trust, { host }) });
    });
    expect(statementsOf(roleOf(graph, /^Pod/).trust.raw)[0]?.Condition).toEqual({
      StringEquals: { '⟨Issuer.host:oidc-issuer⟩:sub': 'system:serviceaccount:a:b' },
    });
  });

  it('reads the name of a late cluster from its ARN', () => {
    const graph = graphOf((stack) => {
      const arn = new CfnParameter(stack, 'ClusterArn').valueAsString;
      const cluster = new eks.CfnCluster(stack, 'Own', {
        roleArn: 'arn:aws:iam::111122223333:role/eks',
        resourcesVpcConfig: { subnetIds: [] },
      });
      const common = { namespace: 'agents', serviceAccount: 'crm', roleArn: 'arn:aws:iam::111122223333:role/crm' };
      new eks.CfnPodIdentityAssociation(stack, 'Late', { ...common, clusterName: Fn.select(1, Fn.split('/', arn)) });
      new eks.CfnPodIdentityAssociation(stack, 'Named', { ...common, clusterName: Fn.select(1, Fn.split('/', cluster.attrArn)) });
    });
    expect(graph.bindings.map(({ workload }) => workload)).toEqual([
      'agents/crm on cluster ⟨ClusterArn.name:name⟩',
      'agents/crm on cluster ⟨Own:name⟩',
    ]);
  });
});

describe('conditions and retention on the CDK', () => {
  it('are read', () => {
    const graph = graphOf((stack) => {
      const stage = new CfnParameter(stack, 'Stage').valueAsString;
      const isProd = new CfnCondition(stack, 'IsProd', { expression: Fn.conditionEquals(stage, 'prod') });
      new iam.CfnRole(stack, 'R', {
        assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
        permissionsBoundary: Fn.conditionIf(isProd.logicalId, 'arn:aws:iam::111122223333:policy/b', Aws.NO_VALUE).toString(),
      });
      new logs.LogGroup(stack, 'Log', { logGroupName: '/agents/crm', retention: logs.RetentionDays.ONE_YEAR });
    });
    expect(graph.roles.map(({ boundary, when }) => [boundary?.arn, when])).toEqual([
      ['arn:aws:iam::111122223333:policy/b', { '⟨Stage:any⟩ = prod': true }],
      [undefined, { '⟨Stage:any⟩ = prod': false }],
    ]);
    expect(graph.logGroups).toMatchObject([{ name: '/agents/crm', retentionDays: 365, retained: true, deletionProtection: false }]);
  });
});

describe('a cloud assembly', () => {
  const folder = mkdtempSync(join(tmpdir(), 'graph-'));
  const outdir = join(folder, 'cdk.out');
  let graph: IdentityGraph;
  const arnOf = (path: string): string => {
    const [found] = graph.roles.filter(({ place }) => place.path === path);
    if (found === undefined) throw new Error(`no role at ${path}`);
    return found.arn;
  };

  beforeAll(() => {
    const app = new App({ outdir });
    const data = new Stack(app, 'Data');
    const bucket = new s3.Bucket(data, 'Handbook');
    const nested = new NestedStack(data, 'Nested');
    const inner = new iam.Role(nested, 'Inner', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    bucket.grantRead(inner);
    const tools = new Stack(app, 'Tools');
    const outer = new iam.Role(tools, 'Outer', { assumedBy: new iam.ArnPrincipal(inner.roleArn) });
    bucket.grantWrite(outer);
    const late = new Stack(app, 'Late');
    new iam.CfnRolePolicy(late, 'More', {
      policyName: 'more',
      roleName: outer.roleName,
      policyDocument: { Version: '2012-10-17', Statement: [] },
    });
    const prod = new Stage(app, 'Prod', { env: { account: '111122223333', region: 'eu-central-1' } });
    const identities = new Stack(prod, 'Identities');
    const role = new iam.Role(identities, 'Outer', { assumedBy: new iam.AccountRootPrincipal() });
    new CfnOutput(identities, 'Out', { value: role.roleArn });
    app.synth();
    writeFileSync(join(outdir, 'broken.identity-plan.json'), '{"agent":{},"components":[],"resources":[],"version":99}');
    ({ graph } = readPath(outdir));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read with all its stacks, nested stacks and stages, each role at its construct path', () => {
    expect(graph.roles.map(({ place }) => place.path).sort()).toEqual([
      'Data/Nested/Inner/Resource',
      'Prod/Identities/Outer/Resource',
      'Tools/Outer/Resource',
    ]);
  });

  it('knows what one stack exports to another, out of a nested stack', () => {
    const [outer] = graph.roles.filter(({ place }) => place.path === 'Tools/Outer/Resource');
    expect(statementsOf(outer?.trust.raw)[0]?.Principal).toEqual({ AWS: arnOf('Data/Nested/Inner/Resource') });
    expect(outer?.policies.map(({ name }) => name)).toEqual([expect.stringMatching(/^OuterDefaultPolicy/), 'more']);
  });

  it('knows what a nested stack is given as parameters', () => {
    const resources = graph.roles
      .flatMap(({ policies }) => policies.flatMap(({ document }) => statementsOf(document.raw)))
      .flatMap(({ Resource }) => Resource);
    const buckets = new Set(resources.map((resource) => String(resource).replace('/*', '')));
    expect([...buckets]).toEqual([expect.stringMatching(/^arn:⟨partition⟩:s3:::⟨Data-Handbook[0-9A-F]+:name⟩$/)]);
  });

  it('keeps apart roles of one logical id in different stacks, and fills in known accounts', () => {
    expect(arnOf('Prod/Identities/Outer/Resource')).toMatch(/^arn:aws:iam::111122223333:role\/⟨Prod[^⟩]*Outer[^⟩]*:name⟩$/);
    expect(new Set(graph.roles.map(({ arn }) => arn)).size).toBe(3);
  });

  it('tells of a published plan that cannot be read', () => {
    expect(graph.unread).toEqual([
      { place: { file: join(outdir, 'broken.identity-plan.json') }, why: 'the plan is of version `99`, and only version 1 can be read' },
    ]);
  });
});

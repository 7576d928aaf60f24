import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import type { IdentityGraph } from '../../lib/graph/identity-graph';
import type { IdentityPlan } from '../../lib/plan/plan';
import { RULES, type Rule, runRules } from '../../lib/rules';
import type { TemplateResource, TemplateResources } from '../../lib/rules/examples/example';
import { componentTags, tool } from '../../lib/rules/examples/isolation';
import { policy, role, serviceTrust } from '../../lib/rules/examples/parts';
import { DEPLOYMENTS, readProgram } from './with-pulumi';

const ISOLATION = RULES.filter(({ name }) => /^isolation\/(?:no-|hosts-)/.test(name));

const HERE = { account: '111122223333', region: 'eu-central-1', partition: 'aws' };

interface Told {
  readonly rule: string;
  readonly verdict: string;
  readonly from: string | undefined;
  readonly steps: readonly string[];
}

const judge = (graph: IdentityGraph, plans: readonly IdentityPlan[] = [], rules: readonly Rule[] = ISOLATION): readonly Told[] =>
  runRules({ rules }, { graph, plans }).findings.map(({ rule, verdict, where, shown, steps = [] }) => ({
    rule: rule.replace('isolation/', ''),
    verdict,
    from: where.resource,
    steps: [...(shown === undefined ? [] : [shown]), ...steps],
  }));

const template = (Resources: TemplateResources, sections: object = {}): readonly Told[] =>
  judge(fromCloudFormation({ ...sections, Resources }, HERE));

const rules = (told: readonly Told[]): readonly string[] => told.map(({ rule, verdict, from }) => `${from ?? ''} ${rule} ${verdict}`);

const allow = (action: string | readonly string[], resource: unknown = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});
const ROOT = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
const LAMBDA = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
const assumedBy = (principal: unknown, more: object = {}) => ({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more });

interface Parts {
  readonly may?: readonly object[];
  readonly trust?: readonly object[];
  readonly boundary?: readonly object[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** A role, with its boundary where it has one. */
const roleOf = (name: string, { may = [], trust = [LAMBDA], boundary, tags }: Parts = {}): TemplateResources => ({
  [name]: role({
    name: name.toLowerCase(),
    trust: { Version: '2012-10-17', Statement: trust },
    policies: may.length === 0 ? [] : [{ name: 'own', document: { Version: '2012-10-17', Statement: may } }],
    ...(boundary === undefined ? {} : { boundary: { Ref: `${name}Boundary` } }),
    ...(tags === undefined ? {} : { tags }),
  }),
  ...(boundary === undefined
    ? {}
    : {
        [`${name}Boundary`]: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { PolicyDocument: { Version: '2012-10-17', Statement: boundary } },
        },
      }),
});

/** A function and its role. */
const workload = (name: string, parts: Parts = {}): TemplateResources => ({ ...roleOf(name, parts), ...tool(name, name.toLowerCase()) });

const fn = (name: string): string => `arn:aws:lambda:eu-central-1:111122223333:function:${name}`;
const roleArn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;

/** Crm can assume Ops, Ops can assume Deploy, and Deploy can replace the code of Search. */
const LONG = (): Record<string, Parts> => ({
  Crm: { may: [allow('sts:AssumeRole', roleArn('ops'))] },
  Ops: { may: [allow('sts:AssumeRole', '*')], trust: [assumedBy(ROOT)] },
  Deploy: { may: [allow('lambda:UpdateFunctionCode', '*')], trust: [assumedBy(ROOT)] },
  Search: {},
});

const build = (parts: Record<string, Parts>): TemplateResources => ({
  ...workload('Crm', parts.Crm),
  ...roleOf('Ops', parts.Ops),
  ...roleOf('Deploy', parts.Deploy),
  ...workload('Search', parts.Search),
});

describe('a way over several roles', () => {
  it('is shown one hop a line', () => {
    const [told] = template(build(LONG()));
    expect(told?.steps.map((step) => step.replace(/, because.*/, ''))).toEqual([
      '`crm` becomes `ops`',
      '`ops` becomes `deploy`',
      '`deploy` rewrites the code of `search`: function search',
    ]);
    expect(rules(template(build(LONG())))).toEqual(['Crm no-becoming-another refuted']);
  });

  it.each(DEPLOYMENTS.map((to) => [to.account, to] as const))('is found with Pulumi, in the account %s', (_account, to) => {
    const named = { ...LONG(), Crm: { may: [allow('sts:AssumeRole', { 'Fn::GetAtt': ['Ops', 'Arn'] })] } };
    const { graph, idOf } = readProgram({ title: '', cloudformation: build(named) }, to);
    expect(judge(graph).map(({ rule, from, steps }) => [rule, idOf(from), steps.length])).toEqual([['no-becoming-another', 'Crm', 3]]);
  });

  it.each<[string, (parts: Record<string, Parts>) => Record<string, Parts>]>([
    ['the permission of the first', (parts) => ({ ...parts, Crm: {} })],
    ['the permission of the second', (parts) => ({ ...parts, Ops: { trust: [assumedBy(ROOT)] } })],
    ['the permission of the third', (parts) => ({ ...parts, Deploy: { trust: [assumedBy(ROOT)] } })],
    ['the trust of the second', (parts) => ({ ...parts, Ops: { ...parts.Ops, trust: [LAMBDA] } })],
    ['the trust of the third', (parts) => ({ ...parts, Deploy: { ...parts.Deploy, trust: [LAMBDA] } })],
    [
      'the trust of the third, for all but one other role',
      (parts) => ({
        ...parts,
        Deploy: { ...parts.Deploy, trust: [assumedBy(ROOT, { Condition: { ArnEquals: { 'aws:PrincipalArn': roleArn('pipeline') } } })] },
      }),
    ],
    [
      'a denial at the second',
      (parts) => ({
        ...parts,
        Ops: { ...parts.Ops, may: [...(parts.Ops?.may ?? []), { Effect: 'Deny', Action: 'sts:*', Resource: roleArn('deploy') }] },
      }),
    ],
    [
      'a denial in the trust of the second',
      (parts) => ({
        ...parts,
        Ops: { ...parts.Ops, trust: [assumedBy(ROOT), { ...assumedBy({ AWS: '*' }), Effect: 'Deny' }] },
      }),
    ],
    ['a boundary of the third', (parts) => ({ ...parts, Deploy: { ...parts.Deploy, boundary: [allow('s3:*')] } })],
    ['a boundary of the first', (parts) => ({ ...parts, Crm: { ...parts.Crm, boundary: [allow('sts:AssumeRole', roleArn('other'))] } })],
    [
      'a condition that no request fulfils',
      (parts) => ({
        ...parts,
        Deploy: {
          ...parts.Deploy,
          may: [allow('lambda:UpdateFunctionCode', '*', { Condition: { StringEquals: { 'aws:PrincipalArn': roleArn('nobody') } } })],
        },
      }),
    ],
  ])('is gone without %s', (_what, change) => {
    expect(template(build(change(LONG())))).toEqual([]);
  });

  it('is gone when one of its roles is in another account that does not admit the caller', () => {
    const parts = LONG();
    const foreign = build({ ...parts, Crm: { may: [allow('sts:AssumeRole', 'arn:aws:iam::999988887777:role/ops')] } });
    expect(template(foreign)).toEqual([]);
  });

  it('is no way where the conditions of the template exclude each other', () => {
    const resources = build(LONG());
    const under = (id: string, Condition: string): TemplateResource =>
      ({ ...(resources[id] ?? { Type: '' }), Condition }) as TemplateResource;
    const sections = {
      Parameters: { Stage: { Type: 'String' } },
      Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, Dev: { 'Fn::Not': [{ Condition: 'Prod' }] } },
    };
    expect(template({ ...resources, Ops: under('Ops', 'Prod'), Deploy: under('Deploy', 'Dev') }, sections)).toEqual([]);
    expect(rules(template({ ...resources, Ops: under('Ops', 'Prod'), Deploy: under('Deploy', 'Prod') }, sections))).toEqual([
      'Crm no-becoming-another refuted',
    ]);
  });
});

describe('what is plainly meant', () => {
  it.each<[string, TemplateResources]>([
    [
      'a call of the function that a policy names, and its versions',
      {
        ...workload('Crm', { may: [allow('lambda:InvokeFunction', [fn('search'), `${fn('search')}:*`])] }),
        ...workload('Search'),
      },
    ],
    [
      'a role that a trust policy names',
      {
        ...workload('Crm', { may: [allow('sts:AssumeRole', '*')] }),
        ...workload('Search', { trust: [LAMBDA, assumedBy({ AWS: roleArn('crm') })] }),
      },
    ],
    [
      'a role that the caller names, of a component whose trust policy admits the account',
      {
        ...workload('Crm', { may: [allow('sts:AssumeRole', roleArn('search'))] }),
        ...workload('Search', { trust: [LAMBDA, assumedBy(ROOT)] }),
      },
    ],
    [
      'a task that a function starts, with the role that it names',
      {
        ...workload('Crm', {
          may: [
            allow('iam:PassRole', roleArn('search'), { Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } } }),
            allow('ecs:RunTask', 'arn:aws:ecs:eu-central-1:111122223333:task-definition/search:*'),
          ],
        }),
        ...workload('Search', { trust: [LAMBDA, { ...LAMBDA, Principal: { Service: 'ecs-tasks.amazonaws.com' } }] }),
      },
    ],
    [
      'wildcards that end before any name',
      {
        ...workload('Crm', { may: [allow('lambda:*', `${fn('crm')}-jobs-*`)] }),
        ...workload('Search'),
      },
    ],
  ])('is no finding: %s', (_what, resources) => {
    expect(template(resources)).toEqual([]);
  });

  it('is one where a policy names it only as a part of more', () => {
    const named = { ...workload('Crm', { may: [allow('lambda:InvokeFunction', [fn('search'), fn('s*')])] }), ...workload('Search') };
    expect(rules(template(named))).toEqual(['Crm no-undeclared-invocation refuted']);
  });

  it('changes nothing where the trust or the permissions of another can be changed', () => {
    const named = { ...workload('Crm', { may: [allow('iam:PutRolePolicy', roleArn('search'))] }), ...workload('Search') };
    expect(rules(template(named))).toEqual(['Crm no-changing-another refuted']);
  });
});

describe('components by their tags', () => {
  const may = [allow('lambda:UpdateFunctionCode', fn('search'))];
  const of = (agent: string) => ({ ...componentTags('search'), 'agent-identity:agent': agent });

  it('may not rewrite each other, however exactly a policy names the other', () => {
    const resources = { ...workload('Crm', { may, tags: componentTags('crm') }), ...workload('Search', { tags: of('support') }) };
    expect(rules(template(resources))).toEqual(['Crm no-rewriting-another refuted']);
  });

  it('may, where they are of two agents and the policy names the other', () => {
    const resources = { ...workload('Crm', { may, tags: componentTags('crm') }), ...workload('Search', { tags: of('sales') }) };
    expect(template(resources)).toEqual([]);
  });

  it('leave the question open where a policy is attached that nobody can look into, unless the boundary settles it', () => {
    const attached = (boundary?: readonly object[]) => {
      const resources = {
        ...workload('Crm', { tags: componentTags('crm'), ...(boundary === undefined ? {} : { boundary }) }),
        ...workload('Search', { tags: of('support') }),
      };
      const crm = resources.Crm as { readonly Properties: object };
      const ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/of-elsewhere'];
      return { ...resources, Crm: { Type: 'AWS::IAM::Role', Properties: { ...crm.Properties, ManagedPolicyArns } } };
    };
    expect(rules(template(attached([allow('lambda:UpdateFunctionCode')])))).toEqual(['Crm no-rewriting-another undecided']);
    expect(template(attached([allow('s3:GetObject')]))).toEqual([]);
    expect(rules(template(attached()))).toEqual(['Crm no-becoming-another undecided']);
  });
});

describe('a role that is passed', () => {
  const passing = [allow('iam:PassRole'), allow('codebuild:CreateProject')];
  const builder = (conditions?: Readonly<Record<string, unknown>>): TemplateResources => ({
    ...workload('Crm', { may: passing }),
    Build: role({ name: 'build', trust: serviceTrust('codebuild.amazonaws.com', conditions) }),
    Project: { Type: 'AWS::CodeBuild::Project', Properties: { Name: 'agents', ServiceRole: { 'Fn::GetAtt': ['Build', 'Arn'] } } },
  });

  it('can be given to something new where its trust policy does not say for what it is', () => {
    expect(rules(template(builder()))).toEqual(['Crm no-passing-another refuted']);
  });

  it('cannot where it is for one project by name', () => {
    const pinned = builder({ ArnEquals: { 'aws:SourceArn': 'arn:aws:codebuild:eu-central-1:111122223333:project/agents' } });
    expect(template(pinned)).toEqual([]);
  });

  it('cannot where nothing of the service can be made', () => {
    expect(template({ ...builder(), ...workload('Crm', { may: [allow('iam:PassRole'), allow('lambda:CreateFunction')] }) })).toEqual([]);
  });

  it('cannot where it may be passed to another service only', () => {
    const may = [
      allow('iam:PassRole', '*', { Condition: { StringEquals: { 'iam:PassedToService': 'glue.amazonaws.com' } } }),
      ...passing.slice(1),
    ];
    expect(template({ ...builder(), ...workload('Crm', { may }) })).toEqual([]);
  });
});

describe('an environment', () => {
  const task = (name: string, secret: string): TemplateResources => ({
    [`${name}Task`]: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        Family: name.toLowerCase(),
        ExecutionRoleArn: { 'Fn::GetAtt': [name, 'Arn'] },
        ContainerDefinitions: [{ Name: 'main', Image: 'agents@sha256:0', Secrets: [{ Name: 'TOKEN', ValueFrom: secret }] }],
      },
    },
  });
  const secretArn = (name: string): string => `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${name}-a1b2c3`;
  const starts = { ...LAMBDA, Principal: { Service: 'ecs-tasks.amazonaws.com' } };
  const pair = (resource: string): TemplateResources => ({
    ...roleOf('Crm', { trust: [starts], may: [allow('secretsmanager:GetSecretValue', resource)] }),
    ...task('Crm', secretArn('crm')),
    ...roleOf('Search', { trust: [starts], may: [allow('secretsmanager:GetSecretValue', secretArn('search'))] }),
    ...task('Search', secretArn('search')),
  });

  it('that starts tasks may read the secrets of these tasks only', () => {
    expect(template(pair(secretArn('crm')))).toEqual([]);
    expect(rules(template(pair(secretArn('*'))))).toEqual(['Crm hosts-take-only-their-guests refuted']);
  });
});

describe('queues, images and commands', () => {
  it('finds whoever may send to the queue that another takes its events from', () => {
    const resources: TemplateResources = {
      ...workload('Crm', { may: [allow('sqs:SendMessage')] }),
      ...workload('Search'),
      Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
      Feed: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: { 'Fn::GetAtt': ['Jobs', 'Arn'] }, FunctionName: { Ref: 'SearchFunction' } },
      },
    };
    expect(rules(template(resources))).toEqual(['Crm no-undeclared-invocation refuted']);
    const denied = { Effect: 'Deny', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' };
    const Door: TemplateResource = {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: { Queues: [{ Ref: 'Jobs' }], PolicyDocument: policy(denied) },
    };
    expect(template({ ...resources, Door })).toEqual([]);
  });

  it('finds whoever may replace the image of another, by tag but not by digest', () => {
    const image = (ImageUri: string): TemplateResources => ({
      ...workload('Crm', { may: [allow('ecr:PutImage')] }),
      ...roleOf('Search'),
      SearchFunction: {
        Type: 'AWS::Lambda::Function',
        Properties: { PackageType: 'Image', Role: { 'Fn::GetAtt': ['Search', 'Arn'] }, Code: { ImageUri } },
      },
    });
    const repository = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/search';
    expect(rules(template(image(`${repository}:latest`)))).toEqual(['Crm no-rewriting-another refuted']);
    expect(template(image(`${repository}@sha256:${'0'.repeat(64)}`))).toEqual([]);
  });

  it('finds whoever may run commands in a build of another', () => {
    const resources: TemplateResources = {
      ...workload('Crm', { may: [allow('codebuild:StartBuild')] }),
      Build: role({ name: 'build', trust: serviceTrust('codebuild.amazonaws.com') }),
      Project: { Type: 'AWS::CodeBuild::Project', Properties: { Name: 'agents', ServiceRole: { 'Fn::GetAtt': ['Build', 'Arn'] } } },
    };
    expect(rules(template(resources))).toEqual(['Crm no-rewriting-another refuted']);
  });
});

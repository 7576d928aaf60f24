import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { AgentIdentity, PLAN_FILE } from '../../lib/cdk';
import { deployed } from './deployed';
import { desk, deskWith, HOME, INPUTS, lateInputs, ofType, roleOf, type Template, templateOf } from './desk';

const ROLES = ['desk-clerk', 'desk-courier', 'desk-planner', 'desk-thinker'];

const roleNames = (template: Template) =>
  ofType(template, 'AWS::IAM::Role')
    .map(([, { Properties }]) => Properties.RoleName)
    .sort();

/** Every `Resource` of a role's inline policies, as deployed. */
const resourcesOf = (template: Template, name: string, references = {}): readonly unknown[] =>
  (deployed(roleOf(template, name).Properties.Policies, references) as readonly PolicyOfRole[]).flatMap(({ PolicyDocument }) =>
    PolicyDocument.Statement.flatMap(({ Resource }) => Resource),
  );
interface PolicyOfRole {
  readonly PolicyDocument: { readonly Statement: readonly { readonly Resource: readonly string[] }[] };
}

describe('a stack with an explicit environment', () => {
  const app = new App();
  const stack = new Stack(app, 'Desk', { env: HOME });
  new AgentIdentity(stack, 'Identity', desk, INPUTS);
  const template = templateOf(app, stack);

  it('makes role, boundary and log group of every component, and nothing that runs code', () => {
    expect(roleNames(template)).toEqual(ROLES);
    expect([...new Set(Object.values(template.Resources).map(({ Type }) => Type))].sort()).toEqual([
      'AWS::EKS::PodIdentityAssociation',
      'AWS::IAM::ManagedPolicy',
      'AWS::IAM::Role',
      'AWS::Logs::LogGroup',
    ]);
  });

  it('gives every role its own boundary, by reference, so that the boundary is there first', () => {
    const boundaries = new Map(
      ofType(template, 'AWS::IAM::ManagedPolicy').map(([id, { Properties }]) => [id, Properties.ManagedPolicyName]),
    );
    for (const [, { Properties }] of ofType(template, 'AWS::IAM::Role')) {
      const { Ref } = Properties.PermissionsBoundary as { readonly Ref: string };
      expect(boundaries.get(Ref)).toBe(`${String(Properties.RoleName)}-boundary`);
    }
  });

  it('keeps the evidence: log groups survive the stack and cannot be deleted', () => {
    const groups = ofType(template, 'AWS::Logs::LogGroup');
    // The group of an AgentCore runtime has a generated name; `bind` makes it.
    expect(groups.map(([, { Properties }]) => Properties.LogGroupName).sort()).toEqual([
      '/agents/desk/courier',
      '/agents/desk/planner',
      '/aws/lambda/desk-clerk',
    ]);
    for (const [, group] of groups) {
      expect(group).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: { RetentionInDays: 400, DeletionProtectionEnabled: true },
      });
    }
  });

  it('lends the role to its service account after the role is there', () => {
    const [[, association] = []] = ofType(template, 'AWS::EKS::PodIdentityAssociation');
    expect(deployed(association?.Properties)).toMatchObject({
      ClusterName: 'prod',
      Namespace: 'desk',
      ServiceAccount: 'planner',
      RoleArn: 'arn:aws:iam::111122223333:role/desk-planner',
    });
    expect(association?.DependsOn).toEqual([roleOf(template, 'desk-planner').id]);
  });

  it('writes account and region of the stack into every ARN', () => {
    expect(resourcesOf(template, 'desk-planner')).toContain('arn:aws:lambda:eu-central-1:111122223333:function:desk-clerk');
    expect(JSON.stringify(template)).not.toMatch(/AWS::(?:AccountId|Region)/);
  });
});

describe('a stack without an environment', () => {
  const app = new App();
  const stack = new Stack(app, 'Desk');
  new AgentIdentity(stack, 'Identity', desk, lateInputs(stack));
  const template = templateOf(app, stack);
  const references = {
    TicketsArn: 'arn:aws-cn:dynamodb:cn-north-1:999988887777:table/tickets',
    HandbookArn: 'arn:aws-cn:s3:::handbook',
    ClusterArn: 'arn:aws-cn:eks:cn-north-1:999988887777:cluster/agents',
    'AWS::AccountId': '999988887777',
    'AWS::Region': 'cn-north-1',
    'AWS::Partition': 'aws-cn',
  };

  it('makes the same names', () => expect(roleNames(template)).toEqual(ROLES));

  it('leaves account, region and partition to the deployment', () => {
    expect(resourcesOf(template, 'desk-planner', references)).toEqual(
      expect.arrayContaining([
        'arn:aws-cn:lambda:cn-north-1:999988887777:function:desk-clerk',
        'arn:aws-cn:iam::999988887777:role/desk-courier',
      ]),
    );
  });

  it('takes the cluster by the name in its ARN', () => {
    const [[, association] = []] = ofType(template, 'AWS::EKS::PodIdentityAssociation');
    expect(deployed(association?.Properties.ClusterName, references)).toBe('agents');
  });

  it('puts late inputs where the declaration uses them', () => {
    expect(resourcesOf(template, 'desk-clerk', references)).toEqual(
      expect.arrayContaining([references.TicketsArn, `${references.HandbookArn}/public/*`]),
    );
  });
});

describe('a nested stack', () => {
  const app = new App();
  const parent = new Stack(app, 'Parent', { env: HOME });
  const nested = new NestedStack(parent, 'Nested');
  const identity = new AgentIdentity(nested, 'Identity', desk, lateInputs(parent));
  const assembly = app.synth();
  const template = JSON.parse(readFileSync(join(assembly.directory, nested.templateFile), 'utf8')) as Template;

  it('holds the identities; what the parent knows comes in as parameters', () => {
    expect(roleNames(template)).toEqual(ROLES);
    expect(Object.keys(template)).toContain('Parameters');
  });

  it('publishes its plan beside the templates', () => {
    expect(readdirSync(assembly.directory).filter((file) => file.endsWith(PLAN_FILE))).toHaveLength(1);
    expect(identity.plan.components.map(({ name }) => name)).toEqual(['clerk', 'courier', 'planner', 'thinker']);
  });
});

describe('a stack inside a stage', () => {
  it('makes each deployment of the agent with names of its own', () => {
    const app = new App();
    const roles = ['dev', 'prod'].map((stage) => {
      const stack = new Stack(new Stage(app, stage, { env: HOME }), 'Desk');
      new AgentIdentity(stack, 'Identity', deskWith(`clerk-${stage}`), INPUTS, { deployment: { stage } });
      return stack;
    });
    const assembly = app.synth();
    const templates = roles.map((stack) => {
      const artifact = assembly.getNestedAssembly(`assembly-${stack.node.scopes[1]?.node.id}`).getStackArtifact(stack.artifactId);
      return artifact.template as Template;
    });
    expect(templates.map(roleNames)).toEqual(
      [ROLES, ROLES].map((names, index) => names.map((name) => `${name}-${['dev', 'prod'][index]}`)),
    );
  });
});

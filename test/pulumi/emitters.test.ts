import * as pulumi from '@pulumi/pulumi';
import { emitAll, resourcesOf } from '../../lib/plan/emit';
import type { PlanDocument, PlannedResource } from '../../lib/plan/plan';
import { emitters } from '../../lib/pulumi/emitters';
import { EngineContext } from '../../lib/pulumi/engine-context';
import type { GivenValues } from '../../lib/pulumi/late-values';
import { runOffline, UNKNOWN } from '../../scripts/pulumi-offline';
import { named } from './runs';

const ACCOUNT = '111122223333';

const allow = (action: string, resource: string): PlanDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: [action], Resource: [resource] }],
});

const trust: PlanDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: ['arn:aws:iam::111122223333:oidc-provider/⟨issuer.host:oidc-issuer⟩'] },
      Action: ['sts:AssumeRoleWithWebIdentity'],
      Condition: { StringEquals: { '⟨issuer.host:oidc-issuer⟩:aud': ['sts.amazonaws.com'] } },
    },
  ],
};

const role: PlannedResource = {
  kind: 'role',
  id: 'crm/role',
  component: 'crm',
  name: 'support-crm',
  description: 'a tool',
  trust,
  policies: [{ name: 'permissions', document: allow('dynamodb:GetItem', '⟨tickets:dynamodb-table-arn⟩') }],
  boundary: { planned: 'crm/boundary' },
  maxSessionSeconds: 3600,
  tags: { 'agent-identity:agent': 'support' },
};

const boundary: PlannedResource = {
  kind: 'boundary',
  id: 'crm/boundary',
  component: 'crm',
  name: 'support-crm-boundary',
  description: 'all that crm may do',
  document: allow('dynamodb:GetItem', '⟨tickets:dynamodb-table-arn⟩'),
};

const association: PlannedResource = {
  kind: 'pod-identity-association',
  id: 'crm/association',
  component: 'crm',
  cluster: '⟨cluster.name:name⟩',
  namespace: 'agents',
  serviceAccount: 'crm',
  roleArn: 'arn:aws:iam::111122223333:role/support-crm',
  role: 'crm/role',
  tags: {},
};

class Identity extends pulumi.ComponentResource {
  constructor(name: string, resources: readonly PlannedResource[], values: GivenValues) {
    super('test:index:Identity', name);
    const context = new EngineContext({ name, children: { parent: this }, values, plan: resources });
    emitAll(resourcesOf({ resources }, undefined), emitters, context);
    this.registerOutputs({});
  }
}

const VALUES: Readonly<Record<string, string>> = {
  account: ACCOUNT,
  partition: 'aws',
  tickets: 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets',
  issuer: 'https://oidc.example.com/id/1',
  cluster: 'arn:aws:eks:eu-central-1:111122223333:cluster/prod',
};

const emit = (resources: readonly PlannedResource[], values: GivenValues = (name) => VALUES[name], preview = false) =>
  runOffline(() => new Identity('support', resources, values), { preview });

describe('what the emitters register with Pulumi', () => {
  it('gives a role its policies as resources of their own, below it', async () => {
    const run = await emit([role, boundary]);
    const registered = named(run, 'support-crm-role');
    const policy = named(run, 'support-crm-role-permissions');
    expect(registered.type).toBe('aws:iam/role:Role');
    expect(registered.inputs).not.toHaveProperty('inlinePolicies');
    expect(policy).toMatchObject({ type: 'aws:iam/rolePolicy:RolePolicy', parent: registered.urn });
    expect(policy.inputs).toEqual({
      name: 'permissions',
      role: 'support-crm',
      policy:
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["dynamodb:GetItem"],"Resource":["arn:aws:dynamodb:eu-central-1:111122223333:table/tickets"]}]}',
    });
  });

  it('puts a late issuer into condition keys as well as into values', async () => {
    const late: GivenValues = (name) => (name === 'issuer' ? pulumi.output('https://oidc.example.com/id/1') : VALUES[name]);
    const { assumeRolePolicy } = named(await emit([role, boundary], late), 'support-crm-role').inputs;
    expect(JSON.parse(String(assumeRolePolicy)).Statement[0]).toMatchObject({
      Principal: { Federated: ['arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/1'] },
      Condition: { StringEquals: { 'oidc.example.com/id/1:aud': ['sts.amazonaws.com'] } },
    });
  });

  it('names the boundary by its ARN and waits for it', async () => {
    const run = await emit([role, boundary]);
    const registered = named(run, 'support-crm-role');
    expect(registered.inputs.permissionsBoundary).toBe('arn:aws:iam::111122223333:policy/support-crm-boundary');
    expect(registered.dependencies).toContain(named(run, 'support-crm-boundary').urn);
  });

  it('binds a role to its pods only after the role has its policies', async () => {
    const run = await emit([association, role, boundary]);
    const registered = named(run, 'support-crm-association');
    expect(registered.inputs).toMatchObject({ clusterName: 'prod', namespace: 'agents', serviceAccount: 'crm' });
    expect(registered.dependencies).toEqual(
      expect.arrayContaining([named(run, 'support-crm-role').urn, named(run, 'support-crm-role-permissions').urn]),
    );
  });
});

describe('a log group', () => {
  const group = (retain: boolean): PlannedResource => ({
    kind: 'log-group',
    id: 'crm/log',
    component: 'crm',
    name: '/agents/support/crm',
    retentionDays: 400,
    retain,
    fieldIndexes: ['run', 'traceId'],
    tags: {},
  });

  it('that is retained cannot be deleted, and destroying the stack does not try to', async () => {
    expect(named(await emit([group(true)]), 'support-crm-log').inputs).toMatchObject({
      retentionInDays: 400,
      deletionProtectionEnabled: true,
      skipDestroy: true,
    });
  });

  it('of a disposable deployment goes with the stack', async () => {
    expect(named(await emit([group(false)]), 'support-crm-log').inputs).toMatchObject({
      deletionProtectionEnabled: false,
      skipDestroy: false,
    });
  });
});

describe('what a preview shows', () => {
  it('keeps documents without late values whole', async () => {
    const run = await runOffline(
      () => {
        const table = new LateTable();
        return new Identity('support', [role, boundary], (name) => (name === 'tickets' ? table.arn : VALUES[name]));
      },
      { preview: true },
    );
    const { assumeRolePolicy } = named(run, 'support-crm-role').inputs;
    expect(JSON.parse(String(assumeRolePolicy)).Version).toBe('2012-10-17');
    expect(named(run, 'support-crm-role-permissions').inputs.policy).toBe(UNKNOWN);
  });
});

class LateTable extends pulumi.CustomResource {
  declare readonly arn: pulumi.Output<string>;
  constructor() {
    super('aws:dynamodb/table:Table', 'tickets', { arn: undefined });
  }
}

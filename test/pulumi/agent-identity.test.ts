import * as aws from '@pulumi/aws/provider';
import * as pulumi from '@pulumi/pulumi';
import { planIdentities } from '../../lib/plan';
import { AgentIdentity } from '../../lib/pulumi';
import { type OfflineOptions, runOffline, UNKNOWN } from '../../scripts/pulumi-offline';
import { findingsOf, named, Workload } from './runs';
import { INPUTS, lateInputs, support } from './support-agent';

const PLACE = { deployment: { stage: 'prod', account: '111122223333', region: 'eu-central-1', partition: 'aws' } };

const deploy = (options?: OfflineOptions) => runOffline(() => new AgentIdentity('support', support, INPUTS), options);

describe('the resources of an agent', () => {
  it('stand below one component, named after agent component and part', async () => {
    const run = await deploy();
    const { urn } = named(run, 'support');
    const children = run.resources.filter(({ parent }) => parent === urn).map(({ name }) => name);
    expect(children.sort()).toEqual([
      'support-crm-boundary',
      'support-crm-log-group',
      'support-crm-role',
      'support-orchestrator-boundary',
      'support-orchestrator-log-group',
      'support-orchestrator-pod-identity-association',
      'support-orchestrator-role',
      'support-reasoner-boundary',
      'support-reasoner-role',
    ]);
    for (const { name, parent } of run.resources) if (name !== 'support') expect({ name, parent }).not.toHaveProperty('parent', undefined);
  });

  it('have the names and ARNs that the plan gives them', async () => {
    const planning = planIdentities(support);
    const planned = planning.ok ? planning.plan.components.map(({ roleName }) => roleName) : [];
    const run = await deploy();
    const roles = run.resources.filter(({ type }) => type === 'aws:iam/role:Role').map(({ inputs }) => inputs.name);
    expect(roles.sort()).toEqual([...planned].sort());
  });
});

describe('what the component hands out', () => {
  it('are name and ARN of every role, which wait for the permissions of the role and its log group', async () => {
    const run = await runOffline(() => {
      const { roles } = new AgentIdentity('support', support, INPUTS);
      return new Workload('crm', { role: roles.crm.arn, name: roles.crm.name });
    });
    const workload = named(run, 'crm');
    expect(workload.inputs).toEqual({ role: 'arn:aws:iam::111122223333:role/support-crm', name: 'support-crm' });
    expect(workload.dependencies).toEqual(
      expect.arrayContaining(
        ['support-crm-role', 'support-crm-role-declared', 'support-crm-role-own-log', 'support-crm-log-group'].map(
          (name) => named(run, name).urn,
        ),
      ),
    );
  });

  it('are known in a preview already', async () => {
    const run = await runOffline(() => new Workload('crm', { role: new AgentIdentity('support', support, lateInputs()).roles.crm.arn }), {
      preview: true,
    });
    expect(named(run, 'crm').inputs.role).toBe('arn:aws:iam::111122223333:role/support-crm');
  });

  it('is the plan, proved, whole and without unknowns, even where every input is unknown', async () => {
    const planning = planIdentities(support);
    const run = await runOffline(() => new AgentIdentity('support', support, lateInputs()), { preview: true });
    const [published] = run.outputs.filter(({ urn }) => urn === named(run, 'support').urn);
    expect(published?.outputs.plan).toEqual(planning.ok && JSON.parse(JSON.stringify(planning.plan)));
    expect(JSON.stringify(published)).not.toContain(UNKNOWN);
    // Whatever could not be proved would be among the warnings.
    expect(run.warnings).toEqual([]);
  });
});

describe('where the identity is deployed', () => {
  it('is asked of the provider where the deployment does not say, once for each value', async () => {
    const run = await deploy({ account: '999988887777', region: 'cn-north-1', partition: 'aws-cn' });
    expect(run.calls.map(({ token }) => token).sort()).toEqual([
      'aws:index/getCallerIdentity:getCallerIdentity',
      'aws:index/getPartition:getPartition',
      'aws:index/getRegion:getRegion',
    ]);
    expect(named(run, 'support-crm-role').inputs.permissionsBoundary).toBe('arn:aws-cn:iam::999988887777:policy/support-crm-boundary');
  });

  it('is not asked where the deployment says it all', async () => {
    const run = await runOffline(() => new AgentIdentity('support', support, INPUTS, PLACE), { account: '999988887777' });
    expect(run.calls).toEqual([]);
    expect(named(run, 'support-crm-role').inputs.permissionsBoundary).toBe(
      'arn:aws:iam::111122223333:policy/support-crm-prod-eu-central-1-boundary',
    );
  });

  it('is asked of the same provider that deploys it', async () => {
    const run = await runOffline(() => {
      const provider = new aws.Provider('elsewhere', { region: 'eu-west-1' });
      return new AgentIdentity('support', support, INPUTS, { provider });
    });
    expect(run.calls.length).toBeGreaterThan(0);
    for (const call of run.calls) expect(call.provider).toContain(named(run, 'elsewhere').urn);
  });
});

describe('bind', () => {
  it('adds the log group of a generated name, and the one role that may write it', async () => {
    const run = await runOffline(() => {
      const identity = new AgentIdentity('support', support, INPUTS);
      identity.bind('reasoner', { runtimeId: pulumi.output('support_reasoner-a1B2c3D4e5') });
    });
    const group = '/aws/bedrock-agentcore/runtimes/support_reasoner-a1B2c3D4e5-DEFAULT';
    expect(named(run, 'support-reasoner-log-group').inputs).toMatchObject({ name: group, retentionInDays: 400 });
    const { role, policy } = named(run, 'support-reasoner-own-log').inputs;
    expect(role).toBe('support-reasoner');
    expect(JSON.parse(String(policy)).Statement[0].Resource).toEqual([`arn:aws:logs:eu-central-1:111122223333:log-group:${group}:*`]);
    expect(named(run, 'support-reasoner-own-log').dependencies).toContain(named(run, 'support-reasoner-role').urn);
  });

  it.each([
    ['a component that does not exist', 'reasner', { runtimeId: 'a-b' }, /did you mean `reasoner`/],
    ['a component about which everything is known', 'crm', {}, /everything about `crm` is known/],
    ['without the value it needs', 'reasoner', {}, /the value `runtimeId` has no value/],
    ['a value of another shape', 'reasoner', { runtimeId: 'a/b' }, /`runtimeId` is `a\/b`/],
    ['a value that nothing asks for', 'reasoner', { runtimeId: 'a-b', runtimeid: 'a-b' }, /did you mean `runtimeId`/],
  ])('refuses %s', async (_what, component, values, message) => {
    const { findings } = await findingsOf(() =>
      new AgentIdentity('support', support, INPUTS).bind(component as 'reasoner', values as { runtimeId: string }),
    );
    expect(findings.map(({ what, fix }) => `${what}; ${fix}`)).toEqual([expect.stringMatching(message)]);
  });

  it('refuses to bind a component twice', async () => {
    const { findings } = await findingsOf(() => {
      const identity = new AgentIdentity('support', support, INPUTS);
      identity.bind('reasoner', { runtimeId: 'a-b' });
      identity.bind('reasoner', { runtimeId: 'a-b' });
    });
    expect(findings).toMatchObject([{ code: 'WI851', what: '`reasoner` is bound already' }]);
  });
});

describe('the log group of a component', () => {
  it('is handed out, so that a workload can wait for it', async () => {
    const run = await runOffline(() => new Workload('crm', { group: new AgentIdentity('support', support, INPUTS).logGroup('crm').name }));
    expect(named(run, 'crm')).toMatchObject({
      inputs: { group: '/aws/lambda/support-crm' },
      dependencies: [named(run, 'support-crm-log-group').urn],
    });
  });

  it('of a generated name is there once the component is bound', async () => {
    const told = await findingsOf(() => new AgentIdentity('support', support, INPUTS).logGroup('reasoner'));
    expect(told.findings).toMatchObject([{ code: 'WI851', what: '`reasoner` is not bound to its workload' }]);
    const run = await runOffline(() => {
      const identity = new AgentIdentity('support', support, INPUTS);
      identity.bind('reasoner', { runtimeId: 'support_reasoner-a1B2c3D4e5' });
      return new Workload('reasoner', { group: identity.logGroup('reasoner').name });
    });
    expect(named(run, 'reasoner').inputs.group).toBe('/aws/bedrock-agentcore/runtimes/support_reasoner-a1B2c3D4e5-DEFAULT');
  });

  it('is not there for a component that does not exist', async () => {
    const told = await findingsOf(() => new AgentIdentity('support', support, INPUTS).logGroup('nobody' as 'crm'));
    expect(told.findings).toMatchObject([{ code: 'WI851', what: 'no log group of `nobody` is made here' }]);
  });
});

import * as aws from '@pulumi/aws/provider';
import * as pulumi from '@pulumi/pulumi';
import { planIdentities } from '../../lib/plan';
import { AgentIdentity, FindingsError } from '../../lib/pulumi';
import { allow, defineAgent, trust, writeLog } from '../../lib/spec';
import { type OfflineOptions, type OfflineRun, runOffline, UNKNOWN } from '../../scripts/pulumi-offline';
import { INPUTS, lateInputs, support } from './support-agent';

const PLACE = { deployment: { stage: 'prod', account: '111122223333', region: 'eu-central-1', partition: 'aws' } };

const deploy = (options?: OfflineOptions) => runOffline(() => new AgentIdentity('support', support, INPUTS), options);

const named = (run: OfflineRun<unknown>, name: string) => {
  const found = run.resources.find((resource) => resource.name === name);
  if (found === undefined) throw new Error(`${name} is not among ${run.resources.map((resource) => resource.name)}`);
  return found;
};

/** What a program throws before it is over, as findings. */
const findingsOf = async (program: () => unknown) => {
  const run = await runOffline(() => {
    try {
      program();
      return [];
    } catch (error) {
      if (error instanceof FindingsError) return error.findings;
      throw error;
    }
  });
  return { codes: run.result.map(({ code }) => code), findings: run.result, resources: run.resources };
};

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

  it('is the plan, whole and without unknowns, even where every input is unknown', async () => {
    const planning = planIdentities(support);
    const run = await runOffline(() => new AgentIdentity('support', support, lateInputs()), { preview: true });
    const [published] = run.outputs.filter(({ urn }) => urn === named(run, 'support').urn);
    expect(published?.outputs.plan).toEqual(planning.ok && JSON.parse(JSON.stringify(planning.plan)));
    expect(JSON.stringify(published)).not.toContain(UNKNOWN);
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

describe('a deployment for another region than the provider is configured for', () => {
  const agent = (options = {}) => {
    pulumi.runtime.setConfig('aws:region', 'us-east-1');
    new AgentIdentity('support', support, INPUTS, { deployment: { region: 'eu-central-1' }, ...options });
  };
  afterEach(() => pulumi.runtime.setAllConfig({}));

  it('is refused', async () => {
    const told = await findingsOf(agent);
    expect(told.findings).toMatchObject([{ code: 'WI862', what: expect.stringContaining('`us-east-1`') }]);
    expect(told.resources).toEqual([]);
  });

  it('is left to a provider that is given', async () => {
    const told = await findingsOf(() => agent({ provider: new aws.Provider('elsewhere', { region: 'eu-central-1' }) }));
    expect(told.codes).toEqual([]);
  });
});

describe('what is wrong is told before anything is registered, all at once', () => {
  it.each([
    ['a missing input', { tickets: INPUTS.tickets }, ['WI108']],
    ['an unknown input', { ...INPUTS, tikets: INPUTS.tickets }, ['WI108']],
    ['a literal of another shape', { ...INPUTS, tickets: 'arn:aws:s3:::tickets' }, ['WI109']],
    ['a number', { ...INPUTS, tickets: 7 }, ['WI109']],
    ['null', { ...INPUTS, tickets: null }, ['WI108']],
    ['several at once', { tickets: 'x', other: 'y' }, ['WI108', 'WI108', 'WI109']],
    ['no values at all', undefined, ['WI108']],
    ['text in place of values', 'tickets', ['WI108']],
  ])('%s', async (_what, inputs, codes) => {
    const told = await findingsOf(() => new AgentIdentity('support', support, inputs as never));
    expect([...told.codes].sort()).toEqual(codes);
    expect(told.resources).toEqual([]);
  });

  it('an input that is a resource, with the way to mend it', async () => {
    const { findings } = await findingsOf(
      () => new AgentIdentity('support', support, { ...INPUTS, tickets: new Workload('tickets', {}) as never }),
    );
    expect(findings).toMatchObject([
      { code: 'WI109', what: expect.stringContaining('is a resource'), fix: expect.stringContaining('`arn`') },
    ]);
  });

  it('a declaration that cannot be planned', async () => {
    const broken = defineAgent({
      name: 'Support',
      owner: '',
      components: () => ({ crm: { kind: 'tool', trust: trust.lambda({ functionName: 'crm' }), calls: ['crm'] } }),
      evidence: { retainDays: 400 },
    });
    const told = await findingsOf(() => new AgentIdentity('support', broken, {}));
    expect(new Set(told.codes)).toEqual(new Set(['WI101', 'WI102', 'WI105']));
    expect(told.resources).toEqual([]);
  });

  it.each([undefined, null, 'support', 7, {}, []])('a declaration that is %p', async (agent) => {
    const told = await findingsOf(() => new AgentIdentity('support', agent as never, {}));
    expect(told.codes.length).toBeGreaterThan(0);
    expect(told.resources).toEqual([]);
  });

  it('an account that nothing of the agent lives in', async () => {
    const told = await findingsOf(() => new AgentIdentity('support', support, INPUTS, { account: 'target' }));
    expect(told.codes).toEqual(['WI854']);
  });
});

describe('an agent that can be planned and is not sound', () => {
  /** Writes the log of another component besides its own. */
  const leaky = defineAgent({
    name: 'leaky',
    owner: 'platform',
    components: () => ({
      reader: { kind: 'tool', trust: trust.lambda({ functionName: 'reader' }) },
      writer: { kind: 'tool', trust: trust.lambda({ functionName: 'writer' }), can: [writeLog({ group: '/aws/lambda/reader' })] },
    }),
    evidence: { retainDays: 400 },
  });
  const because = 'both are one program in two functions';

  it('is refused before anything is registered', async () => {
    const told = await findingsOf(() => new AgentIdentity('leaky', leaky, {}));
    expect(told.findings).toMatchObject([{ rule: 'evidence/own-log-group-only', where: { component: 'writer' } }]);
    expect(told.resources).toEqual([]);
  });

  it('is deployed where the finding is acknowledged with a reason, which is shown', async () => {
    const [finding] = (await findingsOf(() => new AgentIdentity('leaky', leaky, {}))).findings;
    const acknowledge = [{ code: finding?.code ?? '', component: 'writer', because }];
    const run = await runOffline(() => new AgentIdentity('leaky', leaky, {}, { acknowledge }));
    expect(run.resources.length).toBeGreaterThan(0);
    expect(run.warnings).toEqual([expect.stringContaining(`acknowledged: ${because}`)]);
  });

  it.each([
    ['without a reason', support, INPUTS, { code: 'WI201', component: 'crm', because: ' ' }, 'without a reason'],
    ['of what is not found', support, INPUTS, { code: 'WI201', component: 'crm', because }, 'nothing of the kind is found'],
  ])('cannot be helped by an acknowledgement %s', async (_what, agent, inputs, acknowledgement, what) => {
    const told = await findingsOf(() => new AgentIdentity('support', agent, inputs, { acknowledge: [acknowledgement] }));
    expect(told.findings).toMatchObject([{ code: 'WI861', what: expect.stringContaining(what) }]);
  });
});

describe('what the rules cannot decide', () => {
  it('is told and does not stand in the way', async () => {
    const bounded = defineAgent({
      name: 'bounded',
      owner: 'platform',
      inputs: { boundary: 'iam-policy-arn' },
      components: ({ boundary }) => ({ worker: { kind: 'tool', trust: trust.lambda({ functionName: 'worker' }), boundary } }),
      evidence: { retainDays: 400 },
    });
    const run = await runOffline(() => new AgentIdentity('bounded', bounded, { boundary: 'arn:aws:iam::111122223333:policy/workloads' }));
    expect(run.warnings).toEqual([expect.stringMatching(/\(undecided\).*boundary/)]);
    expect(named(run, 'bounded-worker-role').inputs.permissionsBoundary).toBe('arn:aws:iam::111122223333:policy/workloads');
  });
});

describe('two identities in one program', () => {
  it('must not make one role name in one account', async () => {
    const told = await findingsOf(() => {
      new AgentIdentity('first', support, INPUTS);
      new AgentIdentity('second', support, INPUTS);
    });
    expect(told.codes).toEqual(['WI117', 'WI117', 'WI117']);
    expect(told.findings[0]?.what).toContain('`first`');
  });

  it('are two deployments where their stages differ', async () => {
    const told = await findingsOf(() => {
      new AgentIdentity('dev', support, INPUTS, { deployment: { stage: 'dev' } });
      new AgentIdentity('prod', support, INPUTS, { deployment: { stage: 'prod' } });
    });
    expect(told.codes).toEqual([]);
  });

  it('may have one name where they are deployed by two providers', async () => {
    const told = await findingsOf(() => {
      new AgentIdentity('first', support, INPUTS, { provider: new aws.Provider('first', {}) });
      new AgentIdentity('second', support, INPUTS, { provider: new aws.Provider('second', {}) });
    });
    expect(told.codes).toEqual([]);
  });

  it('do not meet in two programs of one process', async () => {
    expect((await findingsOf(() => new AgentIdentity('support', support, INPUTS))).codes).toEqual([]);
    expect((await findingsOf(() => new AgentIdentity('support', support, INPUTS))).codes).toEqual([]);
  });
});

describe('an OIDC provider that two identities of one program create', () => {
  const agentOf = (name: string, audience = 'sts.amazonaws.com') =>
    defineAgent({
      name,
      owner: 'platform',
      inputs: { issuer: 'oidc-issuer-url', tickets: 'dynamodb-table-arn' },
      components: ({ issuer, tickets }) => ({
        worker: {
          kind: 'tool',
          trust: trust.eksIrsa({ issuer, namespace: 'agents', serviceAccount: name, audience, provider: 'created' }),
          can: [allow('dynamodb:GetItem').on(tickets)],
        },
      }),
      evidence: { retainDays: 400 },
    });
  const ISSUER = 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
  const providersOf = (run: { resources: OfflineRun<unknown>['resources'] }) =>
    run.resources.filter(({ type }) => type.includes('OpenIdConnectProvider'));

  it.each([
    ['literal', () => ISSUER],
    ['late', () => pulumi.output(ISSUER)],
  ])('is made once, by the first, where the URL is %s', async (_what, issuerOf) => {
    const told = await findingsOf(() => {
      const issuer = issuerOf();
      new AgentIdentity('first', agentOf('one'), { issuer, tickets: INPUTS.tickets });
      new AgentIdentity('second', agentOf('two'), { issuer, tickets: INPUTS.tickets });
    });
    expect(told.codes).toEqual([]);
    expect(providersOf(told)).toMatchObject([{ inputs: { url: ISSUER, clientIdLists: ['sts.amazonaws.com'] } }]);
  });

  it('must accept the audiences of both', async () => {
    const told = await findingsOf(() => {
      new AgentIdentity('first', agentOf('one'), { issuer: ISSUER, tickets: INPUTS.tickets });
      new AgentIdentity('second', agentOf('two', 'agents.example.com'), { issuer: ISSUER, tickets: INPUTS.tickets });
    });
    expect(told.findings).toMatchObject([{ code: 'WI853', what: expect.stringContaining('`agents.example.com`') }]);
  });
});

class Workload extends pulumi.CustomResource {
  constructor(name: string, inputs: pulumi.Inputs) {
    super('test:index:Workload', name, inputs);
  }
}

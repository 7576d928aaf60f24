/** The kill switch, executed: what it does to every role, and that it can do nothing else. */
import { allow, defineAgent, trust } from 'agent-workload-identity';
import aslValidator from 'asl-validator';
import type { IdentityPlan } from '../../../lib/plan/plan';
import { contains } from '../../../lib/policy/prove';
import { type Ended, runMachine } from '../../states/run-machine';
import { SimulatedIam } from '../../states/simulated-iam';
import { HOME, parsed, planOf, REGION, resourcesOfKind, warningsOf } from '../planned';

const TABLE = 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets';
const AWAY = '444455556666';
const TABLE_AWAY = 'arn:aws:dynamodb:eu-central-1:444455556666:table/archive';

/** A planner reaches the clerk, and through it the archive; the stranger stands apart, and the nodes host the planner. */
const agent = defineAgent({
  name: 'support',
  owner: 'platform',
  inputs: { away: 'account-id' },
  components: ({ away }) => ({
    planner: {
      kind: 'orchestrator',
      trust: trust.lambda({ functionName: 'planner' }),
      calls: ['clerk', 'counter'],
      can: [allow('dynamodb:GetItem').on(TABLE)],
    },
    clerk: { kind: 'tool', trust: trust.component(), calls: ['archive'], can: [allow('dynamodb:PutItem').on(TABLE)] },
    archive: { kind: 'tool', trust: trust.component(), account: away, can: [allow('dynamodb:GetItem').on(TABLE_AWAY)] },
    counter: { kind: 'tool', trust: trust.lambda({ functionName: 'counter' }), can: [allow('dynamodb:Scan').on(TABLE)] },
    stranger: { kind: 'tool', trust: trust.lambda({ functionName: 'stranger' }), can: [allow('dynamodb:GetItem').on(TABLE)] },
    nodes: { kind: 'environment', trust: trust.eksNode(), hosts: ['planner'] },
  }),
  access: { onThreat: 'quarantine' },
  evidence: { retainDays: 400 },
});

/** Names without a region, so that they read well. */
const HERE = { account: HOME, partition: 'aws' };
const VALUES = { away: AWAY, region: REGION };
const plan = planOf(agent, HERE, VALUES);
const [machine] = resourcesOfKind(plan, 'state-machine');
const definition = machine?.definition;
const ROLES = ['planner', 'clerk', 'archive', 'counter', 'stranger', 'nodes'] as const;
type Name = (typeof ROLES)[number];

const account = (): SimulatedIam => new SimulatedIam(plan, machine?.roleArn ?? '');
const pull = (iam: SimulatedIam, input: unknown): Promise<Ended> => runMachine(definition, input, { answer: iam.answer });

/** What a role may do before anything happens to it. */
const DEED: { readonly [Each in Name]: readonly [action: string, resource: string, context?: Readonly<Record<string, string>>] } = {
  planner: ['dynamodb:GetItem', TABLE, { 'lambda:SourceFunctionArn': `arn:aws:lambda:${REGION}:${HOME}:function:planner` }],
  clerk: ['dynamodb:PutItem', TABLE],
  archive: ['dynamodb:GetItem', TABLE_AWAY],
  counter: ['dynamodb:Scan', TABLE, { 'lambda:SourceFunctionArn': `arn:aws:lambda:${REGION}:${HOME}:function:counter` }],
  stranger: ['dynamodb:GetItem', TABLE, { 'lambda:SourceFunctionArn': `arn:aws:lambda:${REGION}:${HOME}:function:stranger` }],
  nodes: ['eks:DescribeCluster', `arn:aws:eks:${REGION}:${HOME}:cluster/prod`],
};

/** The roles that can still do what they could. */
const working = (iam: SimulatedIam): readonly Name[] =>
  ROLES.filter((name) => name !== 'nodes' && iam.decide(`support-${name}`, ...DEED[name]) === 'allow');

const isCut = (iam: SimulatedIam, name: Name): boolean => iam.role(`support-${name}`).trust.includes('"Deny"');
const isDenied = (iam: SimulatedIam, name: Name): boolean => iam.role(`support-${name}`).inline.has('AgentQuarantine');

const finding = (userName: string, accountId = HOME) => ({
  source: 'aws.guardduty',
  'detail-type': 'GuardDuty Finding',
  detail: {
    accountId,
    severity: 8,
    type: 'Impact:IAMUser/PromptInjection.Direct',
    resource: { resourceType: 'AccessKey', accessKeyDetails: { userName, userType: 'AssumedRole' } },
  },
});

describe('the definition', () => {
  it('is one that Step Functions accepts', () => {
    expect(aslValidator(structuredClone(definition ?? {})).errorsText()).toBe('');
  });

  it('calls three actions of IAM and nothing else', () => {
    const called = [...JSON.stringify(definition).matchAll(/"Resource":"([^"]+)"/g)].map(([, resource]) => resource);
    expect([...new Set(called)].sort()).toEqual([
      'arn:aws:states:::aws-sdk:iam:deleteRolePolicy',
      'arn:aws:states:::aws-sdk:iam:putRolePolicy',
      'arn:aws:states:::aws-sdk:iam:updateAssumeRolePolicy',
    ]);
  });
});

describe('before anything happens', () => {
  it('every role works, and none is touched', () => {
    expect(working(account())).toEqual(['planner', 'clerk', 'archive', 'counter', 'stranger']);
  });
});

describe('a quarantine', () => {
  it.each<[Name, readonly Name[]]>([
    ['planner', ['planner', 'clerk', 'archive']],
    ['clerk', ['clerk', 'archive']],
    ['archive', ['archive']],
    ['stranger', ['stranger']],
    ['nodes', ['planner', 'clerk', 'archive', 'nodes']],
  ])('of %s denies everything to every role that can be reached from it, and lets nobody become them', async (name, covered) => {
    const iam = account();
    expect(await pull(iam, { component: name, action: 'quarantine' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(ROLES.filter((one) => isDenied(iam, one))).toEqual(ROLES.filter((one) => covered.includes(one)));
    expect(ROLES.filter((one) => isCut(iam, one))).toEqual(ROLES.filter((one) => covered.includes(one)));
    expect(working(iam)).toEqual(ROLES.filter((one) => one !== 'nodes' && !covered.includes(one)));
  });

  it('of the whole agent covers all of it', async () => {
    const iam = account();
    expect(await pull(iam, { component: '*', action: 'quarantine' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(working(iam)).toEqual([]);
    expect(ROLES.filter((name) => isCut(iam, name))).toEqual(ROLES);
  });

  it('keeps out whom the trust policy lets in', async () => {
    const iam = account();
    const asked = () =>
      iam.decideAssumption('support-stranger', 'lambda.amazonaws.com', {
        'aws:SourceArn': `arn:aws:lambda:${REGION}:${HOME}:function:stranger`,
      });
    expect(asked()).toBe('allow');
    await pull(iam, { component: 'stranger', action: 'quarantine' });
    expect(asked()).toBe('explicit-deny');
  });

  it('can be pulled twice', async () => {
    const iam = account();
    await pull(iam, { component: 'planner', action: 'quarantine' });
    const after = iam.snapshot();
    expect(await pull(iam, { component: 'planner', action: 'quarantine' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(iam.snapshot()).toEqual(after);
  });

  it('is pulled by a finding about a role, in the account that it is about', async () => {
    const iam = account();
    expect(await pull(iam, finding('support-clerk'))).toMatchObject({ status: 'SUCCEEDED' });
    expect(working(iam)).toEqual(['planner', 'counter', 'stranger']);
    const away = account();
    expect(await pull(away, finding('support-archive', AWAY))).toMatchObject({ status: 'SUCCEEDED' });
    expect(working(away)).toEqual(['planner', 'clerk', 'counter', 'stranger']);
    const elsewhere = account();
    expect(await pull(elsewhere, finding('support-archive', HOME))).toMatchObject({
      status: 'FAILED',
      error: 'AgentQuarantine.NotUnderstood',
    });
    expect(elsewhere.calls).toEqual([]);
  });
});

describe('a lift', () => {
  it.each<[string]>([['planner'], ['nodes'], ['*']])('of %s restores what was there, to the letter', async (component) => {
    const iam = account();
    const before = iam.snapshot();
    await pull(iam, { component, action: 'quarantine' });
    expect(iam.snapshot()).not.toEqual(before);
    expect(await pull(iam, { component, action: 'lift' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(iam.snapshot()).toEqual(before);
  });

  it('of what is not in quarantine changes nothing', async () => {
    const iam = account();
    const before = iam.snapshot();
    expect(await pull(iam, { component: 'planner', action: 'lift' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(iam.snapshot()).toEqual(before);
  });

  it('keeps a role denied whose trust cannot be restored', async () => {
    const iam = account();
    await pull(iam, { component: 'planner', action: 'quarantine' });
    iam.broken.add('iam:updateAssumeRolePolicy support-clerk');
    expect(await pull(iam, { component: 'planner', action: 'lift' })).toMatchObject({
      status: 'FAILED',
      error: 'AgentQuarantine.Incomplete',
    });
    expect(ROLES.filter((name) => isDenied(iam, name))).toEqual(['clerk']);
  });
});

describe('a failure', () => {
  it.each<[string, string]>([
    ['the denial', 'iam:putRolePolicy support-clerk'],
    ['the cut', 'iam:updateAssumeRolePolicy support-clerk'],
  ])('of %s on one role keeps no other from being reached, and fails the execution, which the alarm watches', async (_what, broken) => {
    const iam = account();
    iam.broken.add(broken);
    const ended = await pull(iam, { component: 'planner', action: 'quarantine' });
    expect(ended).toMatchObject({ status: 'FAILED', error: 'AgentQuarantine.Incomplete' });
    expect(ended.cause).toBe('quarantine failed for support-clerk (Iam.ServiceFailureException)');
    expect([isDenied(iam, 'planner'), isCut(iam, 'planner'), isDenied(iam, 'archive'), isCut(iam, 'archive')]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    // Of the role itself the other half is done.
    expect([isDenied(iam, 'clerk'), isCut(iam, 'clerk')]).toEqual([!broken.includes('put'), broken.includes('put')]);
    const alarms = resourcesOfKind(plan, 'alarm').filter(({ metric }) => metric === 'ExecutionsFailed');
    expect(alarms.map(({ dimensions, threshold, missingData }) => [dimensions, threshold, missingData])).toEqual([
      [{ StateMachineArn: `arn:aws:states:${REGION}:${HOME}:stateMachine:support--quarantine` }, 1, 'notBreaching'],
    ]);
  });

  it('that passes is tried again', async () => {
    const iam = account();
    let left = 3;
    const answer: typeof iam.answer = (call) => {
      iam.broken.delete('iam:putRolePolicy support-clerk');
      if (left > 0) iam.broken.add('iam:putRolePolicy support-clerk');
      left -= 1;
      return iam.answer(call);
    };
    expect(await runMachine(definition, { component: 'clerk', action: 'quarantine' }, { answer })).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each<[string, unknown]>([
    ['an unknown component', { component: 'nobody', action: 'quarantine' }],
    ['an unknown action', { component: 'planner', action: 'delete' }],
    ['no action', { component: 'planner' }],
    ['nothing', {}],
    ['a finding about another role', finding('somebody-else')],
    ['a component that is no text', { component: { $: 'planner' }, action: 'quarantine' }],
  ])('to understand %s changes nothing and is told', async (_what, input) => {
    const iam = account();
    const ended = await pull(iam, input);
    expect(ended.status).toBe('FAILED');
    expect(iam.calls).toEqual([]);
  });
});

describe('the role of the kill switch', () => {
  const roleOf = (id: string, of: IdentityPlan = plan) => {
    const found = resourcesOfKind(of, 'role').find((role) => role.id === id);
    if (found === undefined) throw new Error(`no ${id}`);
    return found;
  };
  const boundaryOf = (id: string) => resourcesOfKind(plan, 'boundary').find((one) => one.id === `${id}-boundary`);
  const home = (names: readonly string[]) => names.map((name) => `arn:aws:iam::${HOME}:role/support-${name}`);

  /** All that it is for, written out by hand. */
  const MOST = {
    Version: '2012-10-17' as const,
    Statement: [
      {
        Effect: 'Allow' as const,
        Action: ['iam:PutRolePolicy', 'iam:DeleteRolePolicy', 'iam:UpdateAssumeRolePolicy'],
        Resource: home(['planner', 'clerk', 'counter', 'stranger', 'nodes']),
        Condition: {
          ArnEquals: {
            'iam:PermissionsBoundary': ['planner', 'clerk', 'counter', 'stranger', 'nodes'].map(
              (name) => `arn:aws:iam::${HOME}:policy/support-${name}-boundary`,
            ),
          },
        },
      },
      { Effect: 'Allow' as const, Action: ['sts:AssumeRole'], Resource: [`arn:aws:iam::${AWAY}:role/support--quarantine-reach`] },
    ],
  };

  it.each([
    ['its policies', () => roleOf('access.quarantine/role').policies.map(({ document }) => document)],
    ['its boundary', () => [boundaryOf('access.quarantine/role')?.document ?? MOST]],
  ])('is permitted nothing else by %s: proved', (_what, documents) => {
    for (const document of documents()) {
      expect(contains(parsed(MOST, 'identity'), parsed(document, 'identity')).verdict).toBe('proved');
    }
  });

  it.each([
    ['another role', 'iam:PutRolePolicy', `arn:aws:iam::${HOME}:role/admin`],
    ['a role whose name begins alike', 'iam:PutRolePolicy', `arn:aws:iam::${HOME}:role/support-planner2`],
    ['attaching a policy', 'iam:AttachRolePolicy', `arn:aws:iam::${HOME}:role/support-planner`],
    ['taking a boundary off', 'iam:DeleteRolePermissionsBoundary', `arn:aws:iam::${HOME}:role/support-planner`],
    ['itself', 'iam:PutRolePolicy', `arn:aws:iam::${HOME}:role/support--quarantine`],
    ['becoming a component', 'sts:AssumeRole', `arn:aws:iam::${HOME}:role/support-planner`],
  ])('may not act on %s', (_what, action, resource) => {
    const context = { 'iam:PermissionsBoundary': `arn:aws:iam::${HOME}:policy/support-planner-boundary` };
    expect(account().decide('support--quarantine', action, resource, context)).toBe('implicit-deny');
  });

  it('may not act on a component that has lost its boundary', () => {
    expect(account().decide('support--quarantine', 'iam:PutRolePolicy', `arn:aws:iam::${HOME}:role/support-planner`)).toBe('implicit-deny');
  });

  it('can be become by Step Functions for the one machine, and by nobody else', () => {
    const asked = (service: string, machineName: string, of = HOME) =>
      account().decideAssumption('support--quarantine', service, {
        'aws:SourceArn': `arn:aws:states:${REGION}:${HOME}:stateMachine:${machineName}`,
        'aws:SourceAccount': of,
      });
    expect(asked('states.amazonaws.com', 'support--quarantine')).toBe('allow');
    expect(asked('states.amazonaws.com', 'another')).toBe('implicit-deny');
    expect(asked('states.amazonaws.com', 'support--quarantine', AWAY)).toBe('implicit-deny');
    expect(asked('lambda.amazonaws.com', 'support--quarantine')).toBe('implicit-deny');
  });

  it('in another account can be become by the machine\u2019s role alone', () => {
    const trusted = roleOf('access.quarantine/role-in-away').trust;
    expect(trusted.Statement).toEqual([
      {
        Sid: 'Machine',
        Effect: 'Allow',
        Principal: { AWS: [`arn:aws:iam::${HOME}:root`] },
        Action: ['sts:AssumeRole'],
        Condition: { ArnEquals: { 'aws:PrincipalArn': [`arn:aws:iam::${HOME}:role/support--quarantine`] } },
      },
    ]);
  });
});

describe('what plans say of it', () => {
  it('where findings about another account have to come from', () => {
    expect(warningsOf(agent).map(({ code }) => code)).toEqual(['WI189']);
  });

  it('that the trust of an adopted role is not cut, and its policies are denied all the same', async () => {
    const adopting = planOf(
      defineAgent({
        name: 'support',
        owner: 'platform',
        components: () => ({
          crm: { kind: 'tool', trust: trust.lambda({ functionName: 'crm' }), role: `arn:aws:iam::${HOME}:role/legacy-crm` },
        }),
        access: { onThreat: 'quarantine' },
        evidence: { retainDays: 400 },
      }),
    );
    expect(adopting.warnings.map(({ code }) => code)).toContain('WI188');
    const [adopted] = resourcesOfKind(adopting, 'state-machine');
    const calls: unknown[] = [];
    const answer = (call: unknown): unknown => void calls.push(call);
    expect(await runMachine(adopted?.definition, { component: 'crm', action: 'quarantine' }, { answer })).toMatchObject({
      status: 'SUCCEEDED',
    });
    expect(calls).toMatchObject([{ action: 'iam:putRolePolicy', arguments: { RoleName: 'legacy-crm', PolicyName: 'AgentQuarantine' } }]);
  });

  it('nothing, and makes nothing of it, where no response is declared', () => {
    const { access: _access, ...rest } = agent;
    const quiet = planOf(rest, HERE, VALUES);
    expect(quiet.resources.filter(({ kind }) => ['state-machine', 'event-rule', 'alarm', 'topic'].includes(kind))).toEqual([]);
  });
});

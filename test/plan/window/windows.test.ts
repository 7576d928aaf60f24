/** Windows of time, executed: what a component may do before, in and after one, and what happens when nothing comes or comes late. */
import { allow, defineAgent, type RecurringWindow, trust } from 'agent-workload-identity';
import aslValidator from 'asl-validator';
import { contains } from '../../../lib/policy/prove';
import { type Ended, runMachine } from '../../states/run-machine';
import { SimulatedIam } from '../../states/simulated-iam';
import { HOME, parsed, planOf, REGION, resourcesOfKind } from '../planned';

const TABLE = 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets';
const AWAY = '444455556666';
const TABLE_AWAY = 'arn:aws:dynamodb:eu-central-1:444455556666:table/archive';

const office: RecurringWindow = { every: 'weekday', from: '09:00', until: '17:30', timeZone: 'Europe/Berlin' };
/** Within the office's, as a component's own has to be. */
const late: RecurringWindow = { every: ['friday'], from: '15:45', until: '17:30', timeZone: 'Europe/Berlin' };

const agentOf = (window: RecurringWindow = office) =>
  defineAgent({
    name: 'support',
    owner: 'platform',
    inputs: { away: 'account-id' },
    components: ({ away }) => ({
      planner: { kind: 'orchestrator', trust: trust.component(), can: [allow('dynamodb:GetItem').on(TABLE)] },
      archive: { kind: 'tool', trust: trust.component(), account: away, can: [allow('dynamodb:GetItem').on(TABLE_AWAY)] },
      nightly: {
        kind: 'tool',
        trust: trust.component(),
        access: { recurringWindow: late },
        can: [allow('dynamodb:Scan').on(TABLE)],
      },
      nodes: { kind: 'environment', trust: trust.eksNode(), can: [allow('dynamodb:DescribeTable').on(TABLE)] },
      caller: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'caller' }), calls: ['planner', 'archive', 'nightly'] },
    }),
    access: { recurringWindow: window },
    evidence: { retainDays: 400 },
  });

const HERE = { account: HOME, partition: 'aws' };
const VALUES = { away: AWAY, region: REGION };
const plan = planOf(agentOf(), HERE, VALUES);
const [machine] = resourcesOfKind(plan, 'state-machine');
const definition = machine?.definition;

const account = (): SimulatedIam => new SimulatedIam(plan, machine?.roleArn ?? '');
/** What a schedule starts, or a human. */
const start = (iam: SimulatedIam, input: object): Promise<Ended> =>
  runMachine(definition, input, { answer: iam.answer, context: { Execution: { StartTime: '2026-12-01T10:00:00.123Z' } } });

const at = (iam: SimulatedIam, now: string, name = 'planner') => {
  const deed = { planner: ['dynamodb:GetItem', TABLE], archive: ['dynamodb:GetItem', TABLE_AWAY], nightly: ['dynamodb:Scan', TABLE] }[name];
  return iam.decide(`support-${name}`, deed?.[0] ?? '', deed?.[1] ?? '', { 'aws:CurrentTime': now });
};

/** A Tuesday; Berlin is an hour ahead of UTC. */
const OPENS = '2026-12-01T08:00:00Z';

describe('the definition', () => {
  it('is one that Step Functions accepts', () => {
    expect(aslValidator(structuredClone(definition ?? {})).errorsText()).toBe('');
  });

  it('calls one action of IAM and nothing else', () => {
    const called = [...JSON.stringify(definition).matchAll(/"Resource":"(arn:[^"]+)"/g)].map(([, resource]) => resource);
    expect([...new Set(called)]).toEqual(['arn:aws:states:::aws-sdk:iam:putRolePolicy']);
  });
});

describe('before the first opening', () => {
  it.each(['planner', 'archive', 'nightly'])('%s is closed, at whatever time', (name) => {
    for (const now of [OPENS, '2026-12-01T12:00:00Z', '2026-12-05T12:00:00Z', '2150-01-01T00:00:00Z']) {
      expect(at(account(), now, name)).toBe('explicit-deny');
    }
  });

  it('a component may write its log all the same', () => {
    const log = `arn:aws:logs:${REGION}:${HOME}:log-group:/agents/support/planner:*`;
    expect(account().decide('support-planner', 'logs:PutLogEvents', log, { 'aws:CurrentTime': OPENS })).toBe('allow');
  });

  it('an environment is open: without its platform nothing runs', () => {
    expect(account().decide('support-nodes', 'dynamodb:DescribeTable', TABLE, { 'aws:CurrentTime': OPENS })).toBe('allow');
  });
});

describe('a window that begins', () => {
  const opened = async (input: object = { window: '_agent', action: 'open', at: OPENS }) => {
    const iam = account();
    expect(await start(iam, input)).toMatchObject({ status: 'SUCCEEDED' });
    return iam;
  };

  it.each<[string, string, string]>([
    ['a second before it', '2026-12-01T07:59:59Z', 'explicit-deny'],
    ['at its first second', '2026-12-01T08:00:00Z', 'allow'],
    ['in it', '2026-12-01T12:00:00Z', 'allow'],
    ['at its last second', '2026-12-01T16:29:59Z', 'allow'],
    ['a second after it', '2026-12-01T16:30:00Z', 'explicit-deny'],
    ['at night', '2026-12-02T02:00:00Z', 'explicit-deny'],
    ['the next day, if no schedule runs', '2026-12-02T09:00:00Z', 'explicit-deny'],
    ['a week later, if no schedule runs', '2026-12-08T09:00:00Z', 'explicit-deny'],
  ])('lets its components act or not, %s', async (_when, now, decision) => {
    const iam = await opened();
    expect([at(iam, now), at(iam, now, 'archive')]).toEqual([decision, decision]);
  });

  it('opens no other component\u2019s', async () => {
    expect(at(await opened(), '2026-12-01T12:00:00Z', 'nightly')).toBe('explicit-deny');
  });

  it('for one component opens that one', async () => {
    const iam = await opened({ window: 'nightly', action: 'open', at: '2026-12-04T14:45:00Z' });
    expect(at(iam, '2026-12-04T16:29:59Z', 'nightly')).toBe('allow');
    expect(at(iam, '2026-12-04T16:30:00Z', 'nightly')).toBe('explicit-deny');
    expect(at(iam, '2026-12-04T15:00:00Z')).toBe('explicit-deny');
  });

  it('ends no later when its schedule starts the machine late', async () => {
    // The start is told the time that it was for, hours after it.
    const iam = await opened();
    expect(at(iam, '2026-12-01T15:00:00Z')).toBe('allow');
    expect(at(iam, '2026-12-01T16:30:00Z')).toBe('explicit-deny');
    const tooLate = await opened({ window: '_agent', action: 'open', at: '2026-11-24T08:00:00Z' });
    expect(at(tooLate, OPENS)).toBe('explicit-deny');
  });

  it('opened by hand begins when its execution does', async () => {
    const iam = await opened({ window: '_agent', action: 'open' });
    expect(at(iam, '2026-12-01T10:00:00Z')).toBe('allow');
    expect(at(iam, '2026-12-01T18:30:00Z')).toBe('explicit-deny');
  });

  it('can be closed before its time', async () => {
    const iam = await opened();
    expect(await start(iam, { window: '_agent', action: 'close' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(at(iam, '2026-12-01T12:00:00Z')).toBe('explicit-deny');
    expect(iam.snapshot()).toEqual(account().snapshot());
  });

  it('writes the same policy each time, and nothing but it', async () => {
    const iam = await opened();
    const before = account();
    const [was, is] = [before, iam].map((one) => [...one.role('support-planner').inline.keys()]);
    expect(is).toEqual(was);
    await start(iam, { window: '_agent', action: 'open', at: '2026-12-02T08:00:00Z' });
    expect(at(iam, '2026-12-01T12:00:00Z')).toBe('explicit-deny');
    expect(at(iam, '2026-12-02T12:00:00Z')).toBe('allow');
  });
});

describe('a start that does not go well', () => {
  it.each<[string, object]>([
    ['an unknown window', { window: 'planner', action: 'open', at: OPENS }],
    ['an unknown action', { window: '_agent', action: 'widen', at: OPENS }],
    ['no window', { action: 'open', at: OPENS }],
    ['a time that is none', { window: '_agent', action: 'open', at: 'tomorrow' }],
  ])('for %s changes nothing and fails', async (_what, input) => {
    const iam = account();
    expect((await start(iam, input)).status).toBe('FAILED');
    expect(iam.calls).toEqual([]);
  });

  it('opens nothing for longer, whatever its input says', async () => {
    const iam = account();
    await start(iam, { window: '_agent', action: 'open', at: OPENS, minutes: 100_000, roles: [{ role: 'admin' }] });
    expect(at(iam, '2026-12-01T16:30:00Z')).toBe('explicit-deny');
  });

  it('on one role opens the others, and fails, which the alarm watches', async () => {
    const iam = account();
    iam.broken.add('iam:putRolePolicy support-planner');
    expect(await start(iam, { window: '_agent', action: 'open', at: OPENS })).toMatchObject({
      status: 'FAILED',
      error: 'AgentWindow.Incomplete',
    });
    expect([at(iam, '2026-12-01T12:00:00Z'), at(iam, '2026-12-01T12:00:00Z', 'archive')]).toEqual(['explicit-deny', 'allow']);
    expect(resourcesOfKind(plan, 'alarm').map(({ metric }) => metric)).toEqual(
      expect.arrayContaining(['ExecutionsFailed', 'TargetErrorCount', 'InvocationDroppedCount']),
    );
  });
});

describe('the schedules', () => {
  it('tell the machine when each window begins and ends, to the minute, by the wall clock of its zone', () => {
    const told = resourcesOfKind(plan, 'schedule').map(({ name, expression, timeZone, flexibleTimeWindow, target, retry }) => [
      name,
      expression,
      timeZone,
      flexibleTimeWindow,
      target.input,
      retry.maxAgeSeconds,
    ]);
    const time = '<aws.scheduler.scheduled-time>';
    expect(told.sort()).toEqual([
      ['_agent-close', 'cron(30 17 ? * MON,TUE,WED,THU,FRI *)', 'Europe/Berlin', 'OFF', { window: '_agent', action: 'close' }, 30_600],
      [
        '_agent-open',
        'cron(0 9 ? * MON,TUE,WED,THU,FRI *)',
        'Europe/Berlin',
        'OFF',
        { window: '_agent', action: 'open', at: time },
        30_600,
      ],
      ['nightly-close', 'cron(30 17 ? * FRI *)', 'Europe/Berlin', 'OFF', { window: 'nightly', action: 'close' }, 6_300],
      ['nightly-open', 'cron(45 15 ? * FRI *)', 'Europe/Berlin', 'OFF', { window: 'nightly', action: 'open', at: time }, 6_300],
    ]);
  });

  it('start the one machine, with a role that may do nothing else and that the group\u2019s schedules alone can take', () => {
    const [schedule] = resourcesOfKind(plan, 'schedule');
    const role = resourcesOfKind(plan, 'role').find(({ name }) => name === 'support--window-start');
    expect(schedule?.target.roleArn).toBe(`arn:aws:iam::${HOME}:role/support--window-start`);
    expect(role?.policies.flatMap(({ document }) => document.Statement)).toEqual([
      {
        Sid: 'Start',
        Effect: 'Allow',
        Action: ['states:StartExecution'],
        Resource: [`arn:aws:states:${REGION}:${HOME}:stateMachine:support--window`],
      },
    ]);
    const asked = (group: string) =>
      account().decideAssumption('support--window-start', 'scheduler.amazonaws.com', {
        'aws:SourceArn': `arn:aws:scheduler:${REGION}:${HOME}:schedule-group/${group}`,
        'aws:SourceAccount': HOME,
      });
    expect([asked('support--window'), asked('default')]).toEqual(['allow', 'implicit-deny']);
  });
});

describe('the role of the machine', () => {
  it('may write policies of the roles that have windows, as long as they have their boundaries, and do nothing else: proved', () => {
    const most = {
      Version: '2012-10-17' as const,
      Statement: [
        {
          Effect: 'Allow' as const,
          Action: ['iam:PutRolePolicy'],
          Resource: ['planner', 'nightly', 'caller'].map((name) => `arn:aws:iam::${HOME}:role/support-${name}`),
          Condition: {
            ArnEquals: {
              'iam:PermissionsBoundary': ['planner', 'nightly', 'caller'].map(
                (name) => `arn:aws:iam::${HOME}:policy/support-${name}-boundary`,
              ),
            },
          },
        },
        { Effect: 'Allow' as const, Action: ['sts:AssumeRole'], Resource: [`arn:aws:iam::${AWAY}:role/support--window-reach`] },
      ],
    };
    const role = resourcesOfKind(plan, 'role').find(({ name }) => name === 'support--window');
    const boundary = resourcesOfKind(plan, 'boundary').find(({ name }) => name === 'support--window-boundary');
    for (const document of [...(role?.policies ?? []), ...(boundary === undefined ? [] : [boundary])].map((one) => one.document)) {
      expect(contains(parsed(most, 'identity'), parsed(document, 'identity')).verdict).toBe('proved');
    }
  });
});

describe('what is deployed for a component with windows', () => {
  const role = resourcesOfKind(plan, 'role').find(({ component }) => component === 'planner');
  const policies = resourcesOfKind(plan, 'role-policy').filter(({ component }) => component === 'planner');

  it('allows nothing by the role itself, and nothing before the gate is there', () => {
    expect(role?.policies.flatMap(({ document }) => document.Statement).filter(({ Effect }) => Effect === 'Allow')).toEqual([]);
    const [gate, ...others] = [...policies].sort((a, b) => Number(a.after !== undefined) - Number(b.after !== undefined));
    expect(gate).toMatchObject({ name: 'agent-window', rewritten: true });
    expect(others.map(({ after }) => after)).toEqual(others.map(() => [gate?.id]));
    expect(others.length).toBeGreaterThan(0);
  });

  it('has a gate that no change of the declaration changes, so that no deployment closes a window that is open', () => {
    const gates = [agentOf(), agentOf({ ...office, until: '18:00' }), agentOf({ ...office, every: 'day' })].map((agent) =>
      resourcesOfKind(planOf(agent, HERE, VALUES), 'role-policy').filter(({ rewritten }) => rewritten),
    );
    expect(gates[1]).toEqual(gates[0]);
    expect(gates[2]).toEqual(gates[0]);
  });
});

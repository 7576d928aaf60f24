/** Which findings pull the kill switch, and who is told of what. */
import { defineAgent, trust } from 'agent-workload-identity';
import { matchesEvent } from '../../states/matches-event';
import { HOME, planOf, REGION, resourcesOfKind } from '../planned';

const HERE = { account: HOME, partition: 'aws', region: REGION };

const watched = (access: Parameters<typeof defineAgent>[0]['access'] = { onThreat: 'quarantine' }) =>
  planOf(
    defineAgent({
      name: 'support',
      owner: 'platform',
      components: () => ({
        planner: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'planner' }) },
        crm: { kind: 'tool', trust: trust.lambda({ functionName: 'crm' }) },
      }),
      access,
      evidence: { retainDays: 400 },
    }),
    HERE,
  );

interface Found {
  readonly type?: string;
  readonly severity?: number;
  readonly userName?: string;
  readonly accountId?: string;
  readonly source?: string;
}

/** As EventBridge gives findings about temporary credentials: the user name is the name of the role. */
const event = ({
  type = 'Impact:IAMUser/AnomalousModelInvocation',
  severity = 8,
  userName = `support-crm-${REGION}`,
  accountId = HOME,
  source = 'aws.guardduty',
}: Found) => ({
  version: '0',
  source,
  'detail-type': 'GuardDuty Finding',
  account: accountId,
  detail: {
    schemaVersion: '2.0',
    accountId,
    severity,
    type,
    resource: { resourceType: 'AccessKey', accessKeyDetails: { userName, userType: 'AssumedRole', principalId: 'AROAEXAMPLE:run-1' } },
  },
});

const rule = (plan = watched()) => resourcesOfKind(plan, 'event-rule')[0];

describe('the rule of a kill switch', () => {
  it.each<[string, Found]>([
    ['an anomalous invocation of a model', {}],
    ['costs that are harvested', { type: 'Impact:IAMUser/CostHarvesting' }],
    ['an injected prompt', { type: 'Impact:IAMUser/PromptInjection.Direct' }],
    ['credentials used from elsewhere', { type: 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS' }],
    ['the least severity that is high', { severity: 7 }],
    ['the most severe', { severity: 10 }],
    ['another component', { userName: `support-planner-${REGION}` }],
  ])('takes %s', (_what, found) => {
    expect(matchesEvent(rule()?.pattern, event(found))).toBe(true);
  });

  it.each<[string, Found]>([
    ['a finding of medium severity', { severity: 6.9 }],
    ['a role of nobody here', { userName: 'admin' }],
    ['a role whose name begins alike', { userName: `support-crm-${REGION}-2` }],
    ['the kill switch itself', { userName: `support--quarantine-${REGION}` }],
    ['a role of the same name in another account', { accountId: '444455556666' }],
    ['an event that another source sends', { source: 'acme.guardduty' }],
  ])('leaves %s', (_what, found) => {
    expect(matchesEvent(rule()?.pattern, event(found))).toBe(false);
  });

  it('takes findings from the severity that is declared', () => {
    const medium = rule(watched({ onThreat: { respond: 'quarantine', fromSeverity: 4 } }))?.pattern;
    expect(matchesEvent(medium, event({ severity: 4 }))).toBe(true);
    expect(matchesEvent(medium, event({ severity: 3.9 }))).toBe(false);
  });

  it('starts the machine with a role that may do that and nothing else', () => {
    const plan = watched();
    const started = rule(plan)?.target;
    const [machine] = resourcesOfKind(plan, 'state-machine');
    expect(started?.arn).toBe(`arn:aws:states:${REGION}:${HOME}:stateMachine:${machine?.name}`);
    const role = resourcesOfKind(plan, 'role').find(({ name }) => started?.roleArn.endsWith(`/${name}`));
    expect(role?.policies.flatMap(({ document }) => document.Statement)).toEqual([
      { Sid: 'Start', Effect: 'Allow', Action: ['states:StartExecution'], Resource: [started?.arn] },
    ]);
    expect(role?.trust.Statement).toMatchObject([
      {
        Principal: { Service: ['events.amazonaws.com'] },
        Condition: {
          ArnEquals: { 'aws:SourceArn': [`arn:aws:events:${REGION}:${HOME}:rule/${rule(plan)?.name}`] },
          StringEquals: { 'aws:SourceAccount': [HOME] },
        },
      },
    ]);
  });
});

describe('the alarms of a kill switch', () => {
  it('tell a topic that is made when it is pulled, fails, runs out of time, is stopped, is throttled or cannot be started', () => {
    const plan = watched();
    expect(
      resourcesOfKind(plan, 'alarm')
        .map(({ metric }) => metric)
        .sort(),
    ).toEqual([
      'ExecutionThrottled',
      'ExecutionsAborted',
      'ExecutionsFailed',
      'ExecutionsStarted',
      'ExecutionsTimedOut',
      'FailedInvocations',
    ]);
    const [topic] = resourcesOfKind(plan, 'topic');
    expect(new Set(resourcesOfKind(plan, 'alarm').map(({ topicArn }) => topicArn))).toEqual(
      new Set([`arn:aws:sns:${REGION}:${HOME}:${topic?.name}`]),
    );
  });

  it('tell the topic that is given, and make none', () => {
    const given = `arn:aws:sns:${REGION}:${HOME}:on-call` as const;
    const plan = watched({ onThreat: 'quarantine', alarmTopic: given });
    expect(resourcesOfKind(plan, 'topic')).toEqual([]);
    expect(new Set(resourcesOfKind(plan, 'alarm').map(({ topicArn }) => topicArn))).toEqual(new Set([given]));
  });
});

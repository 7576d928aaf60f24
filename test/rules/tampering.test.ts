/**
 * Every way to blind the evidence of an agent that is known here: granted to a component directly, or to somebody whom it can come to act as by one more hop.
 * Each is refuted, with the request or the path shown; and each has a near miss that looks like it and is nothing.
 */
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { PRESETS, RULES, runRules } from '../../lib/rules';
import { evidenceBucket, KEY, keptLogGroup, soundTrail } from '../../lib/rules/examples/evidence';
import type { TemplateResources } from '../../lib/rules/examples/example';
import { componentTags, named, roleNamed, tool } from '../../lib/rules/examples/isolation';
import { LAMBDA_TRUST, policy, serviceTrust, soundRole, trustPolicy, writeLogOf } from '../../lib/rules/examples/parts';

type Json = Readonly<Record<string, unknown>>;

const allow = (Action: string | readonly string[], Resource: unknown): Json => ({ Effect: 'Allow', Action, Resource });
const logsOf = (group: string): unknown => named('logs', `log-group:${group}:*`);
const GROUP = (group: string): unknown => named('logs', `log-group:${group}`);
const OWN_KEY = { 'Fn::GetAtt': ['Key', 'Arn'] };

/** A trail with everything around it, a component `search` with its log, and what tells of calls. */
const account: TemplateResources = {
  ...soundTrail({
    KMSKeyId: OWN_KEY,
    CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['TrailLog', 'Arn'] },
    CloudWatchLogsRoleArn: { 'Fn::GetAtt': ['Writer', 'Arn'] },
  }),
  Evidence: evidenceBucket(),
  Key: { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true } },
  TrailLog: keptLogGroup({ LogGroupName: '/agents/platform/trail' }),
  Prompts: keptLogGroup({
    LogGroupName: '/agents/platform/prompts',
    Tags: [{ Key: 'agent-identity:foundation', Value: 'platform' }],
  }),
  ...soundRole('Writer', serviceTrust('cloudtrail.amazonaws.com'), {
    name: 'trail-writer',
    permits: policy(allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logsOf('/agents/platform/trail'))),
  }),
  Calls: {
    Type: 'AWS::Events::Rule',
    Properties: { Name: 'calls', EventPattern: { 'detail-type': ['AWS API Call via CloudTrail'] }, State: 'ENABLED' },
  },
  Stopped: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: { AlarmName: 'evidence-stopped', Tags: [{ Key: 'agent-identity:agent', Value: 'support' }] },
  },
  ...soundRole('Search', LAMBDA_TRUST, {
    name: 'search',
    permits: policy(writeLogOf('/agents/support/search')),
    tags: componentTags('search'),
  }),
  SearchLog: keptLogGroup({
    LogGroupName: '/agents/support/search',
    KmsKeyId: KEY,
    Tags: Object.entries(componentTags('search')).map(([Key, Value]) => ({ Key, Value })),
  }),
  ...tool('Search', 'search-fn'),
};

/** The component that is judged, with what it is given. */
const crm = (...given: readonly Json[]): TemplateResources => ({
  ...soundRole('Crm', LAMBDA_TRUST, {
    name: 'crm',
    permits: policy(writeLogOf('/aws/lambda/crm-fn'), ...given),
    tags: componentTags('crm'),
  }),
  ...tool('Crm', 'crm-fn'),
});

/** Somebody else, who is given it, and who is let in so. */
const other = (trust: unknown, ...given: readonly Json[]): TemplateResources =>
  soundRole('Other', trust, { name: 'other', permits: policy(writeLogOf('/aws/lambda/other-fn'), ...given) });

const EVIDENCE = RULES.filter(({ name }) => name.startsWith('evidence/'));
/** Rules on who may do what to evidence, as against how it is kept. */
const ON_DEEDS = new Set(['WI601', 'WI610', 'WI611', 'WI619']);

interface Found {
  readonly code: string;
  readonly resource: string | undefined;
  readonly shown: string | undefined;
  readonly steps: readonly string[];
}

const findings = (resources: TemplateResources): readonly Found[] =>
  runRules({ rules: EVIDENCE }, { graph: fromCloudFormation({ Resources: { ...account, ...resources } }), plans: [] })
    .findings.filter(({ code, verdict }) => ON_DEEDS.has(code) && verdict === 'refuted')
    .map(({ code, where, shown, steps = [] }) => ({ code, resource: where.resource, shown, steps }));

/** A way to blind evidence, what it takes, and what looks like it and is nothing. */
type Case = readonly [way: string, grant: Json, nearMiss: Json];

const TRAIL = named('cloudtrail', 'trail/agents');
const OWN = '/aws/lambda/crm-fn';
const READING = ['cloudtrail:GetTrailStatus', 'cloudtrail:LookupEvents', 'cloudtrail:GetEventSelectors'];

const CASES: readonly Case[] = [
  ['stop the trail', allow('cloudtrail:StopLogging', TRAIL), allow(READING, TRAIL)],
  ['delete the trail', allow('cloudtrail:Delete*', '*'), allow('cloudtrail:Describe*', '*')],
  ['point the trail at another bucket', allow('cloudtrail:UpdateTrail', TRAIL), allow('cloudtrail:GetTrail', TRAIL)],
  ['narrow what the trail selects', allow('cloudtrail:PutEventSelectors', TRAIL), allow('cloudtrail:GetEventSelectors', TRAIL)],
  ['stop a store of events', allow('cloudtrail:StopEventDataStoreIngestion', '*'), allow('cloudtrail:GetEventDataStore', '*')],
  ['delete a store of events', allow('cloudtrail:DeleteEventDataStore', '*'), allow('cloudtrail:ListEventDataStores', '*')],
  [
    'stop the record of prompts',
    allow('bedrock:DeleteModelInvocationLoggingConfiguration', '*'),
    allow('bedrock:GetModelInvocationLoggingConfiguration', '*'),
  ],
  [
    'send the record of prompts elsewhere',
    allow('bedrock:PutModelInvocationLoggingConfiguration', '*'),
    allow('bedrock:PutModelInvocationLoggingConfiguration', named('bedrock', 'guardrail/a')),
  ],
  [
    'delete the log of a component',
    allow('logs:DeleteLogGroup', GROUP('/agents/support/search')),
    allow('logs:DeleteLogGroup', GROUP('/agents/support/drafts')),
  ],
  [
    'delete a stream of a component\u2019s log',
    allow('logs:DeleteLogStream', logsOf('/agents/support/search')),
    allow('logs:DescribeLogStreams', logsOf('/agents/support/search')),
  ],
  [
    'shorten the retention of a component\u2019s log',
    allow('logs:PutRetentionPolicy', logsOf('/agents/support/*')),
    allow('logs:PutRetentionPolicy', logsOf('/agents/billing/*')),
  ],
  [
    'take the protection against deletion off',
    allow('logs:PutLogGroupDeletionProtection', logsOf('/agents/support/search')),
    allow('logs:DescribeLogGroups', '*'),
  ],
  [
    'mask what a component logs',
    allow('logs:PutDataProtectionPolicy', logsOf('/agents/support/search')),
    allow('logs:GetDataProtectionPolicy', logsOf('/agents/support/search')),
  ],
  [
    'unmask what a component logs',
    allow('logs:DeleteDataProtectionPolicy', logsOf('/agents/support/search')),
    allow('logs:Unmask', logsOf('/agents/support/search')),
  ],
  [
    'divert what a component logs',
    allow('logs:PutSubscriptionFilter', logsOf('/agents/support/search')),
    allow('logs:DescribeSubscriptionFilters', logsOf('/agents/support/search')),
  ],
  [
    'end the way of a log elsewhere',
    allow('logs:DeleteSubscriptionFilter', logsOf('/agents/platform/trail')),
    allow('logs:DeleteSubscriptionFilter', logsOf('/agents/platform/tasks')),
  ],
  [
    'transform what a component logs',
    allow('logs:PutTransformer', logsOf('/agents/support/search')),
    allow('logs:GetTransformer', logsOf('/agents/support/search')),
  ],
  [
    'end the metric that an alarm looks at',
    allow('logs:DeleteMetricFilter', logsOf('/agents/platform/trail')),
    allow('logs:DescribeMetricFilters', logsOf('/agents/platform/trail')),
  ],
  [
    'take the key off a log',
    allow('logs:DisassociateKmsKey', logsOf('/agents/platform/prompts')),
    allow('logs:StartQuery', logsOf('/agents/platform/prompts')),
  ],
  [
    'put a log under a key of one\u2019s own',
    allow('logs:AssociateKmsKey', logsOf('/agents/support/search')),
    allow('logs:ListTagsForResource', logsOf('/agents/support/search')),
  ],
  [
    'let holders of a bearer token write a log',
    allow('logs:PutBearerTokenAuthentication', logsOf('/agents/support/search')),
    allow('logs:GetLogEvents', logsOf(OWN)),
  ],
  [
    'write another component\u2019s log',
    allow('logs:PutLogEvents', logsOf('/agents/support/*')),
    allow('logs:PutLogEvents', logsOf('/agents/support2/*')),
  ],
  [
    'write the log of the trail',
    allow('logs:PutLogEvents', logsOf('/agents/platform/*')),
    allow('logs:PutLogEvents', logsOf('/agents/platforms/*')),
  ],
  [
    'delete the record of prompts',
    allow('logs:DeleteLogGroup', GROUP('/agents/platform/prompts')),
    allow('logs:FilterLogEvents', logsOf('/agents/platform/prompts')),
  ],
  ['end a delivery', allow('logs:DeleteDelivery', '*'), allow('logs:GetDelivery', '*')],
  ['end the source of deliveries', allow('logs:DeleteDeliverySource', '*'), allow('logs:DescribeDeliverySources', '*')],
  ['leave fields out of a delivery', allow('logs:UpdateDeliveryConfiguration', '*'), allow('logs:DescribeDeliveries', '*')],
  ['change the policies of all logs', allow('logs:PutAccountPolicy', '*'), allow('logs:DescribeAccountPolicies', '*')],
  ['take services the leave to write logs', allow('logs:DeleteResourcePolicy', '*'), allow('logs:DescribeResourcePolicies', '*')],
  ['send traces where nobody looks', allow('xray:UpdateTraceSegmentDestination', '*'), allow('xray:PutTraceSegments', '*')],
  ['take X-Ray the leave to write traces', allow('xray:DeleteResourcePolicy', '*'), allow('xray:ListResourcePolicies', '*')],
  ['cut the link to the account that looks', allow('oam:DeleteLink', named('oam', 'link/*')), allow('oam:GetLink', named('oam', 'link/*'))],
  [
    'delete files of the trail',
    allow('s3:DeleteObject', 'arn:aws:s3:::evidence/*'),
    allow('s3:DeleteObject', 'arn:aws:s3:::evidence-drafts/*'),
  ],
  ['delete versions of files', allow('s3:DeleteObjectVersion', 'arn:aws:s3:::evid*'), allow('s3:GetObjectVersion', 'arn:aws:s3:::evid*')],
  [
    'overwrite files of the trail',
    allow('s3:PutObject', 'arn:aws:s3:::evidence/AWSLogs/*'),
    allow('s3:PutObject', 'arn:aws:s3:::evidences/AWSLogs/*'),
  ],
  ['bypass the lock', allow('s3:BypassGovernanceRetention', 'arn:aws:s3:::*'), allow('s3:GetObjectRetention', 'arn:aws:s3:::*')],
  [
    'lift the hold on a file',
    allow('s3:PutObjectLegalHold', 'arn:aws:s3:::evidence/*'),
    allow('s3:GetObjectLegalHold', 'arn:aws:s3:::evidence/*'),
  ],
  [
    'shorten the lock',
    allow('s3:PutBucketObjectLockConfiguration', 'arn:aws:s3:::evidence'),
    allow('s3:GetBucketObjectLockConfiguration', 'arn:aws:s3:::evidence'),
  ],
  [
    'have files expire',
    allow('s3:PutLifecycleConfiguration', 'arn:aws:s3:::evidence'),
    allow('s3:GetLifecycleConfiguration', 'arn:aws:s3:::evidence'),
  ],
  [
    'keep no more versions',
    allow('s3:PutBucketVersioning', 'arn:aws:s3:::evidence'),
    allow('s3:ListBucketVersions', 'arn:aws:s3:::evidence'),
  ],
  [
    'change the policy of the bucket',
    allow('s3:PutBucketPolicy', 'arn:aws:s3:::evidence'),
    allow('s3:PutBucketPolicy', 'arn:aws:s3:::handbook'),
  ],
  [
    'encrypt new files with a key of one\u2019s own',
    allow('s3:PutEncryptionConfiguration', 'arn:aws:s3:::evidence'),
    allow('s3:GetEncryptionConfiguration', 'arn:aws:s3:::evidence'),
  ],
  ['disable the key', allow('kms:DisableKey', OWN_KEY), allow('kms:DescribeKey', OWN_KEY)],
  [
    'schedule the deletion of the key',
    allow('kms:ScheduleKeyDeletion', named('kms', 'key/*')),
    allow('kms:CancelKeyDeletion', named('kms', 'key/*')),
  ],
  ['change the policy of the key', allow('kms:Put*', '*'), allow('kms:Get*', '*')],
  ['take a service the grant on the key', allow('kms:RevokeGrant', OWN_KEY), allow('kms:ListGrants', OWN_KEY)],
  ['disable a key that another stack has made', allow('kms:DisableKey', KEY), allow('kms:DisableKey', `${KEY.slice(0, -1)}0`)],
  [
    'take CloudTrail the leave to write its log',
    allow('iam:DeleteRolePolicy', roleNamed('trail-writer')),
    allow('iam:GetRolePolicy', roleNamed('trail-writer')),
  ],
  [
    'shut CloudTrail out of its role',
    allow('iam:UpdateAssumeRolePolicy', roleNamed('trail-*')),
    allow('iam:GetRole', roleNamed('trail-*')),
  ],
  [
    'silence the rule that tells of calls',
    allow('events:DisableRule', named('events', 'rule/calls')),
    allow('events:DisableRule', named('events', 'rule/nightly')),
  ],
  [
    'take the rule its targets',
    allow('events:RemoveTargets', named('events', 'rule/*')),
    allow('events:ListTargetsByRule', named('events', 'rule/*')),
  ],
  [
    'silence the alarm',
    allow('cloudwatch:DisableAlarmActions', named('cloudwatch', 'alarm:evidence-*')),
    allow('cloudwatch:DescribeAlarms', '*'),
  ],
  ['end the detection of threats', allow('guardduty:UpdateDetector', '*'), allow('guardduty:GetDetector', '*')],
];

const actionOf = ({ Action }: Json): string => String(Action).replace(/\*.*$/, '');

describe('what the account holds', () => {
  it('is nobody\u2019s to blind as it stands', () => {
    expect(findings(crm())).toEqual([]);
  });

  it('has no way twice', () => {
    expect(new Set(CASES.map(([way]) => way)).size).toBe(CASES.length);
    expect(CASES.length).toBeGreaterThanOrEqual(30);
  });
});

describe.each(CASES)('to %s', (_way, grant, nearMiss) => {
  it('is refuted where a component may, with the request', () => {
    const told = findings(crm(grant)).filter(({ resource }) => resource === 'Crm');
    expect(told.some(({ shown = '' }) => shown.includes(actionOf(grant)))).toBe(true);
  });

  it('is nothing where it only looks so', () => {
    expect(findings(crm(nearMiss))).toEqual([]);
  });

  it('is refuted where a component may become somebody who may, with the path', () => {
    const trust = trustPolicy({ AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, 'sts:AssumeRole');
    const [path] = ofCrm({ ...other(trust, grant), ...crm(allow('sts:AssumeRole', roleNamed('other'))) });
    expect(path?.shown).toMatch(/`crm` becomes `other`.*sts:AssumeRole/);
    expect(path?.steps.at(-1)).toContain(actionOf(grant));
    expect(ofCrm({ ...other(trust, grant), ...crm(allow('sts:AssumeRole', roleNamed('others'))) })).toEqual([]);
    expect(ofCrm({ ...other(trust, nearMiss), ...crm(allow('sts:AssumeRole', roleNamed('other'))) })).toEqual([]);
  });

  it('is refuted where a component may pass such a role on, with the path', () => {
    const makes = allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], named('lambda', 'function:*'));
    const [path] = ofCrm({ ...other(LAMBDA_TRUST, grant), ...crm(makes, allow('iam:PassRole', roleNamed('other'))) });
    expect(path?.shown).toMatch(/`other`.*iam:PassRole/);
    expect(path?.steps.at(-1)).toContain(actionOf(grant));
    expect(
      ofCrm({ ...other(serviceTrust('cloudtrail.amazonaws.com'), grant), ...crm(makes, allow('iam:PassRole', roleNamed('other'))) }),
    ).toEqual([]);
  });

  it('is refuted where a component may change the code of something that may, with the path', () => {
    const function_ = { ...other(LAMBDA_TRUST, grant), ...tool('Other', 'other-fn') };
    const [path] = ofCrm({ ...function_, ...crm(allow('lambda:UpdateFunctionCode', named('lambda', 'function:other-fn'))) });
    expect(path?.shown).toMatch(/`other`.*lambda:UpdateFunctionCode/);
    expect(path?.steps.at(-1)).toContain(actionOf(grant));
    expect(ofCrm({ ...function_, ...crm(allow('lambda:UpdateFunctionCode', named('lambda', 'function:another-fn'))) })).toEqual([]);
  });
});

/** Paths that begin at the component. */
const ofCrm = (resources: TemplateResources): readonly Found[] =>
  findings(resources).filter(({ code, resource }) => code === 'WI619' && resource === 'Crm');

describe('a longer way', () => {
  it('is shown hop by hop', () => {
    const trust = trustPolicy({ AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, 'sts:AssumeRole');
    const [path] = ofCrm({
      ...crm(allow('sts:AssumeRole', roleNamed('between'))),
      ...soundRole('Between', trust, { name: 'between', permits: policy(allow('sts:AssumeRole', roleNamed('other'))) }),
      ...other(trust, allow('cloudtrail:StopLogging', '*')),
    });
    expect([path?.shown, ...(path?.steps ?? [])]).toEqual([
      expect.stringMatching(/`crm` becomes `between`/),
      expect.stringMatching(/`between` becomes `other`/),
      expect.stringMatching(/`other` blinds it, because .*cloudtrail:StopLogging/),
    ]);
  });
});

it('is told by the rules that everybody runs', () => {
  expect(PRESETS.recommended.rules.filter(({ code }) => ON_DEEDS.has(code)).length).toBe(ON_DEEDS.size);
});

/** What a foundation plans: what its trail records, who its policies let in, what is left to do by hand, and what a declaration can get wrong. */
import { actionInfo, authorize } from 'agent-workload-identity/policy';
import { chainsQuery, recordsView } from '../../lib/evidence-queries';
import type { FoundationPlan, FoundationResource } from '../../lib/plan';
import { planFoundation } from '../../lib/plan';
import { bindValue } from '../../lib/plan/bind';
import { TOUCHING_EVIDENCE } from '../../lib/plan/foundation/alarms';
import { AGENT_DATA_TYPES } from '../../lib/plan/foundation/selectors';
import type { PlanDocument } from '../../lib/plan/plan';
import type { AccountFoundationSpec } from '../../lib/spec';
import { wordingFaults } from '../plan/declared';
import { parsed } from '../plan/planned';
import { central, imported, PLACE, whole } from './foundations';

function planOf(spec: AccountFoundationSpec): FoundationPlan {
  const planning = planFoundation(spec);
  if (!planning.ok) throw new Error(planning.findings.map(({ what }) => what).join('; '));
  return bindValue(planning.plan, PLACE);
}

function only<Kind extends FoundationResource['kind']>(
  plan: FoundationPlan,
  kind: Kind,
): Extract<FoundationResource, { readonly kind: Kind }> {
  const [first] = plan.resources.filter((resource) => resource.kind === kind);
  if (first === undefined) throw new Error(`nothing of kind ${kind}`);
  return first as Extract<FoundationResource, { readonly kind: Kind }>;
}

const trailOf = (spec: AccountFoundationSpec) => only(planOf(spec), 'trail');

/** What an advanced selector takes: all of its fields, each with one of its values. */
const records = (spec: AccountFoundationSpec, event: Readonly<Record<string, string>>): boolean =>
  trailOf(spec).selectors.some(({ fields }) =>
    fields.every(({ field, equals, startsWith }) => {
      const value = event[field] ?? '';
      return equals?.includes(value) ?? startsWith?.some((beginning) => value.startsWith(beginning)) ?? false;
    }),
  );

const session = (role: string) => `arn:aws:sts::111122223333:assumed-role/${role}/run-0af7651916cd43dd8448eb211c80319c`;
const data = (type: string, role = 'support-crm') => ({ eventCategory: 'Data', 'resources.type': type, 'userIdentity.arn': session(role) });

describe('the trail', () => {
  it.each([
    ['a call of a model, which changes nothing', { eventCategory: 'Management', readOnly: 'true', eventName: 'InvokeModel' }],
    ['a role assumed, which changes nothing', { eventCategory: 'Management', readOnly: 'true', eventName: 'AssumeRole' }],
    ['a change', { eventCategory: 'Management', readOnly: 'false', eventName: 'DeleteTrail' }],
    ['an AgentCore runtime used', data('AWS::BedrockAgentCore::Runtime')],
    ['a token taken from the vault', data('AWS::BedrockAgentCore::TokenVault')],
    ['a model of the OpenAI-compatible door', data('AWS::BedrockMantle::Project')],
    [
      'a call that a VPC endpoint refuses',
      { eventCategory: 'NetworkActivity', eventSource: 'kms.amazonaws.com', errorCode: 'VpceAccessDenied' },
    ],
  ])('records %s', (_what, event) => {
    expect(records(whole, event)).toBe(true);
  });

  it('records every kind of data event of Bedrock and AgentCore, each once', () => {
    const types = trailOf(whole).selectors.flatMap(({ fields }) => fields.find(({ field }) => field === 'resources.type')?.equals ?? []);
    expect(types).toEqual(AGENT_DATA_TYPES);
    expect(new Set(types).size).toBe(types.length);
    expect(types.filter((type) => type.startsWith('AWS::BedrockAgentCore::')).length).toBe(23);
  });

  it.each([
    ['a role whose name begins so', data('AWS::BedrockAgentCore::Gateway', 'support-crm'), true],
    ['another role', data('AWS::BedrockAgentCore::Gateway', 'billing'), false],
    ['a role with the beginning inside of its name', data('AWS::BedrockAgentCore::Gateway', 'old-support-crm'), false],
    ['objects, where they are asked for', data('AWS::S3::Object', 'coding-tool'), true],
    ['functions, where they are not', data('AWS::Lambda::Function', 'coding-tool'), false],
    ['a call that a VPC endpoint lets through', { eventCategory: 'NetworkActivity', eventSource: 'kms.amazonaws.com' }, true],
  ])('of some roles records %s: %#', (_what, event, isRecorded) => {
    expect(records(central, event)).toBe(isRecorded);
  });

  it('is refused where its selectors have more values than CloudTrail takes, and made with as many as it takes', () => {
    const roles = (count: number) => Array.from({ length: count }, (_, index) => `role-${index}`) as unknown as [string];
    const of = (count: number): AccountFoundationSpec => ({ ...whole, trail: { kind: 'created', rolesBeginningWith: roles(count) } });
    const most = Array.from({ length: 10 }, (_, index) => 10 - index).find((count) => planFoundation(of(count)).ok) ?? 0;
    const values = trailOf(of(most)).selectors.flatMap(({ fields }) =>
      fields.flatMap(({ equals = [], startsWith = [] }) => [...equals, ...startsWith]),
    );
    expect(values.length).toBeLessThanOrEqual(500);
    const more = planFoundation(of(most + 1));
    expect(more.ok ? [] : more.findings.map(({ code }) => code)).toEqual([most === 10 ? 'WI197' : 'WI198']);
  });

  it('signs what it writes with the key that is made, or the one that is named', () => {
    expect(trailOf(whole).key).toBe('⟨evidenceKey:kms-key-arn⟩');
    expect(trailOf(central).key).toBe(central.key);
  });
});

const BUCKET = 'arn:aws:s3:::platform-evidence-111122223333-eu-central-1';
const OWN_TRAIL = 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/platform-agents';

/** What a resource's policy decides on somebody whose own policies allow everything. */
const EVERYTHING = parsed({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }] }, 'identity');

const decided = (
  document: PlanDocument,
  who: { readonly service: string } | { readonly role: string },
  action: string,
  resource: string,
  context: Readonly<Record<string, string>> = {},
) =>
  authorize(
    {
      principal: 'service' in who ? { kind: 'service', service: who.service } : { kind: 'aws', arn: who.role, account: '111122223333' },
      action,
      resource,
      resourceAccount: '111122223333',
      context: { 'aws:SecureTransport': 'true', ...context },
    },
    { ...('role' in who ? { identity: [EVERYTHING] } : {}), resource: parsed(document, 'resource') },
  ).decision;

const cloudTrail = { service: 'cloudtrail.amazonaws.com' };
const administrator = { role: 'arn:aws:iam::111122223333:role/admin' };
const acl = { 's3:x-amz-acl': 'bucket-owner-full-control' };

describe('the archive', () => {
  const { document } = only(planOf(whole), 'archive');
  it.each([
    [
      'lets its trail write',
      cloudTrail,
      's3:PutObject',
      `${BUCKET}/AWSLogs/111122223333/CloudTrail/a.gz`,
      { 'aws:SourceArn': OWN_TRAIL, ...acl },
      'allow',
    ],
    [
      'lets no other trail write',
      cloudTrail,
      's3:PutObject',
      `${BUCKET}/AWSLogs/111122223333/a.gz`,
      { 'aws:SourceArn': `${OWN_TRAIL}-2`, ...acl },
      'implicit-deny',
    ],
    [
      'lets its trail write nowhere else',
      cloudTrail,
      's3:PutObject',
      `${BUCKET}/AWSLogs/444455556666/a.gz`,
      { 'aws:SourceArn': OWN_TRAIL, ...acl },
      'implicit-deny',
    ],
    [
      'lets its trail read nothing',
      cloudTrail,
      's3:GetObject',
      `${BUCKET}/AWSLogs/111122223333/a.gz`,
      { 'aws:SourceArn': OWN_TRAIL },
      'implicit-deny',
    ],
    ['lets an administrator read', administrator, 's3:GetObject', `${BUCKET}/AWSLogs/111122223333/a.gz`, {}, 'allow'],
    [
      'lets no administrator read in the clear',
      administrator,
      's3:GetObject',
      `${BUCKET}/a.gz`,
      { 'aws:SecureTransport': 'false' },
      'explicit-deny',
    ],
    ['lets no administrator delete', administrator, 's3:DeleteObject', `${BUCKET}/a.gz`, {}, 'explicit-deny'],
    ['lets no administrator delete a version', administrator, 's3:DeleteObjectVersion', `${BUCKET}/a.gz`, {}, 'explicit-deny'],
    ['lets no administrator go round the lock', administrator, 's3:BypassGovernanceRetention', `${BUCKET}/a.gz`, {}, 'explicit-deny'],
    ['lets no administrator delete it', administrator, 's3:DeleteBucket', BUCKET, {}, 'explicit-deny'],
  ] as const)('%s', (_what, who, action, resource, context, decision) => {
    expect(decided(document, who, action, resource, context)).toBe(decision);
  });
});

describe('the key', () => {
  const { document } = only(planOf(whole), 'evidence-key');
  const logs = { service: 'logs.eu-central-1.amazonaws.com' };
  const key = 'arn:aws:kms:eu-central-1:111122223333:key/1';
  const of = (group: string) => ({ 'kms:EncryptionContext:aws:logs:arn': group });
  const own = { 'aws:SourceArn': OWN_TRAIL, 'kms:EncryptionContext:aws:cloudtrail:arn': OWN_TRAIL };
  it.each([
    ['encrypts logs of the account', logs, 'kms:Encrypt', of('arn:aws:logs:eu-central-1:111122223333:log-group:/agents/a'), 'allow'],
    [
      'encrypts no logs of other accounts',
      logs,
      'kms:Encrypt',
      of('arn:aws:logs:eu-central-1:444455556666:log-group:/agents/a'),
      'implicit-deny',
    ],
    ['encrypts nothing that is no log', logs, 'kms:Encrypt', {}, 'implicit-deny'],
    [
      'encrypts no logs of other regions',
      { service: 'logs.eu-west-1.amazonaws.com' },
      'kms:Encrypt',
      of('arn:aws:logs:eu-central-1:111122223333:log-group:/a'),
      'implicit-deny',
    ],
    ['encrypts what its trail records', cloudTrail, 'kms:GenerateDataKey', own, 'allow'],
    ['encrypts nothing of other trails', cloudTrail, 'kms:GenerateDataKey', { ...own, 'aws:SourceArn': `${OWN_TRAIL}-2` }, 'implicit-deny'],
    ['lets the trail decrypt nothing', cloudTrail, 'kms:Decrypt', own, 'implicit-deny'],
    ['lets whom IAM lets decrypt', administrator, 'kms:Decrypt', {}, 'allow'],
  ] as const)('%s', (_what, who, action, context, decision) => {
    expect(decided(document, who, action, key, context)).toBe(decision);
  });

  it.each(['kms:DisableKey', 'kms:ScheduleKeyDeletion', 'kms:DeleteImportedKeyMaterial', 'kms:DisableKeyRotation'])(
    'is not put out of use by %s, whatever IAM lets: its policy would have to be changed first',
    (action) => {
      expect(JSON.stringify(document)).not.toContain(action);
      expect(document.Statement.flatMap(({ Action = [] }) => Action).filter((one) => one.includes('*'))).toEqual([
        'kms:GenerateDataKey*',
        'kms:ReEncrypt*',
        'kms:GenerateDataKey*',
      ]);
    },
  );
});

describe('the shared policy of logs', () => {
  const { document } = only(planOf(whole), 'log-resource-policy');
  const source = (service: string, account = '111122223333') => ({
    'aws:SourceAccount': account,
    'aws:SourceArn': `arn:aws:${service}:eu-central-1:${account}:x`,
  });
  const log = (group: string) => `arn:aws:logs:eu-central-1:111122223333:log-group:${group}`;
  it.each([
    ['lets deliveries of the account write', 'delivery.logs.amazonaws.com', log('/aws/vendedlogs/a:log-stream:b'), source('logs'), 'allow'],
    [
      'lets deliveries of other accounts write nothing',
      'delivery.logs.amazonaws.com',
      log('/aws/vendedlogs/a:log-stream:b'),
      source('logs', '444455556666'),
      'implicit-deny',
    ],
    [
      'lets deliveries write no log of a component',
      'delivery.logs.amazonaws.com',
      log('/agents/support/crm:log-stream:b'),
      source('logs'),
      'implicit-deny',
    ],
    ['lets traces be written', 'xray.amazonaws.com', log('aws/spans:log-stream:default'), source('xray'), 'allow'],
    [
      'lets traces be written nowhere else',
      'xray.amazonaws.com',
      log('/agents/platform/trail:log-stream:a'),
      source('xray'),
      'implicit-deny',
    ],
  ] as const)('%s', (_what, service, resource, context, decision) => {
    expect(decided(document, { service }, 'logs:PutLogEvents', resource, context)).toBe(decision);
  });

  it('is there only where something of it is asked for', () => {
    expect(planOf(central).resources.map(({ kind }) => kind)).not.toContain('log-resource-policy');
  });
});

describe('saved queries', () => {
  const queryOf = (spec: AccountFoundationSpec, id: string) => planOf(spec).resources.find((resource) => resource.id === id);

  it('ask the archive that the trail writes, in this account and the regions named', () => {
    const table = queryOf(whole, 'athena-query/1-table-of-cloudtrail');
    expect(table).toMatchObject({ name: 'platform-1-table-of-cloudtrail', database: 'evidence' });
    for (const part of [
      "LOCATION 's3://platform-evidence-111122223333-eu-central-1/AWSLogs/'",
      "'projection.log_account.values' = '111122223333'",
      "'projection.log_region.values' = 'eu-central-1,eu-west-1'",
      "'projection.day.range' = '2026/11/01,NOW'",
    ])
      expect(JSON.stringify(table)).toContain(part);
  });

  it('ask the files of the organization where its trail is imported', () => {
    expect(JSON.stringify(queryOf(imported, 'athena-query/1-table-of-cloudtrail'))).toContain(
      's3://evidence-of-the-organization/AWSLogs/o-a1b2c3d4e5/${log_account}/CloudTrail/${log_region}/${day}',
    );
  });

  it('ask the log groups that are made here; those of components are chosen by whoever asks', () => {
    const groups = (spec: AccountFoundationSpec) =>
      Object.fromEntries(planOf(spec).resources.flatMap((one) => (one.kind === 'log-query' ? [[one.name, one.groups] as const] : [])));
    expect(groups(whole)).toMatchObject({
      'platform/calls-of-a-run': ['/agents/platform/trail'],
      'platform/reasoning-of-a-run': ['/agents/platform/prompts'],
      'platform/spans-of-a-trace': ['aws/spans'],
      'platform/run-step-by-step': [],
    });
    expect(groups(imported)).toMatchObject({ 'member/calls-of-a-run': [], 'member/reasoning-of-a-run': [] });
  });

  it('are saved word for word as they are proved: nothing of them depends on the account', () => {
    expect(queryOf(whole, 'athena-query/chains')).toMatchObject({ query: chainsQuery() });
    expect(queryOf(whole, 'athena-query/3-view-of-records')).toMatchObject({ query: recordsView() });
  });

  it('are saved only where they are asked for', () => {
    expect(planOf(central).resources.filter(({ kind }) => kind === 'athena-query' || kind === 'log-query')).toEqual([]);
  });
});

describe('alarms', () => {
  const alarmOf = (spec: AccountFoundationSpec, what: string) => planOf(spec).resources.find(({ id }) => id === `evidence-alarm/${what}`);
  const patternOf = (spec: AccountFoundationSpec, what: string): string => {
    const filter = planOf(spec).resources.find(({ id }) => id === `metric-filter/${what}`);
    return filter?.kind === 'metric-filter' ? filter.pattern : '';
  };

  it('tell the topic of denied calls in a burst, refused role assumptions, and evidence that is touched or stays away', () => {
    const alarms = planOf(whole).resources.filter(({ kind }) => kind === 'evidence-alarm');
    expect(alarms.map(({ id }) => id).sort()).toEqual([
      'evidence-alarm/denied-calls',
      'evidence-alarm/evidence-touched',
      'evidence-alarm/refused-role-assumptions',
      'evidence-alarm/silence',
    ]);
    for (const alarm of alarms) expect(alarm).toMatchObject({ topicArn: 'arn:aws:sns:eu-central-1:111122223333:on-call' });
    expect([alarmOf(whole, 'denied-calls'), alarmOf(central, 'denied-calls')]).toMatchObject([{ threshold: 25 }, { threshold: 5 }]);
  });

  it('take silence for what it may be', () => {
    expect(alarmOf(whole, 'silence')).toMatchObject({
      dimensions: { LogGroupName: '/agents/platform/trail' },
      comparison: 'LessThanThreshold',
      missingData: 'breaching',
    });
    expect(alarmOf(whole, 'denied-calls')).toMatchObject({ missingData: 'notBreaching' });
  });

  it('look at roles of agents only, where the trail does', () => {
    expect(patternOf(whole, 'denied-calls')).toBe('{ (($.errorCode = "AccessDenied*") || ($.errorCode = "*UnauthorizedOperation")) }');
    expect(patternOf(central, 'denied-calls')).toBe(
      '{ (($.errorCode = "AccessDenied*") || ($.errorCode = "*UnauthorizedOperation")) && (($.userIdentity.sessionContext.sessionIssuer.userName = "support-*") || ($.userIdentity.sessionContext.sessionIssuer.userName = "coding-*")) }',
    );
    expect(patternOf(central, 'refused-role-assumptions')).toContain('($.errorMessage = "*role/coding-*")');
  });

  it('name calls that exist, in patterns that CloudWatch Logs takes', () => {
    const services = ['bedrock', 'cloudtrail', 'kms', 'logs', 'xray'];
    const unknown = TOUCHING_EVIDENCE.filter((call) => !services.some((service) => actionInfo(`${service}:${call}`).status === 'known'));
    expect(unknown).toEqual([]);
    const most: AccountFoundationSpec = {
      ...central,
      trail: { kind: 'created', rolesBeginningWith: Array.from({ length: 10 }, (_, index) => `role-${index}-of-agents-`) as [string] },
    };
    for (const what of ['denied-calls', 'refused-role-assumptions', 'evidence-touched'])
      expect(patternOf(most, what).length).toBeLessThanOrEqual(1_024);
  });

  it('are made only where they are asked for', () => {
    expect(planOf({ ...whole, alarms: undefined as never }).resources.filter(({ kind }) => kind === 'evidence-alarm')).toEqual([]);
  });
});

describe('what is left to do by hand', () => {
  const hows = (spec: AccountFoundationSpec) => planOf(spec).instructions.map(({ how }) => how);
  it('is nothing where all of it is made here', () => {
    const { prompts: _prompts, ...rest } = whole;
    expect(hows(rest)).toEqual([]);
  });

  it('is the selectors of an imported trail, as CloudTrail takes them, and nothing of a trail is made', () => {
    const [how = ''] = hows(imported);
    const selectors = JSON.parse(/'(\[.*\])'$/.exec(how)?.[1] ?? '') as readonly { readonly FieldSelectors: readonly object[] }[];
    expect(how).toContain('put-event-selectors --trail-name arn:aws:cloudtrail:eu-central-1:999988887777:trail/organization');
    expect(selectors[0]?.FieldSelectors).toEqual([{ Field: 'eventCategory', Equals: ['Management'] }]);
    expect(selectors.length).toBe(1 + AGENT_DATA_TYPES.length + 5);
    expect(planOf(imported).resources.map(({ kind }) => kind)).toEqual([
      'evidence-key',
      'log-resource-policy',
      'transaction-search',
      'observability-sink',
      ...Array<string>(6).fill('athena-query'),
      ...Array<string>(10).fill('log-query'),
    ]);
  });

  it('is what the archive and the key of others must allow', () => {
    expect(hows(central)).toEqual([
      expect.stringContaining('"aws:SourceArn":["arn:aws:cloudtrail:eu-central-1:111122223333:trail/team-agents"]'),
      expect.stringContaining('kms:GenerateDataKey*'),
    ]);
  });

  it('is the switch of the record of prompts, with group and role that are made', () => {
    const [how = ''] = hows(whole);
    const plan = planOf(whole);
    expect(how).toContain('"logGroupName":"/agents/platform/prompts"');
    expect(how).toContain('arn:aws:iam::111122223333:role/platform-prompts-to-logs');
    expect(plan.resources.map(({ id }) => id)).toEqual(expect.arrayContaining(['log-group/prompts', 'role/prompts-to-logs']));
  });
});

describe('a foundation with', () => {
  const trail = (more: object) => ({ trail: { kind: 'created', ...more } });
  const queries = (more: object) => ({ savedQueries: { ...whole.savedQueries, ...more } });
  it.each<readonly [string, object, string, string | undefined, string]>([
    ['a name that no bucket can begin with', { name: 'Platform' }, 'WI197', 'name', '`Platform`'],
    ['a name that is too long', { name: 'a'.repeat(25) }, 'WI197', 'name', '24'],
    ['no owner', { owner: ' ' }, 'WI197', 'owner', 'owner'],
    ['a retention that CloudWatch Logs does not know', { retainDays: 100 }, 'WI197', 'retainDays', '`100` days'],
    ['an alias for a key', { key: 'alias/a' }, 'WI197', 'key', '`alias/a`'],
    ['no trail', { trail: undefined }, 'WI197', 'trail', 'no trail'],
    ['a trail of no kind', { trail: { kind: 'own' } }, 'WI100', 'trail.kind', '`own`'],
    [
      'an imported trail without ARN',
      { savedQueries: undefined, alarms: undefined, trail: { kind: 'imported' } },
      'WI197',
      'trail.arn',
      'no ARN of a trail',
    ],
    [
      'selectors for an imported trail',
      { savedQueries: undefined, alarms: undefined, trail: { ...imported.trail, network: 'denied' } },
      'WI197',
      'trail.network',
      'whoever made',
    ],
    [
      'an ARN for a trail that is made',
      trail({ arn: 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/a' }),
      'WI197',
      'trail.arn',
      'no ARN yet',
    ],
    [
      'a wildcard in the beginning of a role\u2019s name',
      trail({ rolesBeginningWith: ['support-*'] }),
      'WI197',
      'trail.rolesBeginningWith',
      '`support-*`',
    ],
    ['data events that nobody asked about', trail({ alsoDataOf: ['AWS::S3::Bucket'] }), 'WI100', 'trail.alsoDataOf.0', '`AWS::S3::Bucket`'],
    ['an ARN for an archive', trail({ archive: 'arn:aws:s3:::a' }), 'WI197', 'trail.archive', 'no name of a bucket'],
    ['more than all spans', { transactionSearch: { indexedPercent: 101 } }, 'WI197', 'transactionSearch.indexedPercent', '`101`'],
    ['prompts that nobody switches on', { prompts: {} }, 'WI197', 'prompts.switchedOnBy', 'not said'],
    ['a sink for nobody', { sink: {} }, 'WI197', 'sink', 'neither or both'],
    ['a sink for an account that is none', { sink: { accounts: ['1'] } }, 'WI197', 'sink.accounts', '`1`'],
    ['a link to a sink that is none', { sink: undefined, link: { sink: 'arn:aws:s3:::a' } }, 'WI197', 'link.sink', 'no ARN of a sink'],
    ['a link and a sink', { link: central.link }, 'WI197', 'link', 'both'],
    ['two providers of one URL', { providers: [...(whole.providers ?? []), ...(whole.providers ?? [])] }, 'WI197', 'providers', 'one URL'],
    [
      'a provider without audiences',
      { providers: [{ url: 'https://a.example.com', audiences: [] }] },
      'WI197',
      'providers.0.audiences',
      '0 audiences',
    ],
    ['saved queries for a database that Athena refuses', queries({ database: 'my-db' }), 'WI197', 'savedQueries.database', '`my-db`'],
    ['saved queries since a day that is none', queries({ since: '2026-11-01' }), 'WI197', 'savedQueries.since', '2026/11/01'],
    ['saved queries of no region', queries({ regions: [] }), 'WI197', 'savedQueries.regions', 'no region'],
    ['saved queries of a region that is none', queries({ regions: ["eu'"] }), 'WI197', 'savedQueries.regions', "`eu'`"],
    ['saved queries of an account that is none', queries({ accounts: ['1'] }), 'WI197', 'savedQueries.accounts', '`1`'],
    ['saved queries of a bucket that is none', queries({ bucket: 's3://a' }), 'WI197', 'savedQueries.bucket', '`s3://a`'],
    ['saved queries of an organization that is none', queries({ organization: 'acme' }), 'WI197', 'savedQueries.organization', '`acme`'],
    [
      'saved queries that do not know where the files of an imported trail lie',
      { alarms: undefined, trail: imported.trail, ...queries({}) },
      'WI197',
      'savedQueries.bucket',
      'not said',
    ],
    ['alarms that tell nobody', { alarms: {} }, 'WI197', 'alarms.topic', 'no ARN of a topic'],
    ['alarms at no denied call', { alarms: { ...whole.alarms, deniedCalls: 0 } }, 'WI197', 'alarms.deniedCalls', '`0`'],
    ['alarms on an imported trail', { savedQueries: undefined, trail: imported.trail }, 'WI197', 'alarms', 'imported'],
    ['a section that is misspelt', { deliverys: 'created' }, 'WI100', 'deliverys', 'not known'],
  ])('%s', (_what, wrong, code, at, says) => {
    const planning = planFoundation({ ...whole, ...wrong } as AccountFoundationSpec);
    const findings = planning.ok ? [] : planning.findings;
    expect(findings.map((finding) => [finding.code, finding.where.pointer])).toEqual([[code, at]]);
    expect(`${findings[0]?.what} ${findings[0]?.fix}`).toContain(says);
    expect(findings.flatMap(wordingFaults)).toEqual([]);
  });

  it.each([undefined, null, 1, 'whole', [], { trail: 1 }])('nothing readable in it is refused, and never throws: %p', (value) => {
    expect(planFoundation(value as unknown as AccountFoundationSpec).ok).toBe(false);
  });
});

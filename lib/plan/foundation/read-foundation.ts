/** Reads the declaration of a foundation, however mangled; what is wrong with it is told. */
import type { FindingList } from '../../finding/finding-list';
import { SHAPES } from '../../policy/shapes';
import { RETENTIONS } from '../../spec/evidence';
import { type Form, listOf, number, oneOf, record, shown, text } from '../../spec/form';
import type { AccountFoundationSpec } from '../../spec/foundation';
import { hasShape } from '../../spec/has-shape';

const fields = record(
  {
    name: text,
    owner: text,
    retainDays: number,
    key: text,
    trail: record({
      kind: oneOf('created', 'imported'),
      arn: text,
      rolesBeginningWith: listOf(text, 'beginnings of role names'),
      alsoDataOf: listOf(oneOf('AWS::Lambda::Function', 'AWS::S3::Object', 'AWS::DynamoDB::Table'), 'resource types'),
      network: oneOf('denied', 'every call'),
      archive: text,
    }),
    deliveries: oneOf('created'),
    transactionSearch: record({ indexedPercent: number }),
    prompts: record({ switchedOnBy: oneOf('engine', 'hand') }),
    savedQueries: record({
      database: text,
      since: text,
      regions: listOf(text, 'regions'),
      accounts: listOf(text, 'account ids'),
      bucket: text,
      organization: text,
    }),
    alarms: record({ topic: text, deniedCalls: number }),
    outboundTokens: record({ switchedOnBy: oneOf('engine', 'hand') }),
    sink: record({ accounts: listOf(text, 'account ids'), organization: text }),
    link: record({ sink: text }),
    providers: listOf(record({ url: text, audiences: listOf(text, 'audiences') }), 'providers'),
  },
  'what `defineAccountFoundation({ … })` returns',
);

type Declared = NonNullable<ReturnType<typeof fields>>;

const MOST_ROLES = 10;

/** Each fault: where, whether it is one, what, and how to mend it. */
type Fault = readonly [pointer: string, isFault: boolean, what: string, fix: string];

const TRAIL_ARN = /^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:trail\/[A-Za-z0-9._-]{3,128}$/;
const SINK_ARN = /^arn:aws[a-z-]*:oam:[a-z0-9-]+:\d{12}:sink\/[A-Za-z0-9-]+$/;
const TOPIC_ARN = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

function trailFaults(trail: Declared['trail']): readonly Fault[] {
  if (trail === undefined) return [['trail', true, 'the foundation names no trail', "write `trail: { kind: 'created' }`, or import one"]];
  const { kind, arn, rolesBeginningWith: roles = [], archive } = trail;
  const own = (['rolesBeginningWith', 'alsoDataOf', 'network', 'archive'] as const).filter((name) => trail[name] !== undefined);
  return [
    ['trail.kind', kind === undefined, 'the trail is neither made nor imported', "write `kind: 'created'` or `kind: 'imported'`"],
    [
      'trail.arn',
      kind === 'created' && arn !== undefined,
      'a trail that is made here has no ARN yet',
      'leave `arn` out, or import the trail',
    ],
    [
      'trail.arn',
      kind === 'imported' && !TRAIL_ARN.test(arn ?? ''),
      `${shown(arn)} is no ARN of a trail`,
      'give one such as `arn:aws:cloudtrail:eu-central-1:111122223333:trail/organization`',
    ],
    ...own.map(
      (name): Fault => [
        `trail.${name}`,
        kind === 'imported',
        `\`${name}\` is a matter of whoever made the trail`,
        'leave it out; the plan says what the trail must record',
      ],
    ),
    [
      'trail.rolesBeginningWith',
      roles.length > MOST_ROLES,
      `${roles.length} beginnings of role names are too many`,
      `give at most ${MOST_ROLES}`,
    ],
    ...roles.map(
      (role): Fault => [
        'trail.rolesBeginningWith',
        !/^[\w+=,.@-]{1,64}$/.test(role),
        `no role name begins with ${shown(role)}`,
        'give the beginning of a role name, without wildcards, such as `support-`',
      ],
    ),
    [
      'trail.archive',
      archive !== undefined && !BUCKET.test(archive),
      `${shown(archive)} is no name of a bucket`,
      'give the name, not the ARN',
    ],
  ];
}

const DAY = /^20\d\d\/(?:0[1-9]|1[0-2])\/(?:0[1-9]|[12]\d|3[01])$/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

function queryFaults({ savedQueries, trail }: Declared): readonly Fault[] {
  if (savedQueries === undefined) return [];
  const { database, since, regions = [], accounts, bucket, organization } = savedQueries;
  return [
    [
      'savedQueries.database',
      database === undefined || !/^[a-z0-9_]{1,255}$/.test(database),
      `${shown(database)} cannot be a database of Athena`,
      'use lower-case letters, digits and underscores',
    ],
    ['savedQueries.since', since === undefined || !DAY.test(since), `${shown(since)} is no day`, 'write it as `2026/11/01`'],
    ['savedQueries.regions', regions.length === 0, 'the questions ask no region', 'name the regions that agents work in'],
    ...regions.map(
      (region): Fault => ['savedQueries.regions', !REGION.test(region), `${shown(region)} is no region`, 'write it as `eu-central-1`'],
    ),
    ['savedQueries.accounts', accounts?.length === 0, 'the questions ask no account', 'name one, or leave `accounts` out'],
    ...(accounts ?? []).map(
      (account): Fault => ['savedQueries.accounts', !/^\d{12}$/.test(account), `${shown(account)} is no account id`, 'give 12 digits'],
    ),
    [
      'savedQueries.bucket',
      bucket === undefined ? trail?.kind === 'imported' : !BUCKET.test(bucket),
      bucket === undefined ? 'where the files of the imported trail lie is not said' : `${shown(bucket)} is no name of a bucket`,
      'give the name of the bucket that the trail writes',
    ],
    [
      'savedQueries.organization',
      organization !== undefined && !hasShape(organization, 'organization-id'),
      `${shown(organization)} is no id of an organization`,
      `give one such as \`${SHAPES['organization-id'].example}\``,
    ],
  ];
}

function alarmFaults({ alarms, trail }: Declared): readonly Fault[] {
  if (alarms === undefined) return [];
  const { topic, deniedCalls } = alarms;
  return [
    [
      'alarms.topic',
      !TOPIC_ARN.test(topic ?? ''),
      `${shown(topic)} is no ARN of a topic`,
      'give one such as `arn:aws:sns:eu-central-1:111122223333:on-call`',
    ],
    [
      'alarms.deniedCalls',
      deniedCalls !== undefined && !(Number.isInteger(deniedCalls) && deniedCalls >= 1),
      `${shown(deniedCalls)} denied calls are no threshold`,
      'give a whole number from 1',
    ],
    [
      'alarms',
      trail?.kind === 'imported',
      'alarms look at the log group of a trail, and an imported trail has none here',
      'leave `alarms` out, or make them where the trail is made',
    ],
  ];
}

function otherFaults({
  name,
  owner,
  retainDays,
  key,
  transactionSearch,
  sink,
  link,
  providers = [],
  prompts,
  outboundTokens,
}: Declared): readonly Fault[] {
  const percent = transactionSearch?.indexedPercent;
  return [
    [
      'name',
      name === undefined || !/^[a-z][a-z0-9-]{0,23}$/.test(name),
      `${shown(name)} cannot be the name of a foundation`,
      'use up to 24 lower-case letters, digits and hyphens, beginning with a letter',
    ],
    [
      'owner',
      owner === undefined || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u.test(owner) || owner.trim() === '',
      `${shown(owner)} cannot be the owner: it becomes a tag`,
      'use letters, digits, spaces and `_.:/=+-@`',
    ],
    [
      'retainDays',
      !RETENTIONS.some((days) => days === retainDays),
      `evidence cannot be kept for ${shown(retainDays)} days`,
      `one of ${RETENTIONS.join(', ')}`,
    ],
    [
      'key',
      key === undefined || (key !== 'created' && !hasShape(key, 'kms-key-arn')),
      `${shown(key)} is no ARN of a KMS key`,
      `write \`created\`, or an ARN such as \`${SHAPES['kms-key-arn'].example}\``,
    ],
    [
      'transactionSearch.indexedPercent',
      transactionSearch !== undefined && !(percent !== undefined && percent >= 0 && percent <= 100),
      `${shown(percent)} is no percentage`,
      'give a number from 0 to 100',
    ],
    [
      'prompts.switchedOnBy',
      prompts !== undefined && prompts.switchedOnBy === undefined,
      'who switches the record of prompts on is not said',
      'write `engine` or `hand`',
    ],
    [
      'outboundTokens.switchedOnBy',
      outboundTokens !== undefined && outboundTokens.switchedOnBy === undefined,
      'who switches the account\u2019s issuer on is not said',
      'write `engine` or `hand`',
    ],
    [
      'sink',
      sink !== undefined && (sink.accounts === undefined) === (sink.organization === undefined),
      'the sink is for accounts or for an organization, and this says neither or both',
      'give `accounts` or `organization`',
    ],
    ['sink.accounts', sink?.accounts?.length === 0, 'the sink takes in nobody', 'name at least one account'],
    ...(sink?.accounts ?? []).map(
      (account): Fault => ['sink.accounts', !/^\d{12}$/.test(account), `${shown(account)} is no account id`, 'give 12 digits'],
    ),
    [
      'sink.organization',
      sink?.organization !== undefined && !hasShape(sink.organization, 'organization-id'),
      `${shown(sink?.organization)} is no id of an organization`,
      `give one such as \`${SHAPES['organization-id'].example}\``,
    ],
    [
      'link.sink',
      link !== undefined && !SINK_ARN.test(link.sink ?? ''),
      `${shown(link?.sink)} is no ARN of a sink`,
      'give one such as `arn:aws:oam:eu-central-1:111122223333:sink/0a1b2c3d-4e5f-6789-abcd-ef0123456789`',
    ],
    [
      'link',
      link !== undefined && sink !== undefined,
      'the account both shares with a sink and is one',
      'give `sink` in the account that looks, and `link` in those that are looked at',
    ],
    ...providers.flatMap(({ url, audiences = [] }, index): readonly Fault[] => [
      [
        `providers.${index}.url`,
        url === undefined || !hasShape(url, 'oidc-issuer-url'),
        `${shown(url)} is no URL of an issuer`,
        'write it with https, without port and query',
      ],
      [
        `providers.${index}.audiences`,
        audiences.length === 0 || audiences.length > 100,
        `an OIDC provider cannot have ${audiences.length} audiences`,
        'name 1 to 100 audiences',
      ],
    ]),
    [
      'providers',
      new Set(providers.map(({ url }) => url)).size < providers.length,
      'two providers have one URL',
      'join their audiences: an account has one provider for each URL',
    ],
  ];
}

/** The declaration, or undefined where anything of it is wrong. */
export const readFoundation: Form<AccountFoundationSpec> = (value, findings: FindingList) => {
  const before = findings.errors;
  const read = fields(value, findings);
  if (read === undefined) return undefined;
  // What has the wrong form has been told, and reads as if it were not there.
  const told = findings.errors > before;
  if (!told) {
    for (const [pointer, isFault, what, fix] of [
      ...trailFaults(read.trail),
      ...queryFaults(read),
      ...alarmFaults(read),
      ...otherFaults(read),
    ])
      if (isFault) findings.add('WI197', { what, fix, pointer });
  }
  return findings.errors > before ? undefined : (read as AccountFoundationSpec);
};

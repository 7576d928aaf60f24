/** Random requests with the policies that have a say in them. */
import { splitArn } from '../../lib/policy/arn-pattern';
import type { PolicyLayer } from '../../lib/policy/policy-set';
import type { AuthorizationRequest, RequestPrincipal } from '../../lib/policy/request';
import { type ConditionLine, type Context, generateCondition, loosen, loosenArn } from './generate-condition';
import { Random } from './random';
import type { RawPolicies, RawPolicy, RawStatement } from './raw-policies';
import { AWAY, BARE_ACTIONS, HOME, PROVIDERS, SERVICE_PRINCIPALS, SERVICES, TOKEN_EXCHANGE } from './vocabulary';

export interface AgreementCase {
  readonly request: AuthorizationRequest;
  readonly policies: RawPolicies;
}

interface Target {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
  readonly principal: RequestPrincipal;
}

type Mood = 'grant' | 'limit' | 'guard';

const ROLE_ARN = (account: string): string => `arn:aws:iam::${account}:role/app/Worker`;

function pickPrincipal(random: Random): RequestPrincipal {
  const account = random.chance(0.85) ? HOME : AWAY;
  return random.weighted<RequestPrincipal>([
    [60, { kind: 'aws', arn: ROLE_ARN(account), account, session: 'run-1' }],
    [15, { kind: 'aws', arn: `arn:aws:iam::${account}:user/alice`, account }],
    [2, { kind: 'aws', arn: `arn:aws:iam::${account}:root`, account }],
    [
      2,
      { kind: 'aws', arn: `arn:aws:iam::${account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`, account, session: 'ecs' },
    ],
    [2, { kind: 'aws', arn: `arn:aws:sts::${account}:federated-user/carol`, account }],
    [8, { kind: 'service', service: random.pick(SERVICE_PRINCIPALS) }],
    [6, { kind: 'federated', provider: random.pick(PROVIDERS) }],
    [5, { kind: 'anonymous' }],
  ]);
}

function actionPattern(random: Random, action: string): string {
  const [service = '', name = ''] = action.split(':');
  return random.weighted<() => string>([
    [5, () => action],
    [2, () => `${service}:*`],
    [1, () => '*'],
    [2, () => `${service}:${loosen(random, name)}`],
    [1, () => action.toUpperCase()],
    [1, () => random.pick(random.pick(SERVICES).actions)],
  ])();
}

/**
 * Loosens a resource without touching its type, such as `table/` or `log-group:`: AWS allows no wildcard there, says its page on
 * IAM identifiers, but IAM takes such policies, so that what they mean is not documented. The parts behind further colons are loosened
 * one by one: whether a star in the middle reaches over a colon there is not documented either.
 */
function loosenResource(random: Random, resource: string): string {
  const parts = resource.split(':');
  const last = parts[5] ?? '';
  const typed = parts.length > 6 ? last : last.slice(0, last.indexOf('/') + 1);
  const loosened = loosenArn(random, [...parts.slice(0, 5), last.slice(typed.length), ...parts.slice(6)].join(':')).split(':');
  const [name = ''] = loosened.slice(5);
  return [...loosened.slice(0, 5), parts.length > 6 ? last : typed + name, ...loosened.slice(6)].join(':');
}

function resourcePattern(random: Random, resource: string, context: Context): string {
  if (resource === '*') return random.chance(0.8) ? '*' : 'arn:aws:s3:::handbook/*';
  return random.weighted<() => string>([
    [4, () => resource],
    [3, () => loosenResource(random, resource)],
    [2, () => '*'],
    [1, () => `${resource.slice(0, 12 + random.below(resource.length - 11))}*`],
    [1, () => random.pick(random.pick(SERVICES).resources)],
    [1.5, () => elsewhere(random, random.chance(0.4) ? resource : loosenResource(random, resource))],
    [1.5, () => withVariable(random, resource, context)],
  ])();
}

/** The same resource in another region or account. */
function elsewhere(random: Random, resource: string): string {
  const parts = resource.split(':');
  const at = random.pick([3, 4]);
  return parts.map((part, index) => (index === at && part !== '' ? (at === 3 ? 'ap-south-1' : '777788889999') : part)).join(':');
}

/** Puts a policy variable into the resource part, for a value that stands there if one does. */
function withVariable(random: Random, resource: string, context: Context): string {
  const parts = resource.split(':');
  const last = parts.slice(5).join(':');
  const key = random.pick(['aws:PrincipalTag/team', 'aws:username']);
  if (!Object.hasOwn(context, key) && random.chance(0.7)) context[key] = random.pick(['red', 'orders', 'tickets', 'public']);
  const value = context[key];
  const variable = random.chance(0.25) ? `\${${key}, 'red'}` : `\${${key}}`;
  const fits = typeof value === 'string' && value !== '' && last.includes(value);
  return [...parts.slice(0, 5), fits ? last.replace(value, variable) : `${variable}*`].join(':');
}

function pickPatterns(random: Random, value: string, make: (value: string) => string): readonly string[] {
  return random.times(
    random.weighted([
      [7, 1],
      [2, 2],
      [1, 3],
    ]),
    () => make(value),
  );
}

/** Patterns for `NotAction` and `NotResource`: mostly of something else, so that the statement still applies now and then. */
const others = (random: Random, own: readonly string[], foreign: readonly string[]): readonly string[] =>
  random.chance(0.65) ? [random.pick(foreign)] : own;

function toBlock(random: Random, lines: readonly ConditionLine[]): Record<string, Record<string, unknown>> {
  const block: Record<string, Record<string, unknown>> = {};
  for (const { operator, key, values } of lines) {
    const keys = block[operator] ?? {};
    block[operator] = keys;
    // One line for each spelling of a key; a second one would take the first one's place.
    if (!Object.keys(keys).some((other) => other.toLowerCase() === key.toLowerCase())) {
      keys[key] = values.length === 1 && random.chance(0.5) ? values[0] : values;
    }
  }
  return block;
}

const FOREIGN_ACTIONS = ['iam:*', 'ec2:RunInstances', 'organizations:*', 'rds:Describe*'];
const FOREIGN_RESOURCES = ['arn:aws:s3:::payroll/*', 'arn:aws:ec2:*:*:instance/*', `arn:aws:sqs:*:${AWAY}:payroll`];

function statement(random: Random, target: Target, mood: Mood, layer: PolicyLayer): RawStatement {
  const deny = random.chance(mood === 'guard' ? 1 : 0.16);
  const rcp = layer === 'rcp';
  const actions = pickPatterns(random, target.action, (action) => actionPattern(random, action));
  const resources = pickPatterns(random, target.resource, (resource) => resourcePattern(random, resource, target.context));
  const notAction = !rcp && random.chance(0.12);
  const notResource = layer !== 'resource' && random.chance(0.12);
  // A Deny without conditions would decide too many requests.
  const count = deny
    ? 1 + random.below(3)
    : random.weighted([
        [4, 0],
        [4, 1],
        [2, 2],
        [1, 3],
      ]);
  const conditions = toBlock(
    random,
    random.times(count, () => generateCondition(random, target.context)),
  );
  const named = rcp ? actions.map((action) => (action === '*' ? 's3:*' : action)) : actions;
  return {
    Effect: deny ? 'Deny' : 'Allow',
    ...(notAction
      ? { NotAction: others(random, actions, FOREIGN_ACTIONS) }
      : { Action: named.length === 1 && random.chance(0.5) ? named[0] : named }),
    ...(notResource ? { NotResource: others(random, resources, FOREIGN_RESOURCES) } : { Resource: resources }),
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
}

function policy(random: Random, target: Target, mood: Mood, layer: PolicyLayer): RawPolicy {
  const statements = random.times(
    random.weighted([
      [5, 1],
      [3, 2],
      [2, 3],
    ]),
    () => statement(random, target, mood, layer),
  );
  const version = random.weighted([
    [8, '2012-10-17'],
    [1, '2008-10-17'],
    [0.5, undefined],
  ] as const);
  return { ...(version === undefined ? {} : { Version: version }), Statement: statements };
}

function principalElement(random: Random, { principal }: Target): unknown {
  if (random.chance(0.12)) return random.pick(['*', { AWS: '*' }]);
  if (random.chance(0.1))
    return random.pick([{ Service: 'ec2.amazonaws.com' }, { AWS: `arn:aws:iam::${HOME}:role/Other` }, { AWS: '777788889999' }]);
  switch (principal.kind) {
    case 'service':
      return { Service: random.chance(0.5) ? principal.service : [principal.service, 'ec2.amazonaws.com'] };
    case 'federated':
      return { Federated: principal.provider };
    case 'anonymous':
      return '*';
    case 'aws': {
      const { arn, account, session } = principal;
      const name = (splitArn(arn)[5] ?? '').split('/').at(-1) ?? '';
      const forms = [
        account,
        `arn:aws:iam::${account}:root`,
        arn,
        ...(session === undefined ? [] : [`arn:aws:sts::${account}:assumed-role/${name}/${session}`]),
      ];
      const several = [random.pick(forms), random.pick([...forms, `arn:aws:iam::${AWAY}:user/Bob`])];
      return { AWS: random.chance(0.7) ? random.pick(forms) : random.chance(0.5) ? several : several.toReversed() };
    }
  }
}

/** What `NotPrincipal` lists: all that the caller acts as, or none of it, with and without the account. */
function notPrincipalElement(random: Random, { principal }: Target): unknown {
  if (principal.kind === 'service') return { Service: random.chance(0.5) ? principal.service : 'ec2.amazonaws.com' };
  if (principal.kind !== 'aws') return { AWS: HOME };
  const { arn, account, session } = principal;
  const name = (splitArn(arn)[5] ?? '').split('/').at(-1) ?? '';
  const all = [account, arn, ...(session === undefined ? [] : [`arn:aws:sts::${account}:assumed-role/${name}/${session}`])];
  return {
    AWS: random.weighted<readonly string[]>([
      [3, all],
      [1, [account]],
      [1, [`arn:aws:iam::${account}:user/Bob`, account]],
    ]),
  };
}

function resourcePolicy(random: Random, target: Target, trust: boolean): RawPolicy {
  const base = policy(random, target, 'grant', 'resource');
  return {
    ...base,
    Statement: base.Statement.map(({ Resource, ...rest }): RawStatement => {
      const negated = !trust && rest.Effect === 'Deny' && random.chance(0.25);
      return {
        ...rest,
        ...(negated ? { NotPrincipal: notPrincipalElement(random, target) } : { Principal: principalElement(random, target) }),
        ...(trust ? {} : { Resource: Resource ?? '*' }),
        // Trust policies take actions of STS only.
        ...(trust && rest.Action !== undefined
          ? { Action: [rest.Action].flat().map((action) => (/^(?:sts:|\*)/i.test(action) ? action : 'sts:AssumeRole')) }
          : {}),
        ...(trust && rest.NotAction !== undefined ? { NotAction: 'sts:GetFederationToken' } : {}),
      };
    }),
  };
}

/** Makes the case that belongs to a seed and a number: the same one on every run. */
export function generateCase(seed: number, number: number): AgreementCase {
  const random = new Random(Math.imul(seed, 0x01000193) ^ number);
  const principal = pickPrincipal(random);
  // Tokens are only ever presented to STS, for a role of the provider's account.
  const service = principal.kind === 'federated' ? TOKEN_EXCHANGE : random.pick(SERVICES);
  const bare = principal.kind !== 'federated' && random.chance(0.04);
  const context: Context = {
    ...(random.chance(0.85) ? { 'aws:username': 'red' } : {}),
    ...(random.chance(0.85) ? { 'aws:PrincipalTag/team': random.pick(['red', 'blue', 'a*']) } : {}),
  };
  const target: Target = bare
    ? { action: random.pick(BARE_ACTIONS), resource: '*', context, principal }
    : { action: random.pick(service.actions), resource: random.pick(service.resources), context, principal };
  const trust = !bare && service.prefix === 'sts';
  const own = (mood: Mood, layer: PolicyLayer): RawPolicy => policy(random, target, mood, layer);
  // A KMS key and a role always have a policy of their own.
  const withResource = !bare && (principal.kind !== 'aws' || trust || service.prefix === 'kms' || random.chance(0.35));
  const limits = principal.kind === 'aws';
  // Session policies come with the credentials of roles and federated users; the root user signs with its own.
  const limitedSession = limits && !principal.arn.endsWith(':root');
  const policies: RawPolicies = {
    identity: random.times(
      random.weighted([
        [1, 0],
        [6, 1],
        [3, 2],
      ]),
      () => own('grant', 'identity'),
    ),
    ...(limits && random.chance(0.2) ? { boundary: own('limit', 'boundary') } : {}),
    ...(limitedSession && random.chance(0.15) ? { session: random.times(1 + random.below(2), () => own('limit', 'session')) } : {}),
    ...(random.chance(0.2)
      ? {
          scps: random.times(1 + random.below(3), () =>
            [FULL_ACCESS, ...(random.chance(0.5) ? [own('guard', 'scp')] : [])].slice(random.chance(0.1) ? 1 : 0),
          ),
        }
      : {}),
    ...(random.chance(0.12) ? { rcps: [everyone(own('guard', 'rcp'))] } : {}),
    ...(withResource ? { resource: resourcePolicy(random, target, trust), trust } : {}),
  };
  const owner = service.prefix === 's3' && !bare && random.chance(0.2) ? { resourceAccount: AWAY } : {};
  const { action, resource } = target;
  return { request: { principal, action: random.chance(0.1) ? action.toLowerCase() : action, resource, context, ...owner }, policies };
}

const FULL_ACCESS: RawPolicy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const everyone = (raw: RawPolicy): RawPolicy => ({ ...raw, Statement: raw.Statement.map((one) => ({ ...one, Principal: '*' })) });

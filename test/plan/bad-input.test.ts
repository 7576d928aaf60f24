/** What a declaration can get wrong, what is told about it, and that it is told once, in its place, with the rest. */
import {
  allow,
  type Component,
  defineAgent,
  deny,
  entry,
  everyAction,
  everyResource,
  publishEvents,
  resourcesLike,
  trust,
} from 'agent-workload-identity';
import { ACCESS } from './bad-input/access';
import { AGENTS } from './bad-input/agents';
import { AWS_TRUSTS } from './bad-input/aws-trusts';
import type { BadInput } from './bad-input/bad-input-case';
import { COMPONENTS } from './bad-input/components';
import { DEPLOYMENTS } from './bad-input/deployments';
import { IDENTITY_PROVIDERS } from './bad-input/identity-providers';
import { OUTBOUND } from './bad-input/outbound';
import { PERMISSIONS } from './bad-input/permissions';
import { PIPELINE_TRUSTS } from './bad-input/pipelines';
import { QUOTAS } from './bad-input/quotas';
import { TRUSTS } from './bad-input/trusts';
import { agentWith, loose, OBJECT, sound, TABLE, withComponents, withCrm, wordingFaults } from './declared';
import { findingsOf } from './planned';

const can = (...given: NonNullable<Component['can']>) => withCrm({ can: given });
const when = (conditions: object) => can(allow('dynamodb:GetItem').on(TABLE).when(loose(conditions)));

const TOPICS: readonly (readonly [string, readonly BadInput[]])[] = [
  ['an agent with', AGENTS],
  ['a deployment with', DEPLOYMENTS],
  ['a component with', COMPONENTS],
  ['a trust with', TRUSTS],
  ['a trust of AWS with', AWS_TRUSTS],
  ['a trust of pipelines and platforms with', PIPELINE_TRUSTS],
  ['a trust in identities of others with', IDENTITY_PROVIDERS],
  ['a permission with', PERMISSIONS],
  ['tokens for others with', OUTBOUND],
  ['a policy with', QUOTAS],
  ['access with', ACCESS],
];

describe.each(TOPICS)('%s', (_topic, cases) => {
  it.each(cases.map((one) => [one.what, one] as const))('%s', (_what, { agent, deployment, code, at, says, fix }) => {
    const errors = findingsOf(agent, deployment).filter(({ severity }) => severity === 'error');
    // Exactly one: a fault is not told a second time for what it leads to.
    expect(
      errors.filter((finding) => finding.code !== 'WI153' || code === 'WI153').map((finding) => [finding.code, finding.where.pointer]),
    ).toEqual([[code, at]]);
    const told = errors.find((finding) => finding.code === code);
    expect(told?.what).toContain(says);
    expect(`${told?.fix} ${told?.what}`).toContain(fix);
    expect(told && wordingFaults(told)).toEqual([]);
    if (at?.startsWith('components.') === true) expect(told?.where.component).toBe(at.split('.')[1]);
  });
});

describe('a declaration without the compiler', () => {
  it('is declared and then refused, not failed on', () => {
    const declare = defineAgent as unknown as (spec: unknown) => unknown;
    for (const spec of [
      undefined,
      null,
      7,
      {},
      { components: {} },
      { inputs: 'x', components: 5 },
      { inputs: { a: Symbol('s') }, components: () => null },
    ])
      expect(findingsOf(declare(spec)).map(({ code }) => code)).toEqual(expect.arrayContaining(['WI101', 'WI102', 'WI119']));
  });

  it.each([
    ['prototype keys', withComponents({ ['__proto__']: sound.components.crm, constructor: null, toString: { kind: 'tool' } })],
    ['an object that was never plain', withComponents({ crm: new Map([['kind', 'tool']]) })],
    ['nested deeper than anything declared', withCrm({ can: [JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`)] })],
    ['a text of a megabyte', withCrm({ purpose: 'x'.repeat(1_000_000) })],
    ['a component name of a megabyte', withComponents({ ['x'.repeat(1_000_000)]: sound.components.crm })],
    ['a condition key of a megabyte', when({ ['x'.repeat(1_000_000)]: 'support' })],
    ['a list of a million calls', withCrm({ calls: Array.from({ length: 1_000_000 }, () => 'planner') })],
  ])(
    'with %s is refused before the test is given up',
    (_what, agent) => {
      expect(findingsOf(agent)).not.toEqual([]);
    },
    30_000,
  );

  it('may hold itself; only what a declaration has is read', () => {
    const cycle: Record<string, unknown> = { kind: 'tool', trust: trust.lambda({ functionName: 'crm' }) };
    cycle.can = [cycle];
    cycle.extra = { cycle, again: [cycle, cycle] };
    expect(findingsOf(withComponents({ crm: cycle })).map(({ where }) => where.pointer)).toEqual(
      expect.arrayContaining(['components.crm.can.0.kind', 'components.crm.extra']),
    );
  });
});

describe('all that is wrong', () => {
  const spoilt = agentWith({
    name: 'Support',
    owner: undefined,
    evidence: { retainDays: 31 },
    session: { maxMinutes: 15 },
    accesss: {},
    components: {
      planner: { kind: 'orchestrator', trust: trust.lambda({ functionName: loose('planner-*') }), calls: ['cmr'] },
      crm: { kind: 'tol', trust: { kind: 'lamda' }, can: [allow(loose('dynamodb:*')).on(loose('*')), 7], canot: [] },
      nodes: { kind: 'environment', trust: trust.eksNode(), hosts: ['nodes', 'plannr'] },
    },
  });

  it('is told at once, whatever it is about, each once', () => {
    expect(findingsOf(spoilt, { stage: 'Prod' }).map(({ code, where }) => [code, where.pointer])).toEqual(
      expect.arrayContaining([
        ['WI101', 'name'],
        ['WI102', 'owner'],
        ['WI119', 'evidence.retainDays'],
        ['WI120', 'session.maxMinutes'],
        ['WI100', 'accesss'],
        ['WI116', 'deployment.stage'],
        ['WI130', 'components.planner.trust.functionName'],
        ['WI105', 'components.planner.calls'],
        ['WI100', 'components.crm.kind'],
        ['WI100', 'components.crm.trust.kind'],
        ['WI100', 'components.crm.canot'],
        ['WI100', 'components.crm.can.1'],
        ['WI111', 'components.crm.can.0.actions'],
        ['WI111', 'components.crm.can.0.resources'],
        ['WI107', 'components.nodes.hosts'],
      ]),
    );
    expect(findingsOf(spoilt, { stage: 'Prod' })).toHaveLength(16);
  });

  it('comes in one order, whatever the order of the declaration', () => {
    const turned = { ...spoilt, components: Object.fromEntries(Object.entries(spoilt.components).reverse()) };
    expect(findingsOf(turned)).toEqual(findingsOf(spoilt));
  });

  it('is worded by one law', () => {
    expect(findingsOf(spoilt, { stage: 'Prod' }).flatMap(wordingFaults)).toEqual([]);
  });
});

describe('what is unusual but sound', () => {
  it.each([
    ['a wildcard action with its reason', can(allow(everyAction('s3:GetObject*', 'versions and tags belong to the object')).on(OBJECT))],
    ['every resource with its reason', can(allow('ec2:DescribeRegions').on(everyResource('the action has no resource types')))],
    ['a pattern of tables with its reason', can(allow('dynamodb:GetItem').on(resourcesLike(`${TABLE}-*`, 'one table for each tenant')))],
    ['everything in one bucket', can(allow('s3:GetObject').on('arn:aws:s3:::handbook/*'))],
    ['everything in one bucket whose name has digits', can(allow('s3:GetObject').on('arn:aws:s3:::handbook-2/*'))],
    ['the indexes of one table', can(allow('dynamodb:Query').on(`${TABLE}/index/*`))],
    [
      'a secret without its generated suffix',
      can(allow('secretsmanager:GetSecretValue').on('arn:aws:secretsmanager:eu-central-1:111122223333:secret:crm-??????')),
    ],
    ['events of one source', can(publishEvents({ bus: 'arn:aws:events:eu-central-1:111122223333:event-bus/agents', source: 'support' }))],
    ['a denial of a whole service', withCrm({ cannot: [deny('iam:*'), deny('*').unless({ 'aws:SecureTransport': true })] })],
    ['a queue as entry', withCrm({ entry: entry.queue('arn:aws:sqs:eu-central-1:111122223333:tasks') })],
    [
      'names that JavaScript has too',
      withComponents({ constructor: { kind: 'tool', trust: trust.eksNode() }, toString: { kind: 'tool', trust: trust.eksNode() } }),
    ],
    ['options left undefined', agentWith({ purpose: undefined, access: undefined, session: undefined })],
  ])('%s is planned', (_what, agent) => {
    expect(findingsOf(agent)).toEqual([]);
  });
});

import fc from 'fast-check';
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { fromPlan } from '../../lib/graph/from-plan';
import type { GraphRole } from '../../lib/graph/identity-graph';
import type { PolicyJson } from '../../lib/policy/policy-json';
import { RULES, runRules } from '../../lib/rules';
import { supportPlan } from './plans';

const BECOMING = RULES.filter(({ name }) => name === 'isolation/no-becoming-another');
const SIZE = 6;
/** The first and the last are functions' roles; the others are nobody's. */
const FIRST = 0;
const LAST = SIZE - 1;

type Link = readonly [from: number, to: number];

const isEnd = (index: number): boolean => index === FIRST || index === LAST;

const arn = (index: number): string => `arn:aws:iam::111122223333:role/r${index}`;

/** Roles of which one can assume the other where there is a link: by its permission, and by a trust policy that names the account and the caller. */
function resources(links: readonly Link[]): object {
  const entries = Array.from({ length: SIZE }, (_, index) => {
    const targets = links.filter(([from]) => from === index).map(([, to]) => arn(to));
    const callers = links.filter(([, to]) => to === index).map(([from]) => arn(from));
    const trust = [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ...(callers.length === 0 ? [] : [{ Effect: 'Allow', Principal: { AWS: callers }, Action: 'sts:AssumeRole' }]),
    ];
    const deny = [...Array(SIZE).keys()].map(arn).filter((one) => !targets.includes(one));
    const policies = [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' },
      { Effect: 'Deny', Action: 'sts:AssumeRole', Resource: deny },
    ];
    const Properties = {
      RoleName: `r${index}`,
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trust },
      Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: policies } }],
      Tags: isEnd(index)
        ? [
            { Key: 'agent-identity:agent', Value: 'a' },
            { Key: 'agent-identity:component', Value: `c${index}` },
          ]
        : [],
    };
    return [`R${index}`, { Type: 'AWS::IAM::Role', Properties }];
  });
  return { Resources: Object.fromEntries(entries) };
}

/** The ways that the rule finds, each as the roles on it. */
function found(links: readonly Link[]): ReadonlyMap<string, readonly string[]> {
  const graph = fromCloudFormation(resources(links), { account: '111122223333', region: 'eu-central-1', partition: 'aws' });
  const { findings } = runRules({ rules: BECOMING }, { graph, plans: [] });
  return new Map(findings.map(({ where, shown = '', steps = [] }) => [where.resource ?? '', [shown, ...steps]]));
}

/** Whether there is a way of several links from one end to the other, over roles that are nobody's. */
function isConnected(from: number, to: number, links: readonly Link[]): boolean {
  const inner = new Set(links.filter(([a, b]) => a === from && !isEnd(b)).map(([, b]) => b));
  for (let size = -1; size !== inner.size; ) {
    size = inner.size;
    for (const [a, b] of links) if (inner.has(a) && !isEnd(b)) inner.add(b);
  }
  return links.some(([a, b]) => inner.has(a) && b === to);
}

const linksOf = fc
  .uniqueArray(fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1)), { maxLength: 14, selector: String })
  .map((all) => all.filter(([from, to]) => from !== to));

const linkIn = (step: string): Link => {
  const [, from = '', to = ''] = /^`[rc](\d)` becomes `[rc](\d)`/.exec(step) ?? [];
  return [Number(from), Number(to)];
};

describe('ways over roles that are nobody\u2019s', () => {
  it('are found exactly where there are any, whatever the links', () => {
    fc.assert(
      fc.property(linksOf, (links) => {
        const ways = found(links);
        for (const [from, to] of [
          [FIRST, LAST],
          [LAST, FIRST],
        ] as const) {
          expect([`R${from}`, ways.has(`R${from}`)]).toEqual([`R${from}`, isConnected(from, to, links)]);
        }
      }),
      { numRuns: 60, seed: 20261128 },
    );
  });

  it('are shown by links that are there, from end to end, and are no longer there without any one of them where there is no other', () => {
    fc.assert(
      fc.property(linksOf, (links) => {
        for (const [from, steps] of found(links)) {
          const way = steps.map(linkIn);
          expect(way[0]?.[0]).toBe(Number(from.slice(1)));
          expect(way.every(([a], index) => index === 0 || way[index - 1]?.[1] === a)).toBe(true);
          for (const link of way) {
            expect(links).toContainEqual(link);
            // Nothing but the way, and then without the one.
            expect(found(way).has(from)).toBe(true);
            expect(found(way.filter((one) => one !== link)).has(from)).toBe(false);
          }
        }
      }),
      { numRuns: 30, seed: 20261128 },
    );
  });
});

describe('with a plan', () => {
  const graph = fromPlan(supportPlan);
  const roleName = (component: string) => supportPlan.components.find(({ name }) => name === component)?.roleName ?? '';

  const added = ({ raw, place }: GraphRole['trust'], action: string, resource: string) => ({
    raw: {
      ...(raw as PolicyJson),
      Statement: [...(raw as PolicyJson).Statement, { Effect: 'Allow', Action: [action], Resource: [resource] }],
    },
    place,
  });

  /** What is said once one component may do one thing more, by policy and boundary. */
  function told(component: string, action: string, resource: string): readonly string[] {
    const roles = graph.roles.map((role) => {
      if (role.name !== roleName(component)) return role;
      const [first, ...others] = role.policies;
      const document = role.boundary?.document;
      return {
        ...role,
        policies: first === undefined ? [] : [{ ...first, document: added(first.document, action, resource) }, ...others],
        boundary:
          role.boundary === undefined
            ? undefined
            : { ...role.boundary, ...(document === undefined ? {} : { document: added(document, action, resource) }) },
      };
    });
    const isolation = RULES.filter(({ name }) => name.startsWith('isolation/'));
    return runRules({ rules: isolation }, { graph: { ...graph, roles }, plans: [supportPlan] }).findings.map(
      ({ rule, verdict }) => `${rule.replace('isolation/', '')} ${verdict}`,
    );
  }

  const search = 'arn:⟨partition⟩:lambda:⟨region⟩:⟨account⟩:function:support-search';

  it.each<[string, string, string, string, readonly string[]]>([
    ['a call that is declared', 'orchestrator', 'lambda:InvokeFunction', search, []],
    ['a call that is not', 'crm', 'lambda:InvokeFunction', search, ['no-undeclared-invocation refuted']],
    ['the code of another', 'orchestrator', 'lambda:UpdateFunctionCode', search, ['no-rewriting-another refuted']],
    ['the code of a function that is no component', 'orchestrator', 'lambda:UpdateFunctionCode', `${search}-index`, []],
    ['a call of a queue of elsewhere', 'crm', 'sqs:SendMessage', '⟨jobs:sqs-queue-arn⟩', []],
    [
      'the trust of another',
      'crm',
      'iam:UpdateAssumeRolePolicy',
      `arn:⟨partition⟩:iam::⟨account⟩:role/${roleName('search')}`,
      ['no-changing-another refuted'],
    ],
  ])('%s', (_what, component, action, resource, expected) => {
    expect(told(component, action, resource)).toEqual(expected);
  });
});

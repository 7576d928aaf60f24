import { provePlan } from '../../lib/assert';
import { checkGraph } from '../../lib/assert/check-graph';
import { fromPlan } from '../../lib/graph/from-plan';
import { holderOf } from '../../lib/graph/holders';
import type { GraphRole, IdentityGraph } from '../../lib/graph/identity-graph';
import type { IdentityPlan } from '../../lib/plan/plan';
import type { PolicyJson, StatementJson } from '../../lib/policy/policy-json';
import { couldBe } from '../../lib/rules/reading/plan-of';
import { codingPlan, supportPlan } from './plans';

const graph = fromPlan(supportPlan);
const roleName = (component: string) => supportPlan.components.find(({ name }) => name === component)?.roleName ?? '';

/** The graph with one role changed. */
function withRole(component: string, change: (role: GraphRole) => GraphRole): IdentityGraph {
  const roles = graph.roles.map((role) => (role.name === roleName(component) ? change(role) : role));
  return { ...graph, roles, holders: roles.map(holderOf) };
}

const codes = (changed: IdentityGraph) => [...new Set(checkGraph(changed, { plan: supportPlan }).findings.map(({ code }) => code))];

const added = ({ raw, place }: GraphRole['trust'], statement: StatementJson) => ({
  raw: { ...(raw as PolicyJson), Statement: [...(raw as PolicyJson).Statement, statement] },
  place,
});

const allow = (action: string, resource = '*'): StatementJson => ({ Effect: 'Allow', Action: [action], Resource: [resource] });

const widen = (role: GraphRole, statement: StatementJson): GraphRole['boundary'] =>
  role.boundary?.document === undefined ? role.boundary : { ...role.boundary, document: added(role.boundary.document, statement) };

describe('the examples', () => {
  it.each([
    ['support', supportPlan],
    ['coding', codingPlan],
  ])('%s is proved by its plan alone, with nothing undecided', (_name, plan) => {
    const { verdict, summary, findings } = provePlan(plan);
    expect({ verdict, findings, refuted: summary.refuted, undecided: summary.undecided }).toEqual({
      verdict: 'proved',
      findings: [],
      refuted: 0,
      undecided: 0,
    });
  });
});

describe('what somebody added by hand is found', () => {
  it.each<[string, string, (role: GraphRole) => GraphRole, readonly string[]]>([
    ['a statement in the boundary', 'crm', (role) => ({ ...role, boundary: widen(role, allow('dynamodb:Scan')) }), ['WI302']],
    [
      'a policy that the boundary cuts off',
      'crm',
      (role) => ({
        ...role,
        policies: [
          ...role.policies,
          { name: 'more', document: { raw: { Version: '2012-10-17', Statement: [allow('s3:GetObject')] }, place: role.place } },
        ],
      }),
      ['WI302'],
    ],
    ['no boundary', 'crm', ({ boundary: _boundary, ...role }) => ({ ...role, boundary: undefined }), ['WI301']],
    ['a longer session than declared', 'crm', (role) => ({ ...role, maxSessionSeconds: 7200 }), ['WI501']],
    [
      'a trust for another account',
      'crm',
      (role) => ({
        ...role,
        trust: added(role.trust, { Effect: 'Allow', Principal: { AWS: ['arn:aws:iam::999988887777:root'] }, Action: ['sts:AssumeRole'] }),
      }),
      ['WI203', 'WI245'],
    ],
    [
      'a runtime with a longer name',
      'reasoner',
      (role) => ({
        ...role,
        trust: { ...role.trust, raw: JSON.parse(JSON.stringify(role.trust.raw).replace('support_reasoner-*', 'support_*')) },
      }),
      ['WI204', 'WI245'],
    ],
    [
      'the right to write another\u2019s log, in role and boundary',
      'search',
      (role) => {
        const statement = allow('logs:PutLogEvents', 'arn:⟨partition⟩:logs:⟨region⟩:⟨account⟩:log-group:*');
        const policies = [
          ...role.policies,
          { name: 'more', document: { raw: { Version: '2012-10-17', Statement: [statement] }, place: role.place } },
        ];
        return { ...role, policies, boundary: widen(role, statement) };
      },
      ['WI302', 'WI306', 'WI601', 'WI619'],
    ],
  ])('%s', (_what, component, change, expected) => {
    expect(codes(withRole(component, change)).sort()).toEqual([...expected].sort());
  });

  it('a managed policy that nobody can look into leaves the question open', () => {
    const changed = withRole('crm', (role) => ({ ...role, managedPolicyArns: ['arn:aws:iam::111122223333:policy/shared'] }));
    const { verdict, findings } = checkGraph(changed, { plan: supportPlan });
    expect(verdict).toBe('undecided');
    expect(findings.map(({ code, shown }) => [code, shown])).toEqual([['WI302', expect.stringContaining('policy/shared')]]);
  });

  describe('a managed policy of AWS is looked into', () => {
    const reader = { managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] };

    it('and not declared, whatever the boundary cuts of it', () => {
      expect(codes(withRole('crm', (role) => ({ ...role, ...reader })))).toEqual(['WI302']);
    });

    it('and more than was declared where there is no boundary', () => {
      expect(codes(withRole('crm', (role) => ({ ...role, ...reader, boundary: undefined })))).toContain('WI302');
    });
  });
});

describe('a plan is compared in the words of the template', () => {
  it('whatever its late values became', () => {
    const filled = JSON.parse(
      JSON.stringify(supportPlan)
        .replaceAll('⟨tickets:dynamodb-table-arn⟩', 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets')
        .replaceAll('⟨crmToken:secret-arn⟩', '⟨CrmToken:secret-arn⟩'),
    ) as IdentityPlan;
    expect(checkGraph(fromPlan(filled), { plan: supportPlan }).findings).toEqual([]);
  });

  it('and a table more than declared is found all the same', () => {
    const text = JSON.stringify(graph.roles.find(({ name }) => name === roleName('crm')));
    const wider = JSON.parse(
      text.replaceAll(
        '["⟨tickets:dynamodb-table-arn⟩"]',
        '["⟨tickets:dynamodb-table-arn⟩","arn:aws:dynamodb:eu-central-1:111122223333:table/salaries"]',
      ),
    ) as GraphRole;
    expect(codes(withRole('crm', () => wider))).toEqual(['WI302']);
  });

  it.each([
    ['arn:⟨partition⟩:iam::⟨account⟩:role/a', 'arn:aws:iam::111122223333:role/a', true],
    ['arn:⟨partition⟩:iam::⟨account⟩:role/a', 'arn:aws:iam::111122223333:role/ab', false],
    ['arn:⟨partition⟩:iam::⟨account⟩:role/a', 'arn:aws:iam::1111:role/a', false],
    ['arn:⟨partition⟩:iam::⟨account⟩:role/a', 'arn:⟨partition⟩:iam::⟨account⟩:role/a', true],
    ['arn:⟨partition⟩:iam::⟨account⟩:role/a', 'arn:⟨partition⟩:iam::⟨target:account-id⟩:role/a', true],
  ])('%s can be %s: %s', (planned, found, expected) => {
    expect(couldBe(planned, found)).toBe(expected);
  });
});

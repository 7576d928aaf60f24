/** Conditions of access in what the rules read: those that are planned are in force and stop nothing else, and one that is missing is found. */
import { checkGraph } from '../../lib/assert/check-graph';
import { fromPlan } from '../../lib/graph/from-plan';
import { holderOf } from '../../lib/graph/holders';
import type { GraphDocument, GraphRole, IdentityGraph } from '../../lib/graph/identity-graph';
import type { IdentityPlan } from '../../lib/plan/plan';
import type { PolicyJson, StatementJson } from '../../lib/policy/policy-json';
import { access } from '../conformance/scenarios/access';
import { LITERAL, planOf } from '../plan/planned';

const plans = new Map<string, IdentityPlan>(access.map(({ name, agent, inputs }) => [name, planOf(agent, LITERAL, inputs)]));
const planOfScenario = (name: string): IdentityPlan => {
  const plan = plans.get(name);
  if (plan === undefined) throw new Error(`no scenario ${name}`);
  return plan;
};

/** The graph of a plan after every statement of every role went through somebody's hands. */
function changed(plan: IdentityPlan, change: (statement: StatementJson) => readonly StatementJson[]): IdentityGraph {
  const graph = fromPlan(plan);
  const edit = ({ raw, place }: GraphDocument): GraphDocument => {
    const { Version, Statement } = raw as PolicyJson;
    return { raw: { Version, Statement: Statement.flatMap(change) }, place };
  };
  const roles = graph.roles.map(
    (role): GraphRole => ({
      ...role,
      trust: edit(role.trust),
      policies: role.policies.map((policy) => ({ ...policy, document: edit(policy.document) })),
      ...(role.boundary?.document === undefined ? {} : { boundary: { ...role.boundary, document: edit(role.boundary.document) } }),
    }),
  );
  return { ...graph, roles, holders: roles.map(holderOf) };
}

const found = (graph: IdentityGraph, plan: IdentityPlan): readonly string[] => [
  ...new Set(checkGraph(graph, { plan }).findings.map(({ code }) => code)),
];

describe.each([...plans.keys()])('%s', (name) => {
  const plan = planOfScenario(name);

  it('are in force, could be met, and stop neither services nor workloads', () => {
    const { findings } = checkGraph(fromPlan(plan), { plan });
    expect(findings.filter(({ rule }) => rule.startsWith('access/')).map(({ code, what }) => `${code} ${what}`)).toEqual([]);
  });
});

describe('a condition that somebody took out by hand is found', () => {
  const place = planOfScenario('conditions of place, time and origin, literal');
  const posture = planOfScenario('conditions of posture');
  const vouched = planOfScenario('conditions that an identity provider vouches for');

  const asksFor = (key: string) => (statement: StatementJson) =>
    Object.values(statement.Condition ?? {}).some((keys) => Object.hasOwn(keys, key));
  const without = (key: string) => (statement: StatementJson) =>
    statement.Effect === 'Deny' && asksFor(key)(statement) ? [] : [statement];

  it.each<[string, IdentityPlan, string]>([
    ['networks', place, 'aws:SourceVpc'],
    ['window', place, 'aws:CurrentTime'],
    ['regions', place, 'aws:RequestedRegion'],
    ['mcp: never or only', place, 'aws:ViaAWSMCPService'],
    ['mcp: one server', place, 'aws:CalledViaAWSMCP'],
    ['sourceIdentity', place, 'aws:SourceIdentity'],
    ['organization', place, 'aws:ResourceOrgID'],
    ['attestedKeys of an enclave', posture, 'kms:RecipientAttestation:ImageSha384'],
    ['attestedKeys of an instance', posture, 'kms:RecipientAttestation:NitroTPMPCR4'],
    ['roleDelivery', posture, 'ec2:RoleDelivery'],
    ['claims', vouched, 'aws:PrincipalTag/department'],
    ['callersFrom', vouched, 'aws:PrincipalTag/country'],
  ])('%s', (_condition, plan, key) => {
    expect(found(changed(plan, without(key)), plan)).toContain('WI370');
  });

  it('organization, of the trust policy', () => {
    const open = changed(place, (statement) => {
      if (statement.Principal === undefined || statement.Condition?.StringEquals === undefined) return [statement];
      const { 'aws:PrincipalOrgID': _organization, ...equals } = statement.Condition.StringEquals;
      return [{ ...statement, Condition: { ...statement.Condition, StringEquals: equals } }];
    });
    expect(found(open, place)).not.toEqual([]);
  });
});

describe('a denial of networks that does not let services through', () => {
  it('is found, so that what is planned is seen to be looked at', () => {
    const plan = planOfScenario('conditions of place, time and origin, literal');
    const bricked = changed(plan, (statement) => {
      const { BoolIfExists, Null: _null, ...others } = statement.Condition ?? {};
      return [
        statement.Effect === 'Deny' && BoolIfExists?.['aws:ViaAWSService'] !== undefined ? { ...statement, Condition: others } : statement,
      ];
    });
    expect(found(bricked, plan)).toContain('WI373');
  });
});

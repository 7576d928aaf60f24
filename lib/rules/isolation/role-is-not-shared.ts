import type { GraphBinding, GraphRole, IdentityGraph } from '../../graph/identity-graph';
import { defineRule } from '../define-rule';
import type { TemplateResource } from '../examples/example';
import { LAMBDA_TRUST, role, soundRole } from '../examples/parts';
import { startsOwnMachine } from '../reading/own-machines';
import { componentOf, nameOf } from '../reading/places';
import { machineRoleFor } from '../reading/plan-of';
import { together } from '../reading/when';

const lambda = (roleId: string): TemplateResource => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Role: { 'Fn::GetAtt': [roleId, 'Arn'] },
    Code: { ZipFile: 'exports.handler = async () => {}' },
    Handler: 'index.handler',
    Runtime: 'nodejs22.x',
  },
});

const ENDING = /:role\/(?:.*\/)?([^/]+)$/s;

const lentRole = (binding: GraphBinding, graph: IdentityGraph): GraphRole | undefined =>
  graph.roles.find(({ arn }) => arn === binding.roleArn);

/**
 * Bindings that lend one role, by its ARN; of two that no answer to the template's conditions gives together, the first. What only hands events on runs no
 * code that could be taken for another.
 */
function byRole({ bindings }: IdentityGraph): ReadonlyMap<string, readonly [GraphBinding, ...GraphBinding[]]> {
  const groups = new Map<string, [GraphBinding, ...GraphBinding[]]>();
  for (const binding of bindings.filter(({ kind }) => kind !== 'delivery')) {
    const group = groups.get(binding.roleArn);
    if (group === undefined) groups.set(binding.roleArn, [binding]);
    else if (group.some((other) => together(other, binding) && !sameWorkload(other, binding))) group.push(binding);
  }
  return groups;
}

const sameWorkload = (a: GraphBinding, b: GraphBinding): boolean =>
  a.kind === b.kind && a.workload === b.workload && a.place.resource === b.place.resource && a.place.path === b.place.path;

export default defineRule({
  code: 'WI401',
  name: 'isolation/role-is-not-shared',
  severity: 'error',
  principle: 'one workload, one identity',
  standards: ['OWASP ASI03', 'NIST SP 800-207'],
  summary: 'every role is lent to one workload, and every component has one role',
  why: 'workloads that share a role can do all that any of them may, and nothing that is logged tells them apart',
  acknowledge: 'where two resources are one workload, such as the blue and the green half of a deployment',
  misses: ['a role that is lent outside of the templates given, such as by another stack'],
  sources: [
    'AWS Well-Architected Framework, Security Pillar, "Grant least privilege access"',
    'OWASP Top 10 for Agentic Applications, ASI03',
  ],
  visits: 'graph',
  messages: {
    shared: {
      what: 'the role `<role>` is lent to <count> workloads: <workloads>',
      fix: 'give each workload a role of its own; declare each as a component of its own',
    },
    twoRoles: {
      what: 'the component `<component>` has more than one role: <roles>',
      fix: 'keep the role that its workload takes and delete the other, or declare two components',
    },
    sameName: {
      what: '<count> roles have the name `<role>`',
      fix: 'give each role a name of its own; an account holds one role of a name',
    },
  },
  check: (graph, tell, { plans }) => {
    const lent = [...byRole(graph)].map(([arn, group]) => {
      const [first, ...others] = group;
      if (others.length === 0) return tell.proved();
      const found = lentRole(first, graph);
      // Every schedule of a plan's own machine takes the one role that may start it.
      if (found !== undefined && (machineRoleFor(found, plans) !== undefined || startsOwnMachine(found, graph))) return tell.proved();
      const name = found === undefined ? (ENDING.exec(arn)?.[1] ?? arn) : nameOf(found);
      const workloads = group.map(({ workload }) => `\`${workload}\``).join(', ');
      return tell.refuted(
        'shared',
        { role: name, count: String(group.length), workloads },
        { at: found?.place ?? first.place, shown: `${workloads} take \`${arn}\``, with: group.map(({ place }) => place) },
      );
    });
    const components = new Map<string, GraphRole[]>();
    const names = new Map<string, GraphRole[]>();
    for (const one of graph.roles) {
      const component = componentOf(one);
      const key =
        component === undefined ? undefined : JSON.stringify([one.tags['agent-identity:agent'], component, one.arn.split(':')[4]]);
      const isOther = (other: GraphRole): boolean => together(other, one) && other.place.resource !== one.place.resource;
      for (const [map, id] of [
        [components, key],
        [names, one.arn],
      ] as const) {
        if (id === undefined) continue;
        const before = map.get(id);
        if (before === undefined) map.set(id, [one]);
        else if (before.some(isOther)) before.push(one);
      }
    }
    const doubled = [...components.values()].flatMap((roles) => {
      const [first, ...others] = roles;
      if (first === undefined || others.length === 0 || others.some(({ arn }) => arn === first.arn)) return [];
      const shown = roles.map(({ name }) => `\`${name}\``).join(' and ');
      return [
        tell.refuted(
          'twoRoles',
          { component: componentOf(first) ?? '', roles: shown },
          { at: first.place, shown, with: roles.map(({ place }) => place) },
        ),
      ];
    });
    const named = [...names.values()].flatMap((roles) => {
      const [first, ...others] = roles;
      if (first === undefined || others.length === 0) return [];
      const shown = roles.map(({ place }) => `\`${place.path ?? place.resource ?? ''}\``).join(' and ');
      return [
        tell.refuted(
          'sameName',
          { role: first.name, count: String(roles.length) },
          { at: first.place, shown, with: roles.map(({ place }) => place) },
        ),
      ];
    });
    return [...lent, ...doubled, ...named];
  },
  examples: {
    bad: [
      {
        title: 'one role for two functions',
        cloudformation: { Tool: role({ trust: LAMBDA_TRUST }), Crm: lambda('Tool'), Search: lambda('Tool') },
        finds: { message: 'shared', resource: 'Tool', shown: 'function' },
      },
      {
        title: 'two roles of one name',
        cloudformation: { Crm: role({ trust: LAMBDA_TRUST, name: 'tool' }), Search: role({ trust: LAMBDA_TRUST, name: 'tool' }) },
        finds: { message: 'sameName', resource: 'Crm' },
      },
      {
        title: 'two roles that both say they are one component',
        cloudformation: {
          Crm: role({ trust: LAMBDA_TRUST, name: 'crm', tags: { 'agent-identity:component': 'crm' } }),
          Copy: role({ trust: LAMBDA_TRUST, name: 'crm-copy', tags: { 'agent-identity:component': 'crm' } }),
        },
        finds: { message: 'twoRoles', resource: 'Crm' },
      },
    ],
    good: [
      {
        title: 'a role for each function',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST),
          ...soundRole('Search', LAMBDA_TRUST),
          CrmFunction: lambda('Crm'),
          SearchFunction: lambda('Search'),
        },
      },
    ],
  },
});

/** Whose roles are to be kept apart: those of components, and where nothing tells of components, those that code takes. */
import type { GraphBinding, GraphRole, IdentityGraph } from '../../../graph/identity-graph';
import type { RuleContext } from '../../define-rule';
import { once } from '../once';
import { isOfOwnMachine, startsOwnMachine } from '../own-machines';
import { componentOf } from '../places';
import { type Declared, declaredFor, machineRoleFor } from '../plan-of';
import { together } from '../when';

const AGENT_TAG = 'agent-identity:agent';
const KIND_TAG = 'agent-identity:kind';

/** A role that a component or other workload acts as. */
export interface Member {
  readonly role: GraphRole;
  /** What was declared of it, where a plan is known that names the role. */
  readonly declared?: Declared;
  /** Where a plan makes the role for a task of its own, or the role is one of the library's machines: whom it reaches is meant, and nobody else may use it. */
  readonly machine?: true;
  /** The agent and component that its tags name. */
  readonly tagged?: { readonly agent: string; readonly component: string };
  /** What takes the role. */
  readonly bindings: readonly GraphBinding[];
}

/**
 * How two members belong together.
 *
 * - `same`: they are one.
 * - `planned`: components of one agent whose plan is known, so that it is known which of them calls which.
 * - `tagged`: components of one agent, by their tags.
 * - `apart`: anything else.
 */
export type Nearness = 'same' | 'planned' | 'tagged' | 'apart';

const byRole = (bindings: readonly GraphBinding[]): ReadonlyMap<string, readonly GraphBinding[]> => {
  const groups = new Map<string, GraphBinding[]>();
  for (const binding of bindings) {
    // What only hands events on runs no code of its own.
    if (binding.kind === 'delivery') continue;
    const group = groups.get(binding.roleArn);
    if (group === undefined) groups.set(binding.roleArn, [binding]);
    else group.push(binding);
  }
  return groups;
};

function memberOf(
  role: GraphRole,
  lent: readonly GraphBinding[],
  { plans, graph }: Pick<RuleContext, 'plans' | 'graph'>,
): Member | undefined {
  const bindings = lent.filter((binding) => together(binding, role));
  const declared = declaredFor(role, plans);
  const machine =
    declared === undefined && (machineRoleFor(role, plans) !== undefined || isOfOwnMachine(role, graph) || startsOwnMachine(role, graph));
  const component = componentOf(role);
  if (bindings.length === 0 && declared === undefined && !machine && component === undefined) return undefined;
  return {
    role,
    bindings,
    ...(declared === undefined ? {} : { declared }),
    ...(machine ? { machine } : {}),
    ...(component === undefined ? {} : { tagged: { agent: role.tags[AGENT_TAG] ?? '', component } }),
  };
}

export interface Members {
  readonly all: readonly Member[];
  readonly of: (role: GraphRole) => Member | undefined;
}

const membersIn = once(({ graph, plans }: RuleContext): Members => {
  const lent = byRole(graph.bindings);
  const all = graph.roles.flatMap((role) => memberOf(role, lent.get(role.arn) ?? [], { plans, graph }) ?? []);
  const byOwnRole = new Map(all.map((member) => [member.role, member]));
  return { all, of: (role) => byOwnRole.get(role) };
});

/** The members of a graph. */
export const membersOf = (context: RuleContext): Members => membersIn(context);

/** Whether two entries of the graph are one role, as it may be read in different ways. */
export const isSameRole = (a: GraphRole, b: GraphRole): boolean =>
  a === b || a.arn === b.arn || (a.place.resource !== undefined && a.place.resource === b.place.resource && a.place.file === b.place.file);

export function nearness(a: Member, b: Member): Nearness {
  if (isSameRole(a.role, b.role)) return 'same';
  // No component may use what the plan made for itself, however exactly its policies name it.
  if (a.machine !== undefined || b.machine !== undefined) return 'planned';
  if (a.declared !== undefined && b.declared !== undefined && a.declared.plan === b.declared.plan)
    return a.declared.component === b.declared.component ? 'same' : 'planned';
  if (a.tagged === undefined || b.tagged === undefined || a.tagged.agent !== b.tagged.agent) return 'apart';
  return a.tagged.component === b.tagged.component ? 'same' : 'tagged';
}

/** Whether it is told of a member that it is a component, by a plan or by tags. */
export const isComponent = ({ declared, tagged }: Member): boolean => declared !== undefined || tagged !== undefined;

/** Whether others run on what acts as the role: by a plan or tags, or because it only starts tasks. */
export const isHost = ({ declared, role, bindings }: Member): boolean =>
  declared?.component.kind === 'environment' ||
  role.tags[KIND_TAG] === 'environment' ||
  (bindings.length > 0 && bindings.every(({ kind }) => kind === 'task-execution'));

/** Roles of a graph by ARN. */
export const rolesByArn = once((graph: IdentityGraph): ReadonlyMap<string, readonly GraphRole[]> => {
  const roles = new Map<string, GraphRole[]>();
  for (const role of graph.roles) {
    const group = roles.get(role.arn);
    if (group === undefined) roles.set(role.arn, [role]);
    else group.push(role);
  }
  return roles;
});

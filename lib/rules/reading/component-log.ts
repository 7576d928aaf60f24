/** Whose log a log group is, and who is to write it. */
import type { GraphLogGroup, GraphRole } from '../../graph/identity-graph';
import type { IdentityPlan } from '../../plan/plan';
import { matchGlob } from '../../policy/glob';
import { hasHole } from '../../policy/text';
import type { RuleContext } from '../define-rule';
import { componentOf } from './places';

export interface ComponentLog {
  readonly component: string;
  /** Whether this role is the one that writes it. */
  readonly isWriter: (role: GraphRole) => boolean;
}

const AGENT_TAG = 'agent-identity:agent';
const KIND_TAG = 'agent-identity:kind';

const ofOneAgent = (a: GraphLogGroup, b: GraphRole): boolean => a.tags[AGENT_TAG] === b.tags[AGENT_TAG];

/** The component whose log it is by a plan, and the name of the role that writes it. */
function plannedWriter(group: GraphLogGroup, plan: IdentityPlan): { readonly component: string; readonly roleName: string } | undefined {
  const planned = plan.components.find(
    ({ log }) => 'group' in log && (log.group === group.name || (!hasHole(log.group) && matchGlob(log.group, group.name))),
  );
  if (planned === undefined || !('writer' in planned.log)) return undefined;
  const { writer } = planned.log;
  const roleName = plan.components.find(({ name }) => name === writer)?.roleName;
  return roleName === undefined ? undefined : { component: planned.name, roleName };
}

/**
 * Whose log the group is: by the plans, else by its tags. Deployments in several accounts may call their groups alike, so more than one plan can know it.
 * Without a plan the writer is the component itself or an environment, which may host it.
 */
export function componentLogOf(group: GraphLogGroup, { plans, graph }: RuleContext): ComponentLog | undefined {
  const planned = plans.flatMap((plan) => plannedWriter(group, plan) ?? []);
  const [first] = planned;
  if (first !== undefined) {
    const writers = new Set(planned.map(({ roleName }) => roleName));
    return { component: first.component, isWriter: ({ name }) => writers.has(name) };
  }
  const component = componentOf(group);
  if (component === undefined) return undefined;
  const own = graph.roles.filter((role) => componentOf(role) === component && ofOneAgent(group, role));
  const hosts = graph.roles.filter((role) => role.tags[KIND_TAG] === 'environment' && ofOneAgent(group, role));
  return { component, isWriter: (role) => own.includes(role) || hosts.includes(role) };
}

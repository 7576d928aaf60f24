/** Whose log a log group is, and who is to write it. */
import type { GraphLogGroup, GraphRole } from '../../graph/identity-graph';
import { matchGlob } from '../../policy/glob';
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

/**
 * Whose log the group is: by the plan, else by its tags. Without a plan the writer is the component itself or an environment, which may host it.
 */
export function componentLogOf(group: GraphLogGroup, { plans, graph }: RuleContext): ComponentLog | undefined {
  for (const plan of plans) {
    const planned = plan.components.find(({ log }) => 'group' in log && (log.group === group.name || matchGlob(log.group, group.name)));
    if (planned === undefined || !('writer' in planned.log)) continue;
    const { writer } = planned.log;
    const roleName = plan.components.find(({ name }) => name === writer)?.roleName;
    return { component: planned.name, isWriter: ({ name }) => name === roleName };
  }
  const component = componentOf(group);
  if (component === undefined) return undefined;
  const own = graph.roles.filter((role) => componentOf(role) === component && ofOneAgent(group, role));
  const hosts = graph.roles.filter((role) => role.tags[KIND_TAG] === 'environment' && ofOneAgent(group, role));
  return { component, isWriter: (role) => own.includes(role) || hosts.includes(role) };
}

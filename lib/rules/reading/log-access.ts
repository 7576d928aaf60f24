/** Which roles could have to do with which log group, so that only those are asked about. */
import type { GraphLogGroup, GraphRole, IdentityGraph } from '../../graph/identity-graph';
import type { Statement } from '../../policy/document';
import { hasHole } from '../../policy/text';
import { once } from './once';
import { readPermissions } from './permissions';
import { differ, mayMatchAction } from './relevant';
import { REWRITE_LOGS } from './tampering';

/** Actions that put something into a log. */
export const WRITE = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** Actions that take something out of a log, or away from it. */
export const TAMPER = REWRITE_LOGS;

const ACTIONS = [...WRITE, ...TAMPER];

interface LogAccess {
  /** Roles by the name of the one group that a statement names. */
  readonly byName: ReadonlyMap<string, ReadonlySet<GraphRole>>;
  /** Roles of which it cannot be told by name. */
  readonly anywhere: ReadonlySet<GraphRole>;
}

const touchesLogs = ({ effect, action }: Statement): boolean =>
  effect === 'Allow' && (action.negated || action.patterns.some((pattern) => mayMatchAction(pattern, ACTIONS)));

/** The group that a resource names, its streams left out; undefined where it may be several. */
export function groupNameOf(resource: string): string | undefined {
  const at = resource.indexOf(':log-group:');
  const name = at === -1 ? '' : resource.slice(at + ':log-group:'.length).replace(/(?::log-stream)?:\*$/, '');
  return name === '' || /[*?$]/.test(name) || hasHole(name) ? undefined : name;
}

/** The groups that a role's statements name; undefined where it cannot be told. */
function namedBy(role: GraphRole): readonly string[] | undefined {
  const permissions = readPermissions(role);
  if (permissions === undefined) return undefined;
  // What a managed policy of elsewhere permits is not known.
  if (permissions.unseen.length > 0) return undefined;
  const names: string[] = [];
  for (const statement of permissions.identity.flatMap(({ statements }) => statements).filter(touchesLogs)) {
    const { resource } = statement;
    if (resource === undefined || resource.negated) return undefined;
    for (const pattern of resource.patterns) {
      const name = groupNameOf(pattern);
      if (name === undefined) return undefined;
      names.push(name);
    }
  }
  return names;
}

const accessIn = once((graph: IdentityGraph): LogAccess => {
  const byName = new Map<string, Set<GraphRole>>();
  const anywhere = new Set<GraphRole>();
  for (const role of graph.roles) {
    const names = namedBy(role);
    if (names === undefined) anywhere.add(role);
    for (const name of names ?? []) {
      const before = byName.get(name);
      if (before === undefined) byName.set(name, new Set([role]));
      else before.add(role);
    }
  }
  return { byName, anywhere };
});

/** Every role that could write, rewrite or delete the log; all others name other groups. */
export function rolesNear(group: GraphLogGroup, graph: IdentityGraph): readonly GraphRole[] {
  const { byName, anywhere } = accessIn(graph);
  const named = hasHole(group.name)
    ? [...byName].flatMap(([name, roles]) => (differ(name, group.name) ? [] : [...roles]))
    : [...(byName.get(group.name) ?? [])];
  return [...new Set([...named, ...anywhere])];
}

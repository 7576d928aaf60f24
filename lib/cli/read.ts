/** Reads a path for a command, and tells apart a path that cannot be read from single resources in it that cannot. */
import type { IdentityGraph, Unread } from '../graph/identity-graph';
import { type ReadPath, readPath } from '../graph/read-files';
import type { UnreadPath } from '../report/to-json';

export interface Read extends ReadPath {
  readonly path: string;
  /** Files that could not be read; what the graph lists as unread besides is judged by the rules. */
  readonly unreadFiles: readonly UnreadPath[];
  /** Whether there is anything to judge. */
  readonly isEmpty: boolean;
}

/** The graph with another list of what is unread; what is worked out only when asked for stays so. */
const withUnread = (graph: IdentityGraph, unread: readonly Unread[]): IdentityGraph =>
  Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(graph), unread: { value: unread, enumerable: true } }) as IdentityGraph;

export function read(path: string): Read {
  const { graph, plans } = readPath(path);
  const files = graph.unread.filter(({ place }) => place.resource === undefined);
  const unreadFiles = files.map(({ place, why }) => ({
    path,
    why: place.file === undefined || place.file === path ? why : `${place.file}: ${why}`,
  }));
  const rest = graph.unread.filter((one) => !files.includes(one));
  const { roles, loosePolicies, logGroups, oidcProviders, bindings, resourcePolicies, resourceTypes } = graph;
  const found = [roles, loosePolicies, logGroups, oidcProviders, bindings, resourcePolicies, resourceTypes, rest, plans];
  return { path, plans, graph: withUnread(graph, rest), unreadFiles, isEmpty: found.every(({ length }) => length === 0) };
}

/** Reads a path for a command, and tells apart a path that cannot be read from single resources in it that cannot. */
import type { IdentityGraph, Unread } from '../graph/identity-graph';
import { type ReadPath, readPath } from '../graph/read-files';
import type { UnreadPath } from '../report/judged-path';

export interface Read extends ReadPath {
  readonly path: string;
  /** Files that could not be read; what the graph lists as unread besides is judged by the rules. */
  readonly unreadFiles: readonly UnreadPath[];
  /** Whether there is nothing to judge; then `unreadFiles` tells why. */
  readonly isEmpty: boolean;
}

/** The graph with another list of what is unread; what is worked out only when asked for stays so. */
const withUnread = (graph: IdentityGraph, unread: readonly Unread[]): IdentityGraph =>
  Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(graph), unread: { value: unread, enumerable: true } }) as IdentityGraph;

function reasonIn({ place, why }: Unread, path: string): string {
  const resource = place.resource === undefined ? '' : `the resource \`${place.resource}\`: `;
  return place.file === undefined || place.file === path ? `${resource}${why}` : `${place.file}: ${resource}${why}`;
}

/**
 * Reads a path. A template of which no resource can be read is unreadable as a whole, and one that declares none holds nothing that could be proved:
 * neither may pass in silence.
 */
export function read(path: string): Read {
  const { graph, plans } = readPath(path);
  const isEmpty = graph.resourceCount === 0 && plans.length === 0;
  const files = isEmpty ? graph.unread : graph.unread.filter(({ place }) => place.resource === undefined);
  const unreadFiles = files.map((one) => ({ path, why: reasonIn(one, path) }));
  if (isEmpty && unreadFiles.length === 0) unreadFiles.push({ path, why: 'it declares no resources, so there is nothing to judge' });
  const rest = graph.unread.filter((one) => !files.includes(one));
  return { path, plans, graph: withUnread(graph, rest), unreadFiles, isEmpty };
}

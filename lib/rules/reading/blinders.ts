/** Who may blind evidence, and the ways by which others come to act as them. */
import type { GraphRole } from '../../graph/identity-graph';
import type { AuthorizationRequest } from '../../policy/request';
import type { RuleContext } from '../define-rule';
import { componentLogOf } from './component-log';
import { evidenceSinks } from './evidence-sinks';
import { type Deed, holderCan } from './holder-can';
import { rolesNear } from './log-access';
import { once } from './once';
import { everyHopFrom, type Hop, type OpenHop, TAKES_OVER } from './reachability/hops';
import { isSameRole } from './reachability/members';
import { BLINDING, forgeGroup, rewriteGroup } from './tampering';
import { together } from './when';

/** A way from one role to one that may blind evidence. */
export interface WayToBlind {
  readonly hops: readonly [Hop, ...Hop[]];
  /** What the last role may do. */
  readonly request: AuthorizationRequest;
}

export interface WaysToBlind {
  readonly certain: readonly WayToBlind[];
  /** Hops to such a role of which it could not be decided whether they can be made. */
  readonly open: readonly OpenHop[];
}

/** What each role could do to logs of components, of those that name the log or may mean it. */
const toComponentLogs = once((context: RuleContext): ReadonlyMap<GraphRole, readonly Deed[]> => {
  const deeds = new Map<GraphRole, Deed[]>();
  for (const group of context.graph.logGroups) {
    const log = componentLogOf(group, context);
    if (log === undefined) continue;
    for (const role of rolesNear(group, context.graph)) {
      if (!together(role, group)) continue;
      const forged = log.isWriter(role) ? [] : [forgeGroup(group.arn)];
      deeds.set(role, [...(deeds.get(role) ?? []), rewriteGroup(group.arn), ...forged]);
    }
  }
  return deeds;
});

const deedsFor = (role: GraphRole, context: RuleContext): readonly Deed[] => [
  ...BLINDING.map(([, deed]) => deed),
  ...(toComponentLogs(context).get(role) ?? []),
  ...evidenceSinks(context.graph)
    .filter(({ resource, except }) => together(role, resource) && role.arn !== except)
    .map(({ deed }) => deed),
];

const blindersIn = once((context: RuleContext): ReadonlyMap<GraphRole, AuthorizationRequest> => {
  const found = new Map<GraphRole, AuthorizationRequest>();
  for (const holder of context.graph.holders) {
    const { role } = holder;
    if (role === undefined) continue;
    for (const deed of deedsFor(role, context)) {
      const can = holderCan(holder, deed);
      if (can.kind === 'can') found.set(role, can.witness);
      if (can.kind === 'can' || can.kind === 'unreadable') break;
    }
  }
  return found;
});

/** The roles that may blind evidence themselves, each with a request that shows it. */
export const blindersOf = (context: RuleContext): ReadonlyMap<GraphRole, AuthorizationRequest> => blindersIn(context);

const LONGEST = 4;

/** A shortest way to each role that may blind evidence, other than by what the role may do itself. */
export function waysToBlind(start: GraphRole, context: RuleContext): WaysToBlind {
  const blinders = blindersOf(context);
  if (blinders.size === 0) return { certain: [], open: [] };
  const certain: WayToBlind[] = [];
  const open: OpenHop[] = [];
  const seen = new Set<GraphRole>([start]);
  const queue: { readonly role: GraphRole; readonly hops: readonly Hop[] }[] = [{ role: start, hops: [] }];
  for (let stop = queue.shift(); stop !== undefined; stop = queue.shift()) {
    const next = everyHopFrom(stop.role, context);
    for (const hop of next.certain) {
      const { to } = hop;
      const isApart = ![start, ...stop.hops.map((before) => before.to)].every((role) => together(role, to));
      if (!TAKES_OVER.has(hop.kind) || seen.has(to) || isApart || isSameRole(to, start)) continue;
      seen.add(to);
      const hops: WayToBlind['hops'] = [...(stop.hops as readonly []), hop];
      const request = blinders.get(to);
      if (request !== undefined) certain.push({ hops, request });
      else if (hops.length < LONGEST) queue.push({ role: to, hops });
    }
    open.push(...next.open.filter(({ to, kind }) => TAKES_OVER.has(kind) && blinders.has(to) && !isSameRole(to, start)));
  }
  return { certain, open: open.filter(({ to }) => !certain.some(({ hops }) => hops.at(-1)?.to === to)) };
}

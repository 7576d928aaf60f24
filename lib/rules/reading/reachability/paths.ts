/** Ways from one member to another over roles that are nobody's. */
import type { GraphRole, When } from '../../../graph/identity-graph';
import type { RuleContext } from '../../define-rule';
import { once } from '../once';
import { type Hop, hopsFrom, type OpenHop, TAKES_OVER } from './hops';
import { isComponent, isSameRole, type Member, membersOf, nearness } from './members';

/** A way of at least two hops. */
export interface Path {
  readonly hops: readonly [Hop, Hop, ...Hop[]];
}

/** The first hop that is open on a way of which the rest can be made. */
export interface OpenPath {
  readonly to: GraphRole;
  readonly open: OpenHop;
}

export interface Paths {
  readonly certain: readonly Path[];
  readonly open: readonly OpenPath[];
}

const joined = (a: When, b: When): When | undefined =>
  Object.entries(a).some(([condition, answer]) => Object.hasOwn(b, condition) && b[condition] !== answer) ? undefined : { ...a, ...b };

interface Stop {
  readonly role: GraphRole;
  readonly hops: readonly Hop[];
  readonly when: When;
}

const isPath = (hops: readonly Hop[]): hops is Path['hops'] => hops.length >= 2;

/** A shortest way to every member that can be reached over roles that are no member's. Where conditions decide, one for each way to answer them. */
function pathsOf(member: Member, context: RuleContext): Paths {
  const members = membersOf(context);
  const start: Stop = { role: member.role, hops: [], when: member.role.when };
  const queue: Stop[] = [start];
  const seen = new Set([keyOf(start)]);
  const reached = new Set<GraphRole>();
  const certain: Path[] = [];
  const open: OpenPath[] = [];
  for (let stop = queue.shift(); stop !== undefined; stop = queue.shift()) {
    const next = hopsFrom(stop.role, context);
    for (const hop of next.certain) {
      const when = joined(stop.when, hop.when);
      if (!TAKES_OVER.has(hop.kind) || when === undefined || isSameRole(hop.to, member.role)) continue;
      const hops = [...stop.hops, hop];
      const other = members.of(hop.to);
      if (other === undefined) {
        const further: Stop = { role: hop.to, hops, when };
        if (!seen.has(keyOf(further))) queue.push(further);
        seen.add(keyOf(further));
      } else if (isPath(hops) && !reached.has(hop.to) && counts(member, other, hops)) {
        reached.add(hop.to);
        certain.push({ hops });
      }
    }
    for (const hop of next.open) {
      const other = members.of(hop.to);
      if (stop.hops.length === 0 || other === undefined || !TAKES_OVER.has(hop.kind) || joined(stop.when, hop.when) === undefined) continue;
      if (isComponent(member) && isComponent(other) && nearness(member, other) !== 'same') open.push({ to: hop.to, open: hop });
    }
  }
  return { certain, open: open.filter(({ to }) => !reached.has(to)) };
}

const keyOf = ({ role, when }: Stop): string =>
  JSON.stringify([role.arn, role.place.file, role.place.resource, role.when, Object.entries(when).sort()]);

/** Between components nobody declared such a way; elsewhere each hop may be meant. */
function counts(from: Member, to: Member, hops: readonly Hop[]): boolean {
  const near = nearness(from, to);
  if (near === 'same') return false;
  return near !== 'apart' || hops.some(({ named }) => !named);
}

const pathsIn = once((context: RuleContext) => once((member: Member): Paths => pathsOf(member, context)));

/** Every way from a member to others that takes several hops. */
export const pathsFrom = (member: Member, context: RuleContext): Paths => pathsIn(context)(member);

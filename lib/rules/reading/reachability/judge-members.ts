/** Judges every member of a graph by the hops that it can make: what the rules that differ in the kinds they look at have in common. */
import type { Place } from '../../../finding/finding';
import type { GraphRole } from '../../../graph/identity-graph';
import type { AuthorizationRequest } from '../../../policy/request';
import type { RuleContext } from '../../define-rule';
import type { Outcome } from '../../outcome';
import { UNREADABLE_POLICY } from '../permissions';
import { nameOf } from '../places';
import { actorOf } from './ability';
import type { HopKind } from './deeds';
import { type Hop, undeclaredHops } from './hops';
import { isComponent, isSameRole, type Member, membersOf } from './members';
import { listed, showHops } from './show-hops';

/** What a finding shows, and where. */
export interface HopDetails {
  readonly at: Place;
  readonly shown: string;
  readonly steps?: readonly string[];
  readonly witness?: AuthorizationRequest;
  readonly with: readonly Place[];
}

/** Who makes the hops, and whom they reach. */
export interface HopNames {
  readonly role: string;
  readonly others: string;
}

export type MemberAnswer =
  | { readonly kind: 'keeps' }
  /** Reaches `others`. */
  | { readonly kind: 'reaches'; readonly names: HopNames; readonly details: HopDetails }
  | { readonly kind: 'open'; readonly names: HopNames; readonly details: HopDetails }
  /** A policy is attached to the component that nobody can look into, and no boundary says what it may add at most. */
  | { readonly kind: 'unseen'; readonly role: string; readonly details: HopDetails }
  /** A policy of it cannot be read. */
  | { readonly kind: 'unreadable' };

type Told = Pick<Hop, 'kind' | 'to' | 'says'>;

/** Of hops in different readings of the template, those that differ in more than their conditions. */
function distinct<One extends Told>(hops: readonly One[]): readonly One[] {
  const seen = new Map<string, One>();
  for (const hop of hops) {
    const key = JSON.stringify([hop.kind, hop.says, hop.to.arn, hop.to.place.resource]);
    if (!seen.has(key)) seen.set(key, hop);
  }
  return [...seen.values()];
}

const namesOf = (role: GraphRole, hops: readonly Told[]): HopNames => ({
  role: nameOf(role),
  others: listed(hops.map(({ to }) => nameOf(to))),
});

/** The roles of the template that are members', each with all the ways it can be read. */
export function memberRoles(context: RuleContext): readonly (readonly [Member, ...Member[]])[] {
  const groups = new Map<string, [Member, ...Member[]]>();
  for (const member of membersOf(context).all) {
    const { arn, place } = member.role;
    const key = JSON.stringify([arn, place.file, place.resource]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else if (isSameRole(group[0].role, member.role)) group.push(member);
  }
  return [...groups.values()];
}

/** Policies of a component that could permit anything. */
function unseenOf(member: Member): readonly string[] {
  const permissions = actorOf(member.role)?.permissions;
  return permissions === undefined || permissions.boundary !== undefined || !isComponent(member) ? [] : permissions.unseen;
}

function judge(readings: readonly [Member, ...Member[]], kinds: ReadonlySet<HopKind>, context: RuleContext): MemberAnswer {
  const [{ role }] = readings;
  if (readings.some((member) => actorOf(member.role) === undefined)) return { kind: 'unreadable' };
  const hops = readings.map((member) => undeclaredHops(member, kinds, context));
  const certain = distinct(hops.flatMap((one) => one.certain));
  const [first] = certain;
  if (first !== undefined) {
    const details = { at: role.place, ...showHops(certain), witness: first.requests[0], with: certain.map(({ to }) => to.place) };
    return { kind: 'reaches', names: namesOf(role, certain), details };
  }
  const unseen = readings.flatMap(unseenOf);
  if (unseen.length > 0) {
    return { kind: 'unseen', role: nameOf(role), details: { at: role.place, shown: `depends on ${listed(unseen)}`, with: [] } };
  }
  const open = distinct(hops.flatMap((one) => one.open));
  if (open.length === 0) return { kind: 'keeps' };
  const on = [...new Set(open.map((hop) => hop.on))].join(', ');
  return {
    kind: 'open',
    names: namesOf(role, open),
    details: { at: role.place, shown: `depends on ${on}`, with: open.map(({ to }) => to.place) },
  };
}

/** The answers for every member. */
export const judgeMembers = (kinds: readonly HopKind[], context: RuleContext): readonly MemberAnswer[] => {
  const wanted = new Set(kinds);
  return memberRoles(context).map((readings) => judge(readings, wanted, context));
};

interface Telling {
  readonly keeps: () => Outcome;
  readonly reaches: (names: HopNames, details: HopDetails) => Outcome;
  readonly open: (names: HopNames, details: HopDetails) => Outcome;
  /** Default: left to the one rule that tells of it for all. */
  readonly unseen?: (role: string, details: HopDetails) => Outcome;
}

const LEFT_TO_ANOTHER: Outcome = { verdict: 'undecided', because: 'isolation/no-becoming-another' };

/** Tells an answer in the words of a rule. */
export function tellAnswer(answer: MemberAnswer, { keeps, reaches, open, unseen }: Telling): Outcome {
  switch (answer.kind) {
    case 'keeps':
      return keeps();
    case 'reaches':
      return reaches(answer.names, answer.details);
    case 'open':
      return open(answer.names, answer.details);
    case 'unseen':
      return unseen?.(answer.role, answer.details) ?? LEFT_TO_ANOTHER;
    case 'unreadable':
      return UNREADABLE_POLICY;
  }
}

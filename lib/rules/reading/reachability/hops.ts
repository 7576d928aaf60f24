/** The hops by which one role comes to act as, or through, another. */
import type { GraphRole, When } from '../../../graph/identity-graph';
import type { AuthorizationRequest } from '../../../policy/request';
import type { RuleContext } from '../../define-rule';
import { once } from '../once';
import { readTrust } from '../trust';
import { type Ability, type Actor, ability, actorOf } from './ability';
import { type Candidate, candidatesOf } from './candidates';
import type { HopKind } from './deeds';
import { isComponent, isSameRole, type Member, type Members, membersOf, type Nearness, nearness } from './members';
import { passOf } from './pass';
import { type Thing, type Things, thingsOf } from './things';

/** One hop. */
export interface Hop {
  readonly kind: HopKind;
  readonly from: GraphRole;
  readonly to: GraphRole;
  /** What is done, before and after the name of the other. */
  readonly says: readonly [string, string];
  /** The requests that it takes, all of them allowed. */
  readonly requests: readonly [AuthorizationRequest, ...AuthorizationRequest[]];
  /** Whether it is there only because a policy names the one or the other. */
  readonly named: boolean;
  /** Under which of the template's conditions. */
  readonly when: When;
}

/** A hop of which it could not be decided whether it can be made. */
export interface OpenHop extends Pick<Hop, 'kind' | 'from' | 'to' | 'says' | 'when'> {
  readonly on: string;
}

export interface Hops {
  readonly certain: readonly Hop[];
  readonly open: readonly OpenHop[];
}

/** As many hops of one way as are looked for, once they are findings: more of them add nothing. */
const ENOUGH = 3;

const merged = (a: When, b: When): When | undefined =>
  Object.entries(a).some(([condition, answer]) => Object.hasOwn(b, condition) && b[condition] !== answer) ? undefined : { ...a, ...b };

const RESOURCES = (arn: string): readonly string[] => [arn];

/** Whether a trust policy admits anybody of an account at all. */
const admitsRoles = once((role: GraphRole): boolean => {
  const trust = readTrust(role);
  return (
    trust?.allows.some(
      ({ principal }) =>
        principal !== undefined && (principal.negated || principal.principals.some(({ kind }) => kind === 'aws' || kind === 'everyone')),
    ) === true
  );
});

class Finder {
  readonly #things: Things;
  readonly #members: Members;
  readonly #self: Member | undefined;

  constructor(
    private readonly actor: Actor,
    private readonly context: RuleContext,
    /** Whether hops between members are left out that are declared or plainly meant. */
    private readonly withoutMeant: boolean,
  ) {
    this.#things = thingsOf(context);
    this.#members = membersOf(context);
    this.#self = this.#members.of(actor.role);
  }

  /** Whether a hop to that member is nothing to tell of, even before it is known whether it can be made. */
  #isMeant({ way, named }: Candidate, near: Nearness, other: Member): boolean {
    if (near === 'planned') return isCalled(this.#self, other, way.kind);
    return named && !tellsOfNamed(way.kind, near);
  }

  #ability({ way, thing }: Candidate): Answer {
    const { actor } = this;
    const resources = way.resources ?? RESOURCES;
    if (way.kind === 'become') return admitsRoles(thing.role) ? this.#becoming(thing) : { kind: 'unable' };
    if (way.kind === 'pass') return passOf(actor, thing.role);
    const policy = way.kind === 'invoke' ? this.#things.policyOf(thing) : undefined;
    const { actions, conditions = [] } = way;
    const deed = { actions, conditions, ...(policy === undefined ? {} : { resourcePolicy: policy }) };
    const whole = resources(thing.arn);
    const [first = whole, ...rest] = way.every === true ? whole.map((arn) => [arn]) : [];
    const passed = way.passes === undefined ? [] : [passOf(actor, thing.role, way.passes)];
    const answerFor = (one: readonly string[]): Answer => ability(actor, { ...deed, resources: one });
    return joined(answerFor(first), rest.map(answerFor), passed);
  }

  #becoming(thing: Thing): Ability {
    const trust = readTrust(thing.role);
    if (trust === undefined) return { kind: 'unable' };
    return ability(this.actor, { actions: ['sts:AssumeRole'], resources: [thing.arn], resourcePolicy: trust.document });
  }

  find(): Hops {
    const certain: Hop[] = [];
    const open: OpenHop[] = [];
    for (const candidates of candidatesOf(this.actor, this.context)) {
      let told = 0;
      for (const candidate of candidates) {
        const found = this.#judge(candidate);
        if (found === undefined) continue;
        if ('on' in found.hop) open.push(found.hop);
        else certain.push(found.hop);
        if (found.isTold) told += 1;
        if (this.withoutMeant && told >= ENOUGH) break;
      }
    }
    return { certain, open };
  }

  #judge(candidate: Candidate): { readonly hop: Hop | OpenHop; readonly isTold: boolean } | undefined {
    const { role } = this.actor;
    const { way, thing } = candidate;
    const when = merged(role.when, thing.when);
    if (when === undefined || (isSameRole(role, thing.role) && way.kind !== 'retag')) return undefined;
    const other = this.#members.of(thing.role);
    if (other === undefined && !TAKES_OVER.has(way.kind)) return undefined;
    const near = this.#self === undefined || other === undefined ? undefined : nearness(this.#self, other);
    if (near === 'same' && way.kind !== 'retag') return undefined;
    if (this.withoutMeant && near !== undefined && other !== undefined && this.#isMeant(candidate, near, other)) return undefined;
    const answer = this.#ability(candidate);
    if (answer.kind === 'unable') return undefined;
    const hop = { kind: way.kind, from: role, to: thing.role, says: way.says(thing), when };
    if (answer.kind === 'open') return { hop: { ...hop, on: answer.on }, isTold: false };
    const isTold = near !== undefined && tells(way.kind, near, answer.named);
    return { hop: { ...hop, requests: answer.requests ?? [answer.witness], named: answer.named }, isTold };
  }
}

type Answer = Ability & { readonly requests?: Hop['requests'] };

/** All of them have to be possible. What the first says of naming goes for all, unless one of the others says so too. */
function joined(first: Answer, others: readonly Answer[], alsoNaming: readonly Answer[]): Answer {
  const answers = [first, ...others, ...alsoNaming];
  if (answers.some(({ kind }) => kind === 'unable')) return { kind: 'unable' };
  const open = answers.find(({ kind }) => kind === 'open');
  if (open !== undefined || first.kind !== 'able') return open ?? first;
  const [request, ...further] = answers.flatMap((answer) => (answer.kind === 'able' ? (answer.requests ?? [answer.witness]) : []));
  const named = [first, ...alsoNaming].some((answer) => answer.kind === 'able' && answer.named);
  return { ...first, named, requests: [request ?? first.witness, ...further] };
}

/** Hops after which whoever makes them acts as the other. */
export const TAKES_OVER: ReadonlySet<HopKind> = new Set(['become', 'pass', 'rewrite', 'change']);

/** Whether the plan that knows both has the one call the other in this way. */
function isCalled(from: Member | undefined, to: Member, kind: HopKind): boolean {
  const [caller, callee] = [from?.declared, to.declared];
  if (caller === undefined || callee === undefined) return false;
  const calls = caller.plan.calls.filter((call) => call.from === caller.component.name && call.to === callee.component.name);
  if (kind === 'become') return calls.some(({ by }) => by === 'role');
  return kind === 'invoke' && calls.some(({ by }) => by !== 'role');
}

/** Whether a hop is told of although a policy names the one or the other, so that somebody meant it. */
function tellsOfNamed(kind: HopKind, near: Nearness): boolean {
  if (kind === 'change' || kind === 'retag' || near === 'planned') return true;
  return near === 'tagged' && (kind === 'rewrite' || kind === 'mint');
}

const tells = (kind: HopKind, near: Nearness, named: boolean): boolean => !named || tellsOfNamed(kind, near);

const hopsOf = (withoutMeant: boolean) =>
  once((context: RuleContext) =>
    once((role: GraphRole): Hops => {
      const actor = actorOf(role);
      return actor === undefined ? { certain: [], open: [] } : new Finder(actor, context, withoutMeant).find();
    }),
  );

const hopsIn = hopsOf(true);
const everyHopIn = hopsOf(false);

/** Every hop from a role, those that are declared or meant among them: what is beyond may be meant for nobody who can make them. */
export const everyHopFrom = (role: GraphRole, context: RuleContext): Hops => everyHopIn(context)(role);

/** Every hop from a role that matters: those that are declared, or plainly meant, are left out between members. */
export const hopsFrom = (role: GraphRole, context: RuleContext): Hops => hopsIn(context)(role);

/** Hops of these kinds from one member to others that nobody declared. */
export function undeclaredHops(member: Member, kinds: ReadonlySet<HopKind>, context: RuleContext): Hops {
  // What the plan's own roles may do was planned; `access/machines-do-only-their-task` tells whether they may do more.
  if (member.machine !== undefined) return { certain: [], open: [] };
  const members = membersOf(context);
  const { certain, open } = hopsFrom(member.role, context);
  const nearOf = (to: GraphRole): { readonly near: Nearness; readonly other: Member } | undefined => {
    const other = members.of(to);
    return other === undefined ? undefined : { near: nearness(member, other), other };
  };
  return {
    certain: certain.filter(({ kind, to, named }) => {
      const found = kinds.has(kind) ? nearOf(to) : undefined;
      return found !== undefined && tells(kind, found.near, named);
    }),
    // Without a plan or tags only what is certain is told.
    open: open.filter(({ kind, to }) => {
      const found = kinds.has(kind) ? nearOf(to) : undefined;
      return found !== undefined && found.near !== 'apart' && isComponent(member);
    }),
  };
}

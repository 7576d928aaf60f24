/** What a role could lay hands on by what its policies name, before it is asked whether it really can. */
import type { GraphRole } from '../../../graph/identity-graph';
import type { PolicyDocument, Statement } from '../../../policy/document';
import type { RuleContext } from '../../define-rule';
import { once } from '../once';
import { readTrust } from '../trust';
import type { Actor } from './ability';
import { WAYS, type Way, waysOf } from './deeds';
import { mayMean, names } from './naming';
import { type Thing, thingsOf } from './things';

export interface Candidate {
  readonly way: Way;
  readonly thing: Thing;
  /** Whether every pattern that may mean the thing names it. */
  readonly named: boolean;
}

const ANYTHING = ['*'];

const patternsOf = ({ resource }: Statement): readonly string[] =>
  resource === undefined || resource.negated ? ANYTHING : resource.patterns;

const waysIn = ({ action }: Statement): readonly Way[] =>
  action.negated ? WAYS : [...new Set(action.patterns.flatMap((pattern) => [...waysOf(pattern)]))];

/** Roles by the roles that their trust policies name: those need no permission of their own within an account. */
const trustsNaming = once((context: RuleContext): ReadonlyMap<string, readonly GraphRole[]> => {
  const byArn = new Map<string, GraphRole[]>();
  for (const role of context.graph.roles) {
    for (const principal of readTrust(role)?.principals ?? []) {
      if (principal.kind !== 'aws') continue;
      const group = byArn.get(principal.value);
      if (group === undefined) byArn.set(principal.value, [role]);
      else group.push(role);
    }
  }
  return byArn;
});

/** What policies of elsewhere may add, the boundary bounds. */
function documentsOf({ permissions: { identity, boundary, unseen } }: Actor): readonly PolicyDocument[] {
  return unseen.length > 0 && boundary !== undefined ? [...identity, boundary] : identity;
}

function patternsByWay(actor: Actor): ReadonlyMap<Way, ReadonlySet<string>> {
  const byWay = new Map<Way, Set<string>>();
  for (const statement of documentsOf(actor).flatMap(({ statements }) => statements)) {
    if (statement.effect === 'Deny') continue;
    for (const way of waysIn(statement)) {
      const patterns = byWay.get(way) ?? new Set();
      byWay.set(way, patterns);
      for (const pattern of patternsOf(statement)) patterns.add(pattern);
    }
  }
  return byWay;
}

function* meantBy(patterns: ReadonlySet<string>, way: Way, context: RuleContext): Generator<Candidate> {
  const seen = new Set<Thing>();
  for (const pattern of patterns) {
    for (const thing of thingsOf(context)[way.on].meantBy(pattern)) {
      if (seen.has(thing) || way.like?.test(thing.arn) === false || way.where?.(thing) === false) continue;
      seen.add(thing);
      yield { way, thing, named: [...patterns].every((one) => names(one, thing.arn) || !mayMean(one, thing.arn)) };
    }
  }
}

function* trusting(actor: Actor, context: RuleContext): Generator<Candidate> {
  const [become] = WAYS;
  for (const role of trustsNaming(context).get(actor.role.arn) ?? []) {
    const thing = { arn: role.arn, role, what: 'role', when: role.when };
    if (become !== undefined) yield { way: become, thing, named: true };
  }
}

/** The candidates of a role, way by way. Each is found when it is asked for. */
export function* candidatesOf(actor: Actor, context: RuleContext): Generator<Generator<Candidate>> {
  for (const [way, patterns] of patternsByWay(actor)) yield meantBy(patterns, way, context);
  yield trusting(actor, context);
}

/** The frame of a rule: everything about it in one place. */
import type { Place, Severity } from '../finding/finding';
import type { GraphBinding, GraphHolder, GraphLogGroup, GraphResourcePolicy, GraphRole, IdentityGraph } from '../graph/identity-graph';
import type { IdentityPlan } from '../plan/plan';
import type { AuthorizationRequest } from '../policy/request';
import type { BadExample, GoodExample } from './examples/example';
import { fillSentence, type Message, type Messages, type ValuesOf } from './message';
import type { Outcome } from './outcome';

/** What a rule can look at, one by one or as a whole. */
export interface Visits {
  readonly role: GraphRole;
  /** Everybody who carries permissions policies, roles among them. */
  readonly holder: GraphHolder;
  readonly binding: GraphBinding;
  readonly 'resource-policy': GraphResourcePolicy;
  readonly 'log-group': GraphLogGroup;
  readonly graph: IdentityGraph;
}

export type Visit = keyof Visits;

/** What a rule may know besides the thing it looks at. */
export interface RuleContext {
  readonly graph: IdentityGraph;
  /** What was declared, as far as the caller knows it. */
  readonly plans: readonly IdentityPlan[];
}

interface Details {
  /** Where it is; the first is what the finding points at. */
  readonly at: Place;
  readonly shown?: string;
  /** What leads there, one thing a line: the hops of a path, or the ways that are open. */
  readonly steps?: readonly string[];
  /** The request that `shown` tells of. */
  readonly witness?: AuthorizationRequest;
  /** Other places that take part. */
  readonly with?: readonly Place[];
  /**
   * What an acceptance of the finding is pinned to: when it changes, the finding is back. Default: the statement that `at` points into; where it is about a
   * resource as such, the resource's policies, and those of others that take part.
   */
  readonly pins?: unknown;
}

/** How a check tells what it found. */
export interface Tell<Given extends Messages> {
  readonly proved: (assuming?: readonly string[]) => Outcome;
  readonly refuted: <Id extends keyof Given & string>(message: Id, values: ValuesOf<Given[Id]>, details: Details) => Outcome;
  readonly undecided: <Id extends keyof Given & string>(message: Id, values: ValuesOf<Given[Id]>, details: Details) => Outcome;
}

interface About {
  /** `WI` and three digits, never reused. */
  readonly code: string;
  /** Its path below `lib/rules`, which says what holds when all is well. */
  readonly name: string;
  readonly severity: Severity;
  /** The principle that it serves, in a few words. */
  readonly principle: string;
  /** Standards that it is evidence for, such as `OWASP ASI03`. */
  readonly standards: readonly string[];
  /** What it says, in one sentence. */
  readonly summary: string;
  /** Why it matters, in one sentence. */
  readonly why: string;
  /** When a finding may be acknowledged. */
  readonly acknowledge: string;
  /** The only preset that holds it: `strict` for what opens nothing by itself and many sound templates do without. Absent: every preset. */
  readonly preset?: 'strict';
  /** What it is known not to see. */
  readonly misses?: readonly string[];
  /** Pages that the rule is taken from. */
  readonly sources: readonly string[];
}

interface Spec<Given extends Messages, Kind extends Visit> extends About {
  readonly visits: Kind;
  readonly messages: Given;
  /** Judges one thing: one outcome for each question that arises, none where none does. */
  readonly check: (visited: Visits[Kind], tell: Tell<Given>, context: RuleContext) => readonly Outcome[];
  readonly examples: { readonly bad: readonly BadExample<keyof Given & string>[]; readonly good: readonly GoodExample[] };
}

/** A rule, ready to run. */
export interface Rule extends About {
  readonly visits: Visit;
  readonly messages: Messages;
  readonly examples: { readonly bad: readonly BadExample<string>[]; readonly good: readonly GoodExample[] };
  /** Judges everything of its kind in a graph. */
  readonly judge: (context: RuleContext) => readonly Outcome[];
}

const visitedIn = <Kind extends Visit>(kind: Kind, graph: IdentityGraph): readonly Visits[Kind][] => {
  const lists: { readonly [Each in Visit]: readonly Visits[Each][] } = {
    role: graph.roles,
    holder: kind === 'holder' ? graph.holders : [],
    binding: graph.bindings,
    'resource-policy': graph.resourcePolicies,
    'log-group': graph.logGroups,
    graph: [graph],
  };
  return lists[kind];
};

const idsOf = (places: readonly Place[]): readonly string[] => [
  ...new Set(places.flatMap(({ resource }) => (resource === undefined ? [] : [resource]))),
];

function tellFor<Given extends Messages>({ messages, severity }: { readonly messages: Given; readonly severity: Severity }): Tell<Given> {
  const told = (id: string, values: Readonly<Record<string, string>>, { at, shown, steps, witness, with: others = [], pins }: Details) => {
    const message: Message = messages[id] ?? { what: id, fix: '' };
    return {
      message: id,
      what: fillSentence(message.what, values),
      fix: fillSentence(message.fix, values),
      severity: message.severity ?? severity,
      where: at,
      involved: idsOf([at, ...others]),
      ...(shown === undefined ? {} : { shown }),
      ...(steps === undefined || steps.length === 0 ? {} : { steps }),
      ...(witness === undefined ? {} : { witness }),
      ...(pins === undefined ? {} : { pins }),
    };
  };
  return {
    proved: (assuming) => (assuming === undefined || assuming.length === 0 ? { verdict: 'proved' } : { verdict: 'proved', assuming }),
    refuted: (id, values, details) => ({ verdict: 'refuted', ...told(id, values, details) }),
    undecided: (id, values, details) => ({ verdict: 'undecided', ...told(id, values, details) }),
  };
}

/** Defines a rule. The file's path below `lib/rules` is its name. */
export function defineRule<const Given extends Messages, const Kind extends Visit>(spec: Spec<Given, Kind>): Rule {
  const { check, ...about } = spec;
  const tell = tellFor(spec);
  return { ...about, judge: (context) => visitedIn(spec.visits, context.graph).flatMap((visited) => check(visited, tell, context)) };
}

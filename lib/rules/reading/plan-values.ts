/**
 * The values that late values of a plan got in a template: found by laying the planned documents beside those of the template.
 *
 * A plan says `⟨tickets:dynamodb-table-arn⟩` where a template says the ARN of its table; to compare the two, the plan is read with the template's words.
 */
import type { GraphRole, IdentityGraph } from '../../graph/identity-graph';
import type { IdentityPlan, PlanDocument } from '../../plan/plan';
import type { PolicyDocument, PolicyType, Statement } from '../../policy/document';
import { parsePolicy } from '../../policy/parse';
import { fillHoles, hasHole, parseText } from '../../policy/text';
import { once } from './once';
import { readPolicy } from './read-policy';

export type Values = ReadonlyMap<string, string>;

/** A run of text; holes of the template count as one character of it. */
const RUN = '((?:⟨[^⟨⟩]*⟩|[^⟨⟩])*?)';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What the holes of a planned text must stand for, so that it is the text found. */
function align(planned: string, found: string): readonly (readonly [string, string])[] {
  if (!hasHole(planned) || planned === found) return [];
  const parts = parseText(planned);
  const names = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.hole]));
  const match = new RegExp(`^${parts.map((part) => (typeof part === 'string' ? escaped(part) : RUN)).join('')}$`, 's').exec(found);
  return match === null ? [] : names.map((name, index) => [name, match[index + 1] ?? ''] as const);
}

const stringsOf = ({ action, resource, principal, conditions }: Statement): readonly string[] => [
  ...action.patterns,
  ...(resource?.patterns ?? []),
  ...(principal?.principals.map((one) => (one.kind === 'everyone' ? '*' : one.value)) ?? []),
  ...conditions.flatMap(({ key, values }) => [key, ...values]),
];

function pairs(planned: PolicyDocument, found: PolicyDocument): readonly (readonly [string, string])[] {
  return planned.statements.flatMap((statement, index) => {
    const other = found.statements[index];
    if (other === undefined) return [];
    const right = stringsOf(other);
    const left = stringsOf(statement);
    return left.length === right.length ? left.map((text, at) => [text, right[at] ?? ''] as const) : [];
  });
}

const plannedRoles = once(
  (plan: IdentityPlan) =>
    new Map(plan.resources.flatMap((resource) => (resource.kind === 'role' ? [[resource.name, resource] as const] : []))),
);

function documentPairs(role: GraphRole, plan: IdentityPlan): readonly (readonly [string, string])[] {
  const planned = plannedRoles(plan).get(role.name);
  if (planned === undefined) return [];
  const beside = (document: PlanDocument, found: GraphRole['trust'] | undefined, type: PolicyType) => {
    const left = parsePolicy(document, type);
    const right = found === undefined ? undefined : readPolicy(found, type);
    return left.ok && right?.ok === true ? pairs(left.document, right.document) : [];
  };
  return [
    ...beside(planned.trust, role.trust, 'trust'),
    ...planned.policies.flatMap(({ name, document }) =>
      beside(document, role.policies.find((policy) => policy.name === name)?.document, 'identity'),
    ),
  ];
}

const inGraph = once((graph: IdentityGraph) =>
  once((plan: IdentityPlan): Values => {
    const values = new Map<string, string>();
    const aligned = graph.roles.flatMap((role) => documentPairs(role, plan)).map(([planned, found]) => align(planned, found));
    // Texts with one hole leave no choice, so they come first.
    for (const found of aligned.sort((a, b) => a.length - b.length)) {
      for (const [hole, value] of found) if (!values.has(hole)) values.set(hole, value);
    }
    return values;
  }),
);

/** The values of a plan's holes in a graph. A hole that the template does not show keeps none. */
export const valuesOf = (plan: IdentityPlan, graph: IdentityGraph): Values => inGraph(graph)(plan);

/** Planned JSON in the words of the template. */
export function jsonInWordsOf(planned: unknown, values: Values): unknown {
  const fill = (text: string): string => fillHoles(text, ({ hole }) => values.get(hole));
  const walk = (node: unknown): unknown => {
    if (typeof node === 'string') return fill(node);
    if (Array.isArray(node)) return node.map(walk);
    if (node === null || typeof node !== 'object') return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [fill(key), walk(child)]));
  };
  return walk(planned);
}

/** A planned document in the words of the template. */
export const inWordsOf = (document: PlanDocument, values: Values): PlanDocument => jsonInWordsOf(document, values) as PlanDocument;

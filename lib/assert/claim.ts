/** Claims: sentences about a template that are proved, refuted or undecided. */
import type { GraphRole, IdentityGraph } from '../graph/identity-graph';
import type { IdentityPlan } from '../plan/plan';

/** What claims are made about. */
export interface Subject {
  readonly graph: IdentityGraph;
  /** What was declared, as far as it is known. */
  readonly plans: readonly IdentityPlan[];
}

export type ClaimVerdict =
  /** `assuming` names what was taken for granted; `shown` is an example, where the claim is that there is one. */
  | { readonly verdict: 'proved'; readonly assuming?: readonly string[]; readonly shown?: string }
  /** `shown` is the request or the fact that shows it. */
  | { readonly verdict: 'refuted'; readonly shown: string }
  /** `shown` is what it depends on. */
  | { readonly verdict: 'undecided'; readonly shown: string };

export interface Claim {
  /** The claim as a sentence, lower case, no final period. */
  readonly says: string;
  readonly judge: (subject: Subject) => ClaimVerdict;
}

const COMPONENT_TAG = 'agent-identity:component';

/** Roles that are the identity of a component: by their tags, by a plan, by their name or by their logical id. */
export function rolesOf(component: string, { graph, plans }: Subject): readonly GraphRole[] {
  const planned = new Set(
    plans.flatMap(({ components }) => components.flatMap(({ name, roleName }) => (name === component ? [roleName] : []))),
  );
  const tagged = graph.roles.filter(({ tags, name }) => tags[COMPONENT_TAG] === component || planned.has(name));
  if (tagged.length > 0) return tagged;
  return graph.roles.filter(({ name, place }) => name === component || place.resource === component || place.path === component);
}

/** Every name by which a claim can speak of a role. */
export const namesIn = ({ graph, plans }: Subject): readonly string[] => [
  ...new Set([
    ...plans.flatMap(({ components }) => components.map(({ name }) => name)),
    ...graph.roles.flatMap(({ tags, name, place }) => [tags[COMPONENT_TAG] ?? name, place.resource ?? name]),
  ]),
];

/** Judges every role of a component, and fails where there is none. The gravest answer counts. */
export function forEachRole(component: string, subject: Subject, judge: (role: GraphRole) => ClaimVerdict): ClaimVerdict {
  const roles = rolesOf(component, subject);
  if (roles.length === 0) {
    const names = namesIn(subject);
    const known = names.length === 0 ? 'the template holds no role' : `there are ${names.map((name) => `\`${name}\``).join(', ')}`;
    return { verdict: 'refuted', shown: `no role is the identity of \`${component}\`; ${known}` };
  }
  const answers = roles.map(judge);
  const [first] = answers;
  const assuming = answers.flatMap((answer) => (answer.verdict === 'proved' ? (answer.assuming ?? []) : []));
  return (
    answers.find(({ verdict }) => verdict === 'refuted') ??
    answers.find(({ verdict }) => verdict === 'undecided') ?? {
      verdict: 'proved',
      ...(assuming.length === 0 ? {} : { assuming }),
      ...(first?.shown === undefined ? {} : { shown: first.shown }),
    }
  );
}

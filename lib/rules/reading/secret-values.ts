/** What stands where a secret is asked for. */
import type { GraphParameter, IdentityGraph } from '../../graph/identity-graph';
import { textValue } from '../../graph/values';
import { parseText } from '../../policy/text';
import { once } from './once';

export type SecretValue =
  /** Written out in the template. */
  | { readonly kind: 'written' }
  /** Given by whoever deploys, and shown to everybody who may look at the stack. */
  | { readonly kind: 'shown'; readonly parameter: GraphParameter }
  /** Given by whoever deploys, or else one that the template writes out. */
  | { readonly kind: 'initial'; readonly parameter: GraphParameter }
  /** Given by whoever deploys, and masked. */
  | { readonly kind: 'hidden'; readonly parameter: GraphParameter }
  /** Filled in at deployment, from a store or another resource. */
  | { readonly kind: 'late' };

const byHole = once((graph: IdentityGraph) => new Map(graph.parameters.map((parameter) => [parameter.hole, parameter])));

/** The parameter that a text is or holds. */
export const parameterIn = (text: string, graph: IdentityGraph): GraphParameter | undefined =>
  [...byHole(graph)].find(([hole]) => text.includes(hole))?.[1];

/** Values that are no secret wherever they stand. */
const PUBLIC: ReadonlySet<string> = new Set(['account', 'region', 'partition', 'url-suffix']);

/** How the value of a secret gets into the template; undefined where there is none. */
export function secretValueOf(value: unknown, graph: IdentityGraph): SecretValue | undefined {
  const alone: unknown = Array.isArray(value) && value.length === 1 ? (value as readonly unknown[])[0] : value;
  const text = textValue(alone);
  if (text === undefined || text === '') return undefined;
  const parameter = parameterIn(text, graph);
  if (parameter !== undefined) {
    return { kind: parameter.initial !== undefined ? 'initial' : parameter.hidden ? 'hidden' : 'shown', parameter };
  }
  const isLate = parseText(text).some((part) => typeof part !== 'string' && !PUBLIC.has(part.hole));
  return { kind: isLate ? 'late' : 'written' };
}

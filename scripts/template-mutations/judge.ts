/** Whether the rules catch what somebody changed in a sound template. */
import { checkGraph } from '../../lib/assert/check-graph';
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import type { GraphDocument, IdentityGraph } from '../../lib/graph/identity-graph';
import { contains, type PolicyType, parsePolicy } from '../../lib/policy';
import type { Mutant } from './mutants';
import { PLACE, type Sound, type Template } from './sound-templates';

/**
 * - `caught`: the template permits more, or keeps less, and is refuted
 * - `missed`: it does, and is not
 * - `harmless`: it permits no more than before
 * - `open`: that depends on a late value, and the rules say that they cannot decide it
 */
export type Catch = 'caught' | 'missed' | 'harmless' | 'open';

export interface Judged {
  readonly result: Catch;
  /** Codes of the errors that the template is refuted for. */
  readonly codes: readonly string[];
}

export const read = (template: Template): IdentityGraph => fromCloudFormation(template, PLACE);

/** The document that stands at a place of a template, with what it is used for. */
function documentAt(graph: IdentityGraph, resource: string, pointer: string): readonly [PolicyType, GraphDocument] | undefined {
  const at = (document: GraphDocument | undefined): boolean =>
    document?.place.resource === resource && `${document.place.pointer ?? ''}` === pointer;
  for (const role of graph.roles) if (at(role.trust)) return ['trust', role.trust];
  for (const holder of graph.holders) {
    for (const { document } of holder.policies) if (at(document)) return ['identity', document];
    if (holder.boundary?.document !== undefined && at(holder.boundary.document)) return ['boundary', holder.boundary.document];
  }
  for (const { document } of graph.resourcePolicies) if (at(document)) return ['resource', document];
  return undefined;
}

/** Whether a changed document permits what the sound one does not. */
function permitsMore(
  sound: IdentityGraph,
  changed: IdentityGraph,
  { resource, pointer }: Mutant & { readonly pointer: string },
): boolean | 'open' {
  const before = documentAt(sound, resource, pointer);
  if (before === undefined) throw new Error(`no document is read at ${resource} ${pointer}`);
  const after = documentAt(changed, resource, pointer);
  // A document that cannot be read any more is for the rules on well-formed policies, not for the prover.
  const [type, document] = before;
  const inner = after === undefined ? undefined : parsePolicy(after[1].raw, type);
  const outer = parsePolicy(document.raw, type);
  if (!outer.ok) throw new Error(`the sound document at ${resource} ${pointer} cannot be read`);
  if (inner === undefined || !inner.ok) return false;
  const { verdict } = contains(inner.document, outer.document);
  return verdict === 'undecided' ? 'open' : verdict === 'refuted';
}

/** Judges one mutant beside the sound template that it was made of. */
export function judge({ plan }: Sound, sound: IdentityGraph, mutant: Mutant): Judged {
  const graph = read(mutant.template);
  const weaker = mutant.pointer === undefined ? true : permitsMore(sound, graph, { ...mutant, pointer: mutant.pointer });
  if (weaker === false) return { result: 'harmless', codes: [] };
  const { verdict, findings } = checkGraph(graph, { plan });
  const codes = [
    ...new Set(findings.filter((one) => one.verdict === 'refuted' && one.severity === 'error').map(({ code }) => code)),
  ].sort();
  if (verdict === 'refuted') return { result: 'caught', codes };
  return { result: weaker === 'open' && verdict === 'undecided' ? 'open' : 'missed', codes };
}

/** Every permissions document of a graph, once however many carry it. */

import type { Place } from '../../finding/finding';
import type { GraphDocument, IdentityGraph } from '../../graph/identity-graph';
import type { PolicyDocument } from '../../policy/document';
import { fillWithExamples } from '../../policy/prove/example-value';
import { once } from './once';
import { holderName } from './places';
import { readPolicy } from './read-policy';

export interface ReadDocument {
  readonly document: GraphDocument;
  readonly policy: PolicyDocument;
  /** `identity`: of somebody who carries it; `boundary`; `resource`: of what it stands on. */
  readonly kind: 'identity' | 'boundary' | 'resource';
  /** Who carries it, the first of several, or what it stands on. */
  readonly owner: string;
  /** Where that is. */
  readonly places: readonly Place[];
}

/** All that can be read; `permission/policy-is-well-formed` reports the others. */
export const documentsIn = once((graph: IdentityGraph): readonly ReadDocument[] => {
  const found = new Map<GraphDocument, ReadDocument>();
  const add = (document: GraphDocument, kind: ReadDocument['kind'], owner: string, places: readonly Place[]): void => {
    const before = found.get(document);
    if (before !== undefined) {
      found.set(document, { ...before, places: [...before.places, ...places] });
      return;
    }
    const parsed = readPolicy(document, kind);
    if (parsed.ok) found.set(document, { document, policy: parsed.document, kind, owner, places });
  };
  for (const holder of graph.holders) {
    for (const { document } of holder.policies) add(document, 'identity', holderName(holder), [holder.place]);
    if (holder.boundary?.document !== undefined) add(holder.boundary.document, 'boundary', holderName(holder), [holder.place]);
  }
  for (const { document, resourceArn } of graph.resourcePolicies) add(document, 'resource', fillWithExamples(resourceArn), []);
  return [...found.values()];
});

/** The walk over a foundation's plan that both engines share. */
import type { Emission, Emitters } from '../emit';
import type { PlannedKind, PlannedKinds } from '../plan';
import type { FoundationKind, FoundationKinds, FoundationResource } from './kinds';

/** One emission for every kind that only a foundation has: a kind without one does not compile. */
export type FoundationEmitters<Context> = {
  readonly [Kind in FoundationKind]: ((resource: FoundationKinds[Kind], context: Context) => void) | { readonly cannot: string };
};

type All<Context> = Emitters<Context> & FoundationEmitters<Context>;
type Either = (resource: never, context: never) => void;

const emissionOf = <Context>(kind: PlannedKind | FoundationKind, emitters: All<Context>): Either | { readonly cannot: string } =>
  emitters[kind] as Emission<never, never> | Either;

/** What of a foundation an engine cannot emit. Ask before emitting anything. */
export const foundationGaps = <Context>(
  resources: readonly FoundationResource[],
  emitters: All<Context>,
): readonly { readonly kind: FoundationResource['kind']; readonly reason: string }[] =>
  resources.flatMap(({ kind }) => {
    const emission = emissionOf(kind, emitters);
    return 'cannot' in emission ? [{ kind, reason: emission.cannot }] : [];
  });

/** Emits a foundation's resources in the order of its plan, which puts each after what it refers to. */
export function emitFoundation<Context>(resources: readonly FoundationResource[], emitters: All<Context>, context: Context): void {
  for (const resource of resources) {
    const emission = emissionOf(resource.kind, emitters);
    if (typeof emission === 'function') (emission as (given: FoundationResource, place: Context) => void)(resource, context);
  }
}

/** The resources that agents have too. */
export const sharedWithAgents = (resources: readonly FoundationResource[]): readonly PlannedKinds['boundary' | 'role' | 'log-group'][] =>
  resources.filter(
    (resource): resource is PlannedKinds['boundary' | 'role' | 'log-group'] =>
      resource.kind === 'boundary' || resource.kind === 'role' || resource.kind === 'log-group',
  );

/** The one walk over a plan that both engines share: what to emit, in which order, and what an engine cannot emit. */
import type { IdentityPlan, PlannedKind, PlannedKinds, PlannedResource } from './plan';

/** Emits one resource with the engine's own constructs; or says why this engine cannot, which becomes an error of planning. */
export type Emission<Kind extends PlannedKind, Context> =
  | ((resource: PlannedKinds[Kind], context: Context) => void)
  | { readonly cannot: string };

/** One emission for every kind: a kind without one does not compile. */
export type Emitters<Context> = { readonly [Kind in PlannedKind]: Emission<Kind, Context> };

/** What a resource refers to comes before it: a boundary before its role, a role before what lends it to code. */
const ORDER: { readonly [Kind in PlannedKind]: number } = {
  'oidc-provider': 0,
  'trust-anchor': 0,
  'certificate-revocation-list': 1,
  boundary: 1,
  'log-group': 2,
  role: 3,
  'role-policy': 4,
  'pod-identity-association': 5,
  'roles-anywhere-profile': 5,
  'function-permission': 6,
  'queue-policy': 7,
  'agentcore-policy': 8,
  'delivery-source': 9,
  'delivery-destination': 9,
  delivery: 10,
  topic: 9,
  'schedule-group': 10,
  'state-machine': 11,
  'event-rule': 12,
  schedule: 13,
  alarm: 14,
};

/** The resources of one account's part of a plan, each after what it refers to. `account` is an input's name; undefined is the home account. */
export const resourcesOf = (plan: Pick<IdentityPlan, 'resources'>, account: string | undefined): readonly PlannedResource[] =>
  plan.resources.filter((resource) => resource.account === account).sort((a, b) => ORDER[a.kind] - ORDER[b.kind] || waits(a) - waits(b));

/** Of one kind, what waits for others comes last. */
const waits = (resource: PlannedResource): number => (resource.kind === 'role-policy' && resource.after !== undefined ? 1 : 0);

/** A kind of the plan that the engine cannot emit, with the resource that needs it. */
export interface EmissionGap {
  readonly resource: PlannedResource;
  readonly reason: string;
}

/** What of a plan's part an engine cannot emit. Ask before emitting anything, so that nothing is left out in silence. */
export const emissionGaps = <Context>(resources: readonly PlannedResource[], emitters: Emitters<Context>): readonly EmissionGap[] =>
  resources.flatMap((resource) => {
    const emission: Emission<never, Context> = emitters[resource.kind];
    return typeof emission === 'function' ? [] : [{ resource, reason: emission.cannot }];
  });

/** Emits resources one by one. Those an engine cannot emit must have been asked for with `emissionGaps` before. */
export function emitAll<Context>(resources: readonly PlannedResource[], emitters: Emitters<Context>, context: Context): void {
  for (const resource of resources) emitOne(resource, emitters, context);
}

const emitOne = <Kind extends PlannedKind, Context>(
  resource: PlannedKinds[Kind] & { readonly kind: Kind },
  emitters: Emitters<Context>,
  context: Context,
): void => {
  const emission = emitters[resource.kind] as Emission<Kind, Context>;
  if (typeof emission === 'function') emission(resource, context);
};

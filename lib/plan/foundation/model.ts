/** What a foundation is once it is deployed: what is planned, and what every one of its resources must be besides. */
import type { FoundationKind, FoundationKinds, FoundationPlan } from './kinds';

/** What is never a choice, by kind: written by each emitter, and read back from what it wrote. */
const ALWAYS = {
  'evidence-key': { rotates: true, daysUntilDeleted: 30, retained: true },
  archive: {
    locked: 'COMPLIANCE',
    lockEnabled: true,
    versions: 'Enabled',
    encryption: 'AES256',
    ownership: 'BucketOwnerEnforced',
    closed: ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'],
    retained: true,
    policyRetained: true,
  },
  trail: { logs: true, everyRegion: true, globalServices: true, signed: true, retained: true },
  'log-resource-policy': {},
  'transaction-search': {},
  'observability-sink': {},
  'observability-link': { label: '$AccountName' },
  'prompt-log': { records: ['Embedding', 'Image', 'Text', 'Video'], retained: true },
  'metric-filter': { counts: '1', otherwise: 0 },
  'evidence-alarm': { statistic: 'Sum', evaluationPeriods: 1 },
  'athena-query': {},
  'log-query': {},
  'outbound-federation': { retained: true },
} as const satisfies { readonly [Kind in FoundationKind]: Readonly<Record<string, unknown>> };

type Values<Constants> = { readonly [Name in keyof Constants]: unknown };

/** By kind, what is compared: every property of the plan but its order, and what is never a choice. */
export type FoundationModels = {
  readonly [Kind in FoundationKind]: { readonly kind: Kind } & {
    readonly [Property in Exclude<keyof FoundationKinds[Kind], 'kind' | 'id' | 'after'>]: unknown;
  } & Values<(typeof ALWAYS)[Kind]>;
};

export type FoundationModel = FoundationModels[FoundationKind];

const isFoundations = (resource: FoundationPlan['resources'][number]): resource is FoundationKinds[FoundationKind] =>
  Object.hasOwn(ALWAYS, resource.kind);

/** What a plan says its own kinds will be. Holes stay: the key is `⟨evidenceKey:kms-key-arn⟩`. */
export const foundationModelOf = ({ resources }: FoundationPlan): readonly FoundationModel[] =>
  resources.filter(isFoundations).map((resource) => {
    const { id: _id, after: _after, ...planned } = resource as FoundationKinds[FoundationKind] & { readonly after?: unknown };
    return { ...planned, ...ALWAYS[resource.kind] } as FoundationModel;
  });

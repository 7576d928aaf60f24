/** Checks rendered documents against their quotas once their values are known: of literal values before anything is registered, of late ones in `apply`. */
import type { PlanningCode } from '../finding/catalogue';
import type { Finding } from '../finding/finding';
import { planningFinding } from '../finding/finding-list';
import { bindValue } from '../plan/bind';
import { LIMITS, sizeOf, sumOf } from '../plan/document-size';
import type { PlanDocument, PlannedResource } from '../plan/plan';

const QUOTAS = {
  'trust policy': { code: 'WI151', most: LIMITS.trustPolicy },
  'managed policy': { code: 'WI152', most: LIMITS.managedPolicy },
  'inline policies': { code: 'WI153', most: LIMITS.inlinePolicies - LIMITS.quarantineReserve },
  'session policy': { code: 'WI171', most: LIMITS.sessionPolicy },
} as const satisfies Record<string, { readonly code: PlanningCode; readonly most: number }>;

const TEXT = new Intl.NumberFormat('en-US');

/** A size that AWS limits. */
export interface Limit {
  readonly quota: keyof typeof QUOTAS;
  /** Id of the resource that it limits. */
  readonly id: string;
}

/** What is wrong with the size of documents that share a quota. */
export const sizeFindings = (limit: Limit, rendered: readonly string[]): readonly Finding[] =>
  judged(
    limit,
    rendered.reduce((sum, text) => sum + text.length, 0),
  );

function judged({ quota, id }: Limit, size: number): readonly Finding[] {
  const { code, most } = QUOTAS[quota];
  if (size <= most) return [];
  return [
    planningFinding(code, {
      what: `with the values given, \`${id}\` has ${TEXT.format(size)} characters of ${quota}, and at most ${TEXT.format(most)} are allowed`,
      fix: 'shorten the names that the inputs bring in, or divide the component into two',
    }),
  ];
}

/** What is too long already with the values that are known, however short the others turn out. */
export const knownSizeFindings = (resources: readonly PlannedResource[], known: Readonly<Record<string, string>>): readonly Finding[] =>
  resources.flatMap((resource) =>
    documentsOf(resource).flatMap(({ quota, documents }) =>
      judged({ quota, id: resource.id }, sumOf(documents.map((document) => sizeOf(bindValue(document, known)))).least),
    ),
  );

function documentsOf(
  resource: PlannedResource,
): readonly { readonly quota: Limit['quota']; readonly documents: readonly PlanDocument[] }[] {
  switch (resource.kind) {
    case 'role':
      return [
        { quota: 'trust policy', documents: [resource.trust] },
        { quota: 'inline policies', documents: resource.policies.map(({ document }) => document) },
      ];
    case 'boundary':
      return [{ quota: 'managed policy', documents: [resource.document] }];
    case 'role-policy':
      return [{ quota: 'inline policies', documents: [resource.document] }];
    case 'pod-identity-association':
      return resource.policy === undefined ? [] : [{ quota: 'session policy', documents: [resource.policy] }];
    default:
      return [];
  }
}

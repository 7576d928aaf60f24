/** Checks rendered documents against their quotas once their values are known: of literal values before anything is registered, of late ones in `apply`. */
import type { PlanningCode } from '../finding/catalogue';
import type { Finding } from '../finding/finding';
import { planningFinding } from '../finding/finding-list';
import { bindValue } from '../plan/bind';
import { LIMITS } from '../plan/document-size';
import type { PlanDocument, PlannedResource } from '../plan/plan';
import { hasHole } from '../policy/text';

const QUOTAS = {
  'trust policy': { code: 'WI151', most: LIMITS.trustPolicy },
  'managed policy': { code: 'WI152', most: LIMITS.managedPolicy },
  'inline policies': { code: 'WI153', most: LIMITS.inlinePolicies - LIMITS.quarantineReserve },
} as const satisfies Record<string, { readonly code: PlanningCode; readonly most: number }>;

/** A size that AWS limits. */
export interface Limit {
  readonly quota: keyof typeof QUOTAS;
  /** Id of the resource that it limits. */
  readonly id: string;
}

/** What is wrong with the size of documents that share a quota. */
export function sizeFindings({ quota, id }: Limit, rendered: readonly string[]): readonly Finding[] {
  const { code, most } = QUOTAS[quota];
  const size = rendered.reduce((sum, text) => sum + text.length, 0);
  if (size <= most) return [];
  return [
    planningFinding(code, {
      what: `with the values deployed, \`${id}\` has ${size} characters of ${quota}, and at most ${most} are allowed`,
      fix: 'shorten the names that the inputs bring in, or divide the component into two',
    }),
  ];
}

/** What is wrong with the sizes of everything whose values are all literal. */
export const literalSizeFindings = (resources: readonly PlannedResource[], known: Readonly<Record<string, string>>): readonly Finding[] =>
  resources.flatMap((resource) =>
    documentsOf(resource).flatMap(({ quota, documents }) => {
      const rendered = documents.map((document) => JSON.stringify(bindValue(document, known)));
      return rendered.some(hasHole) ? [] : sizeFindings({ quota, id: resource.id }, rendered);
    }),
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
    default:
      return [];
  }
}

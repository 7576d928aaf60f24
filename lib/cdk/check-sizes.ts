/** Checks documents against IAM's quotas once literal values stand in them, however short the others turn out. */
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

/** What AWS limits the size of. */
export type Quota = keyof typeof QUOTAS;

const NUMBER = new Intl.NumberFormat('en-US');

/** What is wrong with the size of documents that share a quota. `id` names the resource that they stand on. */
export function sizeFindings(quota: Quota, id: string, documents: readonly PlanDocument[]): readonly Finding[] {
  const { code, most } = QUOTAS[quota];
  const { least } = sumOf(documents.map(sizeOf));
  if (least <= most) return [];
  return [
    planningFinding(code, {
      what: `with the values given, \`${id}\` has at least ${NUMBER.format(least)} characters of ${quota}, and at most ${NUMBER.format(most)} are allowed`,
      fix: 'shorten the names that the inputs bring in, or divide the component into two',
    }),
  ];
}

function limited(resource: PlannedResource): readonly (readonly [Quota, readonly PlanDocument[]])[] {
  switch (resource.kind) {
    case 'role':
      return [
        ['trust policy', [resource.trust]],
        ['inline policies', resource.policies.map(({ document }) => document)],
      ];
    case 'boundary':
      return [['managed policy', [resource.document]]];
    case 'role-policy':
      return [['inline policies', [resource.document]]];
    case 'pod-identity-association':
      return resource.policy === undefined ? [] : [['session policy', [resource.policy]]];
    default:
      return [];
  }
}

/** What is too long already with the values that are known. */
export const checkSizes = (resources: readonly PlannedResource[], known: Readonly<Record<string, string>>): readonly Finding[] =>
  resources.flatMap((resource) =>
    limited(resource).flatMap(([quota, documents]) => sizeFindings(quota, resource.id, bindValue(documents, known))),
  );

/** The last gate: whether IAM would take every document that is planned. */
import type { FindingList } from '../finding/finding-list';
import type { PolicyType } from '../policy/document';
import { parsePolicy } from '../policy/parse';
import type { PolicyJson } from '../policy/policy-json';
import type { PlannedResource } from './plan';
import type { ComponentPlan } from './plan-component';

type Document = readonly [what: string, type: PolicyType, document: PolicyJson];

function documentsOf(resource: PlannedResource): readonly Document[] {
  switch (resource.kind) {
    case 'role':
      return [
        ['the trust policy', 'trust', resource.trust],
        ...resource.policies.map(({ name, document }) => [`the policy \`${name}\``, 'identity', document] as const),
      ];
    case 'boundary':
      return [['the permissions boundary', 'boundary', resource.document]];
    case 'role-policy':
      return [[`the policy \`${resource.name}\``, 'identity', resource.document]];
    case 'queue-policy':
    case 'agentcore-policy':
      return [['the resource policy', 'resource', resource.document]];
    default:
      return [];
  }
}

/** Tells every fault of every document, a text once for each component. */
export function checkDocuments(resources: readonly PlannedResource[], planned: readonly ComponentPlan[], findings: FindingList): void {
  const told = new Set<string>();
  for (const resource of [...resources, ...planned.flatMap(({ component }) => component.binding?.resources ?? [])]) {
    const { component } = resource;
    const below = component === undefined ? findings : findings.below(`components.${component}`, component);
    for (const [what, type, document] of documentsOf(resource)) {
      const parsed = parsePolicy(document, type);
      for (const fault of parsed.ok ? [] : parsed.faults) {
        const key = `${component} ${fault.what}`;
        if (told.has(key)) continue;
        told.add(key);
        below.add('WI114', {
          what: `${what} would be refused: ${fault.what}`,
          shown: fault.pointer,
          fix: fault.fix ?? 'mend the text that it was made from',
        });
      }
    }
  }
}

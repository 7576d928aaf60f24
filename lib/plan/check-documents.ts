/** The last gate: whether IAM would take every document that is planned. */
import type { FindingList } from '../finding/finding-list';
import type { PolicyType } from '../policy/document';
import { parsePolicy } from '../policy/parse';
import type { PolicyJson, StatementJson } from '../policy/policy-json';
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
    case 'pod-identity-association':
      return resource.policy === undefined ? [] : [['the session policy', 'identity', resource.policy]];
    case 'queue-policy':
    case 'agentcore-policy':
      return [['the resource policy', 'resource', resource.document]];
    default:
      return [];
  }
}

/** What a statement says, without its name. */
const meaningOf = ({ Sid: _sid, ...rest }: StatementJson): string => JSON.stringify(rest);

/**
 * Statements that IAM takes, of the policies that a role holds: its boundary repeats them, and IAM asks the same of both.
 */
class TakenStatements {
  readonly #taken = new Set<string>();

  add(type: PolicyType, { Statement }: PolicyJson): void {
    if (type === 'identity') for (const statement of Statement) this.#taken.add(meaningOf(statement));
  }

  holdAllOf(type: PolicyType, { Statement }: PolicyJson): boolean {
    return type === 'boundary' && Statement.every((statement) => this.#taken.has(meaningOf(statement)));
  }
}

/** Roles first, so that what their boundaries repeat has been read. */
const inOrder = (resources: readonly PlannedResource[]): readonly PlannedResource[] => [
  ...resources.filter(({ kind }) => kind !== 'boundary'),
  ...resources.filter(({ kind }) => kind === 'boundary'),
];

/** Tells every fault of every document, a text once for each component. */
export function checkDocuments(resources: readonly PlannedResource[], planned: readonly ComponentPlan[], findings: FindingList): void {
  const told = new Set<string>();
  const taken = new TakenStatements();
  for (const resource of inOrder([...resources, ...planned.flatMap(({ component }) => component.binding?.resources ?? [])])) {
    const { component } = resource;
    const below = component === undefined ? findings : findings.below(`components.${component}`, component);
    for (const [what, type, document] of documentsOf(resource)) {
      if (taken.holdAllOf(type, document)) continue;
      const parsed = parsePolicy(document, type);
      if (parsed.ok) taken.add(type, document);
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

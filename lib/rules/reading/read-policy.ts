/** Policies of the graph in normal form, each parsed once however many rules ask. */
import type { GraphDocument } from '../../graph/identity-graph';
import type { ParsedPolicy, PolicyType } from '../../policy/document';
import { parsePolicy } from '../../policy/parse';
import { parseText } from '../../policy/text';

const parsed = new WeakMap<GraphDocument, Map<PolicyType, ParsedPolicy>>();

export function readPolicy(document: GraphDocument, type: PolicyType): ParsedPolicy {
  let byType = parsed.get(document);
  if (byType === undefined) {
    byType = new Map();
    parsed.set(document, byType);
  }
  const known = byType.get(type);
  if (known !== undefined) return known;
  const policy = parsePolicy(document.raw, type);
  byType.set(type, policy);
  return policy;
}

/** Whether the whole document is one value that the engine settles only at deployment. */
export function isLate({ raw }: GraphDocument): boolean {
  if (typeof raw !== 'string') return false;
  const [part, ...rest] = parseText(raw);
  return rest.length === 0 && part !== undefined && typeof part !== 'string';
}

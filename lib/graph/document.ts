/** Policy documents as a template gives them, and in the form that plans write. */
import type { Place } from '../finding/finding';
import type { PlanDocument } from '../plan/plan';
import { FaultList } from '../policy/parse-faults';
import { parseJson } from '../policy/parse-json';
import { isRecord } from '../policy/parse-values';
import type { GraphDocument } from './identity-graph';

/**
 * A document as read. JSON text becomes the value it writes; text that is no JSON, or writes a key twice, stays text, so that whoever judges it meets
 * the same fault that AWS would.
 */
export function documentAt(value: unknown, place: Place): GraphDocument {
  if (typeof value !== 'string') return { raw: value, place };
  const faults = new FaultList();
  const parsed = parseJson(value, faults);
  return { raw: faults.empty ? parsed : value, place };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** IAM takes numbers and booleans as condition values, and compares them as text. */
const asText = (value: unknown): unknown => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value);

const mapMembers = (value: unknown, map: (member: unknown) => unknown): unknown =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, map(member)])) : value;

const LISTS: ReadonlySet<string> = new Set(['Action', 'NotAction', 'Resource', 'NotResource']);

function statementForm(statement: unknown): unknown {
  if (!isRecord(statement)) return statement;
  return Object.fromEntries(
    Object.entries(statement).map(([element, value]) => {
      if (LISTS.has(element)) return [element, list(value)];
      if (element === 'Principal' || element === 'NotPrincipal') return [element, mapMembers(value, list)];
      if (element === 'Condition') return [element, mapMembers(value, (keys) => mapMembers(keys, (values) => list(values).map(asText)))];
      return [element, value];
    }),
  );
}

/**
 * The document with lists wherever plans write lists; single values are the same to IAM. What is no document stays what it is, so that comparing it
 * with a plan's shows the difference.
 */
export function planForm({ raw }: GraphDocument): PlanDocument {
  const form = isRecord(raw) && Object.hasOwn(raw, 'Statement') ? { ...raw, Statement: list(raw.Statement).map(statementForm) } : raw;
  return form as PlanDocument;
}

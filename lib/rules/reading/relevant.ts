/** Leaves out what cannot matter to a question, so that a proof is only asked for where one is needed. */
import { matchAction } from '../../policy/action-pattern';
import type { PolicyDocument, Statement } from '../../policy/document';
import { HOLE_OPEN, hasHole } from '../../policy/text';

/** Whether no text matches the pattern and is, or begins as, the other one: they differ before any wildcard, hole or variable. */
export function differ(pattern: string, text: string): boolean {
  const length = Math.min(pattern.length, text.length);
  for (let at = 0; at < length; at += 1) {
    const [a = '', b = ''] = [pattern.charAt(at), text.charAt(at)];
    if ('*?$'.includes(a) || '*?$'.includes(b)) return false;
    if (a === b) continue;
    // Within a hole, or at the start of one, what follows is not literal on both sides.
    return a !== HOLE_OPEN && b !== HOLE_OPEN && !insideHole(pattern, at) && !insideHole(text, at);
  }
  return false;
}

const insideHole = (text: string, at: number): boolean => text.lastIndexOf('⟨', at) > text.lastIndexOf('⟩', at);

/** Whether a pattern names a service other than the action's: most do, and need no matching. */
const isOfAnotherService = (pattern: string, action: string): boolean => {
  const colon = pattern.indexOf(':');
  if (colon <= 0) return false;
  const service = pattern.slice(0, colon);
  return !/[*?]/.test(service) && !action.toLowerCase().startsWith(`${service.toLowerCase()}:`);
};

/** Whether a pattern of actions, perhaps with parts that are not known before deployment, may match one of these. */
export function mayMatchAction(pattern: string, actions: readonly string[]): boolean {
  if (hasHole(pattern)) return true;
  if (/[*?]/.test(pattern)) return actions.some((one) => !isOfAnotherService(pattern, one) && matchAction(pattern, one));
  const wanted = pattern.toLowerCase();
  return actions.some((one) => one.length === wanted.length && one.toLowerCase() === wanted);
}

function mayApply({ action, resource }: Statement, actions: readonly string[], resources: readonly string[]): boolean {
  const acts = action.negated || action.patterns.some((pattern) => mayMatchAction(pattern, actions));
  if (!acts) return false;
  return resource === undefined || resource.negated || resource.patterns.some((pattern) => resources.some((one) => !differ(pattern, one)));
}

/** The documents without the Allow statements that cannot apply to these concrete actions on these resources; documents without Allow are left out. */
export const relevantTo = (
  documents: readonly PolicyDocument[],
  actions: readonly string[],
  resources: readonly string[],
): readonly PolicyDocument[] => {
  const reduced = documents.map((document) => ({
    ...document,
    statements: document.statements.filter((statement) => statement.effect === 'Deny' || mayApply(statement, actions, resources)),
  }));
  return reduced.some(({ statements }) => statements.some(({ effect }) => effect === 'Allow')) ? reduced : [];
};

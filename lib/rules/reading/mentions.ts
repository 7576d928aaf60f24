/** Which of a list of actions the statements of policies may speak of, found without trying every pattern on every action. */
import { matchAction } from '../../policy/action-pattern';
import type { Statement } from '../../policy/document';
import { hasHole } from '../../policy/text';

const serviceOf = (action: string): string => action.slice(0, action.indexOf(':')).toLowerCase();

/** Answers, for one list of actions, which of them a statement may be about. What is not known before deployment counts as any. */
export function mentionsOf(actions: readonly string[]): (statement: Statement) => ReadonlySet<string> {
  const byName = new Map(actions.map((action) => [action.toLowerCase(), action]));
  const byService = new Map<string, string[]>();
  for (const action of actions) byService.set(serviceOf(action), [...(byService.get(serviceOf(action)) ?? []), action]);
  const known = new Map<string, readonly string[]>();

  const work = (pattern: string): readonly string[] => {
    if (hasHole(pattern)) return actions;
    const exact = byName.get(pattern.toLowerCase());
    if (exact !== undefined) return [exact];
    if (!/[*?]/.test(pattern)) return [];
    const service = serviceOf(pattern);
    const near = pattern.includes(':') && !/[*?]/.test(service) ? (byService.get(service) ?? []) : actions;
    return near.filter((action) => matchAction(pattern, action));
  };
  const matched = (pattern: string): readonly string[] => {
    const before = known.get(pattern);
    if (before !== undefined) return before;
    const found = work(pattern);
    // Literal patterns are found faster than remembered, and there is no end of them.
    if (/[*?]/.test(pattern)) known.set(pattern, found);
    return found;
  };

  return ({ action: { negated, patterns } }) => {
    if (!negated) return new Set(patterns.flatMap(matched));
    const left = new Set(patterns.filter((pattern) => !hasHole(pattern)).flatMap(matched));
    return new Set(actions.filter((action) => !left.has(action)));
  };
}

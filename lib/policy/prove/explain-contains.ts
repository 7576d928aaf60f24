/** Which statements carry a proof of containment. */
import type { PolicyDocument, Statement } from '../document';
import { contains } from './contains';
import type { ProveOptions } from './options';

/** An Allow statement of the inner document and what covers it. */
export interface Coverage {
  /** JSON pointer to the Allow statement of the inner document. */
  readonly inner: string;
  /**
   * JSON pointers to Allow statements of the outer document that together permit all that is left of it, and none of which
   * can be spared. Empty where the Deny statements of the inner document leave nothing of it, or where it is not covered.
   */
  readonly outer: readonly string[];
  readonly verdict: 'proved' | 'refuted' | 'undecided';
}

/** For every Allow statement of `inner`, the Allow statements of `outer` that cover it; the fewest where one is enough. */
export function explainContains(inner: PolicyDocument, outer: PolicyDocument, options: ProveOptions = {}): readonly Coverage[] {
  const denies = outer.statements.filter(({ effect }) => effect === 'Deny');
  const candidates = outer.statements.filter(({ effect }) => effect === 'Allow');
  return inner.statements
    .filter(({ effect }) => effect === 'Allow')
    .map((statement): Coverage => {
      const part = withStatements(inner, [statement, ...inner.statements.filter(({ effect }) => effect === 'Deny')]);
      const answer = (statements: readonly Statement[]) =>
        contains(part, withStatements(outer, [...statements, ...denies]), options).verdict;
      const verdict = answer(candidates);
      const covering = verdict === 'proved' ? fewest(candidates, (statements) => answer(statements) === 'proved') : [];
      return { inner: statement.pointer, outer: covering.map(({ pointer }) => pointer), verdict };
    });
}

const withStatements = (document: PolicyDocument, statements: readonly Statement[]): PolicyDocument => ({ ...document, statements });

/** None or one if that is enough; else all, without those that can be spared one after the other. */
function fewest(statements: readonly Statement[], suffices: (statements: readonly Statement[]) => boolean): readonly Statement[] {
  if (suffices([])) return [];
  const single = statements.find((statement) => suffices([statement]));
  if (single !== undefined) return [single];
  let kept = statements;
  for (const statement of statements) {
    const without = kept.filter((other) => other !== statement);
    if (suffices(without)) kept = without;
  }
  return kept;
}

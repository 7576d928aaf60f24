/** The permissions boundary: everything that a component may do, and nothing else. */
import type { PolicyJson, StatementJson } from '../policy/policy-json';
import { LIMITS, sizeOf } from './document-size';

/**
 * Gives nothing: everybody may ask who they are, even where a policy denies it. IAM refuses a document without statements, and a denial would outlive what is
 * added to the document later.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
const NOTHING: StatementJson = { Effect: 'Allow', Action: ['sts:GetCallerIdentity'], Resource: ['*'] };

/** A document of these statements. */
export const documentOf = (statements: readonly StatementJson[]): PolicyJson => ({
  Version: '2012-10-17',
  Statement: statements.length === 0 ? [NOTHING] : statements,
});

const withoutSid = ({ Sid: _sid, ...rest }: StatementJson): StatementJson => rest;

const union = (a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] =>
  [...new Set([...(a ?? []), ...(b ?? [])])].sort();

/**
 * Joins statements that differ in one list only: `(A, R1, C) ∪ (A, R2, C)` is `(A, R1 ∪ R2, C)`, and likewise for actions. Statements with
 * `NotAction` are left as they are, because there the union of the lists is another set.
 */
function joinBy(statements: readonly StatementJson[], list: 'Action' | 'Resource'): readonly StatementJson[] {
  const joined = new Map<string, StatementJson>();
  for (const statement of statements) {
    const { [list]: _joinable, ...rest } = statement;
    const key = statement.NotAction === undefined ? JSON.stringify(rest) : JSON.stringify(statement);
    const before = joined.get(key);
    joined.set(
      key,
      before === undefined || statement.NotAction !== undefined ? statement : { ...before, [list]: union(before[list], statement[list]) },
    );
  }
  return [...joined.values()];
}

/** A document of the same meaning with fewer statements: duplicates, and statements that differ in one list, become one. */
export const compact = (document: PolicyJson): PolicyJson => ({
  Version: document.Version,
  Statement: joinBy(joinBy(document.Statement.map(withoutSid), 'Resource'), 'Action'),
});

export interface BoundaryPlan {
  readonly document: PolicyJson;
  /** Whether statements were joined to make it fit. The planner has that proved. */
  readonly compacted: boolean;
}

/** The boundary of these statements. It is compacted only where it would not fit as it is. */
export function planBoundary(statements: readonly StatementJson[]): BoundaryPlan {
  const plain = documentOf(statements.map(withoutSid));
  if (sizeOf(plain).most <= LIMITS.managedPolicy) return { document: plain, compacted: false };
  return { document: compact(plain), compacted: true };
}

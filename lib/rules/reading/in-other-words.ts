/** Containment that can be seen without a proof, because the one document says what the other says. */
import type { Condition, PatternElement, PolicyDocument, Statement } from '../../policy/document';

const conditionKey = ({ operator, qualifier, ifExists, key, values }: Condition): string =>
  JSON.stringify([operator, qualifier, ifExists, key, values]);

/** Everything of a statement but its actions and resources, and the name and place that mean nothing. */
const restOf = ({ effect, principal, action, resource, conditions }: Statement): string =>
  JSON.stringify([effect, principal, action.negated, resource?.negated, conditions.map(conditionKey).sort()]);

const listed = (inner: PatternElement | undefined, outer: PatternElement | undefined): boolean => {
  if (inner === undefined || outer === undefined) return inner === outer;
  // More patterns in a negated element mean less.
  const [less, more] = inner.negated ? [outer, inner] : [inner, outer];
  return less.patterns.every((pattern) => more.patterns.includes(pattern));
};

const within = (inner: Statement, outer: readonly Statement[]): boolean => {
  const rest = restOf(inner);
  return outer.some((one) => restOf(one) === rest && listed(inner.action, one.action) && listed(inner.resource, one.resource));
};

/**
 * Whether `outer` permits all that `inner` documents permit together, seen by comparing statements: each Allow of the inner ones is part of one of the
 * outer's, and each Deny of the outer is part of one of the inner's. False says nothing.
 */
export function plainlyWithin(inner: readonly PolicyDocument[], outer: PolicyDocument): boolean {
  if (inner.some(({ version }) => version !== outer.version)) return false;
  const statements = inner.flatMap((document) => document.statements);
  const allows = (all: readonly Statement[]): readonly Statement[] => all.filter(({ effect }) => effect === 'Allow');
  const denies = (all: readonly Statement[]): readonly Statement[] => all.filter(({ effect }) => effect === 'Deny');
  return (
    allows(statements).every((one) => within(one, allows(outer.statements))) &&
    denies(outer.statements).every((one) => within(one, denies(statements)))
  );
}

/** Whether one of the documents says what the statement says, seen by comparing. False says nothing. */
export const plainlySaid = (statement: Statement, documents: readonly PolicyDocument[]): boolean =>
  documents.some(({ statements }) => within(statement, statements));

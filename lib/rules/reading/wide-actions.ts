/** Action patterns that are wide in meaning, not only in form. */
import { matchAction } from '../../policy/action-pattern';
import { resourceFits } from '../../policy/data/resource-fits';
import type { PolicyDocument, Statement } from '../../policy/document';
import type { AuthorizationRequest } from '../../policy/request';
import { hasHole } from '../../policy/text';
import { firstGiven } from './first-given';
import type { HeldStatement } from './held-statements';
import { changes, type KnownAction, knownActions } from './known-actions';
import type { Permissions } from './permissions';
import { coversServices, isWideAction } from './wide-patterns';

/** So few actions are as good as named. */
export const HANDFUL = 5;

/** The actions that stand for a pattern over all services. */
const OF_ALL_SERVICES = 'iam:*';

/** The actions that a pattern stands for on the statement's resources; none where they are no more than a handful. */
function meantBy(pattern: string, { resource }: Statement): readonly KnownAction[] {
  const known = knownActions(coversServices(pattern) ? OF_ALL_SERVICES : pattern);
  const patterns = resource === undefined || resource.negated ? ['*'] : resource.patterns;
  const isEverywhere = coversServices(pattern) || patterns.some((one) => /^\*+$/.test(one));
  const fitting = isEverywhere ? known : known.filter(({ action }) => patterns.some((one) => resourceFits(action, one) !== 'no'));
  return fitting.length > HANDFUL ? fitting : [];
}

/** Patterns that say narrowly what a boundary permits, or what a Deny leaves. */
function narrowPatterns({ identity, boundary }: Permissions): readonly string[] {
  const patternsOf = ({ statements }: PolicyDocument, wanted: (statement: Statement) => boolean): readonly string[] =>
    statements.filter(wanted).flatMap(({ action }) => action.patterns.filter((one) => !isWideAction(one) && !hasHole(one)));
  const limits = boundary === undefined ? [] : [boundary];
  return [
    ...[...identity, ...limits].flatMap((document) => patternsOf(document, ({ effect, action }) => effect === 'Deny' && action.negated)),
    ...limits.flatMap((document) => patternsOf(document, ({ effect, action }) => effect === 'Allow' && !action.negated)),
  ];
}

/**
 * A request that a wide pattern of a statement permits, for an action that changes something and that neither the boundary nor a Deny names. Undefined where
 * nothing of the pattern is left that is not named.
 */
export function wideRequest(pattern: string, held: HeldStatement, permissions: Permissions): AuthorizationRequest | undefined {
  const narrow = narrowPatterns(permissions);
  const unnamed = meantBy(pattern, held.statement).filter((info) => changes(info) && !narrow.some((one) => matchAction(one, info.action)));
  return firstGiven(held, permissions, unnamed);
}

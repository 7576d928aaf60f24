/** One request, of many that a statement might give, which it does give. */
import type { Condition } from '../../policy/document';
import type { AuthorizationRequest } from '../../policy/request';
import { givenBy, type Layered, type Requests } from './effect';
import type { HeldStatement } from './held-statements';
import { anyResources, type KnownAction } from './known-actions';
import { isOpenResource } from './wide-patterns';

/** Actions that are asked about one by one, before all others are at once. */
const FIRST = 4;
/** More actions than any service has of its own. */
const MOST = 1_000;

/**
 * A request for one of the actions that the statement gives and nothing takes away: the gravest of the first few that there is one for. Where the statement
 * names resources openly the request is about a resource of no particular name, so that what a Deny or a boundary narrows to named ones is not found.
 */
export function firstGiven(
  held: HeldStatement,
  permissions: Layered,
  infos: readonly KnownAction[],
  conditions: readonly Condition[] = [],
): AuthorizationRequest | undefined {
  const { resource } = held.statement;
  const open = resource === undefined || resource.negated ? undefined : resource.patterns.find(isOpenResource);
  const given = (some: readonly KnownAction[]): AuthorizationRequest | undefined => {
    if (some.length === 0) return undefined;
    const actions = some.map(({ action }) => action);
    const requests: Requests =
      open === undefined
        ? { actions, conditions }
        : { actions, conditions, resources: [...new Set(some.flatMap((info) => anyResources(info, open)))] };
    const verdict = givenBy(held, permissions, requests);
    return verdict.verdict === 'refuted' ? verdict.witness : undefined;
  };
  for (const info of infos.slice(0, FIRST)) {
    const witness = given([info]);
    if (witness !== undefined) return witness;
  }
  return given(infos.slice(FIRST, MOST));
}

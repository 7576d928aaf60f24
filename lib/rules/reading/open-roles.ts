/** Statements that speak of roles without naming them. */
import type { PolicyDocument } from '../../policy/document';
import type { AuthorizationRequest } from '../../policy/request';
import { arnPlace } from './accounts';
import { present } from './build';
import { givenBy } from './effect';
import type { HeldStatement } from './held-statements';
import type { Permissions } from './permissions';
import { mayMatchAction } from './relevant';
import { isOpenResource } from './wide-patterns';

/** Tags of the role tell it from others. */
const TAGS = /^(?:iam|aws):ResourceTag\//i;
/** The organization or account of the role. */
const OWNERS = /^aws:Resource(?:Account|OrgID|OrgPaths)$/i;

const keysLike = ({ identity, boundary }: Permissions, wanted: RegExp): readonly string[] => {
  const documents: readonly PolicyDocument[] = boundary === undefined ? identity : [...identity, boundary];
  const keys = documents.flatMap(({ statements }) => statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)));
  return [...new Set(keys.filter((key) => wanted.test(key)))];
};

/** How a pattern of roles is open. */
export type Openness = 'name' | 'account';

export interface OpenRoles {
  readonly pattern: string;
  readonly openness: Openness;
  readonly witness: AuthorizationRequest;
}

const ANY_ACCOUNT = '444455556666';

/** A role that the pattern matches and that nobody had in mind. */
function roleFor(pattern: string, openness: Openness): readonly string[] {
  const place = arnPlace(pattern);
  if (openness === 'account') return [pattern.replace(/^([^:]*:[^:]*:[^:]*:[^:]*:)[*?]+:/, `$1${ANY_ACCOUNT}:`).replaceAll('*', 'example')];
  const account = place === undefined || /[*?]/.test(place.account) ? undefined : place.account;
  const partition = place === undefined || /[*?]/.test(place.partition) ? undefined : place.partition;
  const role = (p: string, a: string): string => `arn:${partition ?? p}:iam::${account ?? a}:role/example-role`;
  return [...new Set([role('aws', '111122223333'), role('⟨partition⟩', '⟨account⟩')])];
}

function opennessOf(pattern: string, wanted: readonly Openness[]): Openness | undefined {
  if (wanted.includes('name') && isOpenResource(pattern)) return 'name';
  return wanted.includes('account') && /[*?]/.test(arnPlace(pattern)?.account ?? '') ? 'account' : undefined;
}

/** Whether an Allow statement gives the action on roles that it does not name, and neither a Deny, a boundary nor a tag keeps it to some. */
export function openRoles(
  one: HeldStatement,
  permissions: Permissions,
  action: string,
  wanted: readonly Openness[],
): OpenRoles | undefined {
  const { effect, action: element, resource } = one.statement;
  if (effect !== 'Allow' || element.negated || resource === undefined || resource.negated) return undefined;
  if (!element.patterns.some((pattern) => mayMatchAction(pattern, [action]))) return undefined;
  for (const pattern of resource.patterns) {
    const openness = opennessOf(pattern, wanted);
    if (openness === undefined) continue;
    const keys = [...keysLike(permissions, TAGS), ...(openness === 'account' ? keysLike(permissions, OWNERS) : [])];
    for (const role of roleFor(pattern, openness)) {
      const verdict = givenBy(one, permissions, {
        actions: [action],
        resources: [role],
        conditions: keys.map((key) => present(key, false)),
      });
      if (verdict.verdict === 'refuted') return { pattern, openness, witness: verdict.witness };
    }
  }
  return undefined;
}

/** When a request of a service comes from the workload that a role is for. */
import type { Condition, Principal } from '../../policy/document';
import { arnParts, isAccountHole } from './accounts';
import { type Asked, askedOf, plainlyAsks } from './asked';
import { condition } from './build';
import { POD_TAGS, type ServiceSource } from './service-sources';
import { ASSUME_ROLE, type Trust } from './trust';

export const SOURCE_ARN = 'aws:SourceArn';
const SOURCE_ACCOUNT = 'aws:SourceAccount';

/** Accounts that a source may be pinned to: the role's own; where that is known only at deployment, any that is written out. */
const isOwnAccount = (account: string, own: string | undefined): boolean =>
  account === own || isAccountHole(account) || (/^\d{12}$/.test(account) && (own === undefined || isAccountHole(own)));

/** The conditions under which a request comes from this workload: all of the given keys, with values that name it. */
export function sourceBounds(trust: Trust, source: ServiceSource, own: string | undefined): readonly (readonly Condition[])[] {
  const accounts = askedOf(trust, [SOURCE_ACCOUNT]).filter(({ value }) => isOwnAccount(value, own));
  return askedOf(trust, [SOURCE_ARN]).flatMap(({ key, operator, value }) => {
    const parts = arnParts(value);
    const named = condition(operator, key, [value]);
    // An ARN that is one hole is one resource, whatever its parts are.
    if (parts === undefined) return /^⟨[^⟨⟩]*-arn⟩$/.test(value) ? [[named]] : [];
    if (!source.names(parts.rest)) return [];
    if (isOwnAccount(parts.account, own)) return [[named]];
    return accounts.map((account) => [named, condition(account.operator, account.key, [account.value])]);
  });
}

/** The exact values that the trust policy asks of a session tag. */
export const pinnedTags = (trust: Trust, tag: string): readonly Asked[] =>
  askedOf(trust, [tag]).filter(({ value, isPattern }) => !isPattern || !/[*?]/.test(value));

/** The conditions under which a request comes from the pods of one service account. */
export function podBounds(trust: Trust): readonly (readonly Condition[])[] {
  const perTag = POD_TAGS.map((tag) => pinnedTags(trust, tag));
  return perTag.reduce<readonly (readonly Condition[])[]>(
    (bounds, asked) => bounds.flatMap((bound) => asked.map(({ key, operator, value }) => [...bound, condition(operator, key, [value])])),
    [[]],
  );
}

/** The conditions under which a request comes from this account, for pods whose session tags are switched off. */
export const accountBounds = (trust: Trust, own: string | undefined): readonly (readonly Condition[])[] =>
  askedOf(trust, [SOURCE_ACCOUNT])
    .filter(({ value }) => isOwnAccount(value, own))
    .map(({ key, operator, value }) => [condition(operator, key, [value])]);

/** Whether each way in asks for one of these bounds, so that no proof is needed: a key of its own, or each of the tags of pods. */
export function isPlainlyPinned(trust: Trust, principal: Principal, bounds: readonly (readonly Condition[])[], byTags: boolean): boolean {
  if (byTags) return POD_TAGS.every((tag) => plainlyAsks(trust, principal, [ASSUME_ROLE], pinnedTags(trust, tag)));
  const alone = bounds.flatMap(([first, ...rest]): readonly Asked[] =>
    first === undefined || rest.length > 0
      ? []
      : first.values.map((value) => ({ key: first.key, operator: first.operator, value, isPattern: false })),
  );
  return plainlyAsks(trust, principal, [ASSUME_ROLE], alone);
}

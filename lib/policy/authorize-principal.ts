/** Whether a statement's principals include who asks, and how directly (IAM User Guide, reference_policies_elements_principal). */

import { splitArn } from './arn-pattern';
import { sameText } from './authorize-holes';
import { allOf, anyOf, not, type Truth } from './authorize-truth';
import type { Principal, PrincipalElement } from './document';
import type { RequestPrincipal } from './request';

/**
 * How a resource policy's Allow names the caller, from the weakest to the strongest.
 *
 * - 0: not at all
 * - 1: its account: hands the decision to the account, whose identity policies then have to allow
 * - 2: its role: grants to the role, within boundary and session policy
 * - 3: the session, the user, the service, or everyone: grants outright
 *
 * (IAM User Guide, reference_policies_evaluation-logic_policy-eval-basics-single-account)
 */
export type Reach = 0 | 1 | 2 | 3;

/** What is sure, and what is possible for some values of the holes. Equal where nothing is open. */
export interface ReachRange {
  readonly sure: Reach;
  readonly possible: Reach;
}

const NOBODY: ReachRange = { sure: 0, possible: 0 };

type Identity = readonly [value: string, reach: Reach];

const lastSegment = (arn: string): string => splitArn(arn)[5] ?? '';

/** The ARN of a role's session, which is of STS and leaves out the role's path. */
export function sessionArn(roleArn: string, session: string): string {
  const [arn = 'arn', partition = 'aws', , , account = ''] = splitArn(roleArn);
  return `${arn}:${partition}:sts::${account}:assumed-role/${lastSegment(roleArn).split('/').at(-1) ?? ''}/${session}`;
}

const isRole = (arn: string): boolean => lastSegment(arn).startsWith('role/');

/** Whether the caller is its account's root user, whom no identity policy limits. */
export const isRootUser = (principal: RequestPrincipal): boolean => principal.kind === 'aws' && lastSegment(principal.arn) === 'root';

/** A role that AWS owns; organisation policies do not apply to it. */
export const isServiceLinked = (principal: RequestPrincipal): boolean =>
  principal.kind === 'aws' && lastSegment(principal.arn).startsWith('role/aws-service-role/');

/** Every value under which a policy may name an AWS principal, weakest first. */
function identitiesOf({ arn, account, session }: Extract<RequestPrincipal, { kind: 'aws' }>): readonly Identity[] {
  const partition = splitArn(arn)[1] ?? 'aws';
  const own: Identity[] = [
    [account, 1],
    [`arn:${partition}:iam::${account}:root`, 1],
  ];
  if (lastSegment(arn) !== 'root') own.push([arn, isRole(arn) ? 2 : 3]);
  if (session !== undefined) own.push([sessionArn(arn, session), 3]);
  return own;
}

function identities(principal: RequestPrincipal): readonly Identity[] {
  if (principal.kind === 'aws') return identitiesOf(principal);
  if (principal.kind === 'service') return [[principal.service, 3]];
  return principal.kind === 'federated' ? [[principal.provider, 3]] : [];
}

const better = (a: ReachRange, b: ReachRange): ReachRange => ({
  sure: a.sure > b.sure ? a.sure : b.sure,
  possible: a.possible > b.possible ? a.possible : b.possible,
});

function reachOf(named: Principal, caller: RequestPrincipal, own: readonly Identity[]): ReachRange {
  if (named.kind === 'everyone') return { sure: 3, possible: 3 };
  if (named.kind === 'canonical-user') {
    const id = caller.kind === 'aws' ? caller.canonicalUser : undefined;
    return id === named.value ? { sure: 1, possible: 1 } : NOBODY;
  }
  if (named.kind !== caller.kind) return NOBODY;
  let range = NOBODY;
  for (const [value, reach] of own) {
    const same = sameText(named.value, value);
    if (same !== 'no') range = better(range, { sure: same === 'yes' ? reach : 0, possible: reach });
  }
  return range;
}

/**
 * Whether `NotPrincipal` in a Deny spares a caller: surely where all that it acts as is listed (account, user or role, session),
 * surely not where neither user, role nor session is. In between AWS leaves the answer to the service: it "might" deny
 * (IAM User Guide, reference_policies_elements_notprincipal).
 */
function spared(listed: readonly Principal[], caller: RequestPrincipal, own: readonly Identity[]): Truth {
  if (listed.some(({ kind }) => kind === 'everyone')) return 'yes';
  const isListed = ([value]: Identity): Truth =>
    anyOf(listed, (named) => (named.kind === caller.kind ? sameText(named.value, value) : 'no'));
  const account = own.filter(([, reach]) => reach === 1);
  const specific = own.filter(([, reach]) => reach > 1);
  const accountListed = account.length === 0 ? 'yes' : anyOf(account, isListed);
  if (specific.length === 0) return caller.kind === 'aws' ? accountListed : 'no';
  const any = anyOf(specific, isListed);
  if (any === 'no') return 'no';
  return accountListed === 'yes' && allOf(specific, isListed) === 'yes' ? 'yes' : 'unknown';
}

/**
 * How a statement's principal element reaches the caller; for an element with `NotPrincipal`, outright or not at all.
 *
 * @param bounded whether the caller has a permissions boundary: a Deny with `NotPrincipal` then applies whomever it lists
 */
export function principalReach({ negated, principals }: PrincipalElement, caller: RequestPrincipal, bounded: boolean): ReachRange {
  const own = identities(caller);
  if (negated) {
    const applies = bounded ? 'yes' : not(spared(principals, caller, own));
    return { sure: applies === 'yes' ? 3 : 0, possible: applies === 'no' ? 0 : 3 };
  }
  return principals.map((named) => reachOf(named, caller, own)).reduce(better, NOBODY);
}

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
const ACCOUNT: ReachRange = { sure: 1, possible: 1 };
const OUTRIGHT: ReachRange = { sure: 3, possible: 3 };

type Identity = readonly [value: string, reach: Reach];

/** A caller with the names under which policies may speak of it, worked out when they are first asked for. */
export class Caller {
  readonly principal: RequestPrincipal;
  /** Whether it has a permissions boundary. */
  readonly bounded: boolean;
  #identities: readonly Identity[] | undefined;

  constructor(principal: RequestPrincipal, bounded: boolean) {
    this.principal = principal;
    this.bounded = bounded;
  }

  /** Weakest first. */
  get identities(): readonly Identity[] {
    this.#identities ??= identitiesOf(this.principal);
    return this.#identities;
  }
}

const lastSegment = (arn: string): string => splitArn(arn)[5] ?? '';

/** The ARN of a role's session, which is of STS and leaves out the role's path. */
export function sessionArn(roleArn: string, session: string): string {
  const [arn = 'arn', partition = 'aws', , , account = ''] = splitArn(roleArn);
  return `${arn}:${partition}:sts::${account}:assumed-role/${lastSegment(roleArn).split('/').at(-1) ?? ''}/${session}`;
}

const isRole = (arn: string): boolean => lastSegment(arn).startsWith('role/');

/** Whether the caller is its account's root user, whom no identity policy limits. */
export const isRootUser = (principal: RequestPrincipal): boolean => principal.kind === 'aws' && principal.arn.endsWith(':root');

/** A role that AWS owns; organisation policies do not apply to it. */
export const isServiceLinked = (principal: RequestPrincipal): boolean =>
  principal.kind === 'aws' && principal.arn.includes(':role/aws-service-role/');

function awsIdentities({ arn, account, session }: Extract<RequestPrincipal, { kind: 'aws' }>): readonly Identity[] {
  const partition = splitArn(arn)[1] ?? 'aws';
  const own: Identity[] = [
    [account, 1],
    [`arn:${partition}:iam::${account}:root`, 1],
  ];
  if (lastSegment(arn) !== 'root') own.push([arn, isRole(arn) ? 2 : 3]);
  if (session !== undefined) own.push([sessionArn(arn, session), 3]);
  return own;
}

function identitiesOf(principal: RequestPrincipal): readonly Identity[] {
  if (principal.kind === 'aws') return awsIdentities(principal);
  if (principal.kind === 'service') return [[principal.service, 3]];
  return principal.kind === 'federated' ? [[principal.provider, 3]] : [];
}

const better = (a: ReachRange, b: ReachRange): ReachRange =>
  a === NOBODY
    ? b
    : {
        sure: a.sure > b.sure ? a.sure : b.sure,
        possible: a.possible > b.possible ? a.possible : b.possible,
      };

function reachOf(named: Principal, caller: Caller): ReachRange {
  if (named.kind === 'everyone') return OUTRIGHT;
  const { principal } = caller;
  if (named.kind === 'canonical-user') {
    const id = principal.kind === 'aws' ? principal.canonicalUser : undefined;
    return id === named.value ? ACCOUNT : NOBODY;
  }
  if (named.kind !== principal.kind) return NOBODY;
  // The most common name of all, found without working out the others.
  if (principal.kind === 'aws' && named.value === principal.account) return ACCOUNT;
  let range = NOBODY;
  for (const [value, reach] of caller.identities) {
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
function spared(listed: readonly Principal[], { principal, identities: own }: Caller): Truth {
  if (listed.some(({ kind }) => kind === 'everyone')) return 'yes';
  const isListed = ([value]: Identity): Truth =>
    anyOf(listed, (named) => (named.kind === principal.kind ? sameText(named.value, value) : 'no'));
  const account = own.filter(([, reach]) => reach === 1);
  const specific = own.filter(([, reach]) => reach > 1);
  const accountListed = account.length === 0 ? 'yes' : anyOf(account, isListed);
  if (specific.length === 0) return principal.kind === 'aws' ? accountListed : 'no';
  const any = anyOf(specific, isListed);
  if (any === 'no') return 'no';
  return accountListed === 'yes' && allOf(specific, isListed) === 'yes' ? 'yes' : 'unknown';
}

/**
 * How a statement's principal element reaches the caller; for an element with `NotPrincipal`, outright or not at all. A Deny with
 * `NotPrincipal` applies to a caller with a permissions boundary whomever it lists.
 */
export function principalReach({ negated, principals }: PrincipalElement, caller: Caller): ReachRange {
  if (negated) {
    const applies = caller.bounded ? 'yes' : not(spared(principals, caller));
    return { sure: applies === 'yes' ? 3 : 0, possible: applies === 'no' ? 0 : 3 };
  }
  let range = NOBODY;
  for (const named of principals) range = better(range, reachOf(named, caller));
  return range;
}

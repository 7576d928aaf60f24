/** Which roles a role can become, one after the other. */
import { splitArnPattern } from '../arn-pattern';
import type { PolicyDocument } from '../document';
import { parsePattern } from '../pattern';
import type { PolicySet } from '../policy-set';
import type { AuthorizationRequest } from '../request';
import { renderHole } from '../text';
import { noRequest } from './decide';
import { type Existence, existence } from './existence';
import type { ProveOptions } from './options';
import { documentsOf, permissionOf } from './permission';
import { requestFormulas } from './request-formula';

/** A role with its own policies and its trust policy. */
export interface ReachableRole {
  /** May hold holes. */
  readonly arn: string;
  /** Identity policies and their limits, without a resource policy. */
  readonly policies: Omit<PolicySet, 'resource'>;
  readonly trust: PolicyDocument;
}

/** One role assumption on the way. */
export interface AssumptionStep {
  readonly from: string;
  readonly to: string;
  readonly request: AuthorizationRequest;
}

/**
 * Whether a session of the role `from` can come to hold the role `to` by `sts:AssumeRole`, directly or through others of the
 * named roles. Proved with the steps of a shortest way. Undecided where a way exists only if an undecided step can be taken.
 *
 * @param roles all roles that count, by name
 * @throws {RangeError} where `from` or `to` is none of the roles
 */
export function reaches(
  roles: Readonly<Record<string, ReachableRole>>,
  from: string,
  to: string,
  options: ProveOptions = {},
): Existence<readonly AssumptionStep[]> {
  for (const name of [from, to]) if (!Object.hasOwn(roles, name)) throw new RangeError(`\`${name}\` is none of the roles`);
  if (from === to) return { verdict: 'proved', example: [] };
  const names = Object.keys(roles);
  const step = remembered((source: string, target: string) => assumption(roles, source, target, options));
  const way = search(names, from, to, (source, target) => step(source, target).verdict === 'proved');
  if (way !== undefined) {
    const steps = way.slice(1).flatMap((target, index): readonly AssumptionStep[] => {
      const source = way[index] ?? from;
      const answer = step(source, target);
      return answer.verdict === 'proved' ? [{ from: source, to: target, request: answer.example }] : [];
    });
    return { verdict: 'proved', example: steps };
  }
  const perhaps = search(names, from, to, (source, target) => step(source, target).verdict !== 'refuted');
  if (perhaps === undefined) return { verdict: 'refuted' };
  const reasons = perhaps.slice(1).flatMap((target, index) => {
    const answer = step(perhaps[index] ?? from, target);
    return answer.verdict === 'undecided'
      ? answer.reasons.map((reason) => `whether \`${perhaps[index] ?? from}\` can assume \`${target}\`: ${reason}`)
      : [];
  });
  return { verdict: 'undecided', reasons };
}

/** Whether `from` can assume `to`; where it is open whether both are in one account, what holds in either case. */
function assumption(
  roles: Readonly<Record<string, ReachableRole>>,
  from: string,
  to: string,
  options: ProveOptions,
): Existence<AuthorizationRequest> {
  const source = roles[from];
  const target = roles[to];
  if (source === undefined || target === undefined) return { verdict: 'refuted' };
  const [first, ...others] = relationsOf(source.arn, target.arn).map((sameAccount) =>
    assumptionWithin(source, target, sameAccount, options),
  );
  if (first === undefined || others.every(({ verdict }) => verdict === first.verdict)) return first ?? { verdict: 'refuted' };
  return { verdict: 'undecided', reasons: [`depends on whether \`${source.arn}\` and \`${target.arn}\` are in one account`] };
}

function assumptionWithin(
  source: ReachableRole,
  target: ReachableRole,
  sameAccount: boolean,
  options: ProveOptions,
): Existence<AuthorizationRequest> {
  const policies: PolicySet = { ...source.policies, resource: target.trust };
  const fixed = { action: 'sts:AssumeRole', resource: target.arn, principal: source.arn, sameAccount };
  return existence(
    noRequest(
      {
        documents: documentsOf(policies),
        held: true,
        question: (compiler) => {
          const { allowing, hindering } = permissionOf(policies, compiler);
          return { chosen: [...requestFormulas(fixed, compiler), ...allowing], hindering };
        },
      },
      options,
    ),
  );
}

/** Whether two roles are in one account: yes, no, or both possible. */
function relationsOf(a: string, b: string): readonly boolean[] {
  const [first, second] = [accountOf(a), accountOf(b)];
  if (first === second && first !== undefined) return [true];
  const known = (account: string | undefined): boolean => account !== undefined && /^\d{12}$/.test(account);
  return known(first) && known(second) ? [false] : [true, false];
}

/** The account as written; `undefined` where it is part of a hole. */
function accountOf(arn: string): string | undefined {
  const segment = splitArnPattern(parsePattern(arn, { wildcards: false, variables: false }))[4];
  return segment?.map((part) => (part.kind === 'text' ? part.text : part.kind === 'hole' ? renderHole(part.hole) : '')).join('');
}

/** A shortest way over the steps that can be taken, as the names on it. */
function search(
  names: readonly string[],
  from: string,
  to: string,
  canStep: (from: string, to: string) => boolean,
): readonly string[] | undefined {
  const before = new Map<string, string>();
  const queue = [from];
  for (let current = queue.shift(); current !== undefined; current = queue.shift()) {
    for (const next of names) {
      if (next === from || before.has(next) || next === current || !canStep(current, next)) continue;
      before.set(next, current);
      if (next === to) return trail(before, from, to);
      queue.push(next);
    }
  }
  return undefined;
}

function trail(before: ReadonlyMap<string, string>, from: string, to: string): readonly string[] {
  const way = [to];
  for (let name = before.get(to); name !== undefined; name = before.get(name)) {
    way.unshift(name);
    if (name === from) break;
  }
  return way;
}

function remembered<Answer>(ask: (a: string, b: string) => Answer): (a: string, b: string) => Answer {
  const answers = new Map<string, Answer>();
  return (a, b) => {
    const key = JSON.stringify([a, b]);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(a, b);
    answers.set(key, answer);
    return answer;
  };
}

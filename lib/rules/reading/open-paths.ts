/** Which ways of escalation are open to somebody who carries policies. */
import type { GraphHolder, IdentityGraph } from '../../graph/identity-graph';
import type { Condition } from '../../policy/document';
import type { AuthorizationRequest } from '../../policy/request';
import type { EscalationPath } from '../escalation-paths/path';
import { condition, present } from './build';
import { gainless } from './gains';
import { type Asked, type Power, Powers } from './powers';

export interface OpenPath {
  readonly path: EscalationPath;
  /** A request for its first permission, which is the decisive one. */
  readonly witness: () => AuthorizationRequest | undefined;
}

export interface OpenPaths {
  readonly open: readonly OpenPath[];
  /** Ways of which some permission could not be decided and none is missing, with the reasons. */
  readonly undecided: readonly { readonly path: EscalationPath; readonly reasons: readonly string[] }[];
}

/** Managed policies of AWS that make whoever carries them an administrator, or nearly so. */
const MIGHTY = ['AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess'].map((name) => `arn:aws:iam::aws:policy/${name}`);

const PASS_ROLE = 'iam:PassRole';
const PUTS_BOUNDARY = /^iam:Put(?:Role|User)PermissionsBoundary$/;
const WRITES_POLICY = /^iam:(?:Put|Attach)(?:Role|User)Policy$/;
const ATTACHES = /^iam:Attach(?:Role|User|Group)Policy$/;

/** What a request has to be like to gain anything (Service Authorization Reference, AWS Identity and Access Management, condition keys). */
function conditionsFor(action: string, { passesTo = [] }: EscalationPath): readonly Condition[] {
  if (action === PASS_ROLE) {
    return [condition('StringEquals', 'iam:PassedToService', [...passesTo, ...passesTo.map((service) => `${service}.cn`)])];
  }
  if (PUTS_BOUNDARY.test(action)) return [condition('StringEquals', 'iam:PermissionsBoundary', MIGHTY)];
  return [
    // Whoever has a boundary is no stronger by a new policy than the boundary lets them be.
    ...(WRITES_POLICY.test(action) ? [present('iam:PermissionsBoundary', false)] : []),
    ...(ATTACHES.test(action) ? [condition('StringEquals', 'iam:PolicyARN', MIGHTY)] : []),
  ];
}

/** The questions that a way comes down to: those about one resource together, the others one by one. */
function questionsOf({ needs, onOne }: EscalationPath): readonly (readonly [string, ...string[]])[] {
  const [first, ...rest] = needs;
  if (onOne === undefined) return [[first], ...rest.map((action) => [action] as const)];
  return [
    [first, ...rest.filter((action) => onOne.includes(action))],
    ...rest.filter((action) => !onOne.includes(action)).map((action) => [action] as const),
  ];
}

/** Whether it matters to which service a role is passed: where a policy has a condition, or names a role. */
const tellsServices = (powers: Powers): boolean =>
  powers
    .heardOn(PASS_ROLE)
    .some(({ conditions, resource }) => conditions.length > 0 || resource?.patterns.some((pattern) => !/[*?]/.test(pattern)) === true);

/** What is asked of each action of a way depends on the services that a role is passed to, and on what else the way needs. */
const keyOf = (path: EscalationPath, actions: readonly string[], powers: Powers): string =>
  actions.includes(PASS_ROLE) ? (tellsServices(powers) ? (path.passesTo ?? []).join() : '') : `${path.needs.length > 1}`;

function asked(path: EscalationPath, actions: readonly string[], holder: GraphHolder, powers: Powers, graph: IdentityGraph): Asked {
  const without = actions.map((action) => gainless(action, path, holder, graph));
  return {
    key: keyOf(path, actions, powers),
    conditions: actions.flatMap((action) => conditionsFor(action, path)),
    except: (pattern) => without.some((one) => one(pattern)),
  };
}

function judge(path: EscalationPath, holder: GraphHolder, powers: Powers, graph: IdentityGraph): readonly Power[] {
  const powersHeld: Power[] = [];
  for (const actions of questionsOf(path)) {
    const power = powers.on(actions, asked(path, actions, holder, powers, graph));
    powersHeld.push(power);
    if (power.held === 'no') break;
  }
  return powersHeld;
}

/** Every way that is open, also those that need more than another; undefined where the holder's policies cannot be read. */
export function openPaths(holder: GraphHolder, paths: readonly EscalationPath[], graph: IdentityGraph): OpenPaths | undefined {
  const powers = Powers.of(holder);
  if (powers === undefined) return undefined;
  const open: OpenPath[] = [];
  const undecided: { readonly path: EscalationPath; readonly reasons: readonly string[] }[] = [];
  for (const path of paths) {
    if (path.needs.some((action) => powers.lacks(action)) || (path.liftsDeny === true && !powers.isDenied)) continue;
    const held = judge(path, holder, powers, graph);
    if (held.some((power) => power.held === 'no')) continue;
    const reasons = held.flatMap((power) => (power.held === 'unknown' ? [power.reasons] : []));
    const [first] = held;
    if (reasons.length > 0) undecided.push({ path, reasons: [...new Set(reasons)] });
    else if (first?.held === 'yes') open.push({ path, witness: first.witness });
  }
  return { open, undecided };
}

/** Ways that need more than another that is open say nothing new. */
export const withoutLonger = (open: readonly OpenPath[]): readonly OpenPath[] =>
  open.filter(
    ({ path }) =>
      !open.some((other) => other.path.needs.length < path.needs.length && other.path.needs.every((action) => path.needs.includes(action))),
  );

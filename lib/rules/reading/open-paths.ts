/** Which ways of escalation are open to somebody who carries policies. */
import type { GraphHolder, GraphRole, IdentityGraph } from '../../graph/identity-graph';
import type { AuthorizationRequest } from '../../policy/request';
import type { EscalationPath } from '../escalation-paths/path';
import { ask } from './ask';
import { allowing, condition, documentOf } from './build';
import { once } from './once';
import { readPermissions } from './permissions';
import { Powers } from './powers';
import { ASSUME_ROLE, readTrust } from './trust';

export interface OpenPath {
  readonly path: EscalationPath;
  /** A request for its first permission, which is the decisive one. */
  readonly witness: AuthorizationRequest;
}

export interface OpenPaths {
  readonly open: readonly OpenPath[];
  /** Ways of which some permission could not be decided and none is missing, with the reasons. */
  readonly undecided: readonly { readonly path: EscalationPath; readonly reasons: readonly string[] }[];
}

const PASS_ROLE = 'iam:PassRole';

const conditionsFor = (action: string, { passesTo }: EscalationPath) =>
  action === PASS_ROLE && passesTo !== undefined ? [condition('StringEquals', 'iam:PassedToService', [passesTo])] : [];

const rolesByArn = once((graph: IdentityGraph): ReadonlyMap<string, GraphRole> => new Map(graph.roles.map((role) => [role.arn, role])));

/** The roles that may be passed, where all of them are named one by one and stand in the template; undefined where others may be meant. */
function namedRoles(powers: Powers, graph: IdentityGraph): readonly GraphRole[] | undefined {
  const roles: GraphRole[] = [];
  for (const { resource } of powers.statementsOn(PASS_ROLE)) {
    if (resource === undefined || resource.negated) return undefined;
    for (const pattern of resource.patterns) {
      const role = rolesByArn(graph).get(pattern);
      if (role === undefined) return undefined;
      roles.push(role);
    }
  }
  return roles;
}

const admits = (role: GraphRole, service: string): boolean => {
  const trust = readTrust(role);
  if (trust === undefined) return true;
  const scope = documentOf(allowing({ principals: [{ kind: 'service', value: service }], actions: [ASSUME_ROLE] }));
  return ask({ scope, permitted: [[trust.document]] }).verdict !== 'proved';
};

/** Whether the role may do anything that the holder may not; what cannot be read counts as more. */
function isStronger(role: GraphRole, holder: GraphHolder): boolean {
  if (role.arn === holder.arn) return false;
  const [theirs, own] = [readPermissions(role), readPermissions(holder)];
  if (theirs === undefined || own === undefined || theirs.beyond.length > 0) return true;
  const limits = theirs.boundary === undefined ? [] : [[theirs.boundary]];
  const [within, ...others] = own.identity;
  // Only a single policy without a limit can be compared as it stands.
  if (within === undefined || others.length > 0 || own.boundary !== undefined) return theirs.identity.length > 0;
  return ask({ scope: documentOf(allowing({})), permitted: [theirs.identity, ...limits], within }).verdict !== 'proved';
}

/** Whether passing a role gains anything: of roles named one by one in the template, one has to be stronger, and let the service become it. */
function passesSomething(path: EscalationPath, holder: GraphHolder, powers: Powers, graph: IdentityGraph): boolean {
  const { passesTo } = path;
  if (passesTo === undefined) return true;
  const roles = namedRoles(powers, graph);
  return roles === undefined || roles.some((role) => admits(role, passesTo) && isStronger(role, holder));
}

/** Undefined where the holder's policies cannot be read. */
export function openPaths(holder: GraphHolder, paths: readonly EscalationPath[], graph: IdentityGraph): OpenPaths | undefined {
  const powers = Powers.of(holder);
  if (powers === undefined) return undefined;
  const open: OpenPath[] = [];
  const undecided: { readonly path: EscalationPath; readonly reasons: readonly string[] }[] = [];
  for (const path of paths) {
    if (path.needs.some((action) => powers.statementsOn(action).length === 0)) continue;
    const held = path.needs.map((action) => powers.on(action, conditionsFor(action, path)));
    if (held.some((power) => power.held === 'no') || !passesSomething(path, holder, powers, graph)) continue;
    const reasons = held.flatMap((power) => (power.held === 'unknown' ? power.reasons : []));
    const [first] = held;
    if (reasons.length > 0) undecided.push({ path, reasons });
    else if (first?.held === 'yes') open.push({ path, witness: first.witness });
  }
  return { open: withoutLonger(open), undecided };
}

/** Ways that need more than another that is open say nothing new. */
const withoutLonger = (open: readonly OpenPath[]): readonly OpenPath[] =>
  open.filter(
    ({ path }) =>
      !open.some((other) => other.path.needs.length < path.needs.length && other.path.needs.every((action) => path.needs.includes(action))),
  );

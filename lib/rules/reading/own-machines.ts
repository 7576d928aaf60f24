/**
 * State machines of the library that can be told by what they do, where no plan is known: their definition is the library's own program, letter by letter, and
 * depends on what stands in it as data in nothing but whom it acts on. The role of such a machine does what the program does, whatever its policies would permit.
 */

import { planForm } from '../../graph/document';
import type { GraphRole, IdentityGraph } from '../../graph/identity-graph';
import type { ActingPlace } from '../../plan/response/acting-place';
import { quarantineMachine } from '../../plan/response/quarantine-machine';
import type { ActedRole } from '../../plan/response/reached-roles';
import { type KnownWindow, windowProgram } from '../../plan/window/window-machine';
import { isRecord } from '../../policy/parse-values';
import { once } from './once';
import { sameJson } from './same-json';
import { readTrust } from './trust';

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((found, name) => (isRecord(found) ? found[name] : undefined), value);

const records = (value: unknown): readonly Readonly<Record<string, unknown>>[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The accounts that a map of the program acts in, by the states that it begins with. */
function placesOf(map: unknown, begins: string): readonly ActingPlace[] {
  const states = at(map, 'ItemProcessor', 'States');
  const named = isRecord(states) ? Object.keys(states).filter((name) => name.startsWith(begins)) : [];
  const choices = records(at(states, text(at(map, 'ItemProcessor', 'StartAt')), 'Choices'));
  return named.map((name) => {
    const [, account = ''] = /'([^']*)'/.exec(text(choices.find(({ Next }) => Next === name)?.Condition)) ?? [];
    const as = at(states, name, 'Credentials', 'RoleArn');
    return { label: name.slice(begins.length), account, ...(typeof as === 'string' ? { as } : {}) };
  });
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** The roles that a quarantine acts on; undefined where the definition is none. */
function quarantined(definition: unknown): readonly ActedRole[] | undefined {
  const known = at(definition, 'States', 'Know', 'Assign');
  const reach = at(known, 'reach');
  if (!isRecord(reach)) return undefined;
  const roles = records(at(known, 'roles')).map(({ component, account, role, trust }) => ({
    component: text(component),
    account: text(account),
    name: text(role),
    arn: '',
    ...(trust === undefined ? {} : { trust: trust as NonNullable<ActedRole['trust']> }),
  }));
  const places = placesOf(at(definition, 'States', 'Quarantine'), 'Deny everything');
  const program = quarantineMachine(roles, reach as Readonly<Record<string, readonly string[]>>, places);
  return sameJson(program, definition) ? roles : undefined;
}

function isWindow(definition: unknown): boolean {
  const windows = records(at(definition, 'States', 'Know', 'Assign', 'windows'));
  const program = windowProgram(windows as unknown as readonly KnownWindow[], placesOf(at(definition, 'States', 'Open'), 'Open the gate'));
  return windows.length > 0 && sameJson(program, definition);
}

/** What is restored has to be what stands: a lift must let in nobody else. */
const restoresWhatStands = (acted: readonly ActedRole[], graph: IdentityGraph): boolean =>
  acted.every(({ name, trust }) => {
    const found = graph.roles.filter((role) => role.name === name);
    return trust === undefined || found.every((role) => sameJson(planForm(role.trust), trust) || sameJson(trust, planForm(role.trust)));
  });

/** Names of the library's own machines in a graph. */
const ownMachines = once((graph: IdentityGraph): ReadonlySet<string> => {
  if (!graph.roles.some((role) => JSON.stringify(role.trust.raw)?.includes('states.amazonaws.com') === true)) return new Set();
  const machines = graph.model.flatMap((model) => (model.kind === 'state-machine' ? [model] : []));
  return new Set(
    machines
      .filter(({ definition }) => {
        const acted = quarantined(definition);
        return acted === undefined ? isWindow(definition) : restoresWhatStands(acted, graph);
      })
      .map(({ name }) => name),
  );
});

const MACHINE = /^arn:.*:states:.*:stateMachine:([^:*?]+)$/s;
const machineIn = (arn: string): string | undefined => MACHINE.exec(arn)?.[1];

/** Whether nobody but one of the library's own machines can become the role. */
export const isOfOwnMachine = (role: GraphRole, graph: IdentityGraph): boolean => {
  const own = ownMachines(graph);
  const trust = own.size === 0 ? undefined : readTrust(role);
  return (
    trust !== undefined &&
    trust.allows.length > 0 &&
    trust.allows.every(({ principal, conditions }) => {
      const names = principal?.negated === false ? principal.principals : [];
      const sources = conditions.filter(({ key, operator, ifExists }) => key === 'aws:SourceArn' && operator === 'ArnEquals' && !ifExists);
      return (
        names.length > 0 &&
        names.every((one) => one.kind === 'service' && /^states\.amazonaws\.com/.test(one.value)) &&
        sources.some(({ values }) => values.every((value) => own.has(machineIn(value) ?? '')))
      );
    })
  );
};

/** Whether all that the role may do is to start one of the library's own machines. */
export const startsOwnMachine = (role: GraphRole, graph: IdentityGraph): boolean => {
  const own = ownMachines(graph);
  const statements = role.policies.flatMap(({ document }) => records(at(planForm(document), 'Statement')));
  return (
    own.size > 0 &&
    statements.length > 0 &&
    role.managedPolicyArns.length === 0 &&
    statements.every(
      ({ Effect, Action, Resource }) =>
        Effect === 'Allow' &&
        Array.isArray(Action) &&
        Action.every((action) => action === 'states:StartExecution') &&
        Array.isArray(Resource) &&
        (Resource as readonly unknown[]).every((arn) => isText(arn) && own.has(machineIn(arn) ?? '')),
    )
  );
};

/** The conditions of access of each component: its own, and those of its agent that it does not narrow. */
import { FindingList } from '../finding/finding-list';
import type { ConditionsJson, StatementJson } from '../policy/policy-json';
import { type ACCESS_CONDITIONS, accessCondition, CONDITION_NAMES, type ConditionName, type ConditionTarget } from '../spec/access/index';
import type { Laid, Layout } from './layout';
import type { PlannedCondition } from './plan';
import type { Edge } from './plan-calls';

/** A condition that holds for a component, and where it was declared. */
interface Declared {
  readonly name: ConditionName;
  readonly value: unknown;
  readonly on: 'agent' | 'component';
}

function declaredFor({ component }: Laid, { agent }: Layout): readonly Declared[] {
  return CONDITION_NAMES.flatMap((name): readonly Declared[] => {
    const own = component.access?.[name];
    if (own !== undefined) return [{ name, value: own, on: 'component' }];
    const agents = name === 'recurringWindow' && component.kind === 'environment' ? undefined : agent.access?.[name];
    return agents === undefined ? [] : [{ name, value: agents, on: 'agent' }];
  });
}

/** What conditions know of a component. A role that is assumed makes the requests of those that assume it, however far back. */
export function conditionTargetOf(
  laid: Laid,
  layout: Layout,
  edges: readonly Edge[],
  seen: ReadonlySet<Laid> = new Set(),
): ConditionTarget {
  const into = edges.filter(({ callee }) => callee === laid);
  const byRole = into.filter(({ call }) => call.by === 'role');
  const now = new Set([...seen, laid]);
  return {
    component: laid.name,
    adopted: laid.adopted,
    trusts: laid.trusts,
    sessionTags: layout.sessionTags,
    isAssumed: byRole.length > 0,
    hasResourcePolicy: into.some(({ call }) => call.crossAccount && call.by !== 'role' && call.by !== 'function'),
    callers: byRole.filter(({ caller }) => !now.has(caller)).map(({ caller }) => conditionTargetOf(caller, layout, edges, now)),
    behindGateway: laid.component.entry?.by === 'gateway' || laid.trusts.some(({ kind }) => kind === 'agentcore-gateway'),
  };
}

/** Values that could not be read have been told, and are left out of everything else. */
const isSound = ({ name, value }: Declared): boolean => {
  const told = new FindingList();
  accessCondition(name).check(value, told);
  return told.errors === 0;
};

/** The denials that enforce a component's conditions. */
export const accessStatements = (laid: Laid, layout: Layout, edges: readonly Edge[]): readonly StatementJson[] => {
  const target = conditionTargetOf(laid, layout, edges);
  return declaredFor(laid, layout)
    .filter(isSound)
    .flatMap(({ name, value }) => accessCondition(name).enforce(value, target).denials);
};

/** What callers by role must meet besides being who they are, in statements that name them as AWS principals. */
export const callerConditions = (laid: Laid, layout: Layout, edges: readonly Edge[]): ConditionsJson => {
  const target = conditionTargetOf(laid, layout, edges);
  return declaredFor(laid, layout)
    .filter(isSound)
    .reduce<ConditionsJson>((all, { name, value }) => mergeConditions(all, accessCondition(name).enforce(value, target).callers ?? {}), {});
};

/** A statement that asks more of AWS principals; those of services and issuers are of no account. */
export function askingMore(statement: StatementJson, conditions: ConditionsJson): StatementJson {
  const { Principal } = statement;
  const namesRoles = typeof Principal === 'object' && 'AWS' in Principal;
  return !namesRoles || Object.keys(conditions).length === 0
    ? statement
    : { ...statement, Condition: mergeConditions(statement.Condition ?? {}, conditions) };
}

const mergeConditions = (a: ConditionsJson, b: ConditionsJson): ConditionsJson =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().map((operator) => [operator, { ...a[operator], ...b[operator] }]),
  );

/** The rows of the enforcement matrix: for each condition of a component, where it is enforced. */
export function planConditions(laid: Laid, layout: Layout, edges: readonly Edge[]): readonly PlannedCondition[] {
  const target = conditionTargetOf(laid, layout, edges);
  return declaredFor(laid, layout)
    .filter(isSound)
    .map(({ name, value, on }) => ({
      condition: name,
      declared: accessCondition(name).inWords(value),
      on,
      by: accessCondition(name).enforce(value, target).by,
    }));
}

/** Tells capabilities that process outside of a component's regions: its own denial would make them useless. */
function checkRegions({ component }: Laid, allowed: readonly string[] | undefined, findings: FindingList): void {
  if (allowed === undefined) return;
  for (const [index, item] of (component.can ?? []).entries()) {
    const outside = item.effect === 'capability' ? (item.regions ?? []).filter((region) => !allowed.includes(region)) : [];
    if (item.effect === 'capability' && outside.length > 0) {
      findings.add('WI121', {
        what: `${item.name} processes in ${outside.map((region) => `\`${region}\``).join(', ')}, outside of the agent's regions`,
        fix: 'add the region to `access.regions`, or choose an inference profile that stays inside',
        pointer: `can.${index}`,
      });
    }
  }
}

/** Tells a component's own condition that would allow what its agent denies. */
function checkNarrowing(laid: Laid, layout: Layout, findings: FindingList): void {
  for (const name of CONDITION_NAMES) {
    const own = laid.component.access?.[name];
    const agents = layout.agent.access?.[name];
    if (own === undefined || agents === undefined) continue;
    if (!isSound({ name, value: own, on: 'component' }) || !isSound({ name, value: agents, on: 'agent' })) continue;
    const beyond = accessCondition(name).beyond(own, agents);
    if (beyond !== undefined)
      findings.add('WI182', {
        what: `\`${laid.name}\` would be allowed more than the agent: ${beyond}`,
        fix: `take it out here, or widen \`access.${name}\` of the agent`,
        pointer: `access.${name}`,
      });
  }
}

/** Tells conditions whose values are wrong, which a component widens, or which nothing would enforce. `findings` stands at the declaration. */
export function checkAccess(layout: Layout, edges: readonly Edge[], findings: FindingList): void {
  for (const name of CONDITION_NAMES) {
    const value = layout.agent.access?.[name];
    if (value !== undefined) accessCondition(name).check(value, findings.below(`access.${name}`));
  }
  for (const laid of layout.components.values()) {
    const below = findings.below(`components.${laid.name}`, laid.name);
    const target = conditionTargetOf(laid, layout, edges);
    for (const name of CONDITION_NAMES) {
      const own = laid.component.access?.[name];
      if (own !== undefined) accessCondition(name).check(own, below.below(`access.${name}`));
    }
    checkNarrowing(laid, layout, below);
    for (const one of declaredFor(laid, layout).filter(isSound)) {
      if (one.name === 'regions')
        checkRegions(laid, one.value as NonNullable<Parameters<typeof ACCESS_CONDITIONS.regions.inWords>[0]>, below);
      const { faults = [] } = accessCondition(one.name).enforce(one.value, target);
      const place = one.on === 'agent' ? findings.below(`access.${one.name}`, laid.name) : below.below(`access.${one.name}`);
      for (const { code, what, fix } of faults) place.add(code, { what, fix });
    }
  }
}

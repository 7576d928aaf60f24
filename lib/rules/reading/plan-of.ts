/** What was declared about what is in a graph. */
import type { GraphRole } from '../../graph/identity-graph';
import type { IdentityPlan, PlannedComponent, PlannedRole, PlannedStateMachine } from '../../plan/plan';
import { SHAPES } from '../../policy/shapes';
import { fillHoles, parseText } from '../../policy/text';
import { once } from './once';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const unanchored = (pattern: RegExp): string => pattern.source.replace(/^\^/, '').replace(/\$$/, '');

/** Whether a planned text, its holes filled in with values of their shapes, is the text found. What is unknown there is taken to be an example of its shape. */
export function couldBe(planned: string, found: string): boolean {
  if (planned === found) return true;
  const pattern = parseText(planned).map((part) =>
    typeof part === 'string' ? escaped(part) : `(?:${unanchored(SHAPES[part.shape].pattern)})`,
  );
  return new RegExp(`^${pattern.join('')}$`, 's').test(fillHoles(found, ({ shape }) => SHAPES[shape].example));
}

export interface Declared {
  readonly plan: IdentityPlan;
  readonly component: PlannedComponent;
}

const byRoleName = once((plan: IdentityPlan) => new Map(plan.components.map((component) => [component.roleName, { plan, component }])));

/** The declared component whose identity the role is: the one whose role has this name. */
export function declaredFor({ name }: Pick<GraphRole, 'name'>, plans: readonly IdentityPlan[]): Declared | undefined {
  for (const plan of plans) {
    const declared = byRoleName(plan).get(name);
    if (declared !== undefined) return declared;
  }
  return undefined;
}

/** A role that a plan makes for what it runs itself, such as a response to threats, with the state machines that take it. */
export interface MachineRole {
  readonly plan: IdentityPlan;
  readonly role: PlannedRole;
  readonly machines: readonly PlannedStateMachine[];
}

const machineRoles = once(
  (plan: IdentityPlan): ReadonlyMap<string, MachineRole> =>
    new Map(
      plan.resources.flatMap((role) => {
        if (role.kind !== 'role' || role.component !== undefined) return [];
        const machines = plan.resources.filter((one) => one.kind === 'state-machine' && one.role === role.id);
        return [[role.name, { plan, role, machines: machines as readonly PlannedStateMachine[] }] as const];
      }),
    ),
);

/** The role of a plan's own that the role is: the one of this name that belongs to no component. */
export function machineRoleFor({ name }: Pick<GraphRole, 'name'>, plans: readonly IdentityPlan[]): MachineRole | undefined {
  return plans.map((plan) => machineRoles(plan).get(name)).find((found) => found !== undefined);
}

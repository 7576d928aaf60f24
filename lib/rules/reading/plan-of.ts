/** What was declared about what is in a graph. */
import type { GraphRole } from '../../graph/identity-graph';
import type { IdentityPlan, PlannedComponent } from '../../plan/plan';
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

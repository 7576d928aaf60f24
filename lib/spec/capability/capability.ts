/** What capability factories share: the deployment's own ARN parts, and the making of a capability. */
import { SHAPES, type ShapeName } from '../../policy/shapes';
import { shown } from '../form';
import { hasShape, onlyHole } from '../has-shape';
import type { Capability, CapabilityFault, Permission } from '../permission';

/** The start of an ARN of the component's own account and region. */
export const ownArn = (service: string, resource: string): string => `arn:⟨partition⟩:${service}:⟨region⟩:⟨account⟩:${resource}`;

/** Makes a capability; absent faults leave no trace in the data. */
export const capability = (
  name: string,
  source: string,
  permissions: readonly Permission[],
  faults: readonly CapabilityFault[] = [],
): Capability => ({
  effect: 'capability',
  name,
  source,
  permissions,
  ...(faults.length === 0 ? {} : { faults }),
});

/** One permission of a capability. */
export const permission = (
  label: string,
  actions: readonly string[],
  resources: readonly string[],
  conditions?: Permission['conditions'],
): Permission => ({
  effect: 'allow',
  label,
  actions,
  resources,
  ...(conditions === undefined ? {} : { conditions }),
});

/** A fault where a value does not match; none where it does. */
export const wants = (value: unknown, pattern: RegExp, what: string, fix: string): readonly CapabilityFault[] =>
  typeof value === 'string' && pattern.test(value) ? [] : [{ what: `${what} ${shown(value)}`, fix }];

/** A fault where a value is no ARN of the shape: neither a late value of that shape nor a literal that fits it. */
export function wantsArn(value: unknown, shape: ShapeName): readonly CapabilityFault[] {
  // An input of a shape that does not exist is told where it is declared.
  if (typeof value === 'string' && (hasShape(value, shape) || onlyHole(value)?.shape === 'any')) return [];
  const { what, example } = SHAPES[shape];
  return [{ what: `${shown(value)} is not ${what}`, fix: `give an input of shape \`${shape}\` or an ARN such as \`${example}\`` }];
}

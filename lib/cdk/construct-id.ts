/** Ids of constructs below an identity, made from names of the plan alone. */
import type { IdentityPlan } from '../plan/plan';
import { parseText } from '../policy/text';

/** What of a planned resource its construct is named by. */
export interface Named {
  readonly id: string;
  readonly component?: string;
}

/** `pod-identity-association` is `PodIdentityAssociation`. */
const pascal = (text: string): string =>
  text
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Id of a component's construct. Only the first letter changes, and only where no other component is called so. */
export const componentId = ({ components }: IdentityPlan, name: string): string =>
  components.some((other) => other.name !== name && capital(other.name) === capital(name)) ? name : capital(name);

/** Id of a resource within its component, or within the identity where components share it. A late value is named by its input. */
export function constructId({ id, component }: Named): string {
  if (component !== undefined) return pascal(id.slice(id.indexOf('/') + 1));
  const slash = id.indexOf('/');
  if (slash === -1) return pascal(id);
  const what = parseText(id.slice(slash + 1))
    .map((part) => (typeof part === 'string' ? part : part.hole))
    .join('');
  // A path's separator cannot stand in an id. No issuer has a colon, and no component.
  return `${pascal(id.slice(0, slash))}:${what.replaceAll('/', ':')}`;
}

/** Id of what `bind` adds for a component: it tells deployments apart that are bound in one place, and does not change when the identity moves. */
export function bindingId({ agent: { name, deployment } }: IdentityPlan, component: string): string {
  const { stage, region } = deployment;
  return [name, component, stage, region, 'binding'].filter((part) => part !== undefined).join('-');
}

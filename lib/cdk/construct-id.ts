/** Ids of constructs below an identity, made from names of the plan alone. */
import type { IdentityPlan, PlannedResource } from '../plan/plan';
import { parseText } from '../policy/text';

/** `pod-identity-association` is `PodIdentityAssociation`. */
const pascal = (text: string): string =>
  text
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** Id of a component's construct. Only the first letter changes, so that names that differ stay different. */
export const componentId = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Id of a resource within its component, or within the identity where components share it. A late value is named by its input. */
export function constructId({ id, component }: PlannedResource): string {
  if (component !== undefined) return pascal(id.slice(id.indexOf('/') + 1));
  const slash = id.indexOf('/');
  const what = parseText(id.slice(slash + 1))
    .map((part) => (typeof part === 'string' ? part : part.hole))
    .join('');
  // A path's separator cannot stand in an id; no issuer has a colon.
  return `${pascal(id.slice(0, slash))}-${what.replaceAll('/', ':')}`;
}

/** Id of what `bind` adds for a component, unique wherever it is bound. */
export const bindingId = ({ components }: IdentityPlan, component: string): string =>
  `${components.find(({ name }) => name === component)?.roleName ?? component}-binding`;

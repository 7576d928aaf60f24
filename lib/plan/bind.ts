/** What a plan means once its inputs have values: the identity model that the emitted template must read back as. */
import { fillHoles } from '../policy/text';
import { derive, inputOfHole } from '../spec/derivation';
import { resourcesOf } from './emit';
import type { IdentityModel, Model } from './model';
import { normaliseModel } from './normalise-model';
import type { IdentityPlan, PlannedResource } from './plan';

export { derive, inputOfHole };

/** Replaces every hole of any JSON value, keys included, by the value given for it. Holes without a value stay. */
export function bindValue<T>(value: T, values: Readonly<Record<string, string>>): T {
  const fill = (text: string): string =>
    fillHoles(text, (hole) => {
      const { input, derivation } = inputOfHole(hole);
      const given = Object.hasOwn(values, input) ? values[input] : undefined;
      return given === undefined || derivation === undefined ? given : derive(given, derivation);
    });
  const walk = (node: unknown): unknown => {
    if (typeof node === 'string') return fill(node);
    if (Array.isArray(node)) return node.map(walk);
    if (node !== null && typeof node === 'object') {
      return Object.fromEntries(Object.entries(node).map(([key, child]) => [fill(key), walk(child)]));
    }
    return node;
  };
  return walk(value) as T;
}

function modelOf(resource: PlannedResource, plan: IdentityPlan): Model {
  if (resource.kind === 'role') {
    const { kind, name, description, trust, policies, maxSessionSeconds, tags } = resource;
    return { kind, name, description, trust, policies, boundary: boundaryArn(resource.boundary, plan), maxSessionSeconds, tags };
  }
  if (resource.kind === 'pod-identity-association') {
    const { id: _id, component: _component, account: _account, role: _role, ...model } = resource;
    return model;
  }
  if (resource.kind === 'trust-anchor') {
    const { id: _id, component: _component, account: _account, fills: _fills, ...model } = resource;
    return model;
  }
  if (resource.kind === 'roles-anywhere-profile') {
    const { id: _id, component: _component, account: _account, role: _role, roleArn, ...model } = resource;
    return { ...model, roleArns: [roleArn] };
  }
  if (resource.kind === 'role-policy') {
    const { kind, role, name, document } = resource;
    return { kind, role, name, document };
  }
  if (resource.kind === 'state-machine') {
    const { kind, name, roleArn, definition, tags } = resource;
    return { kind, name, roleArn, definition, tags };
  }
  if (resource.kind === 'event-rule') {
    const { kind, name, description, pattern, target, tags } = resource;
    return { kind, name, description, pattern, targets: [target], tags };
  }
  if (resource.kind === 'schedule') {
    const { id: _id, component: _component, account: _account, after: _after, ...model } = resource;
    return model;
  }
  const { id: _id, component: _component, account: _account, ...model } = resource;
  return model;
}

function boundaryArn(boundary: { readonly planned: string } | { readonly existing: string }, plan: IdentityPlan): string | undefined {
  if ('existing' in boundary) return boundary.existing;
  const made = plan.resources.find((resource) => resource.id === boundary.planned);
  const account = made?.account === undefined ? '⟨account⟩' : `⟨${made.account}:account-id⟩`;
  return made?.kind === 'boundary' ? `arn:⟨partition⟩:iam::${account}:policy/${made.name}` : undefined;
}

/**
 * The identity model of one account's part of a plan with these input values.
 *
 * `values` maps inputs (and `account`, `region`, `partition`) to text; what is not given stays a hole.
 */
export const bind = (plan: IdentityPlan, values: Readonly<Record<string, string>>, account?: string): IdentityModel =>
  normaliseModel(
    bindValue(
      resourcesOf(plan, account).map((resource) => modelOf(resource, plan)),
      values,
    ),
  );

/** Which roles a quarantine of each component covers: its own, and every role that can be reached from it. */
import type { PolicyJson } from '../../policy/policy-json';
import type { Laid, Layout } from '../layout';
import { AT_HOME, settle } from '../layout';
import type { PlannedRole } from '../plan';
import type { Edge } from '../plan-calls';
import type { ComponentPlan } from '../plan-component';

/** A role that a response acts on. */
export interface ActedRole {
  readonly component: string;
  /** Name of the input that holds the role's account; absent at home. */
  readonly accountInput?: string;
  /** Text of the account. */
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  /** Absent for an adopted role, whose trust policy the plan does not know. */
  readonly trust?: PolicyJson;
  /** ARN of the boundary, as far as the plan knows it. */
  readonly boundary?: string;
}

function boundaryOf({ boundary }: PlannedRole, resources: ComponentPlan['resources'], account: string): string | undefined {
  if ('existing' in boundary) return boundary.existing;
  const made = resources.find(({ id }) => id === boundary.planned);
  return made?.kind === 'boundary' ? `arn:⟨partition⟩:iam::${account}:policy/${made.name}` : undefined;
}

function rolesOf({ component, resources }: ComponentPlan, laid: Laid, { deployment }: Layout): readonly ActedRole[] {
  const account = settle(laid.account === undefined ? '⟨account⟩' : laid.accountText, AT_HOME, deployment);
  const common = { component: component.name, account, ...(laid.account === undefined ? {} : { accountInput: laid.account }) };
  const made = resources.flatMap((resource): readonly ActedRole[] => {
    if (resource.kind !== 'role') return [];
    const boundary = boundaryOf(resource, resources, account);
    return [
      {
        ...common,
        name: resource.name,
        arn: `arn:⟨partition⟩:iam::${account}:role/${resource.name}`,
        trust: resource.trust,
        ...(boundary === undefined ? {} : { boundary }),
      },
    ];
  });
  return laid.adopted ? [{ ...common, name: component.roleName, arn: component.roleArn }, ...made] : made;
}

/** Every role of the agent, sorted by component. */
export const actedRoles = (planned: readonly ComponentPlan[], layout: Layout): readonly ActedRole[] =>
  planned.flatMap((one) => {
    const laid = layout.components.get(one.component.name);
    return laid === undefined ? [] : settle(rolesOf(one, laid, layout), AT_HOME, layout.deployment);
  });

/**
 * The components that can be reached from each: those whose roles it may assume, hop by hop, and for an environment those that it hosts, because who holds the
 * host holds the credentials of its guests. Sessions of these roles outlive the session that they came from.
 */
export function reachOf(layout: Layout, edges: readonly Edge[]): Readonly<Record<string, readonly string[]>> {
  const next = (name: string): readonly string[] => [
    ...edges.filter(({ call, caller }) => call.by === 'role' && caller.name === name).map(({ callee }) => callee.name),
    ...(layout.components.get(name)?.component.hosts ?? []),
  ];
  const closure = (from: string): readonly string[] => {
    const seen = new Set([from]);
    for (const name of seen) for (const reached of next(name)) seen.add(reached);
    return [...seen].sort();
  };
  return Object.fromEntries([...layout.components.keys()].map((name) => [name, closure(name)]));
}

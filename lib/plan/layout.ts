/** Every component with the names and ARNs that follow from the declaration alone: what all other parts of planning look up. */

import { hasHole } from '../policy/text';
import type { Agent } from '../spec/agent';
import type { Component } from '../spec/component';
import { derived } from '../spec/derivation';
import { onlyHole } from '../spec/has-shape';
import { DEFAULT_SESSION_TAGS } from '../spec/session';
import { type Trust, trustKind } from '../spec/trust';
import type { Caller, SourceIdentity } from '../spec/trust/define-trust';
import { logGroupNameOf, roleNameOf } from './names';
import type { Deployment } from './plan';
import { type Declared, withTasks } from './plan-tasks';

/** The account that a component lives in, when another component speaks of it. */
const HOME = '⟨.home:account-id⟩';

/** What a component's texts leave open about the place. */
const OPEN_PLACE = /⟨(?:account|region|partition|\.home:account-id)⟩/g;

/** A component with its place. */
export interface Laid {
  readonly name: string;
  readonly component: Component;
  readonly trusts: readonly Trust[];
  /** Name of the input that holds its account; absent at home. */
  readonly account: string | undefined;
  /** Text of its account as others write it. */
  readonly accountText: string;
  readonly roleName: string;
  readonly roleArn: string;
  readonly adopted: boolean;
  readonly logGroup: string;
  readonly sourceIdentity: Caller['sourceIdentity'];
  readonly transitiveTags: readonly string[];
  readonly sessionCapMinutes: number | undefined;
  readonly maxMinutes: number;
  /** The component whose task role this is; absent for a component that was declared itself. */
  readonly taskOf: string | undefined;
}

export interface Layout {
  readonly agent: Agent;
  readonly deployment: Deployment;
  /** By name, sorted. */
  readonly components: ReadonlyMap<string, Laid>;
  readonly sessionTags: readonly string[];
}

function sourceIdentityOf(trust: Trust): SourceIdentity {
  const { carriesSourceIdentity, issuedTags } = trustKind(trust);
  if (carriesSourceIdentity) return { from: 'inherited' };
  const tags = issuedTags?.(trust);
  return tags === undefined ? { from: 'set' } : { from: 'issued', tags };
}

/** Those of all ways to become a component, each once. */
function sourceIdentitiesOf(trusts: readonly Trust[]): Caller['sourceIdentity'] {
  const [first = { from: 'set' } as const, ...others] = new Map(
    trusts.map(sourceIdentityOf).map((one) => [JSON.stringify(one), one] as const),
  ).values();
  return [first, ...others];
}

function lay({ name, component, taskOf }: Declared, agent: Agent, deployment: Deployment): Laid {
  const trusts = [component.trust].flat() as readonly Trust[];
  const kinds = trusts.map(trustKind);
  const account = component.account === undefined ? undefined : onlyHole(component.account)?.hole;
  const accountText = component.account ?? HOME;
  const roleName = component.role === undefined ? roleNameOf(agent.name, name, deployment) : derived(component.role, 'name');
  const caps = kinds.flatMap((kind) => kind.sessionCapMinutes ?? []);
  // Where every way in is capped there is no use in a longer maximum; where one is not, the role needs its length.
  const sessionCapMinutes = caps.length === kinds.length && caps.length > 0 ? Math.max(...caps) : undefined;
  return {
    name,
    component,
    trusts,
    account,
    accountText,
    roleName,
    roleArn: component.role ?? `arn:⟨partition⟩:iam::${accountText}:role/${roleName}`,
    adopted: component.role !== undefined,
    logGroup: logGroupNameOf(agent.name, name, deployment),
    sourceIdentity: sourceIdentitiesOf(trusts),
    transitiveTags: [...new Set(kinds.flatMap((kind) => kind.transitiveTags))].sort(),
    sessionCapMinutes,
    taskOf,
    maxMinutes: component.session?.maxMinutes ?? Math.min(agent.session?.maxMinutes ?? 60, sessionCapMinutes ?? 720),
  };
}

export const layOut = (agent: Agent, deployment: Deployment): Layout => ({
  agent,
  deployment,
  components: new Map(
    withTasks(agent.components)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((declared) => [declared.name, lay(declared, agent, deployment)] as const),
  ),
  sessionTags: [...(agent.session?.requiredTags ?? DEFAULT_SESSION_TAGS)].sort(),
});

/**
 * Settles what a component's texts leave open about the place: its own account, the home account, and what the deployment gives literally.
 */
export function settle<T>(value: T, { account }: Pick<Laid, 'account'>, deployment: Deployment): T {
  const home = deployment.account ?? '⟨account⟩';
  const own = account === undefined ? home : `⟨${account}:account-id⟩`;
  const settled: Readonly<Record<string, string>> = {
    '⟨account⟩': own,
    [HOME]: home,
    '⟨region⟩': deployment.region ?? '⟨region⟩',
    '⟨partition⟩': deployment.partition ?? '⟨partition⟩',
  };
  const settleText = (text: string): string => (hasHole(text) ? text.replace(OPEN_PLACE, (hole) => settled[hole] ?? hole) : text);
  const walk = (node: unknown): unknown => {
    if (typeof node === 'string') return settleText(node);
    if (Array.isArray(node)) return node.map(walk);
    if (node === null || typeof node !== 'object') return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [settleText(key), walk(child)]));
  };
  return walk(value) as T;
}

/** The session tags that a component's own trust asks for, in place of the agent's. */
export const tagsAskedBy = ({ trusts }: Laid): readonly string[] | undefined =>
  trusts.flatMap((trust) => (trust.kind === 'component' && trust.tags !== undefined ? [trust.tags] : []))[0];
/** Where what belongs to the agent as a whole stands: in the account that the agent is deployed to. */
export const AT_HOME: Pick<Laid, 'account'> = { account: undefined };

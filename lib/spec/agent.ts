/** A declared agent: plain data that both engines take. */
import type { AccessSpec } from './access';
import type { Component } from './component';
import type { EvidenceSpec } from './evidence';
import { type InputShapes, type LateValues, late } from './late';
import type { SessionSpec } from './session';

/** What {@link defineAgent} takes. */
export interface AgentSpec<Inputs extends InputShapes, Names extends string> {
  /** Lower-case letters, digits and hyphens, at most 32, beginning with a letter. Part of every role name. */
  readonly name: string;
  /** Who answers for the agent: a team or person. 1 to 256 characters of IAM's tag charset. */
  readonly owner: string;
  /** What the agent is for, in one line of at most 200 characters. */
  readonly purpose?: string;
  /** What only the engine knows, by shape. Each is a late value in `components`. */
  readonly inputs?: Inputs;
  /** The components, by name: a letter, then up to 31 letters and digits. */
  readonly components: (inputs: LateValues<Inputs>) => { readonly [Name in Names]: Component<Names> };
  /** Conditions on every component; a function of the inputs where it takes one. */
  readonly access?: AccessSpec | ((inputs: LateValues<Inputs>) => AccessSpec);
  readonly session?: SessionSpec;
  /** What is kept; a function of the inputs where the key is one of them. */
  readonly evidence: EvidenceSpec | ((inputs: LateValues<Inputs>) => EvidenceSpec);
}

/** A declared agent, its inputs put in as late values. */
export interface Agent<Inputs extends InputShapes = InputShapes, Names extends string = string> {
  readonly name: string;
  readonly owner: string;
  readonly purpose?: string;
  readonly inputs: Inputs;
  readonly components: { readonly [Name in Names]: Component };
  readonly access?: AccessSpec;
  readonly session?: SessionSpec;
  readonly evidence: EvidenceSpec;
}

/**
 * Declares an agent: every component with its own workload identity. What is wrong beyond what the compiler sees is told, all at once, when the agent is
 * planned.
 */
export function defineAgent<const Names extends string, const Inputs extends InputShapes = Record<never, never>>(
  spec: AgentSpec<Inputs, Names>,
): Agent<Inputs, Names> {
  // Callers without the compiler may give anything: it is handed on as it is, for planning to tell what is wrong with it.
  const { inputs = {} as Inputs, components, access, evidence, ...rest } = spec ?? {};
  const lateValues = Object.fromEntries(
    Object.entries(inputs ?? {}).flatMap(([name, shape]) => (typeof shape === 'string' ? [[name, late(name, shape)] as const] : [])),
  ) as LateValues<Inputs>;
  return {
    ...rest,
    ...(access === undefined ? {} : { access: typeof access === 'function' ? access(lateValues) : access }),
    inputs,
    components: typeof components === 'function' ? components(lateValues) : components,
    evidence: typeof evidence === 'function' ? evidence(lateValues) : evidence,
  };
}

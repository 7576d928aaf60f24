/** The rules on the resources of a Pulumi program, as a plain function: for unit tests and policy packs. */
import { checkGraph } from '../assert/check-graph';
import { fromPulumi, type PulumiDeployed, type PulumiResource } from '../graph/from-pulumi';
import type { IdentityPlan } from '../plan/plan';
import type { Acknowledgement } from '../report/acknowledgement';
import { fingerprinter } from '../report/fingerprint';
import { accept, type Settled } from '../rules/accept';
import { PRESETS, type PresetName } from '../rules/presets';

export interface JudgeOptions {
  /**
   * Which rules, and whether warnings count.
   * @default 'recommended'
   */
  readonly preset?: PresetName;
  /** What was declared, such as `identity.plan` of an `AgentIdentity`. */
  readonly plan?: IdentityPlan | readonly IdentityPlan[];
  /** Findings that are right here, each pinned to its content. */
  readonly acknowledgements?: readonly Acknowledgement[];
  /** Where the program deploys to, as far as it is known. */
  readonly deployed?: PulumiDeployed;
}

/**
 * Judges the resources of a program, as mocks, a preview or a policy tell of them. What depends on a value that is unknown before deployment is undecided.
 * Never throws for what the resources hold.
 *
 * @returns the verdict on what is not acknowledged, the findings with their fingerprints, and what is acknowledged
 */
export function judgePulumiResources(resources: readonly PulumiResource[], options: JudgeOptions = {}): Settled {
  const { preset = 'recommended', plan, acknowledgements = [], deployed = {} } = options;
  const graph = fromPulumi(resources, deployed);
  const judgement = checkGraph(graph, { preset, ...(plan === undefined ? {} : { plan }) });
  const today = new Date().toISOString().slice(0, 10);
  return accept(judgement, fingerprinter(graph), { acknowledgements, today, warningsCount: PRESETS[preset].warningsCount });
}

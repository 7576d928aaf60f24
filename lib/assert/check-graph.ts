/** Everything that the rules say of a template, or of a plan before it is one. */
import { fromPlan } from '../graph/from-plan';
import type { IdentityGraph } from '../graph/identity-graph';
import type { IdentityPlan } from '../plan/plan';
import { PRESETS, type PresetName } from '../rules/presets';
import { type Judgement, runRules } from '../rules/run-rules';

export interface CheckOptions {
  /** Which rules. Default `recommended`. */
  readonly preset?: PresetName;
  /** What was declared; the rules then also judge whether the template holds exactly that. */
  readonly plan?: IdentityPlan | readonly IdentityPlan[];
}

const isList = (plan: IdentityPlan | readonly IdentityPlan[]): plan is readonly IdentityPlan[] => Array.isArray(plan);

/** Judges what a template really holds, whoever wrote it. Never throws for a bad template. */
export function checkGraph(graph: IdentityGraph, { preset = 'recommended', plan }: CheckOptions = {}): Judgement {
  const plans = plan === undefined ? [] : isList(plan) ? plan : [plan];
  return runRules(PRESETS[preset], { graph, plans });
}

/** Judges a plan by what it will make, before anything is synthesized. Late values stay unknown of known shape. */
export const provePlan = (plan: IdentityPlan, { preset = 'recommended' }: Pick<CheckOptions, 'preset'> = {}): Judgement =>
  checkGraph(fromPlan(plan), { preset, plan });

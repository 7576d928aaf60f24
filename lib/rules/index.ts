/** The rules: what must hold of every template, and why. */
export { defineRule, type Rule, type RuleContext } from './define-rule';
export type { Outcome } from './outcome';
export { PRESETS, type Preset, type PresetName } from './presets';
export { RULES } from './rules';
export { type Judgement, type OverallVerdict, runRules, type Summary } from './run-rules';

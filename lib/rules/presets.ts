/** Sets of rules to check with. */
import type { Rule } from './define-rule';
import { RULES } from './rules';

export interface Preset {
  /** What it is for, in one line. */
  readonly about: string;
  readonly rules: readonly Rule[];
  /** Whether warnings count as errors. */
  readonly warningsCount: boolean;
}

export const PRESETS = {
  recommended: {
    about: 'every rule on what is wrong; warnings are told and do not count',
    rules: RULES.filter(({ preset }) => preset === undefined),
    warningsCount: false,
  },
  strict: { about: 'also the rules on what could be tighter; warnings count as errors do', rules: RULES, warningsCount: true },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof PRESETS;

export const isPreset = (name: string): name is PresetName => Object.hasOwn(PRESETS, name);

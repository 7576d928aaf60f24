import type { Severity } from '../finding/finding';

/** What reports tell of a rule besides its findings. */
export interface RuleAbout {
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  /** What it says, in one sentence. */
  readonly summary: string;
  /** Why it matters, in one sentence. */
  readonly why: string;
  /** When a finding may be acknowledged. */
  readonly acknowledge: string;
  readonly standards: readonly string[];
}

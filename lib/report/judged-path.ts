/** What was judged: the data of every report. */
import type { Finding, Severity } from '../finding/finding';
import type { Acknowledgement } from './acknowledgement';
import type { OverallVerdict, Summary } from './summary';

/** A finding with its fingerprint. */
export interface PinnedFinding extends Finding {
  readonly fingerprint: string;
}

/** Why a finding does not count. */
export type Acceptance = { readonly by: 'baseline' } | { readonly by: 'acknowledgement'; readonly acknowledgement: Acknowledgement };

/** A finding that does not count. */
export interface AcceptedFinding extends PinnedFinding {
  readonly acceptance: Acceptance;
}

/** A question that is open for a reason which another rule reports. */
export interface OpenElsewhere {
  /** Code and severity of the rule whose question it is. */
  readonly code: string;
  readonly severity: Severity;
  /** Name of the rule that reports the reason. */
  readonly because: string;
}

/** One path that was judged. */
export interface JudgedPath {
  /** The path as it was given. */
  readonly path: string;
  /** Of what is not accepted. */
  readonly verdict: OverallVerdict;
  /** Of what is not accepted. */
  readonly summary: Summary;
  /** What is found and not accepted. */
  readonly findings: readonly PinnedFinding[];
  readonly accepted: readonly AcceptedFinding[];
  readonly openElsewhere: readonly OpenElsewhere[];
}

/** Something that could not be read. */
export interface UnreadPath {
  readonly path: string;
  readonly why: string;
}

/** Something to be told of a baseline or of acknowledgements. Fails nothing. */
export interface Notice {
  readonly what: string;
  readonly fix: string;
}

/** Everything that one run of `check` has to tell. */
export interface CheckReport {
  readonly judged: readonly JudgedPath[];
  readonly unread: readonly UnreadPath[];
  readonly notices: readonly Notice[];
}

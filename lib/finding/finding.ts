/**
 * A finding: something refuted or undecided, with its place, its reason and the way to mend it.
 *
 * Every message of the product is one of these records; text, JSON and the other reports are renderings of it.
 */

/** Where a finding points. Every field that is known is given. */
export interface Place {
  /** The component it is about, as the declaration names it. */
  readonly component?: string;
  /** A file, as the caller named it. */
  readonly file?: string;
  /** Construct path (CDK) or resource name (Pulumi). */
  readonly path?: string;
  /** Logical id of the resource (CDK) or its URN (Pulumi). */
  readonly resource?: string;
  /** JSON pointer (RFC 6901) or property path within the declaration or the resource. */
  readonly pointer?: string;
  /** Source line, counted from 1. */
  readonly line?: number;
}

export type Severity = 'error' | 'warning';

/** Refuted: shown to be wrong. Undecided: could not be shown either way, which is not a pass. */
export type FindingVerdict = 'refuted' | 'undecided';

export interface Finding {
  /** Stable, never reused: `WI` and three digits. */
  readonly code: string;
  /** The rule's name, such as `trust/subject-is-pinned`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly verdict: FindingVerdict;
  /** Id of the rule's message: it stays when the sentence is worded anew. */
  readonly message?: string;
  /** One sentence, lower case, no final period, user input in backticks. */
  readonly what: string;
  readonly where: Place;
  /** Why it matters. */
  readonly why: string;
  /** The request, value or path that shows it. */
  readonly shown?: string;
  /** What leads there, one thing a line: the hops of a path, or the ways that are open. */
  readonly steps?: readonly string[];
  /** How to mend it. */
  readonly fix: string;
  /** Logical ids (or URNs) of all resources that take part, the one in `where` included. */
  readonly involved?: readonly string[];
  /** What an acceptance of it is pinned to, where that is not what stands at `where` and at those involved. */
  readonly pins?: unknown;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One order for every report: by place, then code, then text. */
export const sortFindings = (findings: readonly Finding[]): readonly Finding[] => [...findings].sort((a, b) => byText(keyOf(a), keyOf(b)));

const keyOf = ({ where, code, what }: Finding): string =>
  [where.file, where.path, where.component, where.resource, where.pointer, code, what].map((part) => part ?? '').join('\u0000');

/** Whether any finding stands in the way: an error, refuted or undecided. Warnings do not. */
export const blocks = (findings: readonly Finding[]): boolean => findings.some((finding) => finding.severity === 'error');

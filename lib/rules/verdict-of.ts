/** The verdict over everything that rules say. */
import type { Finding, Severity } from '../finding/finding';
import type { OpenElsewhere } from '../report/judged-path';
import type { OverallVerdict } from '../report/summary';

interface Said {
  readonly findings: readonly Finding[];
  readonly openElsewhere: readonly OpenElsewhere[];
}

/**
 * Refuted as soon as one error is, else undecided as soon as one is. Warnings, refuted or undecided, do not count unless asked for; so a question that is
 * left open counts as the rule does whose question it is.
 */
export function verdictOf({ findings, openElsewhere }: Said, warningsCount: boolean): OverallVerdict {
  const counts = ({ severity }: { readonly severity: Severity }): boolean => warningsCount || severity === 'error';
  const grave = findings.filter(counts);
  if (grave.some(({ verdict }) => verdict === 'refuted')) return 'refuted';
  return grave.length > 0 || openElsewhere.some(counts) ? 'undecided' : 'proved';
}

/** Takes out of a judgement what is accepted, and judges the rest. */
import type { Finding } from '../finding/finding';
import { type Acknowledgement, hasExpired } from '../report/acknowledgement';
import type { Acceptance, AcceptedFinding, PinnedFinding } from '../report/judged-path';
import type { Judgement } from './run-rules';
import { verdictOf } from './verdict-of';

export interface Accepting {
  readonly acknowledgements?: readonly Acknowledgement[];
  /** Fingerprints of a baseline. */
  readonly baseline?: ReadonlySet<string>;
  /** `YYYY-MM-DD` in UTC: acknowledgements that expire before it accept nothing. */
  readonly today: string;
  /** Whether warnings count as errors. Default: no. */
  readonly warningsCount?: boolean;
}

/** A judgement of what is not accepted, and what is. */
export interface Settled extends Judgement {
  readonly findings: readonly PinnedFinding[];
  readonly accepted: readonly AcceptedFinding[];
}

/**
 * Takes out what is accepted. A question that other rules leave open for a finding of one rule is accepted with the last finding of that rule, never before.
 *
 * @param fingerprintOf see `lib/report/fingerprint.ts`
 */
export function accept(judgement: Judgement, fingerprintOf: (finding: Finding) => string, accepting: Accepting): Settled {
  const { acknowledgements = [], baseline, today, warningsCount = false } = accepting;
  const valid = new Map(acknowledgements.filter((one) => !hasExpired(one, today)).map((one) => [one.fingerprint, one]));
  const acceptanceOf = (fingerprint: string): Acceptance | undefined => {
    const acknowledgement = valid.get(fingerprint);
    if (acknowledgement !== undefined) return { by: 'acknowledgement', acknowledgement };
    return baseline?.has(fingerprint) ? { by: 'baseline' } : undefined;
  };
  const findings: PinnedFinding[] = [];
  const accepted: AcceptedFinding[] = [];
  for (const finding of judgement.findings) {
    const fingerprint = fingerprintOf(finding);
    const acceptance = acceptanceOf(fingerprint);
    if (acceptance === undefined) findings.push({ ...finding, fingerprint });
    else accepted.push({ ...finding, fingerprint, acceptance });
  }
  const openRules = new Set(findings.map(({ rule }) => rule));
  const closedRules = new Set(accepted.map(({ rule }) => rule).filter((rule) => !openRules.has(rule)));
  const openElsewhere = judgement.openElsewhere.filter(({ because }) => !closedRules.has(because));
  const took = (verdict: Finding['verdict']): number => accepted.filter((finding) => finding.verdict === verdict).length;
  const { proved, refuted, undecided } = judgement.summary;
  const closed = judgement.openElsewhere.length - openElsewhere.length;
  return {
    ...judgement,
    verdict: verdictOf({ findings, openElsewhere }, warningsCount),
    summary: { proved, refuted: refuted - took('refuted'), undecided: undecided - took('undecided') - closed },
    findings,
    accepted,
    openElsewhere,
  };
}

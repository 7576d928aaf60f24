/** The JSON of `agent-identity check`: for programs, so its fields keep their meaning. */

import type { Finding } from '../finding/finding';
import type { AcceptedFinding, CheckReport, Notice, PinnedFinding, UnreadPath } from './judged-path';
import { shownLines } from './shown-lines';
import { addUp, type OverallVerdict, type Summary, verdictOfAll } from './summary';

/** The version of the form. A field may be added without changing it. */
export const REPORT_VERSION = 1;

/** One finding in the report. What is not known is left out. */
export interface ReportedFinding {
  readonly code: string;
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly verdict: Finding['verdict'];
  /** The path as it was given; where it is a folder, `template` is the file in it. */
  readonly file: string;
  readonly template?: string;
  readonly component?: string;
  /** Logical id or URN. */
  readonly resource?: string;
  /** All logical ids or URNs that take part, `resource` included. */
  readonly involved: readonly string[];
  /** Construct path or resource name. */
  readonly path?: string;
  readonly pointer?: string;
  readonly line?: number;
  readonly what: string;
  readonly why: string;
  readonly shown?: string;
  readonly fix: string;
  /** What an acknowledgement or a baseline pins; see `lib/report/fingerprint.ts`. */
  readonly fingerprint: string;
}

/** A finding that does not count, and why. */
export interface ReportedAcceptance extends ReportedFinding {
  readonly accepted: {
    readonly by: 'baseline' | 'acknowledgement';
    readonly because?: string;
    readonly owner?: string;
    readonly expires?: string;
  };
}

export interface Report {
  readonly version: typeof REPORT_VERSION;
  /** Of all paths together. */
  readonly verdict: OverallVerdict;
  /** Questions of all rules, by answer, without those that are accepted. */
  readonly summary: Summary;
  readonly findings: readonly ReportedFinding[];
  readonly unread: readonly UnreadPath[];
  /** What a baseline or an acknowledgement accepts; absent where nothing is. */
  readonly accepted?: readonly ReportedAcceptance[];
  /** What is to be told of baseline and acknowledgements; absent where there is nothing. */
  readonly notices?: readonly Notice[];
}

function reported(finding: PinnedFinding, given: string): ReportedFinding {
  const { code, rule, severity, verdict, where, what, why, fix, involved, fingerprint } = finding;
  const shown = shownLines(finding);
  const { file, component, resource, path, pointer, line } = where;
  return {
    code,
    rule,
    severity,
    verdict,
    file: given,
    ...(file === undefined || file === given ? {} : { template: file }),
    ...(component === undefined ? {} : { component }),
    ...(resource === undefined ? {} : { resource }),
    involved: involved ?? (resource === undefined ? [] : [resource]),
    ...(path === undefined ? {} : { path }),
    ...(pointer === undefined ? {} : { pointer }),
    ...(line === undefined ? {} : { line }),
    what,
    why,
    ...(shown.length === 0 ? {} : { shown: shown.join('\n') }),
    fix,
    fingerprint,
  };
}

function reportedAcceptance(finding: AcceptedFinding, given: string): ReportedAcceptance {
  const { acceptance } = finding;
  if (acceptance.by === 'baseline') return { ...reported(finding, given), accepted: { by: 'baseline' } };
  const { because, owner, expires } = acceptance.acknowledgement;
  return {
    ...reported(finding, given),
    accepted: { by: 'acknowledgement', because, owner, ...(expires === undefined ? {} : { expires }) },
  };
}

/** The report as data. What could not be read leaves the verdict undecided at best. */
export function reportOf({ judged, unread, notices }: CheckReport): Report {
  const accepted = judged.flatMap((one) => one.accepted.map((finding) => reportedAcceptance(finding, one.path)));
  return {
    version: REPORT_VERSION,
    verdict: verdictOfAll(judged, unread),
    summary: addUp(judged.map(({ summary }) => summary)),
    findings: judged.flatMap(({ path, findings }) => findings.map((finding) => reported(finding, path))),
    unread,
    ...(accepted.length === 0 ? {} : { accepted }),
    ...(notices.length === 0 ? {} : { notices }),
  };
}

/** The report as JSON text, with a line break at the end. */
export const toJson = (report: CheckReport): string => `${JSON.stringify(reportOf(report), null, 2)}\n`;

/** The JSON of `agent-identity check`: for programs, so its fields keep their meaning. */
import type { Finding } from '../finding/finding';
import { addUp, gravest, type OverallVerdict, type Summary } from './summary';

/** The version of the form. A field may be added without changing it. */
export const REPORT_VERSION = 1;

/** One path that was judged. */
export interface JudgedPath {
  /** The path as it was given. */
  readonly path: string;
  readonly verdict: OverallVerdict;
  readonly summary: Summary;
  readonly findings: readonly Finding[];
}

/** Something that could not be read. */
export interface UnreadPath {
  readonly path: string;
  readonly why: string;
}

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
}

export interface Report {
  readonly version: typeof REPORT_VERSION;
  /** Of all paths together. */
  readonly verdict: OverallVerdict;
  /** Questions of all rules, by answer. */
  readonly summary: Summary;
  readonly findings: readonly ReportedFinding[];
  readonly unread: readonly UnreadPath[];
}

function reported({ code, rule, severity, verdict, where, what, why, shown, fix, involved }: Finding, given: string): ReportedFinding {
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
    ...(shown === undefined ? {} : { shown }),
    fix,
  };
}

/** The report as data. What could not be read leaves the verdict undecided at best. */
export function reportOf(judged: readonly JudgedPath[], unread: readonly UnreadPath[]): Report {
  const verdicts = [...judged.map(({ verdict }) => verdict), ...unread.map((): OverallVerdict => 'undecided')];
  return {
    version: REPORT_VERSION,
    verdict: gravest(verdicts),
    summary: addUp(judged.map(({ summary }) => summary)),
    findings: judged.flatMap(({ path, findings }) => findings.map((finding) => reported(finding, path))),
    unread,
  };
}

/** The report as JSON text, with a line break at the end. */
export const toJson = (judged: readonly JudgedPath[], unread: readonly UnreadPath[]): string =>
  `${JSON.stringify(reportOf(judged, unread), null, 2)}\n`;

/**
 * A baseline: the findings of the day on which a template began to be checked, so that only new or changed ones fail.
 *
 * It holds fingerprints, so that a finding whose content has changed is a new one. It is written once, when asked for, and afterwards only ever shortened.
 */
import { isRecord, kindOf, own } from '../policy/parse-values';
import { quote } from '../policy/quote';
import { unknownKey } from './acknowledgement';
import { baseName, FINGERPRINT, nameOfPlace } from './fingerprint';
import type { JudgedPath } from './judged-path';

export interface BaselineEntry {
  readonly fingerprint: string;
  readonly code: string;
  /** Name of the path that was judged, without its folders. */
  readonly file: string;
  /** What the finding is about, for those who read the file. */
  readonly resource?: string;
}

export interface Baseline {
  readonly version: 1;
  /** Each fingerprint once, in order. */
  readonly findings: readonly BaselineEntry[];
}

export const BASELINE_VERSION = 1;

const FIELDS: readonly string[] = ['fingerprint', 'code', 'file', 'resource'];

const isEntry = (entry: unknown): entry is BaselineEntry =>
  isRecord(entry) &&
  Object.entries(entry).every(([key, value]) => FIELDS.includes(key) && typeof value === 'string') &&
  ['fingerprint', 'code', 'file'].every((field) => Object.hasOwn(entry, field)) &&
  FINGERPRINT.test(String(entry.fingerprint));

/** Reads the value of a baseline file; tells why where it is none. */
export function readBaseline(value: unknown): { readonly baseline: Baseline } | { readonly why: string } {
  const findings = isRecord(value) ? own(value, 'findings') : undefined;
  if (!isRecord(value) || !Array.isArray(findings)) return { why: 'it has no list of `findings`' };
  if (own(value, 'version') !== BASELINE_VERSION) return { why: `its \`version\` is not ${BASELINE_VERSION}` };
  const stranger = unknownKey(value, ['$schema', 'version', 'findings']);
  if (stranger !== undefined) return { why: stranger };
  const fault = findings.findIndex((entry) => !isEntry(entry));
  if (fault >= 0) {
    const entry: unknown = findings[fault];
    return { why: `the finding at ${fault} is none: ${isRecord(entry) ? quote(JSON.stringify(entry)) : kindOf(entry)}` };
  }
  return { baseline: { version: BASELINE_VERSION, findings: findings as readonly BaselineEntry[] } };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const orderOf = ({ file, resource = '', code, fingerprint }: BaselineEntry): string => [file, resource, code, fingerprint].join('\u0000');

const inOrder = (entries: readonly BaselineEntry[]): readonly BaselineEntry[] =>
  [...new Map(entries.map((entry) => [entry.fingerprint, entry])).values()].sort((a, b) => byText(orderOf(a), orderOf(b)));

/** The baseline of everything that is found today and not acknowledged. */
export const baselineOf = (judged: readonly JudgedPath[]): Baseline => ({
  version: BASELINE_VERSION,
  findings: inOrder(
    judged.flatMap(({ path, findings, accepted }) =>
      [...findings, ...accepted.filter(({ acceptance }) => acceptance.by === 'baseline')].map(
        ({ code, fingerprint, where }): BaselineEntry => {
          const resource = nameOfPlace(where);
          return { fingerprint, code, file: baseName(path), ...(resource === '' ? {} : { resource }) };
        },
      ),
    ),
  ),
});

/** Entries of the paths that were judged whose findings have vanished. Of other paths nothing is known. */
export function vanishedFrom({ findings }: Baseline, judged: readonly JudgedPath[]): readonly BaselineEntry[] {
  const names = new Set(judged.map(({ path }) => baseName(path)));
  const found = new Set(judged.flatMap((one) => [...one.findings, ...one.accepted].map(({ fingerprint }) => fingerprint)));
  return findings.filter(({ file, fingerprint }) => names.has(file) && !found.has(fingerprint));
}

/** The ratchet: the baseline without what has vanished. Nothing ever joins it. */
export function shortened(baseline: Baseline, judged: readonly JudgedPath[]): Baseline {
  const vanished = new Set(vanishedFrom(baseline, judged));
  return { ...baseline, findings: inOrder(baseline.findings.filter((entry) => !vanished.has(entry))) };
}

/** The text of a baseline file: one line for each finding, so that changes read well. */
export const baselineText = ({ version, findings }: Baseline): string =>
  `{\n  "version": ${version},\n  "findings": [${findings.map((entry) => `\n    ${JSON.stringify(entry)}`).join(',')}${
    findings.length === 0 ? '' : '\n  '
  }]\n}\n`;

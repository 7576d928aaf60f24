/**
 * Acknowledgements: findings that somebody accepts, with a reason.
 *
 * An acknowledgement is pinned to the content that it accepts: when that changes, its fingerprint names nothing any more and the finding is back.
 */
import { didYouMean } from '../finding/did-you-mean';
import { isRecord, kindOf, own } from '../policy/parse-values';
import { quote } from '../policy/quote';
import { FINGERPRINT } from './fingerprint';

/** One accepted finding. */
export interface Acknowledgement {
  /** Fingerprint of the finding, as every report shows it. */
  readonly fingerprint: string;
  /** Why it is right here. */
  readonly because: string;
  /** Who answers for it: a team or a person. */
  readonly owner: string;
  /** The last day on which it holds, `YYYY-MM-DD` in UTC. Default: it holds until the content changes. */
  readonly expires?: string;
  /** Code of the rule, for those who read the file. */
  readonly code?: string;
  /** What the finding is about, for those who read the file. */
  readonly resource?: string;
}

/** The version of the file's form. */
export const ACKNOWLEDGEMENTS_VERSION = 1;

export type ReadAcknowledgements = { readonly acknowledgements: readonly Acknowledgement[] } | { readonly why: string };

const FIELDS = ['fingerprint', 'because', 'owner', 'expires', 'code', 'resource'] as const;
const REQUIRED: ReadonlySet<string> = new Set(['fingerprint', 'because', 'owner']);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const isDay = (text: string): boolean => {
  const time = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // A day that the month does not have is taken for one of the next month.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

/** A key that is not known, with the one that was meant: a misspelt `expires` would accept for ever. */
export function unknownKey(record: Readonly<Record<string, unknown>>, known: readonly string[]): string | undefined {
  const stranger = Object.keys(record).find((key) => !known.includes(key));
  if (stranger === undefined) return undefined;
  const meant = didYouMean(stranger, known);
  return `the key ${quote(stranger)} is not known${meant === undefined ? '' : `; did you mean \`${meant}\``}`;
}

function faultOf(entry: unknown): string | undefined {
  if (!isRecord(entry)) return `it must be an object, not ${kindOf(entry)}`;
  const stranger = unknownKey(entry, FIELDS);
  if (stranger !== undefined) return stranger;
  for (const field of FIELDS) {
    const value = own(entry, field);
    if (value === undefined && !REQUIRED.has(field)) continue;
    if (typeof value !== 'string' || value.trim() === '') return `\`${field}\` must be a text that is not empty`;
    if (field === 'fingerprint' && !FINGERPRINT.test(value))
      return `${quote(value)} is no fingerprint: 32 hexadecimal digits, as the report shows them`;
    if (field === 'expires' && !isDay(value)) return `\`expires\` must be a day such as \`2027-01-31\`, not ${quote(value)}`;
  }
  return undefined;
}

/** Reads the value of an acknowledgement file; tells why where it is none. A file with one fault accepts nothing. */
export function readAcknowledgements(value: unknown): ReadAcknowledgements {
  const entries = isRecord(value) ? own(value, 'acknowledgements') : undefined;
  if (!isRecord(value) || !Array.isArray(entries)) return { why: 'it has no list of `acknowledgements`' };
  if (own(value, 'version') !== ACKNOWLEDGEMENTS_VERSION) return { why: `its \`version\` is not ${ACKNOWLEDGEMENTS_VERSION}` };
  const stranger = unknownKey(value, ['$schema', 'version', 'acknowledgements']);
  if (stranger !== undefined) return { why: stranger };
  for (const [index, entry] of entries.entries()) {
    const fault = faultOf(entry);
    if (fault !== undefined) return { why: `the acknowledgement at ${index} is none: ${fault}` };
  }
  return { acknowledgements: entries as readonly Acknowledgement[] };
}

/** Whether its last day lies before a day, both `YYYY-MM-DD`. */
export const hasExpired = ({ expires }: Acknowledgement, today: string): boolean => expires !== undefined && expires < today;

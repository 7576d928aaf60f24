/**
 * Findings as text for people: a head, then one line each for where, why, shown and fix.
 *
 * The form is stable, so that it can be searched; `to-json.ts` is the one for programs.
 */
import type { Finding } from '../finding/finding';
import { type Palette, paletteOf } from './palette';
import { placeToText } from './place-text';
import { printable } from './printable';
import { shownLines } from './shown-lines';
import { wrap } from './wrap';

export interface TextOptions {
  /** Terminal colours. Default: none. */
  readonly color?: boolean;
  /** Columns to break lines at. Default: lines are not broken, so that they can be searched. */
  readonly width?: number;
}

const LABEL_WIDTH = Math.max(...['where', 'why', 'shown', 'fix'].map((label) => label.length));

/** Columns before the value of a field. */
const INDENT = LABEL_WIDTH + 4;

const NARROWEST = 60;

const wrapped = (text: string, width: number, hanging: number): readonly string[] =>
  Number.isFinite(width) ? wrap(text, width, hanging) : [text];

/** What sets a finding apart from an ordinary one, which is a refuted error. */
const remarkOf = ({ severity, verdict }: Finding): string => {
  const remarks = [...(verdict === 'undecided' ? ['undecided'] : []), ...(severity === 'warning' ? ['warning'] : [])];
  return remarks.length === 0 ? '' : ` (${remarks.join(', ')})`;
};

const styleOf = ({ severity, verdict }: Finding, palette: Palette) =>
  verdict === 'undecided' ? palette.undecided : severity === 'warning' ? palette.warning : palette.refuted;

/** What to show of a finding besides what it says. */
export interface FindingFields {
  /** The place as text. Empty: none. */
  readonly where: string;
  readonly why?: string;
  readonly pin?: string;
}

/** A finding with the fields that are asked for. No line break at the end. */
export function findingWith(
  finding: Finding,
  { where, why, pin }: FindingFields,
  { color = false, width = Number.POSITIVE_INFINITY }: TextOptions = {},
): string {
  const palette = paletteOf(color);
  const columns = Math.max(NARROWEST, width);
  const lead = `${finding.code} ${finding.rule}${remarkOf(finding)}`;
  const head = wrapped(`${lead}: ${printable(finding.what)}`, columns, 2);
  const field = (label: string, values: readonly string[]): readonly string[] => {
    const [first, ...rest] = values.filter((value) => value !== '').flatMap((value) => wrapped(printable(value), columns - INDENT, 0));
    if (first === undefined) return [];
    return [`  ${palette.dim(label.padEnd(LABEL_WIDTH))}  ${first}`, ...rest.map((line) => `${' '.repeat(INDENT)}${line}`)];
  };
  return [
    ...head.map((line) => (line.startsWith(lead) ? `${styleOf(finding, palette)(lead)}${line.slice(lead.length)}` : line)),
    ...field('where', [where]),
    ...field('why', [why ?? '']),
    ...field('shown', shownLines(finding)),
    ...field('fix', [finding.fix]),
    ...(pin === undefined ? [] : [palette.dim(`  ${'pin'.padEnd(LABEL_WIDTH)}  ${pin}`)]),
  ].join('\n');
}

const pinOf = (finding: Finding): { readonly pin?: string } =>
  'fingerprint' in finding && typeof finding.fingerprint === 'string' ? { pin: finding.fingerprint } : {};

/** One finding; with its pin, where it has one. No line break at the end. */
export const findingToText = (finding: Finding, options: TextOptions = {}): string =>
  findingWith(finding, { where: placeToText(finding.where), why: finding.why, ...pinOf(finding) }, options);

/** Findings one after the other, an empty line between two. Empty for none. */
export const findingsToText = (findings: readonly Finding[], options: TextOptions = {}): string =>
  findings.map((finding) => findingToText(finding, options)).join('\n\n');

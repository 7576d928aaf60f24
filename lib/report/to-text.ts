/**
 * Findings as text for people: a head, then one line each for where, why, shown and fix.
 *
 * The form is stable, so that it can be searched; `to-json.ts` is the one for programs.
 */
import type { Finding } from '../finding/finding';
import { type Palette, paletteOf } from './palette';
import { placeToText } from './place-text';
import { printable } from './printable';

export interface TextOptions {
  /** Terminal colours. Default: none. */
  readonly color?: boolean;
}

const LABEL_WIDTH = Math.max(...['where', 'why', 'shown', 'fix'].map((label) => label.length));

/** What sets a finding apart from an ordinary one, which is a refuted error. */
const remarkOf = ({ severity, verdict }: Finding): string => {
  const remarks = [...(verdict === 'undecided' ? ['undecided'] : []), ...(severity === 'warning' ? ['warning'] : [])];
  return remarks.length === 0 ? '' : ` (${remarks.join(', ')})`;
};

const styleOf = ({ severity, verdict }: Finding, palette: Palette) =>
  verdict === 'undecided' ? palette.undecided : severity === 'warning' ? palette.warning : palette.refuted;

/** One finding. No line break at the end. */
export function findingToText(finding: Finding, { color = false }: TextOptions = {}): string {
  const palette = paletteOf(color);
  const head = styleOf(finding, palette)(`${finding.code} ${finding.rule}${remarkOf(finding)}`);
  const field = (label: string, value: string | undefined): readonly string[] =>
    value === undefined || value === '' ? [] : [`  ${palette.dim(label.padEnd(LABEL_WIDTH))}  ${printable(value)}`];
  return [
    `${head}: ${printable(finding.what)}`,
    ...field('where', placeToText(finding.where)),
    ...field('why', finding.why),
    ...field('shown', finding.shown),
    ...field('fix', finding.fix),
  ].join('\n');
}

/** Findings one after the other, an empty line between two. Empty for none. */
export const findingsToText = (findings: readonly Finding[], options: TextOptions = {}): string =>
  findings.map((finding) => findingToText(finding, options)).join('\n\n');

/** The report of `agent-identity check` for people. */
import { counted } from './count-text';
import { type Palette, paletteOf } from './palette';
import { printable } from './printable';
import { addUp, gravest, type OverallVerdict, type Summary } from './summary';
import type { JudgedPath, UnreadPath } from './to-json';
import { findingsToText, type TextOptions } from './to-text';

const MARKS: Readonly<Record<OverallVerdict, string>> = { proved: '✓', refuted: '✗', undecided: '?' };

const mark = (verdict: OverallVerdict, text: string, palette: Palette): string => palette[verdict](`${MARKS[verdict]} ${text}`);

const summaryText = ({ proved, refuted, undecided }: Summary): string => `${proved} proved, ${refuted} refuted, ${undecided} undecided`;

function pathText({ path, verdict, summary, findings }: JudgedPath, options: TextOptions, palette: Palette): string {
  const head = `${mark(verdict, printable(path), palette)}  ${palette.dim(`${verdict}: ${summaryText(summary)}`)}`;
  return findings.length === 0 ? head : `${head}\n\n${findingsToText(findings, options)}\n`;
}

/** One block for each path, what could not be read, and the sum. With a line break at the end. */
export function checkToText(judged: readonly JudgedPath[], unread: readonly UnreadPath[], options: TextOptions = {}): string {
  const palette = paletteOf(options.color ?? false);
  const blocks = judged.map((one) => pathText(one, options, palette));
  const lines = unread.map(
    ({ path, why }) => `${mark('undecided', printable(path), palette)}  ${palette.dim('not read:')} ${printable(why)}`,
  );
  const verdict = gravest([...judged.map((one) => one.verdict), ...unread.map((): OverallVerdict => 'undecided')]);
  const sum = `${mark(verdict, verdict, palette)}  ${summaryText(addUp(judged.map(({ summary }) => summary)))} in ${counted(judged.length, 'path')}${
    unread.length === 0 ? '' : `, ${unread.length} not read`
  }`;
  return `${[...blocks, ...lines, ...(judged.length + unread.length > 1 ? ['', sum] : [])].join('\n')}\n`;
}

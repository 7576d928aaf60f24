/** The report of `agent-identity check` as a comment on a pull request: the verdict, a table, and details folded away. */

import type { Finding } from '../finding/finding';
import { MARKS } from './check-text';
import { counted, countFindings } from './count-text';
import { gravestFirst, gravityOf } from './groups';
import type { AcceptedFinding, CheckReport, JudgedPath, PinnedFinding } from './judged-path';
import { code, markdown } from './markdown-text';
import { placeToText } from './place-text';
import { ruleCounts } from './rule-counts';
import { shownLines } from './shown-lines';
import { addUp, verdictOfAll } from './summary';

const MOST_ROWS = 25;
/** Characters of one cell, and of one line of the details: names can be of any length. */
const LONGEST_CELL = 300;
const LONGEST_LINE = 2_000;
/** A comment on GitHub has at most 65,536 characters. */
const LONGEST = 60_000;

interface Row {
  readonly path: string;
  readonly finding: PinnedFinding;
}

const clipped = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

const GRADES = ['✗ error', '? undecided', '! warning'] as const;

const gradeOf = (finding: Finding): string => GRADES[gravityOf(finding)] ?? GRADES[0];

/** Where a finding is, as shortly as can be. */
const nameOf = ({ path, finding: { where } }: Row): string => where.path ?? where.resource ?? where.component ?? path;

function table(rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, MOST_ROWS);
  return [
    '| | rule | where | what |',
    '|---|---|---|---|',
    ...shown.map((row) => {
      const { finding } = row;
      return `| ${gradeOf(finding)} | ${finding.code} ${finding.rule} | ${code(clipped(nameOf(row), LONGEST_CELL))} | ${markdown(clipped(finding.what, LONGEST_CELL))} |`;
    }),
    '',
    ...(rows.length > shown.length ? [`… and ${counted(rows.length - shown.length, 'finding')} more, below.`, ''] : []),
  ];
}

const line = (sentence: string): string => markdown(clipped(sentence, LONGEST_LINE));

function detail({ finding }: Row): readonly string[] {
  const { what, where, fix, fingerprint } = finding;
  const [shown, ...steps] = shownLines(finding);
  const place = placeToText(where);
  return [
    `- ${line(what)}`,
    ...(place === '' ? [] : [`  - where: ${code(clipped(place, LONGEST_LINE))}`]),
    ...(shown === undefined ? [] : [`  - shown: ${line(shown)}`, ...steps.map((step) => `    - ${line(step)}`)]),
    `  - fix: ${line(fix)}`,
    `  - pin: ${code(fingerprint)}`,
  ];
}

function details(rows: readonly Row[]): readonly string[] {
  return ruleCounts(rows.map(({ finding }) => finding)).map(({ code: ruleCode, rule, counts }) => {
    const own = rows.filter(({ finding }) => finding.code === ruleCode);
    const why = own[0]?.finding.why ?? '';
    return [
      `<details><summary><b>${ruleCode}</b> ${rule}: ${counts}</summary>`,
      '',
      `${markdown(`${why.charAt(0).toUpperCase()}${why.slice(1)}`)}.`,
      '',
      ...own.flatMap(detail),
      '',
      '</details>',
      '',
    ].join('\n');
  });
}

function acceptedLines(accepted: readonly AcceptedFinding[]): readonly string[] {
  const acknowledged = accepted.flatMap(({ acceptance, code: ruleCode, what }) => {
    if (acceptance.by === 'baseline') return [];
    const { because, owner, expires } = acceptance.acknowledgement;
    return [`- ${ruleCode} ${line(what)}: ${line(because)} (${line(owner)}${expires === undefined ? '' : `, until ${expires}`})`];
  });
  if (acknowledged.length === 0) return [];
  return [
    [`<details><summary>${acknowledged.length} acknowledged</summary>`, '', ...acknowledged.slice(0, MOST_ROWS), '', '</details>', ''].join(
      '\n',
    ),
  ];
}

function countsLine(judged: readonly JudgedPath[]): string {
  const { proved } = addUp(judged.map(({ summary }) => summary));
  const accepted = judged.flatMap((one) => one.accepted);
  const baselined = accepted.filter(({ acceptance }) => acceptance.by === 'baseline').length;
  const acknowledged = accepted.length - baselined;
  return [
    `**${countFindings(judged.flatMap(({ findings }) => findings))}** in ${counted(judged.length, 'path')}`,
    `${proved} proved`,
    ...(baselined > 0 ? [`${baselined} in the baseline`] : []),
    ...(acknowledged > 0 ? [`${acknowledged} acknowledged`] : []),
  ].join(' · ');
}

/** As many of the parts as a comment holds, and how many are left out. */
function fitting(parts: readonly string[], room: number): readonly string[] {
  let left = room;
  const kept = parts.filter((part) => {
    left -= part.length + 1;
    return left >= 0;
  });
  const cut = parts.length - kept.length;
  return cut === 0 ? kept : [...kept, `… ${counted(cut, 'section')} left out for length: run \`agent-identity check\` to read all.`, ''];
}

/** The report as Markdown, at most 60,000 characters, with a line break at the end. */
export function toMarkdown({ judged, unread, notices }: CheckReport): string {
  const verdict = verdictOfAll(judged, unread);
  const rows = gravestFirst(judged.flatMap(({ path, findings }) => findings.map((finding) => ({ ...finding, path }))));
  const shown = rows.map(({ path, ...finding }): Row => ({ path, finding }));
  const head = [`### ${MARKS[verdict]} agent-identity: ${verdict}`, '', countsLine(judged), ''];
  const rest = [
    table(shown).join('\n'),
    unread.length === 0
      ? ''
      : [
          ...unread.slice(0, MOST_ROWS).map(({ path, why }) => `- ${code(clipped(path, LONGEST_LINE))} was not read: ${line(why)}`),
          '',
        ].join('\n'),
    notices.length === 0 ? '' : [...notices.slice(0, MOST_ROWS).map(({ what, fix }) => `- ${line(what)}: ${line(fix)}`), ''].join('\n'),
    ...details(shown),
    ...acceptedLines(judged.flatMap(({ accepted }) => accepted)),
  ].filter((part) => part !== '');
  return `${[...head, ...fitting(rest, LONGEST)].join('\n').trimEnd()}\n`;
}

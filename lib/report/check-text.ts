/** The report of `agent-identity check` for people. */
import type { Place } from '../finding/finding';
import { ACKNOWLEDGEMENTS_VERSION } from './acknowledgement';
import { counted, countFindings } from './count-text';
import { nameOfPlace } from './fingerprint';
import { type Group, groupsOf } from './groups';
import type { AcceptedFinding, CheckReport, JudgedPath } from './judged-path';
import { type Palette, paletteOf } from './palette';
import { pathOfPointer, placeToText } from './place-text';
import { printable } from './printable';
import { ruleCounts } from './rule-counts';
import { addUp, type OverallVerdict, type Summary, verdictOfAll } from './summary';
import { findingWith, type TextOptions } from './to-text';
import { widthOf } from './wrap';

export const MARKS: Readonly<Record<OverallVerdict, string>> = { proved: '✓', refuted: '✗', undecided: '?' };

/** With more findings than this, the end of the report tells again what there is: the beginning has scrolled away. */
const MANY = 8;

const mark = (verdict: OverallVerdict, text: string, palette: Palette): string => palette[verdict](`${MARKS[verdict]} ${text}`);

const summaryText = ({ proved, refuted, undecided }: Summary): string => `${proved} proved, ${refuted} refuted, ${undecided} undecided`;

/** The resource, and on which line of the file it begins. */
const headOf = ({ where, findings }: Group, palette: Palette): string => {
  const place = placeToText(where);
  return `${palette.strong(`── ${place === '' ? 'as a whole' : place}`)}  ${palette.dim(countFindings(findings))}`;
};

const pointerText = ({ pointer }: Place): string => (pointer === undefined || pointer === '' ? '' : printable(pathOfPointer(pointer)));

function groupText(group: Group, told: Set<string>, options: TextOptions, palette: Palette): string {
  const findings = group.findings.map((finding) => {
    // Why a rule matters is told once: the same sentence under forty findings hides what differs.
    const why = told.has(finding.code) ? {} : { why: finding.why };
    told.add(finding.code);
    return findingWith(finding, { where: pointerText(finding.where), ...why, pin: finding.fingerprint }, options);
  });
  return [headOf(group, palette), ...findings].join('\n\n');
}

/** What is accepted: who acknowledged what, and how much the baseline holds. */
function acceptedText(accepted: readonly AcceptedFinding[], palette: Palette): readonly string[] {
  const baselined = accepted.filter(({ acceptance }) => acceptance.by === 'baseline').length;
  const acknowledged = accepted.flatMap(({ acceptance, code, what }) => {
    if (acceptance.by === 'baseline') return [];
    const { because, owner, expires } = acceptance.acknowledgement;
    const until = expires === undefined ? '' : `, until ${expires}`;
    return [palette.dim(`  acknowledged  ${code} ${printable(what)}: ${printable(because)} (${printable(owner)}${until})`)];
  });
  return [...acknowledged, ...(baselined === 0 ? [] : [palette.dim(`  in the baseline  ${counted(baselined, 'finding')}`)])];
}

function pathText({ path, verdict, summary, findings, accepted }: JudgedPath, options: TextOptions, palette: Palette): string {
  const told = new Set<string>();
  const head = `${mark(verdict, printable(path), palette)}  ${palette.dim(`${verdict}: ${summaryText(summary)}`)}`;
  const groups = groupsOf(findings).map((group) => groupText(group, told, options, palette));
  return [[head, ...acceptedText(accepted, palette)].join('\n'), ...groups].join('\n\n').concat(findings.length === 0 ? '' : '\n');
}

function countsText(judged: readonly JudgedPath[], palette: Palette): readonly string[] {
  const rows = ruleCounts(judged.flatMap(({ findings }) => findings));
  const wide = Math.max(...rows.map(({ rule }) => widthOf(rule)));
  return rows.map(({ code, rule, counts }) => `  ${palette.accent(code)}  ${rule.padEnd(wide)}  ${counts}`);
}

/** How to accept a finding, as a file that can be pasted. */
function acknowledgementText(judged: readonly JudgedPath[], palette: Palette): readonly string[] {
  const [finding] = judged.flatMap(({ findings }) => groupsOf(findings)[0]?.findings ?? []);
  if (finding === undefined) return [];
  const { fingerprint, code, where } = finding;
  const acknowledgement = { fingerprint, code, resource: nameOfPlace(where), because: 'why it is right here', owner: 'who answers for it' };
  const example = { version: ACKNOWLEDGEMENTS_VERSION, acknowledgements: [acknowledgement] };
  return [
    palette.dim('to accept a finding, write its pin into a file and give that with --acknowledgements:'),
    palette.dim(`  ${printable(JSON.stringify(example))}`),
  ];
}

/** One block for each path with its findings by resource, what could not be read, and the sum. With a line break at the end. */
export function checkToText({ judged, unread, notices }: CheckReport, options: TextOptions = {}): string {
  const palette = paletteOf(options.color ?? false);
  const found = judged.reduce((count, { findings }) => count + findings.length, 0);
  const verdict = verdictOfAll(judged, unread);
  const sum = `${mark(verdict, verdict, palette)}  ${summaryText(addUp(judged.map(({ summary }) => summary)))} in ${counted(judged.length, 'path')}${
    unread.length === 0 ? '' : `, ${new Set(unread.map(({ path }) => path)).size} not read`
  }`;
  const sections = [
    [
      ...judged.map((one) => pathText(one, options, palette)),
      ...unread.map(({ path, why }) => `${mark('undecided', printable(path), palette)}  ${palette.dim('not read:')} ${printable(why)}`),
    ],
    found > MANY ? countsText(judged, palette) : [],
    notices.map(({ what, fix }) => `${palette.warning('note')}  ${printable(what)}: ${printable(fix)}`),
    acknowledgementText(judged, palette),
    judged.length + unread.length > 1 || found > MANY ? [sum] : [],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`.replace(/\n{3,}/g, '\n\n');
}

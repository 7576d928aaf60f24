/** An explanation for people. */
import { type Answer, answerOf, type ExplainedAdmission, type ExplainedStep, type Explanation } from './explanation';
import { withNames } from './in-words/hole';
import { type Palette, paletteOf } from './palette';
import { placeToText } from './place-text';
import { printable } from './printable';
import type { TextOptions } from './to-text';
import { wrap } from './wrap';

const MARKS: Readonly<Record<Answer, string>> = { allowed: '✓', denied: '✗', undecided: '?' };
const STYLES = { allowed: 'proved', denied: 'refuted', undecided: 'undecided' } as const satisfies Record<Answer, keyof Palette>;
const ADMITTED: Readonly<Record<Answer, string>> = { allowed: 'let in', denied: 'not let in', undecided: 'undecided' };

const LABEL = 12;

export interface ExplanationOptions extends TextOptions {
  /** Columns, 60 to 120. Default 96. */
  readonly width?: number;
}

class Lines {
  readonly #lines: string[] = [];
  readonly #width: number;

  constructor(width: number) {
    this.#width = width;
  }

  /** A label and a text beside it, broken where it is too long. */
  add(label: string, text: string, style: (text: string) => string = (plain) => plain): void {
    const lines = wrap(printable(withNames(text)), this.#width - LABEL - 2, 2);
    for (const [index, line] of lines.entries()) this.#lines.push(`  ${(index === 0 ? label : '').padEnd(LABEL)}${style(line)}`);
  }

  raw(line: string): void {
    this.#lines.push(line);
  }

  toString(): string {
    return this.#lines.join('\n');
  }
}

function addStep({ action, resource, lines, nearest, answer }: ExplainedStep, label: string, to: Lines, palette: Palette): void {
  to.raw(`${palette[STYLES[answer]](`${MARKS[answer]} ${label}`)}  ${printable(action)} on ${printable(withNames(resource))}`);
  for (const line of lines) to.add('', line, palette.dim);
  for (const { side, changes } of nearest)
    to.add(answer === 'allowed' ? 'unless' : 'nearest', `${side === 'request' ? 'request' : 'policy'}: ${changes.join(', and ')}`);
}

function addAdmission({ answer, because, steps }: ExplainedAdmission, to: Lines, palette: Palette): void {
  if (because.length > 0) to.raw(palette[STYLES[answer]](`${MARKS[answer]} ${ADMITTED[answer]}`));
  for (const reason of because) to.add('why', reason);
  for (const step of steps) addStep(step, ADMITTED[step.answer], to, palette);
}

/** One identity explained. */
export function explanationToText(explanation: Explanation, { color = false, width = 96 }: ExplanationOptions = {}): string {
  const palette = paletteOf(color);
  const to = new Lines(Math.min(Math.max(width, 60), 120));
  const { component, role, ways, admission, access, notes } = explanation;
  to.raw(`${palette[STYLES[answerOf(explanation)]](palette.strong(component))}  ${palette.dim(printable(withNames(role.arn)))}`);
  const where = placeToText(role.where);
  if (where !== '') to.add('where', where, palette.dim);
  for (const { who, issuer, subject = [], audience = [] } of ways) {
    to.add('becomes it', who);
    if (issuer !== undefined) to.add('  issuer', issuer);
    for (const one of subject) to.add('  subject', one, palette.accent);
    for (const one of audience) to.add('  audience', one);
  }
  if (admission !== undefined || access !== undefined) to.raw('');
  if (admission !== undefined) addAdmission(admission, to, palette);
  if (access !== undefined) addStep(access, access.answer, to, palette);
  for (const note of notes) to.add('note', note, palette.warning);
  return to.toString();
}

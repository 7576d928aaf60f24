/** A frame with a title, and labelled lines in it. */
import type { Palette } from './palette';
import { widthOf, wrap } from './wrap';

/** A line of a card: text, and how it is to look once it is broken into lines. */
export interface CardLine {
  readonly text: string;
  /** Columns that the line is indented by. */
  readonly indent?: number;
  readonly style?: (text: string) => string;
  /** Whether the text is in columns: then it is broken only where it does not fit. */
  readonly keepSpaces?: boolean;
}

export interface CardField {
  readonly label: string;
  readonly lines: readonly CardLine[];
}

export interface Card {
  readonly title: string;
  /** Stands at the right of the title. */
  readonly aside: string;
  readonly fields: readonly CardField[];
}

interface Drawn {
  readonly plain: string;
  readonly styled: string;
}

const LABEL_WIDTH = 12;
const HANGING = 2;

function fieldLines({ label, lines }: CardField, width: number, palette: Palette): readonly Drawn[] {
  const room = width - LABEL_WIDTH;
  const drawn = lines.flatMap(({ text, indent = 0, style = (plain) => plain, keepSpaces = false }) =>
    (keepSpaces && widthOf(text) <= room - indent ? [text] : wrap(text.replace(/ +/g, ' '), room - indent, HANGING)).map((line): Drawn => {
      const lead = ' '.repeat(indent);
      return { plain: `${lead}${line}`, styled: `${lead}${style(line)}` };
    }),
  );
  return drawn.map(({ plain, styled }, index) => {
    const shown = (index === 0 ? label : '').padEnd(LABEL_WIDTH);
    return { plain: `${shown}${plain}`, styled: `${palette.dim(shown)}${styled}` };
  });
}

/** A card as text of `width` columns. Framed cards have a box around them; plain ones a line under the title. */
export function drawCard({ title, aside, fields }: Card, width: number, framed: boolean, palette: Palette): string {
  const inner = framed ? width - 4 : width;
  const body = fields.flatMap((field) => fieldLines(field, inner, palette));
  if (!framed) {
    const head = `${palette.strong(title)}${aside === '' ? '' : palette.dim(`  ${aside}`)}`;
    return [
      head,
      palette.dim('-'.repeat(Math.min(width, widthOf(title) + (aside === '' ? 0 : widthOf(aside) + 2)))),
      ...body.map(({ styled }) => styled.trimEnd()),
    ].join('\n');
  }
  const gap = Math.max(1, width - 8 - widthOf(title) - widthOf(aside));
  const top = `${palette.dim('╭─')} ${palette.strong(title)} ${palette.dim('─'.repeat(gap))} ${palette.dim(aside)} ${palette.dim('─╮')}`;
  const rows = body.map(
    ({ plain, styled }) => `${palette.dim('│')} ${styled}${' '.repeat(Math.max(0, inner - widthOf(plain)))} ${palette.dim('│')}`,
  );
  return [top, ...rows, palette.dim(`╰${'─'.repeat(width - 2)}╯`)].join('\n');
}

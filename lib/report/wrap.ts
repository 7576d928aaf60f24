/** Text in columns. */

/** Columns that a text takes on a terminal. Reports write no wide characters of their own. */
export const widthOf = (text: string): number => [...text].length;

/** Where a word that is too long may be broken: after these characters, as ARNs and paths have them. */
const AFTER = /(?<=[/:,_-])/;

/** The beginnings of a word that is too long for a line, broken where it reads best. */
function breakWord(word: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of word.split(AFTER)) {
    if (line !== '' && widthOf(line) + widthOf(piece) > width) {
      lines.push(line);
      line = '';
    }
    let rest = piece;
    while (widthOf(rest) > width) {
      lines.push([...rest].slice(0, width).join(''));
      rest = [...rest].slice(width).join('');
    }
    line += rest;
  }
  return line === '' ? lines : [...lines, line];
}

/**
 * Breaks text into lines of at most `width` columns, between words where that is possible. Lines after the first are indented by `hanging` columns.
 *
 * @param width columns, at least twice `hanging`
 */
export function wrap(text: string, width: number, hanging = 0): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const room = (): number => (lines.length === 0 ? width : width - hanging);
  const flush = (): void => {
    lines.push(lines.length === 0 ? line : `${' '.repeat(hanging)}${line}`);
    line = '';
  };
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > room()) flush();
    if (line === '' && widthOf(word) > room()) {
      const pieces = breakWord(word, width - hanging);
      for (const [index, piece] of pieces.entries()) {
        line = piece;
        if (index < pieces.length - 1) flush();
      }
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '' || lines.length === 0) flush();
  return lines;
}

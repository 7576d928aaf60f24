/** Text from anywhere as Markdown (GitHub's) that shows it and does nothing else: no markup, no links, no mentions, no HTML. */
import { printable } from './printable';

/** Characters that begin markup, HTML, a formula or a mention, and those that make an address into a link. */
const ACTIVE = /[\\`*_[\]<>#|~@&$]|:(?=\/\/)|(?<=www)\./gi;

const plain = (text: string): string => text.replace(ACTIVE, (character) => `&#${character.charCodeAt(0)};`);

/** A code span around text that may hold backticks. */
export function code(text: string): string {
  const shown = printable(text).replaceAll('|', '\\|');
  if (shown.trim() === '') return plain(shown);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** A sentence of a finding: what it quotes in backticks becomes code, the rest plain text. */
export const markdown = (sentence: string): string =>
  printable(sentence)
    .split(/(`[^`]*`)/)
    .map((part) => (part.length > 2 && part.startsWith('`') && part.endsWith('`') ? code(part.slice(1, -1)) : plain(part)))
    .join('');

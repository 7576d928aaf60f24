/** On which line of a JSON template each of its resources begins. */

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]\n]/g;

/** Lines by logical id, counted from 1. Expects well-formed JSON. */
export function resourceLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let line = 1;
  let depth = 0;
  let section: string | undefined;
  /** A text at this place, until what follows it tells whether it is a key. */
  let before: { readonly text: string; readonly end: number; readonly line: number } | undefined;
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    const isKey = before !== undefined && /^\s*:/.test(text.slice(before.end, before.end + 32));
    if (before !== undefined && isKey && depth === 1) section = JSON.parse(before.text) as string;
    if (before !== undefined && isKey && depth === 2 && section === 'Resources') lines.set(JSON.parse(before.text) as string, before.line);
    before = undefined;
    if (token === '\n') line += 1;
    else if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else before = { text: token, end: match.index + token.length, line };
  }
  return lines;
}

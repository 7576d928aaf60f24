/** What the text of a JSON file tells and its value no longer does: lines, and keys that are written twice. */

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],\n]/g;

interface Level {
  /** The keys seen so far; absent in a list. */
  readonly keys: Set<string> | undefined;
  /** Whether the next text is a key. */
  expectsKey: boolean;
  section: string;
}

export type ScannedJson = { readonly lines: ReadonlyMap<string, number> } | { readonly why: string };

const shown = (key: string): string => (key.length > 80 ? `${key.slice(0, 80)}…` : key);

/**
 * On which line each resource of a template begins, by logical id, counted from 1. Expects well-formed JSON.
 *
 * A key that is written twice makes a file unreadable: readers differ in which of the two they take, so what is judged might not be what is deployed
 * (RFC 8259, section 4).
 */
export function scanJson(text: string): ScannedJson {
  const lines = new Map<string, number>();
  const levels: Level[] = [];
  let line = 1;
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '\n') line += 1;
    else if (token === '{' || token === '[') {
      levels.push({ keys: token === '{' ? new Set() : undefined, expectsKey: token === '{', section: '' });
    } else if (token === '}' || token === ']') levels.pop();
    else if (level === undefined) continue;
    else if (token === ',') level.expectsKey = level.keys !== undefined;
    else if (level.expectsKey && level.keys !== undefined) {
      const key = token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
      level.expectsKey = false;
      level.section = key;
      if (level.keys.has(key)) return { why: `the key \`${shown(key)}\` is written twice in one object, the second time on line ${line}` };
      level.keys.add(key);
      if (levels.length === 2 && levels[0]?.section === 'Resources') lines.set(key, line);
    }
  }
  return { lines };
}

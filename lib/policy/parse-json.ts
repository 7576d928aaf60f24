/** Reading of JSON text that refuses what `JSON.parse` lets through in silence: a key that is written twice. */
import { type FaultList, pointTo } from './parse-faults';
import { quote } from './quote';

/** Longer than any policy that AWS accepts, white space included. */
const LONGEST_TEXT = 1_048_576;
const DEEPEST = 64;

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

interface Level {
  readonly pointer: string;
  /** The keys seen so far; absent in a list. */
  readonly keys?: Set<string>;
  index: number;
  key: string;
  expectsKey: boolean;
}

/** Finds keys that occur twice in one object of a well-formed JSON text, and nesting that no policy has. */
function checkKeys(text: string, faults: FaultList): void {
  const levels: Level[] = [];
  const place = (): string => {
    const level = levels.at(-1);
    return level === undefined ? '' : pointTo(level.pointer, level.keys === undefined ? level.index : level.key);
  };
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      if (levels.length === DEEPEST) {
        faults.add('', 'the policy document is nested too deeply');
        return;
      }
      const shared = { pointer: place(), index: 0, key: '' };
      levels.push(token === '{' ? { ...shared, keys: new Set(), expectsKey: true } : { ...shared, expectsKey: false });
    } else if (token === '}' || token === ']') levels.pop();
    else if (level === undefined) continue;
    else if (token === ',') {
      level.index += 1;
      level.expectsKey = level.keys !== undefined;
    } else if (level.expectsKey && token.startsWith('"')) {
      level.key = JSON.parse(token) as string;
      level.expectsKey = false;
      if (level.keys?.has(level.key)) faults.add(place(), `the key ${quote(level.key)} is written twice`);
      level.keys?.add(level.key);
    }
  }
}

/** Reads JSON text; adds a fault and gives `undefined` where it is none. */
export function parseJson(text: string, faults: FaultList): unknown {
  if (text.length > LONGEST_TEXT) {
    faults.add('', 'the policy document is longer than any that AWS accepts');
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    faults.add('', `the policy document ${quote(text)} is not JSON`);
    return undefined;
  }
  checkKeys(text, faults);
  return value;
}

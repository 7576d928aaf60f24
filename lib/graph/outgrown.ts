/** Texts that no template, state or plan has: they are refused before they cost time and memory. */
import { Lexer } from 'yaml';

/** Deeper than any template, state or plan. */
const DEEPEST = 200;

/** Values of the largest state in earnest, many times over. */
const MOST_VALUES = 5_000_000;

/** CloudFormation takes templates of at most 1 MB, and parsing YAML takes long. */
const LONGEST_YAML = 2 * 1024 * 1024;

const TOO_DEEP = 'the file is nested too deeply';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** How deep brackets are nested and how many values there are; what stands in quotes does not count where they are told apart. */
function measure(text: string, quotes: boolean): { readonly depth: number; readonly values: number } {
  let depth = 0;
  let deepest = 0;
  let values = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === BACKSLASH) index += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = quotes;
    else if (code === 0x5b || code === 0x7b) {
      values += 1;
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
    else if (code === 0x2c) values += 1;
  }
  return { depth: deepest, values };
}

/** Why a JSON text is too much to be read; undefined where it is not. */
export function outgrownJson(text: string): string | undefined {
  const { depth, values } = measure(text, true);
  if (depth > DEEPEST) return TOO_DEEP;
  return values > MOST_VALUES ? 'the file holds too many values' : undefined;
}

const NESTED_INDICATORS = new RegExp(`(?:[-?:][ \\t]+){${DEEPEST}}`);

/** Exact where `measure` can only suspect: it does not know what YAML quotes. */
function deepInYaml(text: string): boolean {
  let flow = 0;
  let block = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flow += 1;
    else if (token === ']' || token === '}') flow -= 1;
    else if (token === '-' || token === '?' || token === ':') block += 1;
    else if (token === '\n') block = 0;
    if (flow > DEEPEST || block > DEEPEST) return true;
  }
  return false;
}

/** Why a YAML text is too much to be read; undefined where it is not. */
export function outgrownYaml(text: string): string | undefined {
  if (text.length > LONGEST_YAML) return `the YAML file is larger than ${LONGEST_YAML / 1024 / 1024} MB`;
  const suspicious = measure(text, false).depth > DEEPEST || NESTED_INDICATORS.test(text);
  return suspicious && deepInYaml(text) ? TOO_DEEP : undefined;
}

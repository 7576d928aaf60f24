/** Policy variables with known values. */
import type { Condition, Statement } from '../document';
import { literalText, type Pattern, parsePattern } from '../pattern';
import type { Variable } from '../variables';
import { foldKey } from './fold-key';

/** The values of keys by folded name; `undefined` for a key that is absent. Keys that are not here are unknown. */
export type Values = ReadonlyMap<string, string | undefined>;

const MAXIMUM_PARTS = 32;
const SYNTAX = { wildcards: true, variables: true } as const;

/** Puts in the values that are known; `undefined` where a pattern asks for an absent key, and so matches nothing. */
export function putIn(pattern: Pattern, values: Values | undefined): Pattern | undefined {
  if (values === undefined) return pattern;
  let nothing = false;
  const parts = pattern.flatMap((part): Pattern => {
    if (part.kind !== 'variable' || !values.has(foldKey(part.key))) return [part];
    const value = values.get(foldKey(part.key)) ?? part.fallback;
    if (value === undefined) nothing = true;
    return value ? [{ kind: 'text', text: value }] : [];
  });
  return nothing ? undefined : joinText(parts);
}

/** Neighbouring runs of text become one, so that equal patterns are equal. */
function joinText(pattern: Pattern): Pattern {
  const joined: Pattern[number][] = [];
  for (const part of pattern) {
    const last = joined.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') joined[joined.length - 1] = { kind: 'text', text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

/** The variables of a statement. */
export function variablesOf({ resource, conditions }: Statement): readonly Variable[] {
  const texts = [...(resource?.patterns ?? []), ...conditions.flatMap(({ values }) => values)];
  return texts
    .filter((text) => text.includes('${'))
    .flatMap((text) => parsePattern(text, SYNTAX).flatMap((part) => (part.kind === 'variable' ? [part] : [])));
}

/**
 * A statement as several: where it demands that a key have one of a few values and also puts the key in for a variable, one
 * for each of the values, with the variable written out.
 */
export function splitByValue(statement: Statement): readonly { readonly statement: Statement; readonly values?: Values }[] {
  const keys = new Set(variablesOf(statement).map(({ key }) => foldKey(key)));
  let parts: readonly { readonly statement: Statement; readonly values: Values }[] = [{ statement, values: new Map() }];
  for (const condition of statement.conditions) {
    const key = foldKey(condition.key);
    const texts = keys.has(key) ? textsOf(condition) : undefined;
    if (texts === undefined || parts.length * texts.length > MAXIMUM_PARTS || parts.some(({ values }) => values.has(key))) continue;
    parts = parts.flatMap((part) => texts.map(([written, text]) => narrow(part, condition, written, text)));
  }
  return parts;
}

function narrow(part: { statement: Statement; values: Values }, condition: Condition, written: string, text: string) {
  const conditions = part.statement.conditions.map((one) => (one === condition ? { ...condition, values: [written] } : one));
  return { statement: { ...part.statement, conditions }, values: new Map(part.values).set(foldKey(condition.key), text) };
}

/** The values that a condition leaves its key, as written and as meant; `undefined` where they are not a few plain texts. */
function textsOf({ operator, qualifier, ifExists, values }: Condition): readonly (readonly [string, string])[] | undefined {
  if (operator !== 'StringEquals' || qualifier !== undefined || ifExists) return undefined;
  const texts: (readonly [string, string])[] = [];
  for (const value of values) {
    const text = literalText(parsePattern(value, { wildcards: false, variables: true }));
    if (text === undefined) return undefined;
    texts.push([value, text]);
  }
  return texts;
}

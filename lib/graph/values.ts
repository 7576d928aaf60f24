/** Reading of resolved properties: what has another form than expected stays visible as a hole, and is never taken for something it is not. */
import { isRecord, kindOf, own } from '../policy/parse-values';
import { hasHole } from '../policy/text';

/** Text as the service would take it; undefined where there is none. */
export const textValue = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

/** Tells that something could not be read. */
export type Problem = (why: string) => void;

/** The text of a property; what else stands there is told. */
export function textIn(value: unknown, name: string, problem: Problem): string | undefined {
  const text = textValue(value);
  if (text === undefined && value !== undefined) problem(`\`${name}\` must be text, not ${kindOf(value)}`);
  return text;
}

/** The text below a property; what else stands there is told. */
export function textBelow(value: unknown, [first, ...below]: readonly [string, ...string[]], problem: Problem): string | undefined {
  const found = below.reduce<unknown>((at, step) => (isRecord(at) && Object.hasOwn(at, step) ? at[step] : undefined), value);
  return textIn(found, below.at(-1) ?? first, problem);
}

/** The texts of a list, or of a single value; what else stands there is told. */
export const textsIn = (value: unknown, name: string, problem: Problem): readonly string[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : [value]).flatMap((member) => textIn(member, name, problem) ?? []);

/** The texts of one property in a list of records, each once. */
export const distinctTexts = (value: unknown, name: string): readonly string[] => [
  ...new Set(
    (Array.isArray(value) ? (value as readonly unknown[]) : []).flatMap((member) =>
      isRecord(member) && typeof member[name] === 'string' && member[name] !== '' ? [member[name]] : [],
    ),
  ),
];

/** The number of a property, or the text of a hole where it is open; what else stands there is told. */
export function numberIn(value: unknown, name: string, problem: Problem): number | string | undefined {
  const text = textIn(value, name, problem);
  if (text === undefined || hasHole(text)) return text;
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(number)) problem(`\`${name}\` must be a number`);
  return Number.isNaN(number) ? text : number;
}

/** Whether a flag is set for certain. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true';

/** Tags as a record: from a list of keys and values, or from a record. What else stands there is told. */
export function tagsIn(value: unknown, name: string, problem: Problem): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  const pairs = Array.isArray(value)
    ? (value as readonly unknown[]).map((tag) => (isRecord(tag) ? ([tag.Key, tag.Value ?? ''] as const) : ([tag, undefined] as const)))
    : isRecord(value)
      ? Object.entries(value)
      : [[value, undefined] as const];
  const read = pairs.flatMap(([key, member]) => {
    const [left, right] = [textValue(key), textValue(member)];
    return left === undefined || right === undefined ? [] : [[left, right] as const];
  });
  if (read.length < pairs.length) problem(`\`${name}\` must be tags, each a key and a value`);
  return Object.fromEntries(read);
}

/** What stands below a value; undefined where nothing does. Null is how templates leave something out. */
export const below = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((found, name) => (isRecord(found) ? own(found, name) : undefined), value) ?? undefined;

/** Reading of resolved properties: what has another form than expected stays visible as a hole, and is never taken for something it is not. */
import { isRecord } from '../policy/parse-values';
import { hasHole } from '../policy/text';

/** Text as the service would take it; undefined where there is none. */
export const textValue = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

/** The texts of a list, or of a single value. */
export const textValues = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).flatMap(
    (member: unknown) => textValue(member) ?? [],
  );

/** A number, the text of a hole where it is open, or undefined. */
export function numberValue(value: unknown): number | string | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '') return undefined;
  return hasHole(value) || Number.isNaN(Number(value)) ? value : Number(value);
}

/** Whether a flag is set for certain. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true';

/** Tags as a record: from a list of keys and values, or from a record. */
export function tagsValue(value: unknown): Readonly<Record<string, string>> {
  const pairs = Array.isArray(value)
    ? value.flatMap((tag: unknown) => (isRecord(tag) ? [[textValue(tag.Key), textValue(tag.Value) ?? '']] : []))
    : isRecord(value)
      ? Object.entries(value).map(([key, member]) => [key, textValue(member) ?? ''])
      : [];
  return Object.fromEntries(pairs.filter(([key]) => key !== undefined));
}

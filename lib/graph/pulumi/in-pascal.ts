/** Names of properties as CloudFormation writes them. */
import { isRecord } from '../../policy/parse-values';

export const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** A value with the names of its properties in CloudFormation's case, at every depth but below the names in `asWritten`, whose keys are users' own. */
export function inPascal(value: unknown, asWritten: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[]).map((member) => inPascal(member, asWritten));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [pascal(name), asWritten.has(name) ? member : inPascal(member, asWritten)]),
  );
}

/** What a property of JSON text holds, its names in CloudFormation's case; the text itself where it cannot be read before deployment. */
export function jsonInPascal(value: unknown, asWritten: ReadonlySet<string>): unknown {
  const read = jsonOf(value);
  return typeof read === 'string' ? read : inPascal(read, asWritten);
}

/** What a property of JSON text holds; the text itself where it cannot be read before deployment. */
export function jsonOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** One text for all ways to write the same content. */
import { isRecord } from '../policy/parse-values';

/** Deeper than any policy or resource that AWS accepts. */
const DEEPEST = 100;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * JSON with sorted keys and sorted lists, in which a list of one is the one itself: IAM reads policies so, where order never matters. What lies deeper than
 * anything that AWS accepts is not told apart.
 */
export function canonical(value: unknown, depth = 0): string {
  if (depth > DEEPEST) return '"…"';
  if (Array.isArray(value)) {
    const [first, ...others] = [...value.map((member: unknown) => canonical(member, depth + 1))].sort(byText);
    return first !== undefined && others.length === 0 ? first : `[${[first, ...others].filter((one) => one !== undefined).join(',')}]`;
  }
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null';
  const members = Object.keys(value)
    .sort(byText)
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key], depth + 1)}`);
  return `{${members.join(',')}}`;
}

/** Policy variables such as `${aws:PrincipalTag/team, 'none'}` (IAM User Guide, reference_policies_variables). */
import type { Pattern, PatternPart } from './pattern';
import { parseText } from './text';

export interface Variable {
  /** The condition key whose value is put in; compared without regard to case. */
  readonly key: string;
  /** What is put in where the key is absent. Taken literally. */
  readonly fallback?: string;
}

const VARIABLE = /^\s*([^\s,'][^,']*?)\s*(?:,\s*'([^']*)'\s*)?$/;

/** Whether the text between `${` and `}` names a key, with or without a default in single quotes. */
export const isVariable = (inner: string): boolean => VARIABLE.test(inner);

/** Reads the text between `${` and `}`. Text of no valid form is taken as the name of a key that no request has. */
export function parseVariable(inner: string): Variable {
  const match = VARIABLE.exec(inner);
  if (match?.[1] === undefined) return { key: inner };
  return match[2] === undefined ? { key: match[1] } : { key: match[1], fallback: match[2] };
}

/** The literal runs and holes of a text as parts of a pattern: nothing in it is a wildcard. */
export const textParts = (text: string): Pattern =>
  parseText(text).map((part): PatternPart => (typeof part === 'string' ? { kind: 'text', text: part } : { kind: 'hole', hole: part }));

/** Whether any part of the pattern is a policy variable. */
export const hasVariable = (pattern: Pattern): boolean => pattern.some((part) => part.kind === 'variable');

/**
 * Puts values in for all variables, literally: a `*` in a value is no wildcard.
 *
 * `undefined` where a key without a default has no single value in the request: the pattern then stands for no value at
 * all, so that positive comparisons fail and negated ones hold.
 */
export function resolveVariables(pattern: Pattern, lookUp: (key: string) => string | undefined): Pattern | undefined {
  if (!hasVariable(pattern)) return pattern;
  const parts: PatternPart[] = [];
  for (const part of pattern) {
    if (part.kind !== 'variable') {
      parts.push(part);
      continue;
    }
    const value = lookUp(part.key) ?? part.fallback;
    if (value === undefined) return undefined;
    parts.push(...textParts(value));
  }
  return parts;
}

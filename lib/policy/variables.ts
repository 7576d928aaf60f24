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

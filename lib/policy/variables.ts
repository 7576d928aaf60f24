/** Policy variables such as `${aws:PrincipalTag/team, 'none'}` (IAM User Guide, reference_policies_variables). */
import type { Pattern, PatternPart } from './pattern';
import { parseText } from './text';

export interface Variable {
  /** The condition key whose value is put in; compared without regard to case. */
  readonly key: string;
  /** What is put in where the key is absent. Taken literally. */
  readonly fallback?: string;
}

/** A text cut at its variables: what stands between `${` and `}`, and the runs around it, in order. */
export type VariablePieces = readonly ({ readonly text: string } | { readonly text?: never; readonly inner: string })[];

/** Cuts a text at its variables and escapes. A `${` without a `}` behind it is text. */
export function cutVariables(text: string): VariablePieces {
  const pieces: VariablePieces[number][] = [];
  let from = 0;
  for (;;) {
    const open = text.indexOf('${', from);
    const close = open === -1 ? -1 : text.indexOf('}', open);
    if (close === -1) break;
    if (open > from) pieces.push({ text: text.slice(from, open) });
    pieces.push({ inner: text.slice(open + 2, close) });
    from = close + 1;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

function readVariable(inner: string): Variable | undefined {
  const comma = inner.indexOf(',');
  const key = (comma === -1 ? inner : inner.slice(0, comma)).trim();
  if (key === '' || key.includes("'")) return undefined;
  if (comma === -1) return { key };
  const quoted = inner.slice(comma + 1).trim();
  const fallback = quoted.slice(1, -1);
  return quoted.length >= 2 && quoted === `'${fallback}'` && !fallback.includes("'") ? { key, fallback } : undefined;
}

/** Whether the text between `${` and `}` is an escape, or names a key, with or without a default in single quotes. */
export const isVariable = (inner: string): boolean => isEscape(inner) || readVariable(inner) !== undefined;

/** Whether the text between `${` and `}` stands for a character that would mean something else by itself. */
export const isEscape = (inner: string): boolean => inner === '*' || inner === '?' || inner === '$';

/** Reads the text between `${` and `}`. Text of no valid form is taken as the name of a key that no request has. */
export const parseVariable = (inner: string): Variable => readVariable(inner) ?? { key: inner };

/** The literal runs and holes of a text as parts of a pattern: nothing in it is a wildcard. */
export const textParts = (text: string): Pattern =>
  parseText(text).map((part): PatternPart => (typeof part === 'string' ? { kind: 'text', text: part } : { kind: 'hole', hole: part }));

/** Whether any part of the pattern is a policy variable. */
export const hasVariable = (pattern: Pattern): boolean => pattern.some((part) => part.kind === 'variable');

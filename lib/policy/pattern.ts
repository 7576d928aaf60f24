/** A string of a policy, cut into what is compared literally, wildcards, policy variables and holes. */
import { type Hole, parseText } from './text';
import { cutVariables, isEscape, parseVariable, type Variable } from './variables';

export type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `*`: any run of characters, the empty one too. */
  | { readonly kind: 'any' }
  /** `?`: exactly one character (one UTF-16 code unit). */
  | { readonly kind: 'one' }
  | ({ readonly kind: 'variable' } & Variable)
  | { readonly kind: 'hole'; readonly hole: Hole };

export type Pattern = readonly PatternPart[];

export interface PatternSyntax {
  /** Whether `*` and `?` are wildcards; where not, they are ordinary characters. */
  readonly wildcards: boolean;
  /** Whether `${…}` is a policy variable or an escape: only in documents of version 2012-10-17. */
  readonly variables: boolean;
}

/**
 * Cuts a string of a policy into its parts; neighbouring literal runs are joined, empty ones left out.
 *
 * The escapes `${*}`, `${?}` and `${$}` become the literal character (IAM User Guide, reference_policies_variables).
 */
export function parsePattern(text: string, { wildcards, variables }: PatternSyntax): Pattern {
  const parts: PatternPart[] = [];
  const literal = (run: string): void => {
    if (run === '') return;
    const last = parts.at(-1);
    if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + run };
    else parts.push({ kind: 'text', text: run });
  };
  const plain = (run: string): void => {
    for (const part of parseText(run)) {
      if (typeof part === 'string') literal(part);
      else parts.push({ kind: 'hole', hole: part });
    }
  };
  const wild = (run: string): void => {
    for (const piece of wildcards ? run.split(/([*?])/) : [run]) {
      if (wildcards && piece === '*') {
        if (parts.at(-1)?.kind !== 'any') parts.push({ kind: 'any' });
      } else if (wildcards && piece === '?') parts.push({ kind: 'one' });
      else plain(piece);
    }
  };
  if (!variables) {
    wild(text);
    return parts;
  }
  for (const piece of cutVariables(text)) {
    if (piece.text !== undefined) wild(piece.text);
    else if (isEscape(piece.inner)) literal(piece.inner);
    else parts.push({ kind: 'variable', ...parseVariable(piece.inner) });
  }
  return parts;
}

/** A pattern that stands for exactly this text. */
export const literalPattern = (text: string): Pattern => (text === '' ? [] : [{ kind: 'text', text }]);

/** The text of a pattern that holds nothing but literal characters; `undefined` for any other. */
export function literalText(pattern: Pattern): string | undefined {
  let text = '';
  for (const part of pattern) {
    if (part.kind !== 'text') return undefined;
    text += part.text;
  }
  return text;
}

/** Whether the pattern is `*` and nothing else. */
export const matchesEverything = (pattern: Pattern): boolean => pattern.length === 1 && pattern[0]?.kind === 'any';

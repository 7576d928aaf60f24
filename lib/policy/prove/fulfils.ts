/** Whether a candidate really fulfils a formula: every solution of the search is checked before it is believed. */
import { type Atom, type ConditionAtom, dimensionOf } from './atom';
import type { Candidate } from './candidate';
import { exampleValue, fillWithExamples } from './example-value';
import type { Formula } from './formula';
import { matchesPlain } from './matches-plain';
import type { Token, TokenPattern } from './token';
import { partOfValue, type Unknown } from './unknown';

/** Evaluates the formula with example values for all holes. */
export function fulfils(formula: Formula, candidate: Candidate): boolean {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'literal':
      return atomHolds(formula.atom, candidate) === formula.holds;
    case 'and':
      return formula.items.every((item) => fulfils(item, candidate));
    case 'or':
      return formula.items.some((item) => fulfils(item, candidate));
  }
}

/** `undefined` where that is not known, so that the atom neither holds nor fails. */
function atomHolds(atom: Atom, candidate: Candidate): boolean | undefined {
  if (atom.kind === 'condition') return conditionHolds(atom, candidate);
  if (atom.kind === 'open') return undefined;
  const { dimension, patterns } = atom;
  const text =
    dimension === 'action' || dimension === 'resource' || dimension === 'principal' || dimension === 'owner'
      ? candidate[dimension]
      : undefined;
  if (text === undefined) return undefined;
  const filled = fillWithExamples(text);
  return matchesAny(patterns, dimension === 'action' ? filled.toLowerCase() : filled, candidate);
}

function conditionHolds(atom: ConditionAtom, candidate: Candidate): boolean | undefined {
  const values = candidate.keys.get(atom.dimension)?.values.map(fillWithExamples) ?? [];
  const { test, qualifier, negated } = atom;
  if (values.length === 0) return atom.whenAbsent;
  if (test.kind === 'presence') return test.whenPresent;
  if (test.kind === 'opaque') return undefined;
  const passes = (value: string): boolean =>
    (test.kind === 'typed' ? test.passes(value) : matchesAny(test.patterns, value, candidate)) !== negated;
  const [only, ...more] = values;
  if (qualifier === undefined) return only === undefined || more.length > 0 ? undefined : passes(only);
  if (values.every((value) => value === '')) return qualifier === 'ForAllValues';
  return qualifier === 'ForAllValues' ? values.every(passes) : values.some(passes);
}

const matchesAny = (patterns: readonly TokenPattern[], text: string, candidate: Candidate): boolean =>
  patterns.some((pattern) => {
    const tokens = pattern.hasUnknown ? filledTokens(pattern, candidate) : pattern.tokens;
    return tokens !== undefined && matchesPlain({ tokens }, text);
  });

/** The pattern with examples for holes and the request's values for variables; `undefined` where a variable has no value. */
function filledTokens({ tokens }: TokenPattern, candidate: Candidate): readonly Token[] | undefined {
  const filled: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== 'unknown') {
      filled.push(token);
      continue;
    }
    const value = valueFor(token.unknown, candidate);
    if (value === undefined) return undefined;
    for (const char of value.split('')) {
      filled.push({ kind: 'char', chars: token.variant === 'fold' ? `${char.toLowerCase()}${char.toUpperCase()}` : char });
    }
  }
  return filled;
}

function valueFor({ source }: Unknown, { keys }: Candidate): string | undefined {
  if (source.kind === 'hole') return partOfValue(source.hole, source.part, exampleValue(source.hole));
  const values = keys.get(dimensionOf(source.key))?.values;
  return (values?.length === 1 ? values[0] : undefined) ?? source.fallback;
}

/** From a solution of the search to a request, and back to check it. */
import type { AuthorizationRequest, ContextValue, RequestPrincipal } from '../request';
import { renderHole } from '../text';
import type { Atom, ConditionAtom, Dimension } from './atom';
import { SEPARATOR } from './compile-principal';
import { exampleValue, fillWithExamples } from './example-value';
import type { Formula } from './formula';
import { matchesPlain } from './key-space';
import type { Solution } from './search';
import type { Input, Token, TokenPattern } from './token';
import { partOfValue, piecesOfHole, type Unknown } from './unknown';

const ACCOUNT = '111122223333';
const DEFAULT_PRINCIPAL = ['aws', `arn:aws:iam::${ACCOUNT}:role/example`, '', ''].join(SEPARATOR);

/** A request as the search sees it: one text per dimension, with holes written out, and the keys that are present. */
export interface Candidate {
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
  readonly keys: ReadonlyMap<Dimension, { readonly key: string; readonly values: readonly string[] }>;
}

/** @param keyNames how the policies write each key */
export function candidateOf(solution: Solution, keyNames: ReadonlyMap<Dimension, string>): Candidate | undefined {
  const keys = new Map<Dimension, { key: string; values: readonly string[] }>();
  const variables = new Map<string, string>();
  for (const [dimension, value] of solution) {
    if (!dimension.startsWith('key ') || value.kind !== 'values') continue;
    const texts = value.values.map((inputs) => textOf(inputs, () => undefined));
    if (texts.some((text) => text === undefined)) continue;
    keys.set(dimension, { key: keyNames.get(dimension) ?? dimension.slice(4), values: texts.flatMap((text) => text ?? []) });
  }
  const variable = (unknown: Unknown): string | undefined => {
    if (unknown.source.kind !== 'variable') return undefined;
    const dimension: Dimension = `key ${unknown.source.key.toLowerCase()}`;
    const known = keys.get(dimension);
    if (known !== undefined) return known.values.length === 1 ? known.values[0] : undefined;
    if (unknown.source.fallback !== undefined) return unknown.source.fallback;
    if (solution.get(dimension)?.kind === 'absent') return undefined;
    const value = variables.get(dimension) ?? 'example';
    variables.set(dimension, value);
    keys.set(dimension, { key: unknown.source.key, values: [value] });
    return value;
  };
  for (const [dimension, value] of solution) {
    if (!dimension.startsWith('key ') || value.kind !== 'values' || keys.has(dimension)) continue;
    const texts = value.values.map((inputs) => textOf(inputs, variable));
    if (texts.some((text) => text === undefined)) return undefined;
    keys.set(dimension, { key: keyNames.get(dimension) ?? dimension.slice(4), values: texts.flatMap((text) => text ?? []) });
  }
  const single = (dimension: Dimension, otherwise: string): string | undefined => {
    const value = solution.get(dimension);
    const [inputs] = value?.kind === 'values' ? value.values : [];
    return inputs === undefined ? otherwise : textOf(inputs, variable);
  };
  const action = single('action', 'example:Example');
  const resource = single('resource', '*');
  const principal = single('principal', DEFAULT_PRINCIPAL);
  return action === undefined || resource === undefined || principal === undefined ? undefined : { action, resource, principal, keys };
}

/** The text of a string of the search; holes are put together again from their parts. */
function textOf(inputs: readonly Input[], variable: (unknown: Unknown) => string | undefined): string | undefined {
  const marks = new Map<string, string>();
  const unknowns: Unknown[] = [];
  let text = '';
  for (const input of inputs) {
    if (typeof input === 'string') {
      text += input;
      continue;
    }
    const { unknown } = input;
    if (unknown.source.kind === 'variable') {
      const value = variable(unknown);
      if (value === undefined) return undefined;
      text += value;
      continue;
    }
    let mark = marks.get(unknown.name);
    if (mark === undefined) {
      mark = String.fromCharCode(0xe000 + marks.size);
      marks.set(unknown.name, mark);
      unknowns.push(unknown);
    }
    text += mark;
  }
  for (const { source } of unknowns) {
    if (source.kind !== 'hole') continue;
    const parts = piecesOfHole(source.hole).map((piece) => (typeof piece === 'string' ? piece : (marks.get(piece.name) ?? '\uffff')));
    text = text.split(parts.join('')).join(renderHole(source.hole));
  }
  return text;
}

/** The request that a candidate stands for. */
export function requestOf({ action, resource, principal, keys }: Candidate): AuthorizationRequest {
  const context: Record<string, ContextValue> = {};
  for (const { key, values } of [...keys.values()].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const [only, ...more] = values;
    if (only !== undefined) context[key] = more.length === 0 ? only : values;
  }
  return { principal: principalOf(principal), action, resource, context };
}

function principalOf(text: string): RequestPrincipal {
  const [kind = '', name = '', session = '', canonicalUser = ''] = text.split(SEPARATOR);
  if (kind === 'service') return { kind, service: name };
  if (kind === 'federated') return { kind, provider: name };
  if (kind !== 'aws') return { kind: 'anonymous' };
  const account = name.split(':')[4] ?? ACCOUNT;
  return { kind, arn: name, account, ...(session === '' ? {} : { session }), ...(canonicalUser === '' ? {} : { canonicalUser }) };
}

/** Whether the formula holds for a candidate when all holes have their example values. */
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

function atomHolds(atom: Atom, candidate: Candidate): boolean | undefined {
  if (atom.kind === 'condition') return conditionHolds(atom, candidate);
  if (atom.dimension !== 'action' && atom.dimension !== 'resource' && atom.dimension !== 'principal') return undefined;
  const text = fillWithExamples(candidate[atom.dimension]);
  return matchesAny(atom.patterns, atom.dimension === 'action' ? text.toLowerCase() : text, candidate);
}

function conditionHolds(atom: ConditionAtom, candidate: Candidate): boolean | undefined {
  const values = candidate.keys.get(atom.dimension)?.values.map(fillWithExamples);
  if (values === undefined || values.length === 0) return atom.whenAbsent;
  const { test, qualifier, negated } = atom;
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
    if (!pattern.hasUnknown) return matchesPlain(pattern, text);
    const tokens = filledTokens(pattern, candidate);
    return tokens !== undefined && matchesPlain({ ...pattern, tokens }, text);
  });

/** The pattern with examples for holes and the request's values for variables; `undefined` where a variable has no value. */
function filledTokens({ tokens }: TokenPattern, candidate: Candidate): readonly Token[] | undefined {
  const filled: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== 'unknown') {
      filled.push(token.kind === 'char' ? token : { ...token, reach: token.reach === 'maybe' ? 'yes' : token.reach });
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
  const values = keys.get(`key ${source.key.toLowerCase()}`)?.values;
  return (values?.length === 1 ? values[0] : undefined) ?? source.fallback;
}

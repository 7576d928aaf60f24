/** Which conditions on one key can hold, and fail, at the same time; and a value of the key that makes them do so. */
import type { AtomTable, ConditionAtom, Dimension } from './atom';
import type { StringSpace } from './string-space';
import type { Input, TokenPattern } from './token';
import { representatives, type TypedValue } from './typed-values';

export interface ConditionLiteral {
  readonly atom: ConditionAtom;
  readonly holds: boolean;
}

/** What may be taken for granted about a key. */
export interface KeyAssumptions {
  readonly present: boolean;
  /** Its values are of the type that the operators used on it ask for. */
  readonly typed: boolean;
}

/** A value of a key: absent, or one or several strings, perhaps with unknowns in them. */
export type KeyValue =
  | { readonly kind: 'absent' }
  | { readonly kind: 'values'; readonly values: readonly (readonly Input[])[]; readonly illTyped: boolean };

/** One value against one condition: whether it has to be among those that the positive comparison accepts. */
interface Constraint {
  readonly atom: ConditionAtom;
  readonly matches: boolean;
}

const ABSENT: KeyValue = { kind: 'absent' };

export class KeySpace {
  readonly #space: StringSpace;
  readonly #candidates: readonly TypedValue[];

  constructor(
    table: AtomTable,
    readonly dimension: Dimension,
    readonly assumptions: KeyAssumptions,
  ) {
    this.#space = table.space;
    const families = new Map<string, string[]>();
    const found: TypedValue[] = [];
    const atoms = table.conditionsOn(dimension).flatMap(({ test }) => (test.kind === 'typed' ? [test] : []));
    for (const { operator, values } of atoms) families.set(operator.family, [...(families.get(operator.family) ?? []), ...values]);
    for (const { operator } of atoms) {
      const written = families.get(operator.family);
      if (written !== undefined) found.push(...representatives(operator.family, written));
      families.delete(operator.family);
    }
    this.#candidates = found.filter(({ illTyped }) => !(illTyped && assumptions.typed));
  }

  /** `false` only where no value of the key, absence included, makes all literals true. */
  mayHold(literals: readonly ConditionLiteral[]): boolean {
    return this.#solve(literals, (constraints) => (this.#mayHaveValue(constraints) ? [] : undefined)) !== undefined;
  }

  /** A value that makes all literals true whatever the unknowns are, if one was found. */
  find(literals: readonly ConditionLiteral[]): KeyValue | undefined {
    return this.#solve(literals, (constraints) => this.#findValue(constraints));
  }

  #solve(
    literals: readonly ConditionLiteral[],
    value: (constraints: readonly Constraint[]) => readonly Input[] | undefined,
  ): KeyValue | undefined {
    if (!this.assumptions.present && literals.every(({ atom, holds }) => atom.whenAbsent === holds)) return ABSENT;
    const tests: ConditionLiteral[] = [];
    for (const literal of literals) {
      const { test } = literal.atom;
      if (test.kind !== 'presence') tests.push(literal);
      else if (test.whenPresent !== literal.holds) return undefined;
    }
    const single = value(tests.map(toConstraint));
    if (single !== undefined) return this.#present([single]);
    const unqualified = tests.some(({ atom }) => atom.qualifier === undefined);
    return unqualified ? undefined : this.#severalValues(tests, value);
  }

  /** A multi-valued key: what all values have to fulfil, and what one of them has to. */
  #severalValues(
    literals: readonly ConditionLiteral[],
    value: (constraints: readonly Constraint[]) => readonly Input[] | undefined,
  ): KeyValue | undefined {
    const forAll = literals.filter(({ atom, holds }) => (atom.qualifier === 'ForAllValues') === holds).map(toConstraint);
    const forSome = literals.filter(({ atom, holds }) => (atom.qualifier === 'ForAllValues') !== holds).map(toConstraint);
    const values: (readonly Input[])[] = [];
    for (const constraint of forSome) {
      const found = value([...forAll, constraint]);
      if (found === undefined) return undefined;
      values.push(found);
    }
    return values.length === 0 ? undefined : this.#present(values);
  }

  #present(values: readonly (readonly Input[])[]): KeyValue {
    const texts = values.map((inputs) => inputs.join(''));
    const illTyped = this.#candidates.some((candidate) => candidate.illTyped && texts.includes(candidate.text));
    return { kind: 'values', values: values.filter((_, index) => texts.indexOf(texts[index] ?? '') === index || !texts[index]), illTyped };
  }

  #mayHaveValue(constraints: readonly Constraint[]): boolean {
    if (contradictsItself(constraints)) return false;
    const typed = constraints.filter(({ atom }) => atom.test.kind === 'typed');
    if (typed.length > 0) {
      // Each family alone: a value of one type may pass as another, and then the answer stays "perhaps".
      const families = new Set(typed.map(({ atom }) => familyOf(atom)));
      for (const family of families) {
        const own = typed.filter(({ atom }) => familyOf(atom) === family);
        if (!this.#candidates.some(({ text }) => own.every((constraint) => passes(constraint, text)))) return false;
      }
    }
    return this.#space.mayHold(demandOf(constraints));
  }

  #findValue(constraints: readonly Constraint[]): readonly Input[] | undefined {
    if (constraints.some(({ atom }) => atom.test.kind === 'opaque')) return undefined;
    if (constraints.every(({ atom }) => atom.test.kind === 'text')) {
      const own = this.#candidates.find(
        ({ text }) => constraints.every((constraint) => passes(constraint, text)) && !hasUnknowns(constraints),
      );
      return own === undefined ? this.#space.find(demandOf(constraints)) : own.text.split('');
    }
    if (hasUnknowns(constraints)) return undefined;
    return this.#candidates.find(({ text }) => constraints.every((constraint) => passes(constraint, text)))?.text.split('');
  }
}

const toConstraint = ({ atom, holds }: ConditionLiteral): Constraint => ({ atom, matches: holds !== atom.negated });

const familyOf = (atom: ConditionAtom): string => (atom.test.kind === 'typed' ? atom.test.operator.family : atom.test.kind);

const patternsOf = (atom: ConditionAtom): readonly TokenPattern[] => (atom.test.kind === 'text' ? atom.test.patterns : []);

const hasUnknowns = (constraints: readonly Constraint[]): boolean =>
  constraints.some(({ atom }) => patternsOf(atom).some((pattern) => pattern.hasUnknown));

function demandOf(constraints: readonly Constraint[]): { required: (readonly TokenPattern[])[]; forbidden: readonly TokenPattern[] } {
  const texts = constraints.filter(({ atom }) => atom.test.kind === 'text');
  return {
    required: texts.filter(({ matches }) => matches).map(({ atom }) => patternsOf(atom)),
    forbidden: texts.filter(({ matches }) => !matches).flatMap(({ atom }) => patternsOf(atom)),
  };
}

/** The same comparison with unknown values, once wanted and once not. */
function contradictsItself(constraints: readonly Constraint[]): boolean {
  const wanted = new Map<string, boolean>();
  for (const { atom, matches } of constraints) {
    if (atom.test.kind !== 'opaque') continue;
    if ((wanted.get(atom.test.same) ?? matches) !== matches) return true;
    wanted.set(atom.test.same, matches);
  }
  return false;
}

function passes({ atom, matches }: Constraint, text: string): boolean {
  if (atom.test.kind === 'typed') return atom.test.passes(text) === matches;
  if (atom.test.kind !== 'text') return true;
  return atom.test.patterns.some((pattern) => matchesPlain(pattern, text)) === matches;
}

/** Whether a string without unknowns matches a pattern without unknowns. */
export function matchesPlain({ tokens }: TokenPattern, text: string): boolean {
  let positions = new Set([0]);
  const settle = (set: Set<number>): Set<number> => {
    for (const position of set) if (tokens[position]?.kind === 'star') set.add(position + 1);
    return set;
  };
  settle(positions);
  for (const char of text.split('')) {
    const next = new Set<number>();
    for (const position of positions) {
      const token = tokens[position];
      if (token?.kind === 'char' ? token.chars.includes(char) : token?.kind === 'one' && (char !== ':' || token.reach === 'yes'))
        next.add(position + 1);
      else if (token?.kind === 'star' && (char !== ':' || token.reach === 'yes')) next.add(position);
    }
    positions = settle(next);
  }
  return positions.has(tokens.length);
}

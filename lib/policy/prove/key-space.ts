/** Which conditions on one key can hold, and fail, at the same time; and a value of the key that makes them do so. */

import type { OperatorFamily } from '../operators';
import type { AtomTable, ConditionAtom, Dimension } from './atom';
import { matchesPlain } from './matches-plain';
import type { Preference } from './realism';
import type { StringSpace } from './string-space';
import { type Input, inputKey, type TokenPattern } from './token';
import { representatives, type TypedValue } from './typed-values';

export interface ConditionLiteral {
  readonly atom: ConditionAtom;
  readonly holds: boolean;
}

/** What may be taken for granted about a key. */
export interface KeyAssumptions {
  /** It has a value, and one that is not empty. */
  readonly present: boolean;
  /** Its values are of the type that the operators used on it ask for. */
  readonly typed: boolean;
  /** The kinds of operators for which its values are known to be of the right type. */
  readonly wellTyped: readonly OperatorFamily[];
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
      const known = assumptions.typed || assumptions.wellTyped.includes(operator.family);
      if (written !== undefined) found.push(...representatives(operator.family, written).filter(({ illTyped }) => !(known && illTyped)));
      families.delete(operator.family);
    }
    this.#candidates = found;
  }

  /** `false` only where no value of the key, absence included, makes all literals true. */
  mayHold(literals: readonly ConditionLiteral[]): boolean {
    const valued = this.#valued(literals);
    if (valued === 'absent') return true;
    if (valued === 'none') return false;
    const { plain, qualified } = valued;
    if (this.#mayHaveValue([...plain, ...qualified].map(toConstraint))) return true;
    if (qualified.length === 0) return false;
    if (!this.assumptions.present && acceptEmpty(qualified) && plain.map(toConstraint).every((constraint) => mayPass(constraint, '')))
      return true;
    // AWS does not say how several values compare without a set operator, so for these nothing is ruled out.
    const { forAll, forSome } = parted(qualified);
    return forSome.length > 0 && forSome.every((constraint) => this.#mayHaveValue([...forAll, constraint]));
  }

  /** A value that makes all literals true whatever the unknowns are, if one was found. */
  find(literals: readonly ConditionLiteral[], preference?: Preference): KeyValue | undefined {
    const valued = this.#valued(literals);
    if (valued === 'absent') return ABSENT;
    if (valued === 'none') return undefined;
    const { plain, qualified } = valued;
    // The set operators take an empty value for none at all.
    const single = this.#findValue([...plain, ...qualified].map(toConstraint), qualified.length > 0, preference);
    if (single !== undefined) return this.#present([single]);
    if (
      !this.assumptions.present &&
      qualified.length > 0 &&
      acceptEmpty(qualified) &&
      plain.map(toConstraint).every((constraint) => passes(constraint, ''))
    ) {
      return this.#present([[]]);
    }
    return plain.length > 0 ? undefined : this.#findSeveral(qualified, preference);
  }

  /** The literals that ask about values, where the key has to be present; absence is tried first. */
  #valued(
    literals: readonly ConditionLiteral[],
  ): 'absent' | 'none' | { readonly plain: readonly ConditionLiteral[]; readonly qualified: readonly ConditionLiteral[] } {
    if (!this.assumptions.present && literals.every(({ atom, holds }) => atom.whenAbsent === holds)) return 'absent';
    const impossible = literals.some(({ atom: { test }, holds }) => test.kind === 'presence' && test.whenPresent !== holds);
    if (impossible) return 'none';
    const tests = literals.filter(({ atom }) => atom.test.kind !== 'presence');
    const isPlain = ({ atom }: ConditionLiteral): boolean => atom.qualifier === undefined;
    return { plain: tests.filter(isPlain), qualified: tests.filter((literal) => !isPlain(literal)) };
  }

  #findSeveral(qualified: readonly ConditionLiteral[], preference?: Preference): KeyValue | undefined {
    const { forAll, forSome } = parted(qualified);
    const values = forSome.map((constraint) => {
      const constraints = [...forAll, constraint];
      return this.#findValue(constraints, true, preference) ?? this.#findValue(constraints, false, preference);
    });
    const found = values.flatMap((value) => (value === undefined ? [] : [value]));
    if (found.length < values.length || !found.some(({ length }) => length > 0)) return undefined;
    return this.#present(found);
  }

  #present(values: readonly (readonly Input[])[]): KeyValue {
    const keys = values.map((inputs) => inputs.map(inputKey).join(''));
    const illTyped = this.#candidates.some((candidate) => candidate.illTyped && keys.includes(candidate.text));
    return { kind: 'values', values: values.filter((_, index) => keys.indexOf(keys[index] ?? '') === index), illTyped };
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

  #findValue(constraints: readonly Constraint[], notEmpty: boolean, preference?: Preference): readonly Input[] | undefined {
    if (constraints.some(({ atom }) => atom.test.kind === 'opaque')) return undefined;
    const allText = constraints.every(({ atom }) => atom.test.kind === 'text');
    if (!hasUnknowns(constraints)) {
      const fits = ({ text }: TypedValue): boolean =>
        !(notEmpty && text === '') && constraints.every((constraint) => passes(constraint, text));
      const candidate = this.#candidates.find(fits);
      if (candidate !== undefined) return candidate.text.split('');
    }
    if (!allText) return undefined;
    const { required, forbidden } = demandOf(constraints);
    return this.#space.find({ required, forbidden: notEmpty ? [...forbidden, this.#space.empty] : forbidden }, preference);
  }
}

/** Whether the literals hold for a key whose only value is the empty string, which set operators take for no value. */
const acceptEmpty = (qualified: readonly ConditionLiteral[]): boolean =>
  qualified.every(({ atom, holds }) => (atom.qualifier === 'ForAllValues') === holds);

/** For a multi-valued key: what all values have to fulfil, and what one of them has to. */
function parted(qualified: readonly ConditionLiteral[]): { forAll: readonly Constraint[]; forSome: readonly Constraint[] } {
  const isForAll = ({ atom, holds }: ConditionLiteral): boolean => (atom.qualifier === 'ForAllValues') === holds;
  return {
    forAll: qualified.filter(isForAll).map(toConstraint),
    forSome: qualified.filter((literal) => !isForAll(literal)).map(toConstraint),
  };
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

/** Whether a text may pass, for some values of the unknowns. */
const mayPass = (constraint: Constraint, text: string): boolean => hasUnknowns([constraint]) || passes(constraint, text);

function passes({ atom, matches }: Constraint, text: string): boolean {
  if (atom.test.kind === 'typed') return atom.test.passes(text) === matches;
  if (atom.test.kind !== 'text') return true;
  return atom.test.patterns.some((pattern) => matchesPlain(pattern, text)) === matches;
}

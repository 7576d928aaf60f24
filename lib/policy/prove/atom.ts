/** The elementary questions that statements ask about a request, each kept once per question. */
import type { Condition, SetQualifier } from '../document';
import { OPERATORS, type Operator, type ValueTest } from '../operators';
import { parsePattern } from '../pattern';
import { hasHole } from '../text';
import { arnTokens, textTokens } from './compile-pattern';
import { foldKey } from './fold-key';
import type { StringSpace } from './string-space';
import type { TokenPattern } from './token';
import { putIn, type Values } from './variable-values';

/** Which part of a request a question is about; `owner`: whether the resource belongs to the caller's account. Keys in lower case. */
export type Dimension = 'action' | 'resource' | 'principal' | 'owner' | `key ${string}` | `open ${string}`;

/** The dimension of a condition key. */
export const dimensionOf = (key: string): Dimension => `key ${foldKey(key)}`;

/** Whether the action, the resource or the principal matches one of these patterns. */
export interface PatternAtom {
  readonly kind: 'pattern';
  readonly id: number;
  readonly dimension: Dimension;
  readonly patterns: readonly TokenPattern[];
}

/** Whether a condition holds. */
export interface ConditionAtom {
  readonly kind: 'condition';
  readonly id: number;
  readonly dimension: Dimension;
  /** As the policy writes it. */
  readonly key: string;
  readonly qualifier?: SetQualifier;
  /** What the condition says where the key is absent. */
  readonly whenAbsent: boolean;
  /** Whether a single value passes where `test` fails. */
  readonly negated: boolean;
  readonly test: ConditionTest;
}

export type ConditionTest =
  /** `Null`: what it says of a key that is present. */
  | { readonly kind: 'presence'; readonly whenPresent: boolean }
  /** Strings and ARNs. */
  | { readonly kind: 'text'; readonly patterns: readonly TokenPattern[] }
  /** Numbers, dates, Booleans, addresses and binary values without holes. */
  | { readonly kind: 'typed'; readonly operator: Operator; readonly values: readonly string[]; readonly passes: ValueTest }
  /** Typed values that hold holes: all that is known is that the same ones give the same answer. */
  | { readonly kind: 'opaque'; readonly same: string; readonly holes: readonly string[] };

/** A question that AWS leaves open; the same one has the same answer everywhere. */
export interface OpenAtom {
  readonly kind: 'open';
  readonly id: number;
  readonly dimension: Dimension;
  /** What is open, in words. */
  readonly what: string;
}

export type Atom = PatternAtom | ConditionAtom | OpenAtom;

export class AtomTable {
  /** How the policies write the keys that they ask about. */
  readonly keyNames = new Map<Dimension, string>();
  /** How the policies write the actions that they name, by the action in lower case. */
  readonly actionNames = new Map<string, string>();
  readonly #atoms = new Map<string, Atom>();

  constructor(readonly space: StringSpace) {}

  patterns(dimension: Dimension, patterns: readonly TokenPattern[]): PatternAtom {
    const unique = [...new Set(patterns)].sort((a, b) => a.id - b.id);
    const key = `${dimension} ${unique.map(({ id }) => id).join(' ')}`;
    const known = this.#atoms.get(key);
    if (known?.kind === 'pattern') return known;
    const atom: PatternAtom = { kind: 'pattern', id: this.#atoms.size, dimension, patterns: unique };
    this.#atoms.set(key, atom);
    return atom;
  }

  open(what: string): OpenAtom {
    const dimension: Dimension = `open ${what}`;
    const known = this.#atoms.get(dimension);
    if (known?.kind === 'open') return known;
    const atom: OpenAtom = { kind: 'open', id: this.#atoms.size, dimension, what };
    this.#atoms.set(dimension, atom);
    return atom;
  }

  condition(condition: Condition, variables: boolean, put?: Values): ConditionAtom {
    const dimension = dimensionOf(condition.key);
    if (!this.keyNames.has(dimension)) this.keyNames.set(dimension, condition.key);
    const parts = this.#parts(condition, variables, put);
    const key = `${dimension} ${condition.qualifier ?? ''} ${parts.whenAbsent} ${parts.negated} ${testKey(parts.test)}`;
    const known = this.#atoms.get(key);
    if (known?.kind === 'condition') return known;
    const atom: ConditionAtom = {
      kind: 'condition',
      id: this.#atoms.size,
      dimension,
      key: condition.key,
      ...(condition.qualifier === undefined ? {} : { qualifier: condition.qualifier }),
      ...parts,
    };
    this.#atoms.set(key, atom);
    return atom;
  }

  /** Every condition on a key. */
  conditionsOn(dimension: Dimension): readonly ConditionAtom[] {
    return [...this.#atoms.values()].filter((atom): atom is ConditionAtom => atom.kind === 'condition' && atom.dimension === dimension);
  }

  #parts(condition: Condition, variables: boolean, put: Values | undefined): Pick<ConditionAtom, 'whenAbsent' | 'negated' | 'test'> {
    const { qualifier, ifExists, values } = condition;
    const operator = OPERATORS.get(condition.operator);
    if (operator === undefined) throw new RangeError(`\`${condition.operator}\` is no condition operator`);
    if (operator.family === 'null') return this.#presence(operator, values);
    const whenAbsent = ifExists || (qualifier === undefined ? operator.negated : qualifier === 'ForAllValues');
    return { whenAbsent, negated: operator.negated, test: this.#test(operator, values, variables, put) };
  }

  #presence(operator: Operator, values: readonly string[]): Pick<ConditionAtom, 'whenAbsent' | 'negated' | 'test'> {
    const holes = values.filter(hasHole);
    const tests = prepared(
      operator,
      values.filter((value) => !hasHole(value)),
    );
    const whenAbsent = tests('true');
    const whenPresent = tests('false');
    if (holes.length === 0 || (whenAbsent && whenPresent)) return { whenAbsent, negated: false, test: { kind: 'presence', whenPresent } };
    return { whenAbsent, negated: false, test: opaque(operator, values) };
  }

  #test(operator: Operator, values: readonly string[], variables: boolean, put: Values | undefined): ConditionTest {
    if (operator.family === 'string' || operator.family === 'arn') {
      const { wildcards } = operator;
      const dialect = { wildcards, variables, ignoreCase: operator.positive === 'StringEqualsIgnoreCase' };
      const patterns = values.flatMap((value) => {
        const pattern = putIn(parsePattern(value, dialect), put);
        if (pattern === undefined) return [];
        const tokens = operator.family === 'arn' ? arnTokens(pattern, true, false) : textTokens(pattern, dialect);
        return tokens === undefined ? [] : [this.space.table.intern(tokens)];
      });
      return { kind: 'text', patterns: [...new Set(patterns)].sort((a, b) => a.id - b.id) };
    }
    if (values.some(hasHole)) return opaque(operator, values);
    return { kind: 'typed', operator, values, passes: prepared(operator, values) };
  }
}

function opaque(operator: Operator, values: readonly string[]): ConditionTest {
  return { kind: 'opaque', same: `${operator.positive} ${[...new Set(values)].sort().join('\n')}`, holes: values.filter(hasHole) };
}

function prepared(operator: Operator, values: readonly string[]): ValueTest {
  const tests = values.map((value) => operator.prepare(parsePattern(value, { wildcards: operator.wildcards, variables: false })));
  return (value) => tests.some((test) => test(value));
}

function testKey(test: ConditionTest): string {
  switch (test.kind) {
    case 'presence':
      return `presence ${test.whenPresent}`;
    case 'text':
      return `text ${test.patterns.map(({ id }) => id).join(' ')}`;
    case 'typed':
      return `${test.operator.positive} ${[...new Set(test.values)].sort().join('\n')}`;
    case 'opaque':
      return `opaque ${test.same}`;
  }
}

/** What documents say about a request, as formulas. */
import type { Condition, PatternElement, PolicyDocument, Principal, PrincipalElement, Statement } from '../document';
import type { AtomTable, ConditionAtom, Dimension } from './atom';
import { actionTokens, resourceTokens } from './compile-pattern';
import { isSession, isUnknown, isWide, KINDS, listedTokens, principalTokens, ROLES, sparedTokens } from './compile-principal';
import { derivedCondition } from './derived-keys';
import { foldKey } from './fold-key';
import { and, FALSE, type Formula, literal, not, or, TRUE } from './formula';
import type { Token, TokenPattern } from './token';
import { splitByValue, type Values } from './variable-values';

export interface DocumentFormula {
  /** Some Allow statement applies. */
  readonly allows: Formula;
  /** Some Deny statement applies. */
  readonly denies: Formula;
}

/**
 * How directly a statement has to name the caller: at all; its role, itself or everyone; itself or everyone. A statement that
 * names an account leaves the decision to the account, one that names a role leaves it to the role's limits.
 */
export type Directness = 'at all' | 'role' | 'itself';

/** How the principals of a document are read. */
export interface PrincipalReading {
  readonly directness: Directness;
  /** Whether AWS callers have a permissions boundary: then a `NotPrincipal` spares none of them. */
  readonly bounded: boolean;
}

const PLAIN: PrincipalReading = { directness: 'at all', bounded: false };

export class StatementCompiler {
  readonly #compiled = new Map<string, TokenPattern | undefined>();

  /** @param values what to put in for policy variables, by folded key; `undefined` for a key that is absent. Not given: unknown. */
  constructor(
    readonly table: AtomTable,
    readonly values?: Values,
  ) {}

  document(document: PolicyDocument, reading: PrincipalReading = PLAIN): DocumentFormula {
    const having = (effect: Statement['effect']): Formula =>
      or(
        ...document.statements
          .filter((one) => one.effect === effect)
          .map((one) => this.statement(one, document.version === '2012-10-17', reading)),
      );
    return { allows: having('Allow'), denies: having('Deny') };
  }

  /** The statement applies to the request. */
  statement(statement: Statement, variables: boolean, reading: PrincipalReading = PLAIN): Formula {
    if (!variables || this.values !== undefined) return this.#plain(statement, variables, reading, this.values);
    return or(...splitByValue(statement).map((part) => this.#plain(part.statement, variables, reading, part.values)));
  }

  /** The action matches a pattern, or is this one. */
  actionIs(text: string): Formula {
    return this.#matches('action', [this.#action(text)], true);
  }

  /** The key has this value, or is absent. */
  keyIs(key: string, value: string | undefined): Formula {
    const common = { key, ifExists: false, pointer: '' };
    return value === undefined
      ? this.#condition({ ...common, operator: 'Null', values: ['true'] }, false, undefined)
      : this.#condition({ ...common, operator: 'StringEquals', values: [value] }, false, undefined);
  }

  /** The key has exactly these values; none: it is absent. */
  keyHolds(key: string, values: readonly string[]): readonly Formula[] {
    const [only, ...more] = values;
    if (more.length === 0) return [this.keyIs(key, only)];
    const common = { key, ifExists: false, pointer: '', operator: 'StringEquals' };
    return [
      this.#condition({ ...common, qualifier: 'ForAllValues', values }, false, undefined),
      ...values.map((value) => this.#condition({ ...common, qualifier: 'ForAnyValue', values: [value] }, false, undefined)),
    ];
  }

  #plain(
    { action, resource, principal, conditions }: Statement,
    variables: boolean,
    reading: PrincipalReading,
    values: Values | undefined,
  ): Formula {
    return and(
      this.#element('action', action, (text) => this.#action(text), true),
      ...(resource === undefined
        ? []
        : [this.#element('resource', resource, (text) => this.#resource(text, variables, values), variables && !values?.size)]),
      ...(principal === undefined ? [] : [this.principal(principal, reading)]),
      ...conditions.map((condition) => this.#condition(condition, variables, values)),
    );
  }

  #action(text: string): TokenPattern {
    this.table.actionNames.set(text.toLowerCase(), text);
    return this.table.space.table.intern(actionTokens(text));
  }

  #resource(text: string, variables: boolean, values: Values | undefined): TokenPattern | undefined {
    const tokens = resourceTokens(text, variables, values);
    return tokens === undefined ? undefined : this.table.space.table.intern(tokens);
  }

  #element(
    dimension: 'action' | 'resource',
    { negated, patterns }: PatternElement,
    compile: (text: string) => TokenPattern | undefined,
    reusable: boolean,
  ): Formula {
    const compiled = patterns.flatMap((text) => {
      // Policies name the same actions and resources over and over.
      const key = `${dimension} ${text}`;
      if (!reusable) return compile(text) ?? [];
      if (!this.#compiled.has(key)) this.#compiled.set(key, compile(text));
      return this.#compiled.get(key) ?? [];
    });
    return this.#matches(dimension, compiled, !negated);
  }

  #matches(dimension: Dimension, patterns: readonly TokenPattern[], match: boolean): Formula {
    if (patterns.length === 0) return match ? FALSE : TRUE;
    return literal(this.table.patterns(dimension, patterns), match);
  }

  /** One of the sequences matches, or none does. */
  patterns(dimension: Dimension, sequences: readonly (readonly Token[])[], match = true): Formula {
    return this.#matches(
      dimension,
      sequences.map((sequence) => this.table.space.table.intern(sequence)),
      match,
    );
  }

  principal(element: PrincipalElement, { directness, bounded }: PrincipalReading): Formula {
    if (element.negated) return this.#notPrincipal(element, bounded);
    if (element.principals.some(({ kind }) => kind === 'everyone')) return TRUE;
    if (directness === 'at all') return this.patterns('principal', element.principals.flatMap(principalTokens));
    return or(...element.principals.map((one) => this.#direct(one, directness)));
  }

  #notPrincipal(element: PrincipalElement, bounded: boolean): Formula {
    const all = bounded ? this.patterns('principal', [KINDS.aws]) : FALSE;
    if (element.principals.some(({ kind }) => kind === 'everyone')) return all;
    const listed = this.patterns('principal', listedTokens(element));
    const spared = this.patterns('principal', sparedTokens(element));
    const inPart = literal(this.table.open('AWS does not define whether `NotPrincipal` spares a caller of whom it lists only a part'));
    return or(all, not(listed), and(not(spared), inPart));
  }

  #direct(principal: Principal, directness: Directness): Formula {
    if (isWide(principal)) return FALSE;
    // What an unknown stands for, and so how directly it names anyone, is one more unknown.
    const named = this.patterns(
      'principal',
      isUnknown(principal) ? unrelated(principalTokens(principal), directness) : principalTokens(principal),
    );
    if (directness === 'role' || principal.kind !== 'aws' || isSession(principal.value)) return named;
    return and(named, this.patterns('principal', [ROLES], false));
  }

  #condition(condition: Condition, variables: boolean, values: Values | undefined): Formula {
    if (condition.operator === 'Null' && condition.qualifier !== undefined) return this.#qualifiedNull(condition);
    const atom = this.table.condition(condition, variables, values);
    return this.#derived(atom) ?? literal(atom);
  }

  /** AWS does not define set operators on `Null`: for an absent key the answer stands only where both readings agree. */
  #qualifiedNull({ qualifier, ...condition }: Condition): Formula {
    const plain = this.table.condition(condition, false);
    if (plain.whenAbsent === (qualifier === 'ForAllValues')) return this.#condition(condition, false, undefined);
    const absent = this.keyIs(condition.key, undefined);
    const open = literal(this.table.open(`AWS does not define \`${qualifier}:Null\` on the absent key \`${condition.key}\``));
    return or(and(not(absent), literal(plain)), and(absent, open));
  }

  #derived(atom: ConditionAtom): Formula | undefined {
    const derived = derivedCondition(foldKey(atom.key), atom, this.table.space.table);
    if (derived === undefined) return undefined;
    const present = this.patterns(
      'principal',
      derived.present.map(({ tokens }) => tokens),
    );
    const accepted = this.patterns(
      'principal',
      derived.accepted.map(({ tokens }) => tokens),
    );
    return or(and(present, atom.negated ? not(accepted) : accepted), ...(atom.whenAbsent ? [not(present)] : []));
  }
}

const unrelated = (sequences: readonly (readonly Token[])[], directness: Directness): readonly (readonly Token[])[] =>
  sequences.map((sequence) =>
    sequence.map((token) =>
      token.kind === 'unknown' ? { ...token, unknown: { ...token.unknown, name: `${token.unknown.name} ${directness}` } } : token,
    ),
  );

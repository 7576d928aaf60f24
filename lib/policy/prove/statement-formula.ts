/** What a document says about a request, as formulas. */
import type { PatternElement, PolicyDocument, PrincipalElement, Statement } from '../document';
import type { AtomTable } from './atom';
import { actionTokens, resourceTokens } from './compile-pattern';
import { principalTokens, sparedTokens } from './compile-principal';
import { and, FALSE, type Formula, literal, or } from './formula';
import type { Token } from './token';

export interface DocumentFormula {
  /** Some Allow statement applies. */
  readonly allows: Formula;
  /** Some Deny statement applies. */
  readonly denies: Formula;
}

export class StatementCompiler {
  constructor(readonly table: AtomTable) {}

  document(document: PolicyDocument): DocumentFormula {
    const formulas = document.statements.map((statement) => this.statement(statement, document.version === '2012-10-17'));
    const having = (effect: Statement['effect']): Formula =>
      or(...formulas.filter((_, index) => document.statements[index]?.effect === effect));
    return { allows: having('Allow'), denies: having('Deny') };
  }

  /** The statement applies to the request. */
  statement({ action, resource, principal, conditions }: Statement, variables: boolean): Formula {
    return and(
      this.#element('action', action, (text) => actionTokens(text)),
      ...(resource === undefined ? [] : [this.#element('resource', resource, (text) => resourceTokens(text, variables))]),
      ...(principal === undefined ? [] : [this.#principal(principal)]),
      ...conditions.map((condition) => literal(this.table.condition(condition, variables))),
    );
  }

  /** Alternatives are kept apart where one of several is wanted: they are what a proof goes through one by one. */
  #element(
    dimension: 'action' | 'resource',
    { negated, patterns }: PatternElement,
    tokens: (text: string) => readonly Token[] | undefined,
  ): Formula {
    const compiled = patterns.flatMap((text) => {
      const sequence = tokens(text);
      return sequence === undefined ? [] : [this.table.space.table.intern(sequence)];
    });
    if (compiled.length === 0) return negated ? and() : FALSE;
    return literal(this.table.patterns(dimension, compiled), !negated);
  }

  #principal(element: PrincipalElement): Formula {
    const everyone = element.principals.some(({ kind }) => kind === 'everyone');
    if (everyone) return element.negated ? FALSE : and();
    const tokens = element.negated ? sparedTokens(element) : element.principals.flatMap(principalTokens);
    if (tokens.length === 0) return element.negated ? and() : FALSE;
    return literal(
      this.table.patterns(
        'principal',
        tokens.map((sequence) => this.table.space.table.intern(sequence)),
      ),
      !element.negated,
    );
  }
}

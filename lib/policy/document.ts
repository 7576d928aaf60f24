/**
 * A policy document in normal form: lists everywhere, one record per condition, the place of everything kept.
 *
 * Every string may hold holes (see `text.ts`). Values keep their case; actions and condition keys keep it too, and the
 * code that compares them folds it, as IAM does.
 */

/** Where a document is used; it decides which elements are allowed and how it composes with the others. */
export type PolicyType = 'identity' | 'resource' | 'trust' | 'boundary' | 'session' | 'scp' | 'rcp';

export type LanguageVersion = '2008-10-17' | '2012-10-17';

/** One principal of a statement. */
export type Principal =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'aws' | 'service' | 'federated' | 'canonical-user'; readonly value: string };

/** The principals of a statement, or the ones it leaves out (`NotPrincipal`). */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly principals: readonly Principal[];
}

/** Actions or resources of a statement, or the ones it leaves out (`NotAction`, `NotResource`). */
export interface PatternElement {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

export type SetQualifier = 'ForAllValues' | 'ForAnyValue';

/** One line of a condition block: one operator, one key, its values. Values of numbers and Booleans are rendered as text. */
export interface Condition {
  /** The operator without qualifier and suffix, in AWS's own spelling, such as `StringEquals`; `Null` too. */
  readonly operator: string;
  readonly qualifier?: SetQualifier;
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
  /** JSON pointer within the document. */
  readonly pointer: string;
}

export interface Statement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Absent in identity policies, boundaries, session policies and organisation policies. */
  readonly principal?: PrincipalElement;
  readonly action: PatternElement;
  /** Absent in trust policies, where the resource is the role itself. */
  readonly resource?: PatternElement;
  readonly conditions: readonly Condition[];
  /** JSON pointer within the document, such as `/Statement/0`. */
  readonly pointer: string;
}

export interface PolicyDocument {
  readonly type: PolicyType;
  readonly version: LanguageVersion;
  readonly id?: string;
  readonly statements: readonly Statement[];
}

/** What is wrong with a document, and where. */
export interface DocumentFault {
  /** JSON pointer (RFC 6901) to the faulty value. */
  readonly pointer: string;
  /** Lower case, no final period. */
  readonly what: string;
  readonly fix?: string;
}

/** A parsed document, or all of its faults. */
export type ParsedPolicy =
  | { readonly ok: true; readonly document: PolicyDocument }
  | { readonly ok: false; readonly faults: readonly DocumentFault[] };

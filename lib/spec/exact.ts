/** A literal without a wildcard. A literal type that has one becomes an error that says so; a plain `string` is checked at planning. */
export type Exact<T extends string> = T extends `${string}${'*' | '?'}${string}` ? WildcardNotAllowed : T;

/** What the compiler shows where a wildcard stands in a value that is matched exactly. */
export interface WildcardNotAllowed {
  readonly 'a wildcard is not allowed here: name the exact value': never;
}

/** Options of which these parts are exact; for the parameter of a factory, beside the type that is inferred. */
export type ExactIn<Options, Parts extends PropertyKey> = {
  readonly [Part in keyof Options & Parts]: Options[Part] extends string ? Exact<Options[Part]> : Options[Part];
};

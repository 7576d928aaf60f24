/** Options that exclude each other. */

type KeyOf<Union> = Union extends unknown ? keyof Union : never;

/** Exactly one of several ways to say something: what belongs to the others must be absent. */
export type OneOf<Arm, All = Arm> = Arm extends unknown ? Arm & { readonly [Key in Exclude<KeyOf<All>, keyof Arm>]?: never } : never;

/** Where a template is deployed, and what other templates read with it tell about it. */
import type { Resolver } from './resolver';

export interface Deployed {
  /** Set before the names of holes, where several templates are read together: a logical id says nothing across templates. */
  readonly scope: string;
  /** Literal account, region and partition, where the stack has them. */
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
  readonly stackName?: string;
  /** Stacks read together with this one. */
  readonly others?: OtherStacks;
}

/** Each answers `undefined` where the stacks read together do not tell. */
export interface OtherStacks {
  /** Whether the stack that this one is nested in makes it. */
  readonly exists: (resolver: Resolver) => boolean;
  /** The value that a nested stack is given for a parameter. */
  readonly parameter: (name: string, resolver: Resolver) => unknown;
  /** An output of a nested stack. */
  readonly nestedOutput: (logicalId: string, output: string, resolver: Resolver) => unknown;
  /** What another stack exports under a name. */
  readonly exported: (name: string, resolver: Resolver) => unknown;
  /** An output of another stack. */
  readonly output: (reference: OutputReference, resolver: Resolver) => unknown;
}

export interface OutputReference {
  readonly stackName: string;
  readonly outputName: string;
  /** Undefined where the region deployed to is not known. */
  readonly region: string | undefined;
}

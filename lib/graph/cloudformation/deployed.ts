/** Where a template is deployed, and what other templates of the same folder tell about it. */
export interface Deployed {
  /** Set before the names of holes, where several templates are read together: a logical id says nothing across templates. */
  readonly scope: string;
  /** Literal account, region and partition, where the stack has them. */
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
  readonly stackName?: string;
  /** Values of exports by their literal names. */
  readonly exported?: (name: string) => string | undefined;
  /** Values that a nested stack is given for its parameters. */
  readonly parameters?: ReadonlyMap<string, unknown>;
  /** Outputs of nested stacks, by logical id and output. */
  readonly nestedOutput?: (logicalId: string, output: string) => unknown;
}

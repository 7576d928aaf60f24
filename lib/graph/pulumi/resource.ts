/** A resource of a Pulumi program, as state, preview or mocks tell of it. */
export interface PulumiResource {
  /** Type token, such as `aws:iam/role:Role`. */
  readonly type: string;
  /** The resource's name in the program; taken from the URN where it is left out. */
  readonly name?: string;
  readonly urn: string;
  /** URN of the parent. */
  readonly parent?: string;
  /** In Pulumi's property names; values unknown before deployment as Pulumi writes them, or left out. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What the provider computed, where it has: the ARN above all. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Whether deleting it from the program leaves it standing. */
  readonly retainOnDelete?: boolean;
  /** By property, the URNs of the resources that its value comes from. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** Where a program deploys to, as far as it is known. */
export interface PulumiDeployed {
  readonly file?: string;
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
}

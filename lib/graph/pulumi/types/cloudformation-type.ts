/** What CloudFormation calls a type of Pulumi's AWS provider. */
export type Properties = Readonly<Record<string, unknown>>;

/**
 * CloudFormation's type for a type of Pulumi's AWS provider, and where their properties have different names or forms.
 *
 * Names that differ only in the case of their first letter need no entry.
 */
export interface CloudFormationType {
  readonly type: string;
  /** CloudFormation's name of a property, by Pulumi's, where they differ. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Pulumi's names of properties whose keys are users' own. */
  readonly asWritten?: readonly string[];
  /** For a resource of its own that CloudFormation writes as properties of another: the property that names that one. */
  readonly partOf?: string;
  /** Puts the properties into CloudFormation's form where names are not all that differs. */
  readonly rebuilt?: (properties: Properties) => Properties;
}

export type TypeEntry = readonly [string, CloudFormationType];

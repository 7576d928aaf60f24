/** What every planned resource has. */

/** Tags of a resource, by key. */
export type PlanTags = Readonly<Record<string, string>>;

/** A JSON object of the plan, with holes in its strings. */
export type PlanJson = Readonly<Record<string, unknown>>;

export interface Planned<Kind extends string> {
  readonly kind: Kind;
  /** Stable within the plan: the component's name, a slash, and the part it plays, such as `orchestrator/role`. */
  readonly id: string;
  /** The component it belongs to; absent for what components share, such as an OIDC provider. */
  readonly component?: string;
  /**
   * The account it is deployed to: the name of an input of shape `account-id`; absent for the home account, that is the
   * one that the agent is deployed to.
   */
  readonly account?: string;
}

/**
 * A data protection policy: what finds sensitive data (`Audit`), and what masks it (`Deidentify`). Both statements name the same identifiers.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data-start.html
 */
export interface PlannedDataProtection {
  readonly Name: string;
  readonly Version: '2021-06-01';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly DataIdentifier: readonly string[];
    readonly Operation: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, never>>>>>>;
  }[];
}

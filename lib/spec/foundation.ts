/** What an account has once, whatever agents run in it: trail, archive, key, traces, and the policies that they share. */
import type { RetentionDays } from './evidence';

/**
 * Which calls through VPC endpoints are recorded: those that the endpoint refused, or every one.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html
 */
export type RecordedNetworkCalls = 'denied' | 'every call';

/** A trail that is made here, with a bucket and a log group for its events. */
export interface CreatedTrail {
  readonly kind: 'created';
  /**
   * Records data events of roles only whose names begin so, such as `support-`; at most ten. What callers with bearer tokens do carries no role and is then left
   * out.
   * @default data events of everybody
   */
  readonly rolesBeginningWith?: readonly [string, ...string[]];
  /**
   * Data events besides those of Bedrock and AgentCore, by CloudTrail's resource type. They can be many: say whose with `rolesBeginningWith`.
   * @default none
   */
  readonly alsoDataOf?: readonly ('AWS::Lambda::Function' | 'AWS::S3::Object' | 'AWS::DynamoDB::Table')[];
  /** @default denied */
  readonly network?: RecordedNetworkCalls;
  /**
   * Name of a bucket that takes the files instead of one that is made here: that of a central archive account. Its policy must let this trail in; the plan holds
   * the statements.
   */
  readonly archive?: string;
}

/** A trail that is there already: usually the organization's. Nothing is made; the plan says what it must record. */
export interface ImportedTrail {
  readonly kind: 'imported';
  /** ARN of the trail. */
  readonly arn: `arn:${string}`;
}

/** Prompts and answers of models, which no trail holds. */
export interface RecordedPrompts {
  /**
   * `engine`: the engine switches it on. `hand`: the log group and role are made, and the plan holds the command that switches it on; CloudFormation has no
   * resource for it.
   */
  readonly switchedOnBy: 'engine' | 'hand';
}

/** Tokens that say to systems outside of AWS who a role of the account is. */
export interface OutboundTokens {
  /**
   * `engine`: the engine switches the account's issuer on. `hand`: the plan holds the command that does; CloudFormation has no resource for it.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html
   */
  readonly switchedOnBy: 'engine' | 'hand';
}

/** Who may link their logs and traces to the sink. */
export type SinkFor =
  | { readonly accounts: readonly [string, ...string[]]; readonly organization?: never }
  | { readonly organization: string; readonly accounts?: never };

/** Questions that rebuild what agents did, saved where they are asked: docs/chain.md. */
export interface SavedQueries {
  /** The database of Athena that the tables stand in; lower-case letters, digits and underscores. */
  readonly database: string;
  /** The first day of the files that are asked, such as `2026/11/01`. */
  readonly since: string;
  /** Regions whose files are asked: a trail of all regions has a folder for each. */
  readonly regions: readonly [string, ...string[]];
  /** @default this account */
  readonly accounts?: readonly [string, ...string[]];
  /** Name of the bucket with the files. Required where the trail is imported; a trail that is made here has its own. */
  readonly bucket?: string;
  /** Id of the organization, where its trail writes the files. */
  readonly organization?: string;
}

/** What tells people that agents or their evidence are in trouble. On the trail that is made here. */
export interface EvidenceAlarms {
  /** ARN of the SNS topic that is told. */
  readonly topic: `arn:${string}`;
  /**
   * So many denied calls within five minutes are a burst.
   * @default 25
   */
  readonly deniedCalls?: number;
}

/** What {@link defineAccountFoundation} takes. What is left out is not made: it is there already, or is not wanted. */
export interface AccountFoundationSpec {
  /** Lower-case letters, digits and hyphens, at most 24, beginning with a letter. Part of every name; another in each region. */
  readonly name: string;
  /** Who answers for the evidence of the account: a team or person. */
  readonly owner: string;
  /** Days that logs are kept, and that the archive refuses to delete anything. */
  readonly retainDays: RetentionDays;
  /** The KMS key of all evidence: made here, or the ARN of one. */
  readonly key: 'created' | `arn:${string}`;
  readonly trail: CreatedTrail | ImportedTrail;
  /** The one log resource policy that lets AWS services deliver logs of agents, instead of one for each: ten are the quota of a region. */
  readonly deliveries?: 'created';
  /**
   * Keeps traces as logs that can be searched.
   *
   * `indexedPercent`: of the spans, 0 to 100; all are kept whatever it is.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Transaction-Search.html
   */
  readonly transactionSearch?: { readonly indexedPercent: number };
  readonly prompts?: RecordedPrompts;
  /** Questions to the files of the trail (Athena) and to the log groups (Logs Insights). Saving them costs nothing; asking does. */
  readonly savedQueries?: SavedQueries;
  /** Alarms on denied calls, on role assumptions that were refused, and on evidence that is touched or stays away. */
  readonly alarms?: EvidenceAlarms;
  /** Gives the account an issuer of its own, which components with `getWebIdentityToken` need. */
  readonly outboundTokens?: OutboundTokens;
  /** Takes in logs and traces of other accounts. One for each account and region. */
  readonly sink?: SinkFor;
  /** Shows logs and traces of this account in another one: the ARN of its sink. */
  readonly link?: { readonly sink: `arn:${string}` };
  /** IAM OIDC providers that several agents of the account trust: one URL can have only one. */
  readonly providers?: readonly { readonly url: `https://${string}`; readonly audiences: readonly [string, ...string[]] }[];
}

/** A declared foundation. */
export type DeclaredFoundation = AccountFoundationSpec;

/** Declares what an account has once. What is wrong beyond what the compiler sees is told, all at once, when it is planned. */
export const defineAccountFoundation = (spec: AccountFoundationSpec): DeclaredFoundation => spec;

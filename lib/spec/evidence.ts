/** What is kept of the agent's doings, for how long, and who can read it. */
import type { ArnOf } from './late';

/**
 * The retentions that CloudWatch Logs accepts, in days.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export type RetentionDays = (typeof RETENTIONS)[number];

/** Evidence that outlives its stack: the default. */
interface KeptEvidence {
  /** Log groups are kept when the stack goes, and protected against deletion. This is the default and may be spelled out. */
  readonly immutable?: true;
  readonly dangerouslyDisposable?: never;
}

/** Evidence of a throw-away deployment. */
interface DisposableEvidence {
  readonly immutable?: never;
  /** Deletes the log groups together with the stack; why that is right for this deployment. The report shows it. */
  readonly dangerouslyDisposable: string;
}

/** What is kept of the agent's doings. Required: how long is a choice that nobody can make for the owner. */
export type EvidenceSpec = {
  /** Days that every component's log is kept. */
  readonly retainDays: RetentionDays;
  /**
   * The KMS key that every component's log is encrypted with: an input of shape `kms-key-arn`, or an ARN; `AccountFoundation` makes one. Its key policy must let
   * `logs.<region>.amazonaws.com` use it for these log groups, and it must be in their region.
   *
   * Default: CloudWatch Logs encrypts with a key of its own, and whoever may read the log needs leave of nothing else.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  readonly key?: ArnOf<'kms-key-arn'>;
  /**
   * Leaves credentials that end up in a log as they were written; why that is right. By default AWS access keys and private keys are masked for everybody without
   * `logs:Unmask`, at the price of a scan of everything that is logged. The report shows the reason.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html
   */
  readonly dangerouslyUnmasked?: string;
  /**
   * `elsewhere`: what AgentCore itself writes of a runtime (calls, usage, traces) is delivered by deliveries of the runtime's own construct, or not at all: there can
   * be one source for a runtime and type of log. By default `bind` delivers it to the component's log group and to X-Ray; the log resource policy of
   * `AccountFoundation` lets it.
   *
   * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-configure.html
   */
  readonly deliveries?: 'elsewhere';
} & (KeptEvidence | DisposableEvidence);

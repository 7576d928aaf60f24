/** The plan of an account's foundation: plain data, like that of an agent. `⟨evidenceKey:kms-key-arn⟩` is the key that it makes. */
import type { Finding } from '../../finding/finding';
import { renderHole } from '../../policy/text';
import type { PlanDocument, PlannedKinds, PlanTags } from '../plan';

/** Name of the hole that stands for the ARN of the key that is made. */
export const EVIDENCE_KEY = 'evidenceKey';
export const evidenceKeyText: string = renderHole({ hole: EVIDENCE_KEY, shape: 'kms-key-arn' });

interface Planned<Kind extends string> {
  readonly kind: Kind;
  readonly id: string;
}

/** A KMS key that rotates every year. */
export interface PlannedEvidenceKey extends Planned<'evidence-key'> {
  readonly description: string;
  readonly document: PlanDocument;
  readonly tags: PlanTags;
}

/** A bucket whose objects nobody can change or delete for a time, whoever administers the account, and that nobody reads without leave. */
export interface PlannedArchive extends Planned<'archive'> {
  readonly name: string;
  /** Days that every object is locked, in mode COMPLIANCE. */
  readonly lockedDays: number;
  readonly document: PlanDocument;
  readonly tags: PlanTags;
}

/** One condition of a selector: a field and the values that it may have. */
export interface PlannedFieldSelector {
  readonly field: string;
  readonly equals?: readonly string[];
  readonly startsWith?: readonly string[];
}

export interface PlannedSelector {
  /** Up to 1,000 characters. */
  readonly name: string;
  readonly fields: readonly PlannedFieldSelector[];
}

/** A trail of all regions that signs its files. */
export interface PlannedTrail extends Planned<'trail'> {
  readonly name: string;
  /** Name of the bucket. */
  readonly bucket: string;
  /** Id of the archive, where it is made here: its policy must be there first. */
  readonly after: readonly string[];
  readonly key: string;
  /** ARN of the log group with `:*`, as CloudTrail wants it. */
  readonly groupArn: string;
  readonly groupRoleArn: string;
  readonly selectors: readonly PlannedSelector[];
  readonly tags: PlanTags;
}

/** A policy of CloudWatch Logs that lets services write log groups of the account. */
export interface PlannedLogResourcePolicy extends Planned<'log-resource-policy'> {
  readonly name: string;
  readonly document: PlanDocument;
}

/** Keeps spans in CloudWatch Logs. */
export interface PlannedTransactionSearch extends Planned<'transaction-search'> {
  readonly indexedPercent: number;
}

/** Takes in what other accounts share. */
export interface PlannedSink extends Planned<'observability-sink'> {
  readonly name: string;
  readonly document: PlanDocument;
  readonly tags: PlanTags;
}

/** Shares logs, traces and metrics with a sink. */
export interface PlannedLink extends Planned<'observability-link'> {
  readonly sinkArn: string;
  readonly resourceTypes: readonly string[];
  readonly tags: PlanTags;
}

/** Sends prompts and answers of models to a log group. One for each account and region. */
export interface PlannedPromptLog extends Planned<'prompt-log'> {
  /** Name of the group. */
  readonly group: string;
  readonly roleArn: string;
}

/** Counts the events of a log group that have a pattern. */
export interface PlannedMetricFilter extends Planned<'metric-filter'> {
  readonly name: string;
  /** Name of the log group. */
  readonly group: string;
  /** Id of the group, where it is made here: it must be there first. */
  readonly after: readonly string[];
  /** 1 to 1,024 characters. */
  readonly pattern: string;
  readonly namespace: string;
  readonly metric: string;
}

/** An alarm on the sum of a metric, which tells a topic. */
export interface PlannedEvidenceAlarm extends Planned<'evidence-alarm'> {
  readonly name: string;
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly periodSeconds: number;
  readonly comparison: 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  readonly threshold: number;
  /** Whether silence is what it warns of. */
  readonly missingData: 'notBreaching' | 'breaching';
  readonly topicArn: string;
  readonly tags: PlanTags;
}

/** An alarm of an agent or of a foundation. */
export type AnyAlarm = PlannedKinds['alarm'] | PlannedEvidenceAlarm;

/** SQL that Athena keeps under a name. */
export interface PlannedAthenaQuery extends Planned<'athena-query'> {
  /** 1 to 128 characters. */
  readonly name: string;
  readonly description: string;
  readonly database: string;
  readonly query: string;
}

/** A question that CloudWatch Logs Insights keeps under a name; what stands before its last slash is its folder. */
export interface PlannedLogQuery extends Planned<'log-query'> {
  readonly name: string;
  /** Names of the log groups that are asked; none where whoever asks chooses them. */
  readonly groups: readonly string[];
  readonly query: string;
}

/** Switches the account's own issuer on. */
export type PlannedOutboundFederation = Planned<'outbound-federation'>;

/** Every kind of resource that only a foundation has. Emitters and readers are mapped types over it. */
export interface FoundationKinds {
  'evidence-key': PlannedEvidenceKey;
  archive: PlannedArchive;
  trail: PlannedTrail;
  'log-resource-policy': PlannedLogResourcePolicy;
  'transaction-search': PlannedTransactionSearch;
  'observability-sink': PlannedSink;
  'observability-link': PlannedLink;
  'prompt-log': PlannedPromptLog;
  'metric-filter': PlannedMetricFilter;
  'evidence-alarm': PlannedEvidenceAlarm;
  'athena-query': PlannedAthenaQuery;
  'log-query': PlannedLogQuery;
  'outbound-federation': PlannedOutboundFederation;
}

export type FoundationKind = keyof FoundationKinds;

/** What foundations and agents both are made of. */
type Shared = 'role' | 'boundary' | 'log-group' | 'oidc-provider';
export type FoundationResource = FoundationKinds[FoundationKind] | PlannedKinds[Shared];

/** Something that the engine cannot do, and somebody has to. */
export interface Instruction {
  readonly what: string;
  readonly because: string;
  /** What to run, or what to put where; exact. */
  readonly how: string;
}

export interface FoundationPlan {
  readonly name: string;
  readonly owner: string;
  /** Each after what it refers to. */
  readonly resources: readonly FoundationResource[];
  readonly instructions: readonly Instruction[];
}

export type FoundationPlanning =
  | { readonly ok: true; readonly plan: FoundationPlan }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * The identity graph: what a template really holds about identities, whoever wrote it.
 *
 * Every string may hold holes (`⟨name:shape⟩`). A value the template does not settle is a hole, never left out. Documents are
 * kept as the JSON that was read; `parsePolicy` judges them.
 */
import type { Place } from '../finding/finding';
import type { IdentityModel } from '../plan/model';

/**
 * Under which of the template's undecided conditions a reading holds: what each condition asks (such as `⟨Stage:any⟩ = prod`), and its answer.
 * Empty where it always holds. Two readings can stand side by side only where they give no condition two answers.
 */
export type When = Readonly<Record<string, boolean>>;

/**
 * A policy document as read: JSON with holes in its strings, or whatever stood in its place. A document that the engine settles only at deployment is a
 * text that is one hole.
 */
export interface GraphDocument {
  readonly raw: unknown;
  /** Where it stands; `pointer` is the property path of the document within its resource. */
  readonly place: Place;
}

/** A permissions policy that a role carries, wherever it was written. */
export interface GraphPolicy {
  readonly name: string;
  readonly document: GraphDocument;
}

/**
 * A role of the template. Where the template's conditions decide what it is, there is one entry for each way it can be, told apart by `when`.
 */
export interface GraphRole {
  /** Role name, or a hole where the engine generates it. */
  readonly name: string;
  /** Role ARN, composed from partition, account, path and name. */
  readonly arn: string;
  readonly description: string | undefined;
  readonly trust: GraphDocument;
  /** Inline policies, and managed policies of the same template that the role carries. */
  readonly policies: readonly GraphPolicy[];
  /** ARNs of managed policies that the template does not hold, such as those of AWS. */
  readonly managedPolicyArns: readonly string[];
  /** The permissions boundary; its document only where the same template holds it. */
  readonly boundary: { readonly arn: string; readonly document?: GraphDocument } | undefined;
  /** Seconds; IAM's default of 3,600 where the template does not say. A hole's text where unsettled. */
  readonly maxSessionSeconds: number | string;
  readonly tags: Readonly<Record<string, string>>;
  readonly place: Place;
  readonly when: When;
}

/** A permissions policy put on a role that the template does not hold. */
export interface GraphLoosePolicy {
  /** Name of the role, or a hole. */
  readonly roleName: string;
  /** The policy; absent where a managed policy is attached that the template does not hold either. */
  readonly policy?: GraphPolicy;
  /** ARN of the managed policy that is attached. */
  readonly managedPolicyArn?: string;
  readonly place: Place;
  readonly when: When;
}

export interface GraphLogGroup {
  readonly name: string;
  readonly arn: string;
  /** Undefined: never expires. */
  readonly retentionDays: number | string | undefined;
  readonly retained: boolean;
  readonly deletionProtection: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly place: Place;
  readonly when: When;
}

export interface GraphOidcProvider {
  readonly url: string;
  readonly audiences: readonly string[];
  readonly place: Place;
  readonly when: When;
}

/** Something that lends a role to code. */
export interface GraphBinding {
  readonly kind: 'pod-identity-association' | 'function' | 'task' | 'task-execution' | 'agentcore-runtime' | 'instance-profile' | 'other';
  readonly roleArn: string;
  /** What the code is, in words, such as `agents/orchestrator on cluster prod`. */
  readonly workload: string;
  readonly place: Place;
  readonly when: When;
}

/** The policy of a resource. */
export interface GraphResourcePolicy {
  /** ARN of the resource, or a hole. */
  readonly resourceArn: string;
  readonly document: GraphDocument;
  readonly when: When;
}

/** Something that could not be read, and why. Never silently left out. */
export interface Unread {
  readonly place: Place;
  readonly why: string;
}

export interface IdentityGraph {
  readonly roles: readonly GraphRole[];
  /** Policies put on roles that stand elsewhere. */
  readonly loosePolicies: readonly GraphLoosePolicy[];
  readonly logGroups: readonly GraphLogGroup[];
  readonly oidcProviders: readonly GraphOidcProvider[];
  readonly bindings: readonly GraphBinding[];
  readonly resourcePolicies: readonly GraphResourcePolicy[];
  readonly unread: readonly Unread[];
  /** The same template in the plan's own kinds: what the round trip compares. */
  readonly model: IdentityModel;
}

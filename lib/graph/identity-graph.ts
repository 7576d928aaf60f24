/**
 * The identity graph: what a template really holds about identities, whoever wrote it.
 *
 * Every string may hold holes (`⟨name:shape⟩`). A value the template does not settle is a hole, never left out. Documents are
 * kept as the JSON that was read; `parsePolicy` judges them.
 */
import type { Place } from '../finding/finding';
import type { IdentityModel } from '../plan/model';

/** A policy document as read: JSON with holes in its strings, or whatever stood in its place. */
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
}

export interface GraphOidcProvider {
  readonly url: string;
  readonly audiences: readonly string[];
  readonly place: Place;
}

/** Something that lends a role to code. */
export interface GraphBinding {
  readonly kind: 'pod-identity-association' | 'function' | 'task' | 'task-execution' | 'agentcore-runtime' | 'instance-profile' | 'other';
  readonly roleArn: string;
  /** What the code is, in words, such as `agents/orchestrator on cluster prod`. */
  readonly workload: string;
  readonly place: Place;
}

/** The policy of a resource. */
export interface GraphResourcePolicy {
  /** ARN of the resource, or a hole. */
  readonly resourceArn: string;
  readonly document: GraphDocument;
}

/** Something that could not be read, and why. Never silently left out. */
export interface Unread {
  readonly place: Place;
  readonly why: string;
}

export interface IdentityGraph {
  readonly roles: readonly GraphRole[];
  readonly logGroups: readonly GraphLogGroup[];
  readonly oidcProviders: readonly GraphOidcProvider[];
  readonly bindings: readonly GraphBinding[];
  readonly resourcePolicies: readonly GraphResourcePolicy[];
  readonly unread: readonly Unread[];
  /** The same template in the plan's own kinds: what the round trip compares. */
  readonly model: IdentityModel;
}

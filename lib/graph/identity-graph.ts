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
  /** ARN of the KMS key; undefined where CloudWatch Logs encrypts with a key of its own. */
  readonly key: string | undefined;
  readonly fieldIndexes: readonly string[];
  /** The data protection policy; undefined where nothing is masked. */
  readonly dataProtection: unknown;
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
  readonly kind:
    | 'pod-identity-association'
    | 'function'
    | 'task'
    | 'task-execution'
    | 'agentcore-runtime'
    | 'instance-profile'
    /** What runs no code of its users and only hands events on, such as a rule. */
    | 'delivery'
    | 'other';
  readonly roleArn: string;
  /** ARN of what takes the role, where its form is known. */
  readonly arn?: string;
  /** What the code is, in words, such as `agents/orchestrator on cluster prod`. */
  readonly workload: string;
  /** For pods, the service account that they run as. */
  readonly pod?: { readonly namespace: string; readonly serviceAccount: string };
  /** For pods, whether their sessions go without session tags; absent where they have them, or where it is known only at deployment. */
  readonly untagged?: true;
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

/** Somebody who carries permissions policies: a role, a user, a group; or a policy that nobody of the template carries, by itself. */
export interface GraphHolder {
  readonly kind: 'role' | 'user' | 'group' | 'policy';
  /** Name, or a hole where the engine generates it. */
  readonly name: string;
  readonly arn: string;
  /** Inline policies, managed policies of the same template, and for a user those of its groups. */
  readonly policies: readonly GraphPolicy[];
  /** ARNs of managed policies that the template does not hold. */
  readonly managedPolicyArns: readonly string[];
  readonly boundary: GraphRole['boundary'];
  readonly place: Place;
  readonly when: When;
  /** The role itself, where the holder is one. */
  readonly role?: GraphRole;
}

/** Any resource, in CloudFormation’s words whatever the engine. */
export interface GraphResource {
  /** CloudFormation type, such as `AWS::CloudTrail::Trail`. */
  readonly type: string;
  /** Name, or a hole where the engine generates it. */
  readonly name: string;
  readonly arn: string;
  /** Resolved properties under CloudFormation’s names; what is unknown is a hole. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Whether neither deleting the stack nor replacing the resource deletes it. */
  readonly retained: boolean;
  readonly place: Place;
  readonly when: When;
  /** What of it could not be read, in words. */
  readonly problems: readonly string[];
}

/** A value that whoever deploys the template gives. */
export interface GraphParameter {
  readonly name: string;
  /** The hole that stands for the value wherever the template refers to it. */
  readonly hole: string;
  /** Whether the engine masks the value wherever it shows the deployment. */
  readonly hidden: boolean;
  /** The value where nobody gives one; undefined where there is none, it is empty, or it only names where the value is kept. */
  readonly initial: string | undefined;
  readonly place: Place;
}

/** How much a CloudFormation template holds. */
export interface GraphStack {
  readonly resources: number;
  readonly parameters: number;
  readonly outputs: number;
  readonly place: Place;
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
  /** Everybody who carries permissions policies, the roles among them. */
  readonly holders: readonly GraphHolder[];
  /** How many resources were read, of whatever type: where there are none, nothing is proved. */
  readonly resourceCount: number;
  /** CloudFormation types of all resources, each once. */
  readonly resourceTypes: readonly string[];
  /** All resources of a CloudFormation type; read when first asked for. */
  readonly resourcesOf: (type: string) => readonly GraphResource[];
  /** What whoever deploys the templates is asked for. */
  readonly parameters: readonly GraphParameter[];
  /** The CloudFormation templates that were read; none for a Pulumi program. */
  readonly stacks: readonly GraphStack[];
  /** The same template in the plan's own kinds: what the round trip compares. */
  readonly model: IdentityModel;
}

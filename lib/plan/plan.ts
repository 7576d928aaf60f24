/**
 * The plan: what a declaration means, as plain JSON data that knows no engine.
 *
 * It is what gets emitted, read back, compared, documented and reviewed. Every string may hold holes (`⟨name:shape⟩`, see
 * `policy/text.ts`): `⟨account⟩`, `⟨region⟩` and `⟨partition⟩` are where the home account's part is deployed, `⟨input:shape⟩` is an input of the agent,
 * and `⟨input.derivation:shape⟩` a part of an input (see `Derivation`).
 */
import type { Finding } from '../finding/finding';
import type { ConditionsJson, PolicyJson, StatementJson } from '../policy/policy-json';
import type { ShapeName } from '../policy/shapes';
import type { ConditionName, EnforcedBy } from '../spec/access/index';
import type { Derivation } from '../spec/derivation';
import type { OutboundToken } from '../spec/permission';
import type { Planned, PlannedDataProtection, PlanTags } from './planned';
import type {
  PlannedAlarm,
  PlannedEventRule,
  PlannedSchedule,
  PlannedScheduleGroup,
  PlannedStateMachine,
  PlannedTopic,
} from './planned-machines';

export type { PlanJson, PlannedDataProtection, PlanTags } from './planned';
export type {
  PlannedAlarm,
  PlannedEventRule,
  PlannedSchedule,
  PlannedScheduleGroup,
  PlannedStateMachine,
  PlannedTopic,
} from './planned-machines';
export type { Derivation };

/** The version of the plan's form. A reader refuses a plan of another version. */
export const PLAN_VERSION = 1;

/** A policy document of the plan. */
export type PlanDocument = PolicyJson;
export type PlanStatement = StatementJson;
export type PlanConditions = ConditionsJson;

/** A policy of a role, inline. */
export interface PlannedPolicy {
  /** 1 to 128 characters of `[\w+=,.@-]`. */
  readonly name: string;
  readonly document: PlanDocument;
}

/** An IAM role with its trust policy and inline policies. */
export interface PlannedRole extends Planned<'role'> {
  /** 1 to 64 characters of `[\w+=,.@-]`, without holes. */
  readonly name: string;
  /** Up to 1,000 characters. */
  readonly description: string;
  readonly trust: PlanDocument;
  readonly policies: readonly PlannedPolicy[];
  /** ARN of the permissions boundary; one that the plan makes is named by the id of its resource, so that the engine orders the two. */
  readonly boundary: { readonly planned: string } | { readonly existing: string };
  /** 3,600 to 43,200 seconds. */
  readonly maxSessionSeconds: number;
  readonly tags: PlanTags;
}

/** A customer managed policy that serves as permissions boundary. */
export interface PlannedBoundary extends Planned<'boundary'> {
  /** 1 to 128 characters of `[\w+=,.@-]`, without holes. */
  readonly name: string;
  readonly description: string;
  readonly document: PlanDocument;
}

/** An inline policy added to a role that stands elsewhere: an adopted role, or what only the engine knows of a workload. */
export interface PlannedRolePolicy extends Planned<'role-policy'> {
  /** The role's name, without holes or derived from an input. */
  readonly role: string;
  readonly name: string;
  readonly document: PlanDocument;
  /** Whether a state machine of the plan rewrites it once it is there: an engine that would correct it leaves it as it is. */
  readonly rewritten?: true;
  /** Ids of policies that have to be on the role before. */
  readonly after?: readonly string[];
}

/** A CloudWatch log group. */
export interface PlannedLogGroup extends Planned<'log-group'> {
  /** May hold holes only where `bind` makes the group for a workload whose id the engine generates. */
  readonly name: string;
  /** Days, one of the values that CloudWatch Logs accepts. */
  readonly retentionDays: number;
  /** Kept when the stack is deleted, and protected against deletion. False only for deployments declared disposable. */
  readonly retain: boolean;
  /** ARN of the KMS key that encrypts it; absent where CloudWatch Logs does so with a key of its own. */
  readonly key?: string;
  /** Fields that events are found by without reading the whole log, 1 to 20. */
  readonly fieldIndexes: readonly string[];
  /** What of the events is masked; absent where the declaration says why not. */
  readonly dataProtection?: PlannedDataProtection;
  readonly tags: PlanTags;
}

/** What AgentCore writes of a runtime besides what its code logs: the calls, what they took, and where the time went. */
export type DeliveredLog = 'APPLICATION_LOGS' | 'USAGE_LOGS' | 'TRACES';

/** Logs of one type of a resource, made ready to be delivered. */
export interface PlannedDeliverySource extends Planned<'delivery-source'> {
  /** Up to 60 characters of `[\w-]`. */
  readonly name: string;
  readonly logType: DeliveredLog;
  /** ARN of what the logs are of. */
  readonly resourceArn: string;
  readonly tags: PlanTags;
}

/** Where logs are delivered to: a log group, or X-Ray, which keeps traces where transaction search has them kept. */
export interface PlannedDeliveryDestination extends Planned<'delivery-destination'> {
  /** Up to 60 characters of `[\w-]`. */
  readonly name: string;
  /** ARN of the log group; absent for X-Ray. */
  readonly groupArn?: string;
  readonly tags: PlanTags;
}

/** A source joined to a destination. Both are named, and made before. */
export interface PlannedDelivery extends Planned<'delivery'> {
  readonly source: string;
  /** ARN of the destination, composed from its name. */
  readonly destinationArn: string;
  readonly tags: PlanTags;
}

/** An IAM OIDC provider. */
export interface PlannedOidcProvider extends Planned<'oidc-provider'> {
  /** `https://…`, may be an input. */
  readonly url: string;
  /** Client ids, 1 to 100 of up to 255 characters. */
  readonly audiences: readonly string[];
  readonly tags: PlanTags;
}

/** An EKS Pod Identity association. */
export interface PlannedPodIdentityAssociation extends Planned<'pod-identity-association'> {
  /** The cluster's name, literal or derived from its ARN. */
  readonly cluster: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** ARN of the role. */
  readonly roleArn: string;
  /** Id of the role in this plan, so that the engine orders the two; absent for an adopted role. */
  readonly role?: string;
  /** ARN of the role that EKS goes on to; absent where the pods have the first role. */
  readonly targetRoleArn?: string;
  /** What sessions are narrowed to, at most 2,048 characters. EKS takes it only without session tags. */
  readonly policy?: PlanDocument;
  /** Whether sessions go without the tags of cluster, namespace, service account and pod; absent where they have them. */
  readonly disableSessionTags?: true;
  readonly tags: PlanTags;
}

/** A trust anchor of IAM Roles Anywhere: whose certificates it takes. */
export interface PlannedTrustAnchor extends Planned<'trust-anchor'> {
  /** 1 to 255 letters, digits, spaces, hyphens and underscores. */
  readonly name: string;
  /** Certificates of authorities in PEM, or the ARN of an authority of AWS Private CA. */
  readonly source: { readonly certificates: string } | { readonly privateCa: string };
  readonly enabled: true;
  readonly tags: PlanTags;
  /** The hole that its ARN fills, once the engine knows it. */
  readonly fills: string;
}

/** A certificate revocation list that is imported for a trust anchor. */
export interface PlannedRevocationList extends Planned<'certificate-revocation-list'> {
  /** 1 to 255 letters, digits, spaces, hyphens and underscores. */
  readonly name: string;
  /** ARN of the trust anchor. */
  readonly anchorArn: string;
  /** In PEM. */
  readonly list: string;
  readonly enabled: true;
  readonly tags: PlanTags;
}

/** Which attributes of a certificate become tags of the session. */
export interface PlannedAttributeMapping {
  readonly field: 'x509Issuer' | 'x509SAN' | 'x509Subject';
  /** Parts of the field; `*` is all of them. */
  readonly specifiers: readonly string[];
}

/** A profile of IAM Roles Anywhere: which roles its sessions may have, for how long, and with which tags. */
export interface PlannedRolesAnywhereProfile extends Planned<'roles-anywhere-profile'> {
  /** 1 to 255 letters, digits, spaces, hyphens and underscores. */
  readonly name: string;
  /** ARN of the role. */
  readonly roleArn: string;
  /** Id of the role in this plan, so that the engine orders the two; absent for an adopted role. */
  readonly role?: string;
  /** 900 to 43,200. */
  readonly durationSeconds: number;
  readonly mappings: readonly PlannedAttributeMapping[];
  readonly enabled: true;
  readonly tags: PlanTags;
}

/** A statement in a function's resource policy that lets another account's identities invoke it. */
export interface PlannedFunctionPermission extends Planned<'function-permission'> {
  /** ARN of the function. */
  readonly functionArn: string;
  readonly action: 'lambda:InvokeFunction';
  /** The caller's account id. Lambda accepts no condition on the caller's role here, and a role ARN only once the role exists. */
  readonly principal: string;
}

/** The resource policy of a queue. */
export interface PlannedQueuePolicy extends Planned<'queue-policy'> {
  readonly queueUrl: string;
  readonly document: PlanDocument;
}

/** The resource policy of an AgentCore runtime or gateway. */
export interface PlannedAgentCorePolicy extends Planned<'agentcore-policy'> {
  readonly resourceArn: string;
  readonly document: PlanDocument;
}

/** Every kind of planned resource. Emitters and readers are mapped types over it, so one without the other does not compile. */
export interface PlannedKinds {
  role: PlannedRole;
  boundary: PlannedBoundary;
  'role-policy': PlannedRolePolicy;
  'log-group': PlannedLogGroup;
  'delivery-source': PlannedDeliverySource;
  'delivery-destination': PlannedDeliveryDestination;
  delivery: PlannedDelivery;
  'oidc-provider': PlannedOidcProvider;
  'pod-identity-association': PlannedPodIdentityAssociation;
  'trust-anchor': PlannedTrustAnchor;
  'certificate-revocation-list': PlannedRevocationList;
  'roles-anywhere-profile': PlannedRolesAnywhereProfile;
  'function-permission': PlannedFunctionPermission;
  'queue-policy': PlannedQueuePolicy;
  'agentcore-policy': PlannedAgentCorePolicy;
  'state-machine': PlannedStateMachine;
  'event-rule': PlannedEventRule;
  topic: PlannedTopic;
  alarm: PlannedAlarm;
  'schedule-group': PlannedScheduleGroup;
  schedule: PlannedSchedule;
}

export type PlannedKind = keyof PlannedKinds;
export type PlannedResource = PlannedKinds[PlannedKind];

/** How a component is reached by those that call it. */
export type EntryKind = 'function' | 'runtime' | 'gateway' | 'queue' | 'role';

/** A declared call, and where its two halves stand. */
export interface PlannedCall {
  readonly from: string;
  readonly to: string;
  readonly by: EntryKind;
  /** What the caller is allowed to reach: ARN or ARN pattern. */
  readonly target: string;
  readonly crossAccount: boolean;
  /** Whether IAM refuses a call without source identity and session tags; on invocations only the application carries them. */
  readonly chain: 'enforced' | 'by the application, unenforced';
}

/** Where a component's log stands and who writes it. */
export type PlannedLog =
  | {
      /** The group's name; a pattern with `*` where the service generates a part of it. */
      readonly group: string;
      /** The one component whose role writes it: itself, or its host where the host's agent ships the log. */
      readonly writer: string;
      readonly retentionDays: number;
      /** `declared`: the plan makes the group. `bind`: its name is known once the workload exists. */
      readonly made: 'declared' | 'bind';
    }
  | { readonly none: string };

/** A way to become a component, in words and as exact values, for cards and reviews. */
export interface PlannedTrust {
  readonly kind: string;
  /** Who can become the component, one line. */
  readonly who: string;
  /** The exact subject that the issuer or service must present, where it has one. */
  readonly subject?: readonly string[];
  readonly issuer?: string;
  readonly audience?: readonly string[];
  /** ARNs of the exact roles outside of the agent that become the component by assuming its role. */
  readonly roles?: readonly string[];
}

/**
 * What can be emitted only once the workload exists, because the service generates its id: emitted in the workload's stack, by `bind`, so that
 * role and workload do not wait for each other.
 */
export interface PlannedBinding {
  /** The values it needs, with their shapes. Their holes are named `<component>-<value>`. */
  readonly needs: Readonly<Record<string, ShapeName>>;
  readonly resources: readonly PlannedResource[];
}

/** A row of the enforcement matrix: a condition that was declared for a component, and everything that refuses what does not meet it. */
export interface PlannedCondition {
  /** The member of `access` that declares it. */
  readonly condition: ConditionName;
  /** In one line. */
  readonly declared: string;
  /** Whether the component declares it, or its agent does for all of them. */
  readonly on: 'agent' | 'component';
  /** Never empty: what nothing enforces is an error of planning. */
  readonly by: readonly EnforcedBy[];
}

/** What bounds the length of a component's sessions: the role, and each way to become it. */
export interface PlannedSessionBound {
  /** `role`, or the kind of the trust. */
  readonly way: string;
  /** One line: who decides, and whether the role's maximum counts. */
  readonly by: string;
  /** Seconds, where there is a documented length or limit. */
  readonly longestSeconds?: number;
}

export interface PlannedComponent {
  readonly name: string;
  /** The component whose task role this is: it alone can assume it. Absent for a component that was declared itself. */
  readonly taskOf?: string;
  readonly kind: 'orchestrator' | 'reasoning-engine' | 'tool' | 'environment';
  readonly purpose?: string;
  readonly account?: string;
  /** Name of the role. */
  readonly roleName: string;
  /** ARN of the role, composed from names. */
  readonly roleArn: string;
  readonly adopted: boolean;
  readonly trust: readonly PlannedTrust[];
  readonly calls: readonly string[];
  readonly hosts: readonly string[];
  readonly log: PlannedLog;
  readonly maxSessionSeconds: number;
  /** What bounds its sessions, the role's maximum first. */
  readonly sessions: readonly PlannedSessionBound[];
  /** What `bind` adds for this component; absent where everything is known from the declaration. */
  readonly binding?: PlannedBinding;
  /** Conditions of access, each with where it is enforced. */
  readonly conditions: readonly PlannedCondition[];
  /** Everything that the component may be granted: its own permissions and what `bind` may add. */
  readonly permissions: PlanDocument;
  /** Tokens that it may get for systems outside of AWS; absent where it may get none. */
  readonly outbound?: readonly OutboundToken[];
  /** Reasons given for wildcards and other waivers, in the words of the declaration. */
  readonly waivers: readonly { readonly what: string; readonly because: string }[];
}

/** Which deployment of the agent this is. All values are literal. */
export interface Deployment {
  /** Such as `dev` or `prod`; part of every name. Lower-case letters, digits and hyphens. */
  readonly stage?: string;
  /** Part of every name, because roles are global to an account. */
  readonly region?: string;
  /** 12 digits. Required where a component lives in another account. */
  readonly account?: string;
  readonly partition?: string;
}

export interface IdentityPlan {
  readonly version: typeof PLAN_VERSION;
  readonly agent: {
    readonly name: string;
    readonly owner: string;
    readonly purpose?: string;
    readonly deployment: Deployment;
  };
  /** The inputs that the engine supplies, with their shapes. */
  readonly inputs: Readonly<Record<string, ShapeName>>;
  readonly components: readonly PlannedComponent[];
  readonly calls: readonly PlannedCall[];
  readonly resources: readonly PlannedResource[];
  /** Findings that do not stand in the way, for the reader of the plan. */
  readonly warnings: readonly Finding[];
}

/** A plan, or every finding that stands in its way at once. */
export type Planning = { readonly ok: true; readonly plan: IdentityPlan } | { readonly ok: false; readonly findings: readonly Finding[] };

/** What a trust kind is: everything the house needs to know about one way to become a component. One kind, one file. */
import type { FindingList } from '../../finding/finding-list';
import type { ConditionsJson, StatementJson } from '../../policy/policy-json';
import type { ShapeName } from '../../policy/shapes';
import type { Form } from '../form';
import type { Late } from '../late';
import type { Capability, Permission } from '../permission';

/**
 * Where the source identity of a session comes from: an earlier hop, together with the session tags of the chain (`inherited`); the token or certificate by which the
 * session was made, together with these tags (`issued`); or nowhere, so that the next call sets it (`set`).
 */
export type SourceIdentity =
  | { readonly from: 'inherited' }
  | { readonly from: 'issued'; readonly tags: readonly string[] }
  | { readonly from: 'set' };

/** A component that declares a call to this one by assuming its role. */
export interface Caller {
  readonly name: string;
  readonly roleArn: string;
  /** Text of the account that the caller lives in. */
  readonly account: string;
  /** Where the source identities of its sessions come from, one for each different way to become it. */
  readonly sourceIdentity: readonly [SourceIdentity, ...SourceIdentity[]];
  /** Session tags that its sessions have, where another component made them. */
  readonly sessionTags: readonly string[];
  /** Session tags that its sessions hand on by themselves. */
  readonly transitiveTags: readonly string[];
}

/** What planning knows when it asks a trust kind. */
export interface TrustContext {
  readonly agent: string;
  readonly component: string;
  /** Name of the log group that the component would have if the platform does not impose one. */
  readonly logGroup: string;
  readonly callers: readonly Caller[];
  /** Session tags that every assumption must carry. */
  readonly sessionTags: readonly string[];
}

/** Where the component's log stands and whose role writes it. */
export type LogPlacement =
  | { readonly writer: 'self'; readonly group: string }
  /** The platform's agent writes it under the role of the environment that hosts the component. */
  | { readonly writer: 'host'; readonly group: string; readonly hostTrust: string }
  /** The service generates a part of the name: `pattern` bounds it, `group` is exact once `needs` are known. */
  | { readonly writer: 'self'; readonly pattern: string; readonly group: string; readonly needs: Readonly<Record<string, ShapeName>> }
  | { readonly none: string };

/** An OIDC provider that a trust policy names. */
export interface ProviderNeed {
  readonly url: string;
  readonly audiences: readonly string[];
  readonly create: boolean;
  /** The audiences that the existing provider registers, where the declaration says so. */
  readonly registered?: readonly string[];
}

/** What a trust anchor takes for the truth: certificates of authorities in PEM, or an authority of AWS Private CA. */
export type AnchorSource = { readonly certificates: string } | { readonly privateCa: string };

/** A trust anchor of IAM Roles Anywhere that the plan makes; `arn` is the late value that stands for it. */
export interface AnchorNeed {
  readonly source: AnchorSource;
  readonly arn: Late<'trust-anchor-arn'>;
  /** A certificate revocation list in PEM. */
  readonly revocations?: string;
}

/** A profile of IAM Roles Anywhere that the plan makes for the role. */
export interface ProfileNeed {
  readonly durationSeconds: number;
}

/** An EKS Pod Identity association that binds the role to its workload. */
export interface AssociationNeed {
  readonly cluster: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** ARN of the role that the pods go on to. */
  readonly targetRoleArn?: string;
  /** What sessions are narrowed to, besides the component's calls and its own log. Then sessions go without tags. */
  readonly sessionPolicy?: readonly (Permission | Capability)[];
}

/** In words and exact values: who can become the component this way. */
export interface TrustSummary {
  readonly who: string;
  readonly issuer?: string;
  readonly subject?: readonly string[];
  readonly audience?: readonly string[];
  /** ARNs of the exact roles outside of the agent that become the component by assuming its role. */
  readonly roles?: readonly string[];
}

/** How callers reach a component of this kind when the declaration does not say. */
export interface EntryPoint {
  readonly by: 'function' | 'gateway' | 'runtime' | 'role';
  readonly target: string;
}

/** What bounds the sessions of one way to become a component. */
export interface SessionBound {
  /** One line: who decides on their length, and whether the role's maximum counts. */
  readonly by: string;
  /** Seconds, where AWS documents a length or a limit. */
  readonly longestSeconds?: number;
}

/** A service that makes sessions of its own length: the role's maximum does not limit what AWS services assume. */
export const ofService = (by: string, longestSeconds?: number): SessionBound => ({
  by: `${by}; the role\u2019s maximum does not limit it`,
  ...(longestSeconds === undefined ? {} : { longestSeconds }),
});

/** Where requests with the component's credentials come from. */
export interface WorkloadNetwork {
  /** `vpc`: a VPC of the owner's; `outside`: a network outside of AWS. */
  readonly stands: 'vpc' | 'outside';
  /** What only requests of the workload's own code meet, where the platform makes others with the same credentials. */
  readonly ownRequests?: ConditionsJson;
}

type KeyOf<Union> = Union extends unknown ? keyof Union : never;

export interface TrustKind<Trust extends { readonly kind: string }> {
  readonly kind: Trust['kind'];
  /** The form of each option, for callers without the compiler. */
  readonly fields: { readonly [Field in Exclude<KeyOf<Trust>, 'kind'>]: Form<unknown> };
  /** Tells what is wrong with the values given, whose forms have been read: one may still be missing. */
  readonly check: (trust: Trust, findings: FindingList) => void;
  /** The statements of the trust policy. */
  readonly statements: (trust: Trust, context: TrustContext) => readonly StatementJson[];
  readonly summary: (trust: Trust, context: TrustContext) => TrustSummary;
  readonly log: (trust: Trust, context: TrustContext) => LogPlacement;
  /** Whether sessions come with the source identity of an earlier hop: only those assumed by another component do. */
  readonly carriesSourceIdentity: boolean;
  /** The session tags that the token or certificate sets, where it sets a source identity too. */
  readonly issuedTags?: (trust: Trust) => readonly string[] | undefined;
  /** Session tags that the platform sets and hands on by itself. */
  readonly transitiveTags: readonly string[];
  readonly entry?: (trust: Trust) => EntryPoint;
  /** The workload in words and by its exact name, where the platform gives it one role only. */
  readonly workload?: (trust: Trust) => string;
  /** Undefined where IAM knows the issuer without a provider. */
  readonly provider?: (trust: Trust) => ProviderNeed | undefined;
  readonly association?: (trust: Trust) => AssociationNeed | undefined;
  /** By option, what AWS takes only from the role's own account. */
  readonly ownArns?: (trust: Trust) => Readonly<Record<string, string>>;
  readonly anchor?: (trust: Trust) => AnchorNeed | undefined;
  readonly profile?: (trust: Trust) => ProfileNeed | undefined;
  /** What the platform does with the role itself, before the workload has it. */
  readonly platform?: (trust: Trust) => readonly StatementJson[];
  /** Undefined where requests come from AWS's own network, or from who knows where: no condition on networks could be met. */
  readonly network?: (trust: Trust) => WorkloadNetwork | undefined;
  /** Session tags that whoever becomes the component this way must have, and that only the issuer of its token can have set. */
  readonly boundTags?: (trust: Trust) => readonly string[];
  /** Who attests the workload before it gets its identity, where somebody does. */
  readonly attestedBy?: 'SPIRE';
  /** Whether the workload's machine can have what runs on it attested: as a Nitro enclave, or by NitroTPM. */
  readonly attests?: true;
  /** Whether the credentials come from the instance metadata service. */
  readonly fromInstanceMetadata?: true;
  /** Denials that keep the credentials with the workload they were issued to. */
  readonly confinement?: (trust: Trust) => readonly StatementJson[];
  /** Reasons given in the declaration for what is wider than it need be. */
  readonly waivers?: (trust: Trust) => readonly { readonly what: string; readonly because: string }[];
  /** What bounds sessions made this way, where it is something else than what the caller asks for within the role's maximum. */
  readonly session?: (trust: Trust) => SessionBound;
  /** The longest session that makes sense, in minutes, where AWS caps it below the role's maximum. */
  readonly sessionCapMinutes?: number;
}

/** Checks the shape of a trust kind, so that a missing part does not compile. */
export const defineTrust = <Trust extends { readonly kind: string }>(kind: TrustKind<Trust>): TrustKind<Trust> => kind;

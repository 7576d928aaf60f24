/** What was seen of one resource each: in the plan's own kinds, with its place. The graph and the model are both made of these. */
import type { Place } from '../finding/finding';
import type { Models } from '../plan/model';
import type { PlannedKind } from '../plan/plan';
import type {
  GraphBinding,
  GraphDocument,
  GraphParameter,
  GraphPolicy,
  GraphResource,
  GraphResourcePolicy,
  GraphStack,
  Unread,
  When,
} from './identity-graph';

export interface Seen<Kind extends PlannedKind> {
  readonly model: Models[Kind];
  readonly place: Place;
}

/** Something seen, and under which of the template's conditions. */
export type Conditional<Seen> = Seen & { readonly when: When };

export interface SeenRole extends Seen<'role'> {
  readonly account: string;
  readonly arn: string;
  readonly trust: GraphDocument;
  readonly policies: readonly GraphPolicy[];
  readonly managedPolicyArns: readonly string[];
  /** Seconds, or the text of a hole. */
  readonly maxSession: number | string;
}

/** A managed policy; it serves as boundary where a role names it so. */
export interface SeenManagedPolicy extends Seen<'boundary'> {
  readonly arn: string;
  readonly document: GraphDocument;
}

export interface SeenRolePolicy extends Seen<'role-policy'> {
  /** Account that the role is in: its name says nothing in another. */
  readonly account: string;
  readonly document: GraphDocument;
}

export interface SeenLogGroup extends Seen<'log-group'> {
  /** Without the `:*` that stands for its streams. */
  readonly arn: string;
  readonly retention: number | string | undefined;
  readonly retained: boolean;
  readonly deletionProtection: boolean;
}

/** A resource policy, with the ARN of the resource it stands on. */
export interface SeenResourcePolicy<Kind extends PlannedKind> extends Seen<Kind> {
  readonly resourceArn: string;
  readonly document: GraphDocument;
}

/** A managed policy put on a role. */
export interface Attachment {
  /** Account that the role is in. */
  readonly account: string;
  readonly roleName: string;
  readonly policyArn: string;
  readonly place: Place;
}

/** What is seen of a resource of each kind. */
export interface SeenKinds {
  role: SeenRole;
  boundary: SeenManagedPolicy;
  'role-policy': SeenRolePolicy;
  'log-group': SeenLogGroup;
  'delivery-source': Seen<'delivery-source'>;
  'delivery-destination': Seen<'delivery-destination'>;
  delivery: Seen<'delivery'>;
  'oidc-provider': Seen<'oidc-provider'>;
  'pod-identity-association': Seen<'pod-identity-association'>;
  'trust-anchor': Seen<'trust-anchor'>;
  'certificate-revocation-list': Seen<'certificate-revocation-list'>;
  'roles-anywhere-profile': Seen<'roles-anywhere-profile'>;
  'function-permission': SeenResourcePolicy<'function-permission'>;
  'queue-policy': SeenResourcePolicy<'queue-policy'>;
  'agentcore-policy': SeenResourcePolicy<'agentcore-policy'>;
  'state-machine': Seen<'state-machine'>;
  'event-rule': Seen<'event-rule'>;
  topic: Seen<'topic'>;
  alarm: Seen<'alarm'>;
  'schedule-group': Seen<'schedule-group'>;
  schedule: Seen<'schedule'>;
}

/** A user or a group, with the policies that it holds itself. */
export interface SeenPrincipal {
  readonly kind: 'user' | 'group';
  readonly name: string;
  readonly account: string;
  readonly arn: string;
  readonly policies: readonly GraphPolicy[];
  readonly managedPolicyArns: readonly string[];
  readonly boundary: string | undefined;
  /** Names of the groups that a user is in. */
  readonly groups: readonly string[];
  readonly place: Place;
}

/** A policy put on a user or a group: its document, or the ARN of a managed one. */
export interface SeenGrant {
  /** `policy`: an inline policy that names nobody to be put on, and so stands by itself. */
  readonly to: 'user' | 'group' | 'policy';
  /** Name of the user or group; of a policy by itself its own. */
  readonly holder: string;
  readonly account: string;
  readonly policy?: GraphPolicy;
  readonly managedPolicyArn?: string;
  readonly place: Place;
}

/** A user put into a group. */
export interface SeenMembership {
  readonly user: string;
  readonly group: string;
  readonly account: string;
}

/** Resources by CloudFormation type, read when asked for. */
export interface ResourceSource {
  /** How many resources the template declares, of whatever type. */
  readonly count: number;
  readonly types: readonly string[];
  readonly of: (type: string) => readonly GraphResource[];
  readonly parameters: readonly GraphParameter[];
  readonly stack?: GraphStack;
}

export type SeenBinding = Omit<GraphBinding, 'when'>;
export type SeenOtherPolicy = Omit<GraphResourcePolicy, 'when'>;

/** Everything seen in a template. */
export interface Sightings {
  readonly kinds: { readonly [Kind in PlannedKind]: readonly Conditional<SeenKinds[Kind]>[] };
  readonly attachments: readonly Conditional<Attachment>[];
  readonly bindings: readonly GraphBinding[];
  readonly resourcePolicies: readonly GraphResourcePolicy[];
  readonly principals: readonly Conditional<SeenPrincipal>[];
  readonly grants: readonly Conditional<SeenGrant>[];
  readonly memberships: readonly Conditional<SeenMembership>[];
  readonly sources: readonly ResourceSource[];
  readonly unread: readonly Unread[];
}

/** How something is read from an engine's resources: from those of which types, and what is seen of each. */
export interface ResourceReader<Seen, Resource> {
  readonly types: readonly string[];
  readonly read: (resource: Resource) => readonly Seen[];
}

/** One reader for every kind of the plan: a kind without one does not compile. */
export type KindReaders<Resource> = { readonly [Kind in PlannedKind]: ResourceReader<SeenKinds[Kind], Resource> };

/** Readers of what the plan has no kind for. */
export interface ExtraReaders<Resource> {
  readonly attachments: readonly ResourceReader<Attachment, Resource>[];
  readonly bindings: readonly ResourceReader<SeenBinding, Resource>[];
  readonly resourcePolicies: readonly ResourceReader<SeenOtherPolicy, Resource>[];
  readonly principals: readonly ResourceReader<SeenPrincipal, Resource>[];
  readonly grants: readonly ResourceReader<SeenGrant, Resource>[];
  readonly memberships: readonly ResourceReader<SeenMembership, Resource>[];
}

/** Reads all of an engine's resources with one reader. */
export type See<Resource> = <Seen extends object>(reader: ResourceReader<Seen, Resource>) => readonly Conditional<Seen>[];

/** Everything that the readers see. */
export function seeAll<Resource>(
  kinds: KindReaders<Resource>,
  extra: ExtraReaders<Resource>,
  see: See<Resource>,
): Omit<Sightings, 'unread' | 'sources'> {
  return {
    kinds: {
      role: see(kinds.role),
      boundary: see(kinds.boundary),
      'role-policy': see(kinds['role-policy']),
      'log-group': see(kinds['log-group']),
      'delivery-source': see(kinds['delivery-source']),
      'delivery-destination': see(kinds['delivery-destination']),
      delivery: see(kinds.delivery),
      'oidc-provider': see(kinds['oidc-provider']),
      'pod-identity-association': see(kinds['pod-identity-association']),
      'trust-anchor': see(kinds['trust-anchor']),
      'certificate-revocation-list': see(kinds['certificate-revocation-list']),
      'roles-anywhere-profile': see(kinds['roles-anywhere-profile']),
      'function-permission': see(kinds['function-permission']),
      'queue-policy': see(kinds['queue-policy']),
      'agentcore-policy': see(kinds['agentcore-policy']),
      'state-machine': see(kinds['state-machine']),
      'event-rule': see(kinds['event-rule']),
      topic: see(kinds.topic),
      alarm: see(kinds.alarm),
      'schedule-group': see(kinds['schedule-group']),
      schedule: see(kinds.schedule),
    },
    attachments: extra.attachments.flatMap(see),
    bindings: extra.bindings.flatMap(see),
    resourcePolicies: extra.resourcePolicies.flatMap(see),
    principals: extra.principals.flatMap(see),
    grants: extra.grants.flatMap(see),
    memberships: extra.memberships.flatMap(see),
  };
}

/** Sightings of several templates that are read together, and what else could not be read. */
export function joinSightings(all: readonly Sightings[], unread: readonly Unread[]): Sightings {
  const joined = <Seen>(of: (kinds: Sightings['kinds']) => readonly Seen[]): readonly Seen[] => all.flatMap(({ kinds }) => of(kinds));
  return {
    kinds: {
      role: joined((kinds) => kinds.role),
      boundary: joined((kinds) => kinds.boundary),
      'role-policy': joined((kinds) => kinds['role-policy']),
      'log-group': joined((kinds) => kinds['log-group']),
      'delivery-source': joined((kinds) => kinds['delivery-source']),
      'delivery-destination': joined((kinds) => kinds['delivery-destination']),
      delivery: joined((kinds) => kinds.delivery),
      'oidc-provider': joined((kinds) => kinds['oidc-provider']),
      'pod-identity-association': joined((kinds) => kinds['pod-identity-association']),
      'trust-anchor': joined((kinds) => kinds['trust-anchor']),
      'certificate-revocation-list': joined((kinds) => kinds['certificate-revocation-list']),
      'roles-anywhere-profile': joined((kinds) => kinds['roles-anywhere-profile']),
      'function-permission': joined((kinds) => kinds['function-permission']),
      'queue-policy': joined((kinds) => kinds['queue-policy']),
      'agentcore-policy': joined((kinds) => kinds['agentcore-policy']),
      'state-machine': joined((kinds) => kinds['state-machine']),
      'event-rule': joined((kinds) => kinds['event-rule']),
      topic: joined((kinds) => kinds.topic),
      alarm: joined((kinds) => kinds.alarm),
      'schedule-group': joined((kinds) => kinds['schedule-group']),
      schedule: joined((kinds) => kinds.schedule),
    },
    attachments: all.flatMap(({ attachments }) => attachments),
    bindings: all.flatMap(({ bindings }) => bindings),
    resourcePolicies: all.flatMap(({ resourcePolicies }) => resourcePolicies),
    principals: all.flatMap(({ principals }) => principals),
    grants: all.flatMap(({ grants }) => grants),
    memberships: all.flatMap(({ memberships }) => memberships),
    sources: all.flatMap(({ sources }) => sources),
    unread: [...all.flatMap((one) => one.unread), ...unread],
  };
}

/**
 * The identity model: what a template really holds, in the plan's own kinds but without what only the plan knows.
 *
 * `readers(emit(plan, inputs))` and `bind(plan, inputs)` must give the same model, on both engines.
 */
import type { PlanDocument, PlannedEventRule, PlannedKind, PlannedKinds, PlannedPolicy, PlanTags } from './plan';

type Bare<Kind extends PlannedKind> = Omit<PlannedKinds[Kind], 'id' | 'component' | 'account'>;

export interface Models {
  role: {
    readonly kind: 'role';
    readonly name: string;
    readonly description: string;
    readonly trust: PlanDocument;
    /** Sorted by name; policies of separate resources attached to the role are folded in. */
    readonly policies: readonly PlannedPolicy[];
    /** ARN of the boundary; undefined where the role has none. */
    readonly boundary: string | undefined;
    readonly maxSessionSeconds: number;
    readonly tags: PlanTags;
  };
  boundary: Bare<'boundary'>;
  'role-policy': Omit<Bare<'role-policy'>, 'rewritten' | 'after'>;
  /** A template may hold any data protection policy, or what is none. */
  'log-group': Omit<Bare<'log-group'>, 'dataProtection'> & { readonly dataProtection?: unknown };
  'delivery-source': Omit<Bare<'delivery-source'>, 'logType'> & { readonly logType: string };
  'delivery-destination': Bare<'delivery-destination'>;
  delivery: Bare<'delivery'>;
  'oidc-provider': Bare<'oidc-provider'>;
  'pod-identity-association': Omit<Bare<'pod-identity-association'>, 'role'>;
  'trust-anchor': Omit<Bare<'trust-anchor'>, 'enabled' | 'fills'> & { readonly enabled: boolean };
  'certificate-revocation-list': Omit<Bare<'certificate-revocation-list'>, 'enabled'> & { readonly enabled: boolean };
  'roles-anywhere-profile': Omit<Bare<'roles-anywhere-profile'>, 'role' | 'roleArn' | 'enabled' | 'mappings' | 'durationSeconds'> & {
    readonly roleArns: readonly string[];
    readonly enabled: boolean;
    readonly mappings: readonly { readonly field: string; readonly specifiers: readonly string[] }[];
    /** Seconds, or the text of a hole; absent where the template does not say. */
    readonly durationSeconds?: number | string;
  };
  'function-permission': Bare<'function-permission'>;
  'queue-policy': Bare<'queue-policy'>;
  'agentcore-policy': Bare<'agentcore-policy'>;
  'state-machine': Omit<Bare<'state-machine'>, 'role'>;
  'event-rule': Omit<Bare<'event-rule'>, 'after' | 'target'> & {
    /** Everything that events go to; a plan has one. */
    readonly targets: readonly PlannedEventRule['target'][];
  };
  topic: Bare<'topic'>;
  alarm: Bare<'alarm'>;
  'schedule-group': Bare<'schedule-group'>;
  schedule: Omit<Bare<'schedule'>, 'after'>;
}

export type Model<Kind extends PlannedKind = PlannedKind> = Models[Kind];

/** A model is a set: no two entries alike, in one order. */
export type IdentityModel = readonly Model[];

/**
 * What a component can do, and what it must never do.
 *
 * `allow(…actions).on(…resources).when({…})` and `deny(…actions).on(…resources).unless({…})` give plain data.
 */
import type { Conditions } from './condition/conditions';
import type { Exact } from './exact';

/** A wildcard with the reason for it, which the review shows. */
export interface Reasoned {
  /** The pattern, such as `*` or `s3:Get*`. */
  readonly pattern: string;
  readonly because: string;
}

/** A permission: these actions on these resources, when these conditions hold. */
export interface Permission {
  readonly effect: 'allow';
  readonly actions: readonly (string | Reasoned)[];
  readonly resources: readonly (string | Reasoned)[];
  readonly conditions?: Conditions;
  /** What it serves, for statement ids: letters and digits. */
  readonly label?: string;
}

/** A prohibition: these actions on these resources are denied, whatever else allows them. */
export interface Denial {
  readonly effect: 'deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Denied when all of these hold. */
  readonly deniedWhen?: Conditions;
  /** Denied unless all of these hold; a missing key is denied. */
  readonly deniedUnless?: Conditions;
  readonly label?: string;
}

/** Several permissions that belong together, made by a capability factory. */
export interface Capability {
  readonly effect: 'capability';
  /** The factory's name, such as `invokeModel`. */
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** The AWS page that says which actions and resources it takes. */
  readonly source: string;
  /** What is wrong with the options it was made from; planning tells it. */
  readonly faults?: readonly CapabilityFault[];
  /** Reasons given for what is wider than it need be. */
  readonly waivers?: readonly { readonly what: string; readonly because: string }[];
  /** Regions that requests of this capability are processed in, where that is more than the component's own. */
  readonly regions?: readonly string[];
  /** Actions that come with the capability's service and that the component is denied: they would go around what the capability asks for. */
  readonly closes?: readonly string[];
  /** Tokens for systems outside of AWS that it gives; the other side's configuration is made of it. */
  readonly outbound?: OutboundToken;
}

/** Tokens that say to systems outside of AWS who the component is. */
export interface OutboundToken {
  /** Whom tokens may be for, sorted. */
  readonly audiences: readonly string[];
  readonly maxSeconds: number;
  readonly algorithm: 'RS256' | 'ES384';
  /** Keys of the tags that tokens may carry, sorted; absent where they carry none. */
  readonly tagKeys?: readonly string[];
}

/** A fault in the options of a capability. */
export interface CapabilityFault {
  readonly what: string;
  readonly fix: string;
}

/** A permission that can still be narrowed. */
export type ConditionalPermission = Permission & {
  /** Narrows the permission to requests where all these conditions hold. A request without the key is not allowed. */
  readonly when: (conditions: Conditions) => Permission;
};

/** A denial that can still be narrowed. */
export type ConditionalDenial = Denial & {
  /** Denies only when all these conditions hold. */
  readonly when: (conditions: Conditions) => Denial;
  /** Denies unless all these conditions hold; a request without the key is denied. */
  readonly unless: (conditions: Conditions) => Denial;
};

type ExactActions<Actions extends readonly unknown[]> = {
  readonly [Index in keyof Actions]: Actions[Index] extends string ? Exact<Actions[Index]> : Actions[Index];
};

/** What the compiler shows where every resource is named without a reason. */
export interface ReasonRequired {
  readonly 'every resource needs a reason: write everyResource(…)': never;
}

type NotEverything<Resources extends readonly unknown[]> = {
  readonly [Index in keyof Resources]: Resources[Index] extends '*' ? ReasonRequired : Resources[Index];
};

/** Hides a method from JSON, spreading and comparison, so that what is declared stays data. */
const withMethods = <Data extends object, Methods extends Record<string, unknown>>(data: Data, methods: Methods): Data & Methods => {
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(data, name, { value, enumerable: false });
  return data as Data & Methods;
};

/**
 * Allows actions: `service:Name`, exact. A pattern needs `everyAction(pattern, reason)`.
 *
 * The permission is complete with `.on(…resources)`.
 */
export const allow = <const Actions extends readonly [string | Reasoned, ...(string | Reasoned)[]]>(
  ...actions: ExactActions<Actions> & Actions
) => ({
  /**
   * Names the resources: exact ARNs, or patterns below a named resource such as text`${bucket}/public/*`. A resource that is all
   * wildcard needs `everyResource(reason)`.
   */
  on: <const Resources extends readonly [string | Reasoned, ...(string | Reasoned)[]]>(
    ...resources: NotEverything<Resources> & Resources
  ): ConditionalPermission => {
    const permission: Permission = { effect: 'allow', actions: [...actions], resources: [...resources] };
    return withMethods({ ...permission }, { when: (conditions: Conditions): Permission => ({ ...permission, conditions }) });
  },
});

/** Denies actions, patterns included, on every resource; `.on(…)` narrows the resources. */
export const deny = (
  ...actions: readonly [string, ...string[]]
): ConditionalDenial & { readonly on: (...resources: readonly [string, ...string[]]) => ConditionalDenial } => {
  const on = (...resources: readonly [string, ...string[]]): ConditionalDenial => narrowable({ effect: 'deny', actions, resources });
  return withMethods(narrowable({ effect: 'deny', actions, resources: ['*'] }), { on });
};

const narrowable = (denial: Denial): ConditionalDenial =>
  withMethods(
    { ...denial },
    {
      when: (deniedWhen: Conditions): Denial => ({ ...denial, deniedWhen }),
      unless: (deniedUnless: Conditions): Denial => ({ ...denial, deniedUnless }),
    },
  );

/** Every resource, with the reason why no narrower one will do; the reason stands in the review. */
export const everyResource = (because: string): Reasoned => ({ pattern: '*', because });

/** A pattern of resources that names no single one, such as every table of a region, with the reason; the reason stands in the review. */
export const resourcesLike = (pattern: string, because: string): Reasoned => ({ pattern, because });

/** A pattern of actions such as `s3:Get*`, with the reason why they are not named one by one; the reason stands in the review. */
export const everyAction = (pattern: string, because: string): Reasoned => ({ pattern, because });

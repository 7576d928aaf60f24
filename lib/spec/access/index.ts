/** The vocabulary of conditional access. One condition is one file, one line in `ComponentAccess` and one in `ACCESS_CONDITIONS`. */
import { type AttestedKeys, attestedKeysCondition } from './attested-keys';
import { type CallersFrom, callersFromCondition } from './callers-from';
import { type Claims, claimsCondition } from './claims';
import type { AccessCondition } from './define-condition';
import { type Mcp, mcpCondition } from './mcp';
import { type Networks, networksCondition } from './networks';
import { type Organization, organizationCondition } from './organization';
import { type RecurringWindow, recurringWindowCondition } from './recurring-window';
import { type Regions, regionsCondition } from './regions';
import { type RoleDelivery, roleDeliveryCondition } from './role-delivery';
import { type Selectors, selectorsCondition } from './selectors';
import { type SourceIdentityRule, sourceIdentityCondition } from './source-identity';
import { type AbsoluteWindow, windowCondition } from './window';

export type { AttestedKeys, Measurement } from './attested-keys';
export type { CallersFrom } from './callers-from';
export type { Claims } from './claims';
export type { AccessCondition, ConditionTarget, EnforcedBy, Enforcement, Enforcer } from './define-condition';
export type { Mcp } from './mcp';
export type { Networks } from './networks';
export type { Organization } from './organization';
export { type Day, type Opening, openingOn, type RecurringWindow } from './recurring-window';
export type { AbsoluteWindow, Moment } from './window';

/** Under which conditions a component may act. On the agent they hold for every component; a component can narrow them, never widen. */
export interface ComponentAccess {
  /**
   * Regions in which requests may be processed; calls to other regions are denied, those of global services excepted. Destination regions of inference
   * profiles must be among them.
   */
  readonly regions?: Regions;
  /** Networks that its requests may come from: of VPCs, VPC endpoints or public addresses. Only where its own code makes them, in such a network. */
  readonly networks?: Networks;
  /** Countries that whoever calls it may be in, seen by the gateway or told by the identity provider. */
  readonly callersFrom?: CallersFrom;
  /** The one window of time in which it may act. Its own log can be written at any time. */
  readonly window?: AbsoluteWindow;
  /**
   * A window that recurs on days of the week, by the clocks of a time zone. Outside of it everything is denied but writing the own log. That of the agent does not
   * hold for environments, without which nothing would run.
   */
  readonly recurringWindow?: RecurringWindow;
  /** Keys that only attested code may use: a Nitro enclave, or an instance measured by NitroTPM. */
  readonly attestedKeys?: AttestedKeys;
  /** The least version of the instance metadata service that may have delivered its credentials. */
  readonly roleDelivery?: RoleDelivery;
  /** What SPIRE attested of the workload before it issued its SPIFFE id. */
  readonly selectors?: Selectors;
  /** Session tags that the identity provider sets, with the values that may act. */
  readonly claims?: Claims;
  /** Whether its sessions must say who stands behind them. */
  readonly sourceIdentity?: SourceIdentityRule;
  /** Whether its requests come through MCP servers that AWS manages. */
  readonly mcp?: Mcp;
  /** The organization of accounts that its callers by role and the resources that it reaches belong to. */
  readonly organization?: Organization;
}

/** A condition by the member that declares it. */
export type ConditionName = keyof ComponentAccess;

/** What the house knows about each condition; one that is missing here does not compile. */
export const ACCESS_CONDITIONS: { readonly [Name in ConditionName]-?: AccessCondition<NonNullable<ComponentAccess[Name]>> } = {
  regions: regionsCondition,
  networks: networksCondition,
  callersFrom: callersFromCondition,
  window: windowCondition,
  recurringWindow: recurringWindowCondition,
  attestedKeys: attestedKeysCondition,
  roleDelivery: roleDeliveryCondition,
  selectors: selectorsCondition,
  claims: claimsCondition,
  sourceIdentity: sourceIdentityCondition,
  mcp: mcpCondition,
  organization: organizationCondition,
};

export const CONDITION_NAMES = Object.keys(ACCESS_CONDITIONS) as ConditionName[];

/** What is known about a condition. */
export const accessCondition = (name: ConditionName): AccessCondition<unknown> => ACCESS_CONDITIONS[name] as AccessCondition<unknown>;

/** The vocabulary of conditional access. One condition is one file, one line in `ComponentAccess` and one in `ACCESS_CONDITIONS`. */
import type { AccessCondition } from './define-condition';
import { type RecurringWindow, recurringWindowCondition } from './recurring-window';
import { type Regions, regionsCondition } from './regions';
import { type AbsoluteWindow, windowCondition } from './window';

export type { AccessCondition, ConditionTarget, EnforcedBy, Enforcement, Enforcer } from './define-condition';
export { type Day, type Opening, openingOn, type RecurringWindow } from './recurring-window';
export type { AbsoluteWindow, Moment } from './window';

/** Under which conditions a component may act. On the agent they hold for every component; a component can narrow them, never widen. */
export interface ComponentAccess {
  /**
   * Regions in which requests may be processed; calls to other regions are denied, those of global services excepted. Destination regions of inference
   * profiles must be among them.
   */
  readonly regions?: Regions;
  /** The one window of time in which it may act. Its own log can be written at any time. */
  readonly window?: AbsoluteWindow;
  /** A window that recurs on days of the week, by the clocks of a time zone. */
  readonly recurringWindow?: RecurringWindow;
}

/** A condition by the member that declares it. */
export type ConditionName = keyof ComponentAccess;

/** What the house knows about each condition; one that is missing here does not compile. */
export const ACCESS_CONDITIONS: { readonly [Name in ConditionName]-?: AccessCondition<NonNullable<ComponentAccess[Name]>> } = {
  regions: regionsCondition,
  window: windowCondition,
  recurringWindow: recurringWindowCondition,
};

export const CONDITION_NAMES = Object.keys(ACCESS_CONDITIONS) as ConditionName[];

/** What is known about a condition. */
export const accessCondition = (name: ConditionName): AccessCondition<unknown> => ACCESS_CONDITIONS[name] as AccessCondition<unknown>;

/** What a condition of access is: everything the house needs to know about one of them. One condition, one file. */
import type { PlanningCode } from '../../finding/catalogue';
import type { FindingList } from '../../finding/finding-list';
import type { ConditionsJson, StatementJson } from '../../policy/policy-json';
import type { Form } from '../form';
import type { Trust } from '../trust';

/** Who refuses a request that does not meet a condition. */
export type Enforcer = 'iam-trust' | 'iam-permission' | 'resource-policy' | 'identity-provider' | 'gateway' | 'scheduler';

/** One place in which a condition is enforced. */
export interface EnforcedBy {
  readonly where: Enforcer;
  /** What stands there, in one line. */
  readonly how: string;
}

/** What a condition knows of the component that it is declared for. */
export interface ConditionTarget {
  readonly component: string;
  readonly trusts: readonly Trust[];
  /** Whether its role stands elsewhere, with a trust policy that is its owner's. */
  readonly adopted: boolean;
  /** Session tags that every caller of the agent passes, and so chooses. */
  readonly sessionTags: readonly string[];
  /** Whether another component becomes this one by a role assumption. */
  readonly isAssumed: boolean;
  /** Components that become this one by assuming its role: its requests are theirs. */
  readonly callers: readonly ConditionTarget[];
  /** Whether the plan makes a resource policy that admits its callers. */
  readonly hasResourcePolicy: boolean;
  /** Whether callers reach it through a gateway. */
  readonly behindGateway: boolean;
}

/** Why a condition cannot be enforced for a component. */
export interface Unenforced {
  readonly code: PlanningCode;
  readonly what: string;
  readonly fix: string;
}

/** Where a condition is enforced for one component. Neither denials nor enforcers without a fault is enforced by nothing. */
export interface Enforcement {
  /** Denials for the component's policies and its boundary. */
  readonly denials: readonly StatementJson[];
  /** What callers by role must meet, in the trust policy and in resource policies that the plan makes. */
  readonly callers?: ConditionsJson;
  readonly by: readonly EnforcedBy[];
  readonly faults?: readonly Unenforced[];
}

export interface AccessCondition<Value> {
  /** The form of its value, for callers without the compiler. */
  readonly form: Form<unknown>;
  /** Tells what is wrong with a value whose form has been read; parts of it may be missing. `findings` stands at the value. */
  readonly check: (value: Value, findings: FindingList) => void;
  /** What a component's own value would allow beyond the agent's, in words; undefined where it narrows it. */
  readonly beyond: (own: Value, agents: Value) => string | undefined;
  /** The condition in one line. */
  readonly inWords: (value: Value) => string;
  readonly enforce: (value: Value, target: ConditionTarget) => Enforcement;
}

/** Checks the shape of a condition, so that a missing part does not compile. */
export const defineCondition = <Value>(condition: AccessCondition<Value>): AccessCondition<Value> => condition;

/** A denial of everything, under these conditions. */
export const denyAll = (sid: string, conditions: ConditionsJson): StatementJson => ({
  Sid: sid,
  Effect: 'Deny',
  Action: ['*'],
  Resource: ['*'],
  Condition: conditions,
});

/**
 * What a component writes its own log with. Denials that hold for a while leave it out: what is refused then has to be told somewhere, and a role may write no
 * log but its own.
 */
const OWN_LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** A denial of everything but the component's own log, under these conditions. */
export const denyAllButLog = (sid: string, conditions: ConditionsJson): StatementJson => ({
  Sid: sid,
  Effect: 'Deny',
  NotAction: OWN_LOG,
  Resource: ['*'],
  Condition: conditions,
});

/** Enforced by denials in the component's own policies. */
export const deniedByPermission = (how: string, ...denials: readonly StatementJson[]): Enforcement => ({
  denials,
  by: [{ where: 'iam-permission', how }],
});

/** Enforced by nothing. */
export const unenforced = (what: string, fix: string, code: PlanningCode = 'WI184'): Enforcement => ({
  denials: [],
  by: [],
  faults: [{ code, what, fix }],
});

/** Values that are not among others, in words; undefined where there are none. */
export const notAmong = (own: readonly string[], agents: readonly string[]): string | undefined => {
  const more = own.filter((value) => !agents.includes(value));
  return more.length === 0 ? undefined : more.map((value) => `\`${value}\``).join(', ');
};

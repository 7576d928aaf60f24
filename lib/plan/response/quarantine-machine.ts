/**
 * The kill switch as a state machine: it reads whom to quarantine or to lift from its input, and does to every role that this covers what is to be done, each by
 * itself: a role that fails keeps no other from being reached, and makes the execution fail in the end.
 *
 * Nothing of the input gets into a policy. It only chooses among the roles and documents that stand in the definition.
 */
import type { PlanJson } from '../plan';
import { type ActingPlace, eachRole, verdictStates } from './acting-place';
import { CUT_TRUST, QUARANTINE_POLICY, QUARANTINE_POLICY_NAME } from './quarantine-documents';
import type { ActedRole } from './reached-roles';
import { call, choice, jsonata, type State } from './states';

const ROLE_NAME = jsonata('$states.input.role');
const NO_SUCH_POLICY = 'Iam.NoSuchEntityException';

const quarantineStates = ({ label, as }: ActingPlace): Readonly<Record<string, State>> => ({
  [`Deny everything${label}`]: call({
    action: 'iam:putRolePolicy',
    arguments: { RoleName: ROLE_NAME, PolicyName: QUARANTINE_POLICY_NAME, PolicyDocument: JSON.stringify(QUARANTINE_POLICY) },
    as,
    next: `Trust is known${label}`,
    failed: `Trust is known${label}`,
  }),
  [`Trust is known${label}`]: choice('$exists($states.input.trust)', `Cut trust${label}`, 'Quarantined'),
  [`Cut trust${label}`]: call({
    action: 'iam:updateAssumeRolePolicy',
    arguments: { RoleName: ROLE_NAME, PolicyDocument: JSON.stringify(CUT_TRUST) },
    as,
    next: 'Quarantined',
    failed: 'Quarantined',
  }),
});

/** The denial goes last: a role whose trust could not be restored stays denied. */
const liftStates = ({ label, as }: ActingPlace): Readonly<Record<string, State>> => ({
  [`Trust can be restored${label}`]: choice('$exists($states.input.trust)', `Restore trust${label}`, `Allow again${label}`),
  [`Restore trust${label}`]: call({
    action: 'iam:updateAssumeRolePolicy',
    arguments: { RoleName: ROLE_NAME, PolicyDocument: jsonata('$string($states.input.trust)') },
    as,
    next: `Allow again${label}`,
    failed: 'Lifted',
  }),
  [`Allow again${label}`]: call({
    action: 'iam:deleteRolePolicy',
    arguments: { RoleName: ROLE_NAME, PolicyName: QUARANTINE_POLICY_NAME },
    as,
    next: 'Lifted',
    done: NO_SUCH_POLICY,
    failed: 'Lifted',
  }),
});

/** Which component is meant: the one named by hand, or the one whose role a finding names. */
const COMPONENT = [
  '$exists($states.input.component) ? $states.input.component : (',
  '$named := $roles[role = $states.input.detail.resource.accessKeyDetails.userName and account = $states.input.detail.accountId];',
  "$count($named) > 0 ? $named[0].component : '')",
].join(' ');

const ACTION =
  "$states.input.`detail-type` = 'GuardDuty Finding' ? 'quarantine' : $exists($states.input.action) ? $states.input.action : ''";

/** `*` is the whole agent. */
const TARGETS = "[$roles[$component = '*' or component in $lookup($reach, $component)]]";

/** The definition. `reach` names for each component those that its quarantine covers. */
export const quarantineMachine = (
  roles: readonly ActedRole[],
  reach: Readonly<Record<string, readonly string[]>>,
  places: readonly ActingPlace[],
): PlanJson => ({
  Comment: 'Quarantines a component with every role that can be reached from it, or lifts the quarantine',
  QueryLanguage: 'JSONata',
  TimeoutSeconds: 900,
  StartAt: 'Know',
  States: {
    Know: {
      Type: 'Pass',
      Assign: {
        roles: roles.map(({ component, account, name, trust }) => ({
          component,
          account,
          role: name,
          ...(trust === undefined ? {} : { trust }),
        })),
        reach,
      },
      Next: 'Understand',
    },
    Understand: { Type: 'Pass', Assign: { component: jsonata(COMPONENT), action: jsonata(ACTION) }, Next: 'Find roles' },
    'Find roles': { Type: 'Pass', Assign: { targets: jsonata(TARGETS) }, Next: 'Choose' },
    Choose: {
      Type: 'Choice',
      Choices: [
        { Condition: jsonata("$action = 'quarantine' and $count($targets) > 0"), Next: 'Quarantine' },
        { Condition: jsonata("$action = 'lift' and $count($targets) > 0"), Next: 'Lift' },
      ],
      Default: 'Not understood',
    },
    Quarantine: eachRole(places, quarantineStates, { where: 'Where to quarantine', end: 'Quarantined' }),
    Lift: eachRole(places, liftStates, { where: 'Where to lift', end: 'Lifted' }),
    ...verdictStates('AgentQuarantine.Incomplete'),
    'Not understood': {
      Type: 'Fail',
      Error: 'AgentQuarantine.NotUnderstood',
      Cause: 'the input names no component of the agent, or no action; give a component or *, and quarantine or lift',
    },
  },
});

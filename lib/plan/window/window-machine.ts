/**
 * The state machine that opens and closes windows. It is told which window begins and when; how long the window is and whom it is for stands in the definition,
 * so that its input opens nothing for longer.
 */
import type { PlanJson } from '../plan';
import { type ActingPlace, eachRole, verdictStates } from '../response/acting-place';
import type { ActedRole } from '../response/reached-roles';
import { call, choice, jsonata, type State } from '../response/states';
import { CLOSED_GATE, GATE_POLICY_NAME, gateDocument } from './gate-documents';
import { type NamedWindow, scheduleOf } from './windows';

const ROLE_NAME = jsonata('$states.input.role');

/** What JSONata makes of the gate of the window that was told. */
const OPEN_GATE = jsonata(
  `$string(${JSON.stringify(gateDocument('FROM', 'UNTIL')).replace('"FROM"', '$from').replace('"UNTIL"', '$until')})`,
);

const writeStates =
  (verb: 'Open' | 'Close') =>
  ({ label, as }: ActingPlace): Readonly<Record<string, State>> => ({
    [`${verb} the gate${label}`]: call({
      action: 'iam:putRolePolicy',
      arguments: {
        RoleName: ROLE_NAME,
        PolicyName: GATE_POLICY_NAME,
        PolicyDocument: verb === 'Open' ? OPEN_GATE : JSON.stringify(CLOSED_GATE),
      },
      as,
      next: `${verb} is done`,
      failed: `${verb} is done`,
    }),
  });

const UTC = "'[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01]Z'";

/** A window that was to begin earlier ends no later for it: its times are counted from when it was to begin, whenever that is told. */
const TIMES = {
  from: jsonata(`$fromMillis($toMillis($at), ${UTC})`),
  until: jsonata(`$fromMillis($toMillis($at) + $window.minutes * 60000, ${UTC})`),
};

/** What the machine knows of a window. */
export interface KnownWindow {
  readonly name: string;
  readonly minutes: number;
  readonly roles: readonly { readonly component: string; readonly account: string; readonly role: string }[];
}

/** The definition. */
export const windowMachine = (windows: readonly NamedWindow[], roles: readonly ActedRole[], places: readonly ActingPlace[]): PlanJson =>
  windowProgram(
    windows.map(({ name, window, components }) => ({
      name,
      minutes: scheduleOf(window).minutes,
      roles: roles
        .filter(({ component }) => components.includes(component))
        .map(({ component, account, name: role }) => ({ component, account, role })),
    })),
    places,
  );

/** The same for whatever windows: what it does depends on them in nothing but whom it acts on and for how long. */
export function windowProgram(windows: readonly KnownWindow[], places: readonly ActingPlace[]): PlanJson {
  return {
    Comment: 'Writes the absolute times of a window that begins, or closes it',
    QueryLanguage: 'JSONata',
    TimeoutSeconds: 900,
    StartAt: 'Know',
    States: {
      Know: {
        Type: 'Pass',
        Assign: {
          windows,
        },
        Next: 'Understand',
      },
      Understand: {
        Type: 'Pass',
        Assign: {
          found: jsonata('[$windows[name = $states.input.window]]'),
          action: jsonata("$exists($states.input.action) ? $states.input.action : ''"),
          at: jsonata('$exists($states.input.at) ? $states.input.at : $states.context.Execution.StartTime'),
        },
        Next: 'Is it known',
      },
      'Is it known': choice("$count($found) = 1 and $action in ['open', 'close']", 'Reckon', 'Not understood'),
      Reckon: { Type: 'Pass', Assign: { window: jsonata('$found[0]'), targets: jsonata('[$found[0].roles]') }, Next: 'Choose' },
      Choose: choice("$action = 'open'", 'Set the times', 'Close'),
      'Set the times': { Type: 'Pass', Assign: TIMES, Next: 'Open' },
      Open: eachRole(places, writeStates('Open'), { where: 'Where to open', end: 'Open is done' }),
      Close: eachRole(places, writeStates('Close'), { where: 'Where to close', end: 'Close is done' }),
      ...verdictStates('AgentWindow.Incomplete'),
      'Not understood': {
        Type: 'Fail',
        Error: 'AgentWindow.NotUnderstood',
        Cause: 'the input names no window of the agent, or no action; give open or close',
      },
    },
  };
}

/** Windows of time that come back: schedules that tell when one begins and ends, and the machine that writes it into the gates of the components. */
import type { FindingList } from '../../finding/finding-list';
import { AT_HOME, type Layout, settle } from '../layout';
import { roleNameOf } from '../names';
import type { PlanJson, PlannedResource, PlannedSchedule } from '../plan';
import type { ComponentPlan } from '../plan-component';
import { reachRoles, statementsOn } from '../response/acting-place';
import { alarmOn, machineAlarms } from '../response/alarms';
import { agentTags, machineRole, starterRole, trustedService } from '../response/machine-role';
import { actedRoles } from '../response/reached-roles';
import { windowMachine } from './window-machine';
import { type NamedWindow, scheduleOf, windowsOf } from './windows';

/** No component is called so: its name would hold two hyphens in a row. */
const PART = '-window';
const ID = 'access.window';

/** What EventBridge Scheduler puts in the place of the time that a schedule was for (EventBridge Scheduler User Guide, "Adding context attributes"). */
const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';

/** The least that Scheduler lets a start be tried again for. */
const LEAST_AGE = 60;
const LONGEST_AGE = 86_400;

interface Started {
  readonly group: string;
  readonly machineArn: string;
  readonly roleArn: string;
}

/** A start that comes late opens only what is left of the window, so it is tried for as long as there is any. */
function schedulesOf({ name, window }: NamedWindow, { group, machineArn, roleArn }: Started): readonly PlannedSchedule[] {
  const { opens, closes, minutes } = scheduleOf(window);
  const schedule = (action: 'open' | 'close', expression: string, input: PlanJson): PlannedSchedule => ({
    kind: 'schedule',
    id: `${ID}/${name}-${action}`,
    name: `${name}-${action}`,
    group,
    description: `${action}s the window ${name}`,
    expression,
    timeZone: window.timeZone,
    flexibleTimeWindow: 'OFF',
    target: { arn: machineArn, roleArn, input: { window: name, action, ...input } },
    retry: { maxAgeSeconds: Math.min(LONGEST_AGE, Math.max(LEAST_AGE, minutes * 60)), attempts: 185 },
    after: [`${ID}/group`, `${ID}/machine`, `${ID}/start`],
  });
  return [schedule('open', opens, { at: SCHEDULED_TIME }), schedule('close', closes, {})];
}

/** Plans the windows that components declare, or that their agent declares for them. */
export function planWindows(layout: Layout, planned: readonly ComponentPlan[], findings: FindingList): readonly PlannedResource[] {
  const { agent, deployment } = layout;
  const windows = windowsOf(layout);
  // Windows that cannot be have been told; schedules for them would mean nothing.
  if (windows.length === 0 || findings.errors > 0) return [];
  const names = new Set(windows.flatMap(({ components }) => components));
  const roles = actedRoles(planned, layout).filter(({ component }) => names.has(component));

  const name = roleNameOf(agent.name, PART, deployment);
  const starterName = roleNameOf(agent.name, `${PART}-start`, deployment);
  const machineArn = `arn:⟨partition⟩:states:⟨region⟩:⟨account⟩:stateMachine:${name}`;
  const groupArn = `arn:⟨partition⟩:scheduler:⟨region⟩:⟨account⟩:schedule-group/${name}`;
  const roleArn = (role: string): string => `arn:⟨partition⟩:iam::⟨account⟩:role/${role}`;
  const reach = reachRoles(
    {
      id: ID,
      name: roleNameOf(agent.name, `${PART}-reach`, deployment),
      description: `lets the windows of the agent ${agent.name} be written in this account, and does nothing else`,
      machineRole: name,
      roles,
      may: (some) => statementsOn(some, 'WriteGate', ['iam:PutRolePolicy']),
    },
    layout,
  );
  const made: readonly PlannedResource[] = [
    ...machineRole(
      {
        id: `${ID}/role`,
        name,
        description: `writes the windows of time of the agent ${agent.name}, and does nothing else`,
        trust: trustedService('Window', 'states.amazonaws.com', machineArn),
        may: reach.statements,
      },
      layout,
    ),
    ...starterRole(
      {
        id: `${ID}/start`,
        name: starterName,
        description: `opens and closes the windows of the agent ${agent.name} on schedule`,
        trust: trustedService('Schedules', 'scheduler.amazonaws.com', groupArn),
      },
      machineArn,
      layout,
    ),
    {
      kind: 'state-machine',
      id: `${ID}/machine`,
      name,
      roleArn: roleArn(name),
      role: `${ID}/role`,
      definition: windowMachine(windows, roles, reach.places),
      tags: agentTags(layout),
    },
    { kind: 'schedule-group', id: `${ID}/group`, name, tags: agentTags(layout) },
    ...windows.flatMap((window) => schedulesOf(window, { group: name, machineArn, roleArn: roleArn(starterName) })),
    ...machineAlarms(ID, name, `a window of ${agent.name}`, machineArn, layout),
    ...(['TargetErrorCount', 'InvocationDroppedCount'] as const).map((metric, index) =>
      alarmOn(
        {
          id: `${ID}/alarm-${index === 0 ? 'not-started' : 'dropped'}`,
          name: `${name}-${index === 0 ? 'not-started' : 'dropped'}`,
          description: `a schedule of ${agent.name} could not ${index === 0 ? 'start its machine' : 'do so in time, and was given up'}`,
          namespace: 'AWS/Scheduler',
          metric,
          dimensions: { ScheduleGroup: name },
        },
        layout,
      ),
    ),
  ];
  return [...settle(made, AT_HOME, deployment), ...reach.resources];
}

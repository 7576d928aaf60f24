/** Alarms on what the library itself runs, and the topic that they tell. */
import type { Layout } from '../layout';
import { roleNameOf } from '../names';
import type { PlannedAlarm, PlannedResource } from '../plan';
import { windowsOf } from '../window/windows';
import { agentTags } from './machine-role';

/** ARN of the topic that alarms tell: the one given, or the one that is made. */
export const alarmTopicArn = ({ agent, deployment }: Layout): string =>
  agent.access?.alarmTopic ?? `arn:⟨partition⟩:sns:⟨region⟩:⟨account⟩:${roleNameOf(agent.name, '-alarms', deployment)}`;

/** The topic, where none is given and something is to be told. */
export const alarmTopic = (layout: Layout): readonly PlannedResource[] => {
  const { agent, deployment } = layout;
  const isNeeded = agent.access?.onThreat !== undefined || windowsOf(layout).length > 0;
  return isNeeded && agent.access?.alarmTopic === undefined
    ? [{ kind: 'topic', id: 'access.alarms/topic', name: roleNameOf(agent.name, '-alarms', deployment), tags: agentTags(layout) }]
    : [];
};

interface Watched {
  /** Id of the alarm. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** An alarm that goes off at the first occurrence. */
export const alarmOn = (watched: Watched, layout: Layout): PlannedAlarm => ({
  kind: 'alarm',
  ...watched,
  statistic: 'Sum',
  periodSeconds: 60,
  evaluationPeriods: 1,
  comparison: 'GreaterThanOrEqualToThreshold',
  threshold: 1,
  missingData: 'notBreaching',
  topicArn: alarmTopicArn(layout),
  tags: agentTags(layout),
});

const OUTCOMES = [
  ['failed', 'ExecutionsFailed', 'failed'],
  ['timed-out', 'ExecutionsTimedOut', 'did not end in time'],
  ['aborted', 'ExecutionsAborted', 'was stopped by somebody'],
  ['throttled', 'ExecutionThrottled', 'was throttled'],
] as const;

/**
 * Alarms on every execution of a machine that does not end well.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 */
export const machineAlarms = (id: string, name: string, what: string, machineArn: string, layout: Layout): readonly PlannedAlarm[] =>
  OUTCOMES.map(([suffix, metric, how]) =>
    alarmOn(
      {
        id: `${id}/alarm-${suffix}`,
        name: `${name}-${suffix}`,
        description: `${what} ${how}`,
        namespace: 'AWS/States',
        metric,
        dimensions: { StateMachineArn: machineArn },
      },
      layout,
    ),
  );

/**
 * Alarms on what a trail records: each is a filter on its log group, a metric and an alarm; and one on the silence of the group itself.
 *
 * That a quarantine was pulled is no matter of an account: it belongs to the agent.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
import type { AccountFoundationSpec, EvidenceAlarms } from '../../spec/foundation';
import type { PlanTags } from '../plan';
import type { PlannedEvidenceAlarm, PlannedMetricFilter } from './kinds';

/** Calls by which evidence ends, gets shorter, narrower or unreadable, or goes elsewhere. */
export const TOUCHING_EVIDENCE = [
  'DeleteDataProtectionPolicy',
  'DeleteDelivery',
  'DeleteIndexPolicy',
  'DeleteLogGroup',
  'DeleteModelInvocationLoggingConfiguration',
  'DeleteTrail',
  'DisableKey',
  'DisassociateKmsKey',
  'PutEventSelectors',
  'PutKeyPolicy',
  'PutRetentionPolicy',
  'ScheduleKeyDeletion',
  'StopLogging',
  'UpdateTraceSegmentDestination',
  'UpdateTrail',
] as const;

const DENIED_CALLS = 25;
const FIVE_MINUTES = 300;
const ONE_HOUR = 3_600;

interface Watched {
  readonly name: string;
  readonly description: string;
  readonly pattern: string;
  readonly threshold: number;
}

const anyOf = (terms: readonly string[]): string => `(${terms.map((term) => `(${term})`).join(' || ')})`;
const allOf = (terms: readonly string[]): string => `{ ${terms.join(' && ')} }`;

function watched({ trail, name }: AccountFoundationSpec, { deniedCalls = DENIED_CALLS }: EvidenceAlarms): readonly Watched[] {
  const roles = trail.kind === 'created' ? trail.rolesBeginningWith : undefined;
  const byRole = (of: (role: string) => string): readonly string[] => (roles === undefined ? [] : [anyOf(roles.map(of))]);
  return [
    {
      name: 'denied-calls',
      description: `${deniedCalls} calls or more were denied within five minutes`,
      pattern: allOf([
        anyOf(['$.errorCode = "AccessDenied*"', '$.errorCode = "*UnauthorizedOperation"']),
        ...byRole((role) => `$.userIdentity.sessionContext.sessionIssuer.userName = "${role}*"`),
      ]),
      threshold: deniedCalls,
    },
    {
      name: 'refused-role-assumptions',
      description: 'somebody who is not its declared caller, or without its chain, tried to assume a role',
      pattern: allOf([
        '($.eventSource = "sts.amazonaws.com")',
        '($.eventName = "AssumeRole*")',
        '($.errorCode = "AccessDenied")',
        // A refused call has no parameters in its record; its message names the role.
        ...byRole((role) => `$.errorMessage = "*role/${role}*"`),
      ]),
      threshold: 1,
    },
    {
      name: 'evidence-touched',
      description: `a call that can end, shorten or hide evidence was made, which deploying ${name} does too`,
      pattern: allOf([anyOf(TOUCHING_EVIDENCE.map((event) => `$.eventName = "${event}"`))]),
      threshold: 1,
    },
  ];
}

/** Plans the alarms on a trail whose events come to `group`. */
export function alarmsOf(
  spec: AccountFoundationSpec,
  alarms: EvidenceAlarms,
  group: { readonly id: string; readonly name: string },
  tags: PlanTags,
): readonly (PlannedMetricFilter | PlannedEvidenceAlarm)[] {
  const namespace = `Agents/${spec.name}`;
  const told = { periodSeconds: FIVE_MINUTES, comparison: 'GreaterThanOrEqualToThreshold', missingData: 'notBreaching' } as const;
  const to = { topicArn: alarms.topic, tags };
  return [
    ...watched(spec, alarms).flatMap(
      ({ name, description, pattern, threshold }): readonly (PlannedMetricFilter | PlannedEvidenceAlarm)[] => [
        {
          kind: 'metric-filter',
          id: `metric-filter/${name}`,
          name: `${spec.name}-${name}`,
          group: group.name,
          after: [group.id],
          pattern,
          namespace,
          metric: name,
        },
        {
          kind: 'evidence-alarm',
          id: `evidence-alarm/${name}`,
          name: `${spec.name}-${name}`,
          description,
          namespace,
          metric: name,
          dimensions: {},
          threshold,
          ...told,
          ...to,
        },
      ],
    ),
    {
      kind: 'evidence-alarm',
      id: 'evidence-alarm/silence',
      name: `${spec.name}-evidence-stays-away`,
      description: 'no event of the trail has come for an hour, not even those of AWS itself',
      namespace: 'AWS/Logs',
      metric: 'IncomingLogEvents',
      dimensions: { LogGroupName: group.name },
      periodSeconds: ONE_HOUR,
      comparison: 'LessThanThreshold',
      threshold: 1,
      missingData: 'breaching',
      ...to,
    },
  ];
}

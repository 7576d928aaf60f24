/** What a plan runs itself: state machines, what starts them, and what tells of them. */
import type { PlanJson, Planned, PlanTags } from './planned';

/** A Step Functions state machine of type Standard: its executions last up to a year and each state runs once. */
export interface PlannedStateMachine extends Planned<'state-machine'> {
  /** 1 to 80 letters, digits, `-` and `_`, without holes. */
  readonly name: string;
  readonly roleArn: string;
  /** Id of the role in this plan, so that the engine orders the two. */
  readonly role: string;
  /** Amazon States Language, in JSONata. */
  readonly definition: PlanJson;
  readonly tags: PlanTags;
}

/** An EventBridge rule of the default bus that starts a state machine. */
export interface PlannedEventRule extends Planned<'event-rule'> {
  /** 1 to 64 characters of `[\w.-]`, without holes. */
  readonly name: string;
  readonly description: string;
  /** Which events it takes. */
  readonly pattern: PlanJson;
  /** ARN of what an event goes to, and of the role that EventBridge takes for it. */
  readonly target: { readonly arn: string; readonly roleArn: string };
  /** Ids of the target and its role in this plan, so that the engine orders them. */
  readonly after: readonly string[];
  readonly tags: PlanTags;
}

/** An SNS topic. */
export interface PlannedTopic extends Planned<'topic'> {
  /** 1 to 256 letters, digits, `-` and `_`, without holes. */
  readonly name: string;
  readonly tags: PlanTags;
}

/** A CloudWatch alarm that goes off once the sum of a metric reaches its threshold within one period. */
export interface PlannedAlarm extends Planned<'alarm'> {
  /** 1 to 255 characters, without holes. */
  readonly name: string;
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum';
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly comparison: 'GreaterThanOrEqualToThreshold';
  readonly threshold: number;
  /** No data means that nothing happened. */
  readonly missingData: 'notBreaching';
  /** ARN of the topic that is told. */
  readonly topicArn: string;
  readonly tags: PlanTags;
}

/** An EventBridge Scheduler group: what its schedules start names it as its source. */
export interface PlannedScheduleGroup extends Planned<'schedule-group'> {
  /** 1 to 64 characters of `[\w.-]`, without holes. */
  readonly name: string;
  readonly tags: PlanTags;
}

/** An EventBridge Scheduler schedule that starts a state machine, to the minute. */
export interface PlannedSchedule extends Planned<'schedule'> {
  /** 1 to 64 characters of `[\w.-]`, without holes. */
  readonly name: string;
  /** Name of its group. */
  readonly group: string;
  readonly description: string;
  /** `cron(…)`. */
  readonly expression: string;
  /** IANA time zone that the expression is read in. */
  readonly timeZone: string;
  /** No flexibility: a window opens when it is said to. */
  readonly flexibleTimeWindow: 'OFF';
  readonly target: { readonly arn: string; readonly roleArn: string; readonly input: PlanJson };
  /** How long after its time a start that failed is tried again: 60 to 86,400 seconds, and 0 to 185 times. */
  readonly retry: { readonly maxAgeSeconds: number; readonly attempts: number };
  /** Ids of group, target and role in this plan, so that the engine orders them. */
  readonly after: readonly string[];
}

/** Under which conditions the agent may act at all. */
import type { ComponentAccess } from './access/index';
import type { ArnOf } from './late';

/** What is to happen when a threat is found, and from which on. */
export interface ThreatResponse {
  readonly respond: 'quarantine';
  /**
   * The least severity of a GuardDuty finding that quarantines, a number from 1 to 10; default 7, where AWS's "high" begins.
   *
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html
   */
  readonly fromSeverity?: number;
}

/** Conditions on every component, and what is to happen when a threat is found. */
export interface AccessSpec extends ComponentAccess {
  /**
   * What is to happen when GuardDuty finds a threat in what a component does. `quarantine` deploys a kill switch, dormant until a finding or a human pulls it:
   * the component's roles and all that can be reached from them are denied everything, and nobody can become them. Only a human lifts it.
   */
  readonly onThreat?: 'quarantine' | ThreatResponse;
  /** The SNS topic that alarms of responses and of recurring windows go to; default one that is made, to be subscribed to. */
  readonly alarmTopic?: ArnOf<'sns-topic-arn'>;
}

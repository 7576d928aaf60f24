/**
 * Amazon EventBridge Scheduler: the schedules of one group become the component.
 *
 * The service names the schedule group as its source, not the schedule: whoever may create a schedule in the group decides what is called with the role. Give
 * the component a group of its own. Schedules write no log; what they call is in the trail.
 *
 * The statement has at most 355 characters.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
import { ownArn } from '../capability/capability';
import type { Exact } from '../exact';
import { text } from '../form';
import { defineTrust, ofService } from './define-trust';
import { checkName, fromSource, serviceStatement } from './service';

/** Options of {@link scheduler}. */
export interface SchedulerOptions {
  /** The schedule group's name, 1 to 64 of letters, digits, hyphen, underscore and dot. Not `default`, in which every schedule without a group stands. */
  readonly scheduleGroup: string;
}

export interface SchedulerTrust extends SchedulerOptions {
  readonly kind: 'scheduler';
}

/** EventBridge Scheduler: exactly the schedules of one group. The role is handed out for their targets to take. */
export const scheduler = <const Name extends string>(options: { readonly scheduleGroup: Name & Exact<Name> }): SchedulerTrust => ({
  scheduleGroup: options.scheduleGroup,
  kind: 'scheduler',
});

const arnOf = ({ scheduleGroup }: SchedulerTrust): string => ownArn('scheduler', `schedule-group/${scheduleGroup}`);

const NAME = {
  of: 'a schedule group of its own',
  // Every schedule that names no group stands in `default`.
  pattern: /^(?!default$)[A-Za-z0-9_.-]{1,64}$/,
  words: '1 to 64 of letters, digits, hyphen, underscore and dot, and not `default`',
};

export const schedulerKind = defineTrust<SchedulerTrust>({
  kind: 'scheduler',
  fields: { scheduleGroup: text },
  check: ({ scheduleGroup }, findings) => checkName('scheduleGroup', scheduleGroup, NAME, findings),
  statements: (trust) => [serviceStatement('ScheduleGroup', 'scheduler.amazonaws.com', ['sts:AssumeRole'], fromSource(arnOf(trust)))],
  summary: (trust) => ({
    who: `schedules of the group ${trust.scheduleGroup}`,
    issuer: 'scheduler.amazonaws.com',
    subject: [arnOf(trust)],
  }),
  log: () => ({ none: 'schedules write no log; the calls they make are in the trail' }),
  session: () => ofService('Scheduler asks for them with each call that it makes'),
  carriesSourceIdentity: false,
  transitiveTags: [],
  workload: ({ scheduleGroup }) => `the schedule group \`${scheduleGroup}\``,
});

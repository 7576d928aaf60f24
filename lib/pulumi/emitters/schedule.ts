import * as scheduler from '@pulumi/aws/scheduler';
import type { PlannedSchedule } from '../../plan/plan';
import type { PulumiContext } from '../context';

/** A schedule that starts a state machine. A schedule is enabled unless it says otherwise. */
export const schedule = (resource: PlannedSchedule, context: PulumiContext): void => {
  const { target, retry } = resource;
  context.register(
    scheduler.Schedule,
    resource.id,
    {
      name: resource.name,
      groupName: resource.group,
      description: resource.description,
      scheduleExpression: resource.expression,
      scheduleExpressionTimezone: resource.timeZone,
      flexibleTimeWindow: { mode: resource.flexibleTimeWindow },
      target: {
        arn: context.text(target.arn),
        roleArn: context.text(target.roleArn),
        input: context.json(target.input),
        retryPolicy: { maximumEventAgeInSeconds: retry.maxAgeSeconds, maximumRetryAttempts: retry.attempts },
      },
    },
    { after: resource.after.flatMap((one) => context.partsOf(one)) },
  );
};

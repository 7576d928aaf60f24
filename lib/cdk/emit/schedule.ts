import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { PlannedSchedule } from '../../plan/plan';
import type { CdkContext } from '../context';

/** A schedule that starts a state machine. A schedule is enabled unless it says otherwise. */
export const schedule = (resource: PlannedSchedule, context: CdkContext): void =>
  context.add(resource, (scope, id) => {
    const { target, retry } = resource;
    const made = new CfnSchedule(scope, id, {
      name: resource.name,
      groupName: resource.group,
      description: resource.description,
      scheduleExpression: resource.expression,
      scheduleExpressionTimezone: resource.timeZone,
      flexibleTimeWindow: { mode: resource.flexibleTimeWindow },
      target: {
        arn: context.text(target.arn),
        roleArn: context.text(target.roleArn),
        input: context.jsonText(target.input),
        retryPolicy: { maximumEventAgeInSeconds: retry.maxAgeSeconds, maximumRetryAttempts: retry.attempts },
      },
    });
    context.orderAfter(made, resource.after);
    return made;
  });

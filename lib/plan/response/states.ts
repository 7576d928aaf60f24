/**
 * Pieces of state machines that speak to AWS without function code.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
import type { PlanJson } from '../plan';

/** A state of a machine, such as a task or a choice. */
export type State = PlanJson;

/** A JSONata expression. */
export const jsonata = (expression: string): string => `{% ${expression} %}`;

/** Throttling and passing trouble of IAM are over within a minute or two. */
const AGAIN = { IntervalSeconds: 2, MaxAttempts: 6, BackoffRate: 2, MaxDelaySeconds: 30, JitterStrategy: 'FULL' };

interface Call {
  /** Such as `iam:putRolePolicy`. */
  readonly action: string;
  readonly arguments: PlanJson;
  /** ARN of a role in another account to call with; default the machine's own. */
  readonly as?: string | undefined;
  readonly next: string;
  /** Error that means there is nothing to do, such as `Iam.NoSuchEntityException`. */
  readonly done?: string;
  /** Where to go when it fails for good. The item goes along, marked as failed. */
  readonly failed: string;
}

/** A call of the AWS SDK on the item of a map. The item goes on as it is; one that failed for good is marked. */
export const call = ({ action, arguments: given, as, next, done, failed }: Call): State => ({
  Type: 'Task',
  Resource: `arn:⟨partition⟩:states:::aws-sdk:${action}`,
  ...(as === undefined ? {} : { Credentials: { RoleArn: as } }),
  Arguments: given,
  Output: jsonata('$states.input'),
  Retry: [...(done === undefined ? [] : [{ ErrorEquals: [done], MaxAttempts: 0 }]), { ErrorEquals: ['States.TaskFailed'], ...AGAIN }],
  Catch: [
    ...(done === undefined ? [] : [{ ErrorEquals: [done], Output: jsonata('$states.input'), Next: next }]),
    {
      ErrorEquals: ['States.ALL'],
      Output: jsonata("$merge([$states.input, {'failed': true, 'cause': $states.errorOutput.Error}])"),
      Next: failed,
    },
  ],
  Next: next,
});

/** A choice on one condition. */
export const choice = (condition: string, then: string, otherwise: string): State => ({
  Type: 'Choice',
  Choices: [{ Condition: jsonata(condition), Next: then }],
  Default: otherwise,
});

/**
 * AWS Step Functions: one state machine becomes the component.
 *
 * The service says which state machine it acts for, so the trust policy pins it by its exact ARN. Whoever may change the definition of the state machine decides
 * what is done with the role. The log of a state machine is delivered by a log delivery of the service, not with the role.
 *
 * The statement has at most 362 characters.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
 */
import { ownArn } from '../capability/capability';
import type { Exact } from '../exact';
import { text } from '../form';
import { defineTrust, ofService } from './define-trust';
import { checkName, fromSource, serviceStatement } from './service';

/** Options of {@link stepFunctions}. */
export interface StepFunctionsOptions {
  /** The state machine's name, 1 to 80 of letters, digits, hyphen and underscore. It must be given to the state machine, not generated. */
  readonly stateMachine: string;
}

export interface StepFunctionsTrust extends StepFunctionsOptions {
  readonly kind: 'step-functions';
}

/** AWS Step Functions: exactly one state machine. Its role is handed out for the state machine to take. */
export const stepFunctions = <const Name extends string>(options: { readonly stateMachine: Name & Exact<Name> }): StepFunctionsTrust => ({
  stateMachine: options.stateMachine,
  kind: 'step-functions',
});

const arnOf = ({ stateMachine }: StepFunctionsTrust): string => ownArn('states', `stateMachine:${stateMachine}`);

const NAME = { of: 'a state machine', pattern: /^[A-Za-z0-9_-]{1,80}$/, words: '1 to 80 of letters, digits, hyphen and underscore' };

export const stepFunctionsKind = defineTrust<StepFunctionsTrust>({
  kind: 'step-functions',
  fields: { stateMachine: text },
  check: ({ stateMachine }, findings) => checkName('stateMachine', stateMachine, NAME, findings),
  statements: (trust) => [serviceStatement('StateMachine', 'states.amazonaws.com', ['sts:AssumeRole'], fromSource(arnOf(trust)))],
  summary: (trust) => ({ who: `the state machine ${trust.stateMachine}`, issuer: 'states.amazonaws.com', subject: [arnOf(trust)] }),
  log: () => ({ none: 'Step Functions delivers the log of a state machine by itself; the calls of its states are in the trail' }),
  session: () => ofService('Step Functions renews them as long as an execution runs'),
  carriesSourceIdentity: false,
  transitiveTags: [],
  workload: ({ stateMachine }) => `the state machine \`${stateMachine}\``,
});

import * as sfn from '@pulumi/aws/sfn';
import type { PlannedStateMachine } from '../../plan/plan';
import type { PulumiContext } from '../context';

/** A state machine; it waits for its role and the role's policies. Standard is the type where none is given. */
export const stateMachine = ({ id, name, roleArn, role, definition, tags }: PlannedStateMachine, context: PulumiContext): void =>
  context.register(
    sfn.StateMachine,
    id,
    { name, roleArn: context.text(roleArn), definition: context.json(definition), tags: context.tags(tags) },
    { after: context.partsOf(role) },
  );

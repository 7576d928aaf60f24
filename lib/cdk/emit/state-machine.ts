import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { PlannedStateMachine } from '../../plan/plan';
import type { CdkContext } from '../context';

/** A state machine; made after its role, whose ARN is composed and so does not order the two. Standard is the type where none is given. */
export const stateMachine = (resource: PlannedStateMachine, context: CdkContext): void =>
  context.add(resource, (scope, id) => {
    const machine = new CfnStateMachine(scope, id, {
      stateMachineName: resource.name,
      roleArn: context.text(resource.roleArn),
      // Text, because the keys of a template cannot hold functions, and a definition holds trust policies whose keys can be late.
      definitionString: context.jsonText(resource.definition),
      tags: context.tags(resource.tags),
    });
    context.orderAfter(machine, [resource.role]);
    return machine;
  });

/**
 * Amazon ECS: the containers of a task become the component (task role), or the agent that starts the task does (task execution role).
 *
 * ECS cannot narrow `aws:SourceArn` to a cluster or service. The log driver runs with the execution role, so the environment that hosts a task writes its log.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
import { ownArn } from '../capability/capability';
import { defineTrust, ofService } from './define-trust';
import { fromSource, serviceStatement } from './service';

export interface EcsTaskTrust {
  readonly kind: 'ecs-task';
}

export interface EcsTaskExecutionTrust {
  readonly kind: 'ecs-task-execution';
}

/** The role of an ECS task's containers. The role is handed out for the task definition to take. */
export const ecsTask = (): EcsTaskTrust => ({ kind: 'ecs-task' });

/** The role with which ECS starts tasks: it pulls their images and writes their logs, and no code of the agent runs under it. */
export const ecsTaskExecution = (): EcsTaskExecutionTrust => ({ kind: 'ecs-task-execution' });

const OF_TASKS = ofService('about six hours, renewed by ECS as long as the task runs', 21_600);

const statement = (sid: string) => serviceStatement(sid, 'ecs-tasks.amazonaws.com', ['sts:AssumeRole'], fromSource(ownArn('ecs', '*')));

export const ecsTaskKind = defineTrust<EcsTaskTrust>({
  kind: 'ecs-task',
  fields: {},
  check: () => undefined,
  statements: () => [statement('Task')],
  summary: () => ({ who: 'ECS tasks of this account and region whose task definition takes the role', issuer: 'ecs-tasks.amazonaws.com' }),
  log: (_trust, { logGroup }) => ({ writer: 'host', group: logGroup, hostTrust: 'ecs-task-execution' }),
  session: () => OF_TASKS,
  carriesSourceIdentity: false,
  transitiveTags: [],
  network: () => ({ stands: 'vpc' }),
});

export const ecsTaskExecutionKind = defineTrust<EcsTaskExecutionTrust>({
  kind: 'ecs-task-execution',
  fields: {},
  check: () => undefined,
  statements: () => [statement('TaskExecution')],
  summary: () => ({
    who: 'ECS, when it starts tasks whose task definition takes the role as execution role',
    issuer: 'ecs-tasks.amazonaws.com',
  }),
  log: () => ({ none: 'no code of the agent runs under a task execution role; its calls are in the trail' }),
  session: () => OF_TASKS,
  carriesSourceIdentity: false,
  transitiveTags: [],
});

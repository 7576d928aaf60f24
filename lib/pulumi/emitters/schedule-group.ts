import * as scheduler from '@pulumi/aws/scheduler';
import type { PlannedScheduleGroup } from '../../plan/plan';
import type { PulumiContext } from '../context';

/** A group of schedules. */
export const scheduleGroup = ({ id, name, tags }: PlannedScheduleGroup, context: PulumiContext): void =>
  context.register(scheduler.ScheduleGroup, id, { name, tags: context.tags(tags) });

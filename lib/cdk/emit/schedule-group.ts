import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { PlannedScheduleGroup } from '../../plan/plan';
import type { CdkContext } from '../context';

/** A group of schedules. */
export const scheduleGroup = (resource: PlannedScheduleGroup, context: CdkContext): void =>
  context.add(resource, (scope, id) => new CfnScheduleGroup(scope, id, { name: resource.name, tags: context.tags(resource.tags) }));

import type { ResourceReader, Seen } from '../../sightings';
import type { CfnReading } from '../reading';

/** A group of EventBridge Scheduler. */
export const scheduleGroup: ResourceReader<Seen<'schedule-group'>, CfnReading> = {
  types: ['AWS::Scheduler::ScheduleGroup'],
  read: (reading) => [
    { model: { kind: 'schedule-group', name: reading.text('Name') ?? '', tags: reading.tags('Tags') }, place: reading.place },
  ],
};

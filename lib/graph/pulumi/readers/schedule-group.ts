import type { ResourceReader, Seen } from '../../sightings';
import type { PulumiReading } from '../reading';

/** A group of EventBridge Scheduler. */
export const scheduleGroup: ResourceReader<Seen<'schedule-group'>, PulumiReading> = {
  types: ['aws:scheduler/scheduleGroup:ScheduleGroup'],
  read: (reading) => [{ model: { kind: 'schedule-group', name: reading.name, tags: reading.tags('tags') }, place: reading.place }],
};

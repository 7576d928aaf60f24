import type { ResourceReader, Seen } from '../../sightings';
import type { PulumiReading } from '../reading';

/** An SNS topic. */
export const topic: ResourceReader<Seen<'topic'>, PulumiReading> = {
  types: ['aws:sns/topic:Topic'],
  read: (reading) => [{ model: { kind: 'topic', name: reading.name, tags: reading.tags('tags') }, place: reading.place }],
};

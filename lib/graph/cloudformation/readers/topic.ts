import type { ResourceReader, Seen } from '../../sightings';
import type { CfnReading } from '../reading';

/** An SNS topic. */
export const topic: ResourceReader<Seen<'topic'>, CfnReading> = {
  types: ['AWS::SNS::Topic'],
  read: (reading) => [{ model: { kind: 'topic', name: reading.name, tags: reading.tags('Tags') }, place: reading.place }],
};

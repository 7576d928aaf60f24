import type { PlanJson } from '../../../plan/plan';
import { documentAt } from '../../document';
import type { ResourceReader, Seen } from '../../sightings';
import type { PulumiReading } from '../reading';

/** A Step Functions state machine. */
export const stateMachine: ResourceReader<Seen<'state-machine'>, PulumiReading> = {
  types: ['aws:sfn/stateMachine:StateMachine'],
  read: (reading) => {
    const model = {
      kind: 'state-machine',
      name: reading.name,
      roleArn: reading.text('roleArn') ?? '',
      definition: documentAt(reading.property('definition'), reading.place).raw as PlanJson,
      tags: reading.tags('tags'),
    } as const;
    return [{ model, place: reading.place }];
  },
};

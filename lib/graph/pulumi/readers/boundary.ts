import { planForm } from '../../document';
import type { ResourceReader, SeenManagedPolicy } from '../../sightings';
import type { PulumiReading } from '../reading';

/** A customer managed policy. */
export const boundary: ResourceReader<SeenManagedPolicy, PulumiReading> = {
  types: ['aws:iam/policy:Policy'],
  read: (reading) => {
    const document = reading.document('policy');
    const description = reading.text('description') ?? '';
    const model = { kind: 'boundary', name: reading.name, description, document: planForm(document) } as const;
    return [{ model, place: reading.place, arn: reading.arn, document }];
  },
};

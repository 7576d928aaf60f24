import { planForm } from '../../document';
import type { ResourceReader, SeenManagedPolicy } from '../../sightings';
import type { CfnReading } from '../reading';

/** A customer managed policy. */
export const boundary: ResourceReader<SeenManagedPolicy, CfnReading> = {
  types: ['AWS::IAM::ManagedPolicy'],
  read: (reading) => {
    const document = reading.document('PolicyDocument');
    const description = reading.text('Description') ?? '';
    const model = { kind: 'boundary', name: reading.name, description, document: planForm(document) } as const;
    return [{ model, place: reading.place, arn: reading.arn, document }];
  },
};

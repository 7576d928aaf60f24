import type { ResourceReader, Seen } from '../../sightings';
import { isTrue } from '../../values';
import type { PulumiReading } from '../reading';

/** A profile of IAM Roles Anywhere. The provider has no attribute mappings, so there are none to read. */
export const rolesAnywhereProfile: ResourceReader<Seen<'roles-anywhere-profile'>, PulumiReading> = {
  types: ['aws:rolesanywhere/profile:Profile'],
  read: (reading) => {
    const durationSeconds = reading.number('durationSeconds');
    return [
      {
        model: {
          kind: 'roles-anywhere-profile',
          name: reading.text('name') ?? '',
          roleArns: reading.texts('roleArns'),
          ...(durationSeconds === undefined ? {} : { durationSeconds }),
          mappings: [],
          enabled: isTrue(reading.property('enabled')),
          tags: reading.tags('tags'),
        },
        place: reading.place,
      },
    ];
  },
};

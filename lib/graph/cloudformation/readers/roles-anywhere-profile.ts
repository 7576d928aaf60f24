import { attributeMappings } from '../../certificates';
import type { ResourceReader, Seen } from '../../sightings';
import { isTrue } from '../../values';
import type { CfnReading } from '../reading';

/** A profile of IAM Roles Anywhere. */
export const rolesAnywhereProfile: ResourceReader<Seen<'roles-anywhere-profile'>, CfnReading> = {
  types: ['AWS::RolesAnywhere::Profile'],
  read: (reading) => {
    const durationSeconds = reading.number('DurationSeconds');
    return [
      {
        model: {
          kind: 'roles-anywhere-profile',
          name: reading.text('Name') ?? '',
          roleArns: reading.texts('RoleArns'),
          ...(durationSeconds === undefined ? {} : { durationSeconds }),
          mappings: attributeMappings(reading.property('AttributeMappings')),
          enabled: isTrue(reading.property('Enabled')),
          tags: reading.tags('Tags'),
        },
        place: reading.place,
      },
    ];
  },
};

import { anchorSource } from '../../certificates';
import type { ResourceReader, Seen } from '../../sightings';
import { isTrue } from '../../values';
import type { CfnReading } from '../reading';

/** A trust anchor of IAM Roles Anywhere. */
export const trustAnchor: ResourceReader<Seen<'trust-anchor'>, CfnReading> = {
  types: ['AWS::RolesAnywhere::TrustAnchor'],
  read: (reading) => [
    {
      model: {
        kind: 'trust-anchor',
        name: reading.text('Name') ?? '',
        source: anchorSource(reading.property('Source')),
        enabled: isTrue(reading.property('Enabled')),
        tags: reading.tags('Tags'),
      },
      place: reading.place,
    },
  ],
};

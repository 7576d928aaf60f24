import { anchorSource } from '../../certificates';
import type { ResourceReader, Seen } from '../../sightings';
import { isTrue } from '../../values';
import type { PulumiReading } from '../reading';

/** A trust anchor of IAM Roles Anywhere. */
export const trustAnchor: ResourceReader<Seen<'trust-anchor'>, PulumiReading> = {
  types: ['aws:rolesanywhere/trustAnchor:TrustAnchor'],
  read: (reading) => [
    {
      model: {
        kind: 'trust-anchor',
        name: reading.text('name') ?? '',
        source: anchorSource(reading.property('source')),
        enabled: isTrue(reading.property('enabled')),
        tags: reading.tags('tags'),
      },
      place: reading.place,
    },
  ],
};

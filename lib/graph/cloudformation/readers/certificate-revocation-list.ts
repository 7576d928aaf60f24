import type { ResourceReader, Seen } from '../../sightings';
import { isTrue } from '../../values';
import type { CfnReading } from '../reading';

/** A certificate revocation list of IAM Roles Anywhere. */
export const certificateRevocationList: ResourceReader<Seen<'certificate-revocation-list'>, CfnReading> = {
  types: ['AWS::RolesAnywhere::CRL'],
  read: (reading) => [
    {
      model: {
        kind: 'certificate-revocation-list',
        name: reading.text('Name') ?? '',
        anchorArn: reading.text('TrustAnchorArn') ?? '',
        list: reading.text('CrlData') ?? '',
        enabled: isTrue(reading.property('Enabled')),
        tags: reading.tags('Tags'),
      },
      place: reading.place,
    },
  ],
};

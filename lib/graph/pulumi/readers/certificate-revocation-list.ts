import type { ResourceReader, Seen } from '../../sightings';
import type { PulumiReading } from '../reading';

/** Certificate revocation lists: the AWS provider of Pulumi has no resource for them, so there is none to read. */
export const certificateRevocationList: ResourceReader<Seen<'certificate-revocation-list'>, PulumiReading> = { types: [], read: () => [] };

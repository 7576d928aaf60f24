import type { ResourceReader, SeenLogGroup } from '../../sightings';
import { isTrue } from '../../values';
import type { PulumiReading } from '../reading';

/** A log group. It is retained where Pulumi only forgets it and CloudWatch Logs itself refuses to delete it. */
export const logGroup: ResourceReader<SeenLogGroup, PulumiReading> = {
  types: ['aws:cloudwatch/logGroup:LogGroup'],
  read: (reading) => {
    const given = reading.number('retentionInDays');
    // Zero is how the provider writes that events never expire.
    const retention = given === 0 ? undefined : given;
    const retained = isTrue(reading.property('skipDestroy'));
    const deletionProtection = isTrue(reading.property('deletionProtectionEnabled'));
    const model = {
      kind: 'log-group',
      name: reading.name,
      retentionDays: typeof retention === 'number' ? retention : Number.NaN,
      retain: retained && deletionProtection,
      tags: reading.tags('tags'),
    } as const;
    return [{ model, place: reading.place, arn: reading.arn.replace(/:\*$/, ''), retention, retained, deletionProtection }];
  },
};

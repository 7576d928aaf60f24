import { indexedFields } from '../../indexed-fields';
import type { ResourceReader, SeenLogGroup } from '../../sightings';
import { isTrue } from '../../values';
import { jsonOf } from '../in-pascal';
import type { PulumiReading } from '../reading';

/** What resources of their own say of the group, which CloudFormation writes as its properties. */
const policiesOf = (group: PulumiReading, type: string): readonly unknown[] =>
  group.namedBy(type, 'logGroupName').map((policy) => jsonOf(policy.text('policyDocument')));

/** A log group. It is retained where Pulumi only forgets it and CloudWatch Logs itself refuses to delete it. */
export const logGroup: ResourceReader<SeenLogGroup, PulumiReading> = {
  types: ['aws:cloudwatch/logGroup:LogGroup'],
  read: (reading) => {
    const given = reading.number('retentionInDays');
    // Zero is how the provider writes that events never expire.
    const retention = given === 0 ? undefined : given;
    const retained = isTrue(reading.property('skipDestroy'));
    const deletionProtection = isTrue(reading.property('deletionProtectionEnabled'));
    const key = reading.text('kmsKeyId');
    const model = {
      kind: 'log-group',
      name: reading.name,
      retentionDays: typeof retention === 'number' ? retention : Number.NaN,
      retain: retained && deletionProtection,
      ...(key === undefined ? {} : { key }),
      fieldIndexes: indexedFields(policiesOf(reading, 'aws:cloudwatch/logIndexPolicy:LogIndexPolicy')),
      dataProtection: policiesOf(reading, 'aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy')[0],
      tags: reading.tags('tags'),
    } as const;
    return [{ model, place: reading.place, arn: reading.arn.replace(/:\*$/, ''), retention, retained, deletionProtection }];
  },
};

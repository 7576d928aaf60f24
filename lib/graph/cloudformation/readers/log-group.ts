import { indexedFields } from '../../indexed-fields';
import type { ResourceReader, SeenLogGroup } from '../../sightings';
import { isTrue } from '../../values';
import type { CfnReading } from '../reading';

/** A log group. It is retained where nothing of CloudFormation's deletes it and CloudWatch Logs itself refuses to. */
export const logGroup: ResourceReader<SeenLogGroup, CfnReading> = {
  types: ['AWS::Logs::LogGroup'],
  read: (reading) => {
    const retention = reading.number('RetentionInDays');
    const deletionProtection = isTrue(reading.property('DeletionProtectionEnabled'));
    const key = reading.text('KmsKeyId');
    const model = {
      kind: 'log-group',
      name: reading.name,
      retentionDays: typeof retention === 'number' ? retention : Number.NaN,
      retain: reading.retained && deletionProtection,
      ...(key === undefined ? {} : { key }),
      fieldIndexes: indexedFields(reading.property('FieldIndexPolicies')),
      dataProtection: reading.property('DataProtectionPolicy'),
      tags: reading.tags('Tags'),
    } as const;
    return [
      { model, place: reading.place, arn: reading.arn.replace(/:\*$/, ''), retention, retained: reading.retained, deletionProtection },
    ];
  },
};

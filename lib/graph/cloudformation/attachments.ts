/** Managed policies that name the roles they are put on. */
import type { Attachment, ResourceReader } from '../sightings';
import { textValues } from '../values';
import type { CfnReading } from './reading';

export const attachments: readonly ResourceReader<Attachment, CfnReading>[] = [
  {
    types: ['AWS::IAM::ManagedPolicy'],
    read: (reading) =>
      textValues(reading.property('Roles')).map((roleName) => ({
        roleName,
        account: reading.deployedText('⟨account⟩'),
        policyArn: reading.arn,
        place: reading.placeOf('Roles'),
      })),
  },
];

/** Managed policies that name the roles they are put on. */
import type { Attachment, ResourceReader } from '../sightings';
import type { CfnReading } from './reading';

export const attachments: readonly ResourceReader<Attachment, CfnReading>[] = [
  {
    types: ['AWS::IAM::ManagedPolicy'],
    read: (reading) =>
      reading.texts('Roles').map((roleName) => ({
        roleName,
        account: reading.deployedText('⟨account⟩'),
        policyArn: reading.arn,
        place: reading.placeOf('Roles'),
      })),
  },
];

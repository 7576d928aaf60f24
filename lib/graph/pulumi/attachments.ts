/** Resources of a Pulumi program that put managed policies on roles. */
import type { Attachment, ResourceReader } from '../sightings';
import type { PulumiReading } from './reading';

export const attachments: readonly ResourceReader<Attachment, PulumiReading>[] = [
  {
    types: ['aws:iam/rolePolicyAttachment:RolePolicyAttachment'],
    read: (reading) => [
      {
        roleName: reading.roleName('role'),
        policyArn: reading.text('policyArn') ?? '',
        account: reading.deployedText('⟨account⟩'),
        place: reading.place,
      },
    ],
  },
  {
    types: ['aws:iam/policyAttachment:PolicyAttachment'],
    read: (reading) =>
      reading.texts('roles').map((roleName) => ({
        roleName,
        policyArn: reading.text('policyArn') ?? '',
        account: reading.deployedText('⟨account⟩'),
        place: reading.place,
      })),
  },
];

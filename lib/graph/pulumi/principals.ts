/** Users and groups of a Pulumi program, and the policies put on them. */
import type { ResourceReader, SeenGrant, SeenMembership, SeenPrincipal } from '../sightings';
import type { PulumiReading } from './reading';

const accountOf = (reading: PulumiReading): string => reading.deployedText('⟨account⟩');

const principal = (type: string, kind: SeenPrincipal['kind']): ResourceReader<SeenPrincipal, PulumiReading> => ({
  types: [type],
  read: (reading) => [
    {
      kind,
      name: reading.name,
      account: accountOf(reading),
      arn: reading.arn,
      policies: [],
      managedPolicyArns: [],
      boundary: kind === 'user' ? reading.text('permissionsBoundary') : undefined,
      groups: [],
      place: reading.place,
    },
  ],
});

export const principals: readonly ResourceReader<SeenPrincipal, PulumiReading>[] = [
  principal('aws:iam/user:User', 'user'),
  principal('aws:iam/group:Group', 'group'),
];

const inline = (type: string, to: SeenGrant['to']): ResourceReader<SeenGrant, PulumiReading> => ({
  types: [type],
  read: (reading) => {
    const policy = { name: reading.name, document: reading.document('policy') };
    return [{ to, holder: reading.text(to) ?? '', account: accountOf(reading), policy, place: reading.place }];
  },
});

const attached = (type: string, property: string, to: SeenGrant['to']): ResourceReader<SeenGrant, PulumiReading> => ({
  types: [type],
  read: (reading) =>
    reading.texts(property).map((holder) => ({
      to,
      holder,
      account: accountOf(reading),
      managedPolicyArn: reading.text('policyArn') ?? '',
      place: reading.place,
    })),
});

export const grants: readonly ResourceReader<SeenGrant, PulumiReading>[] = [
  inline('aws:iam/userPolicy:UserPolicy', 'user'),
  inline('aws:iam/groupPolicy:GroupPolicy', 'group'),
  attached('aws:iam/userPolicyAttachment:UserPolicyAttachment', 'user', 'user'),
  attached('aws:iam/groupPolicyAttachment:GroupPolicyAttachment', 'group', 'group'),
  attached('aws:iam/policyAttachment:PolicyAttachment', 'users', 'user'),
  attached('aws:iam/policyAttachment:PolicyAttachment', 'groups', 'group'),
];

export const memberships: readonly ResourceReader<SeenMembership, PulumiReading>[] = [
  {
    types: ['aws:iam/groupMembership:GroupMembership'],
    read: (reading) => reading.texts('users').map((user) => ({ user, group: reading.text('group') ?? '', account: accountOf(reading) })),
  },
  {
    types: ['aws:iam/userGroupMembership:UserGroupMembership'],
    read: (reading) => reading.texts('groups').map((group) => ({ user: reading.text('user') ?? '', group, account: accountOf(reading) })),
  },
];

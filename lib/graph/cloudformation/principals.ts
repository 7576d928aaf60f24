/** Users and groups of a CloudFormation template, and the policies put on them. */
import { isRecord } from '../../policy/parse-values';
import { documentAt } from '../document';
import type { GraphPolicy } from '../identity-graph';
import type { ResourceReader, SeenGrant, SeenMembership, SeenPrincipal } from '../sightings';
import { textValue } from '../values';
import type { CfnReading } from './reading';

/** A document in a place that has none: CloudFormation refuses it, but whoever wrote it meant it, and takes it for read. */
function misplacedPolicy(reading: CfnReading): readonly GraphPolicy[] {
  const document = reading.document('PolicyDocument');
  return document.raw === undefined ? [] : [{ name: 'PolicyDocument', document }];
}

/** Policies written into the user, group or role itself. */
export const inlinePolicies = (reading: CfnReading, holder: string): readonly GraphPolicy[] => [
  ...listedPolicies(reading, holder),
  ...misplacedPolicy(reading),
];

function listedPolicies(reading: CfnReading, holder: string): readonly GraphPolicy[] {
  const policies = reading.property('Policies') ?? [];
  if (!Array.isArray(policies)) {
    reading.problem(`the inline policies of the ${holder} are no list`);
    return [];
  }
  return policies.flatMap((policy: unknown, index) => {
    if (!isRecord(policy)) {
      reading.problem(`inline policy ${index} of the ${holder} is no object`);
      return [];
    }
    const document = documentAt(policy.PolicyDocument, reading.placeOf('Policies', index, 'PolicyDocument'));
    return [{ name: textValue(policy.PolicyName) ?? '', document }];
  });
}

const accountOf = (reading: CfnReading): string => reading.deployedText('⟨account⟩');

const principal = (type: string, kind: SeenPrincipal['kind']): ResourceReader<SeenPrincipal, CfnReading> => ({
  types: [type],
  read: (reading) => [
    {
      kind,
      name: reading.name,
      account: accountOf(reading),
      arn: reading.arn,
      policies: inlinePolicies(reading, kind),
      managedPolicyArns: reading.texts('ManagedPolicyArns'),
      boundary: kind === 'user' ? reading.text('PermissionsBoundary') : undefined,
      groups: kind === 'user' ? reading.texts('Groups') : [],
      place: reading.place,
    },
  ],
});

export const principals: readonly ResourceReader<SeenPrincipal, CfnReading>[] = [
  principal('AWS::IAM::User', 'user'),
  principal('AWS::IAM::Group', 'group'),
];

/** The users and groups that a policy names, by the properties that name them. */
const holdersIn = (
  reading: CfnReading,
  users: readonly string[],
  groups: readonly string[],
): readonly Pick<SeenGrant, 'to' | 'holder' | 'account'>[] =>
  (
    [
      ['user', users],
      ['group', groups],
    ] as const
  ).flatMap(([to, names]) => names.map((holder) => ({ to, holder, account: accountOf(reading) })));

const inline = (type: string, holders: (reading: CfnReading) => ReturnType<typeof holdersIn>): ResourceReader<SeenGrant, CfnReading> => ({
  types: [type],
  read: (reading) => {
    const policy = { name: reading.text('PolicyName') ?? '', document: reading.document('PolicyDocument') };
    return holders(reading).map((holder) => ({ ...holder, policy, place: reading.place }));
  },
});

/** The users and groups that an inline policy names; itself, where it names nobody at all. */
function holdersOfPolicy(reading: CfnReading): ReturnType<typeof holdersIn> {
  const named = holdersIn(reading, reading.texts('Users'), reading.texts('Groups'));
  if (named.length > 0 || reading.texts('Roles').length > 0) return named;
  return [{ to: 'policy', holder: reading.text('PolicyName') ?? reading.name, account: accountOf(reading) }];
}

export const grants: readonly ResourceReader<SeenGrant, CfnReading>[] = [
  inline('AWS::IAM::Policy', holdersOfPolicy),
  inline('AWS::IAM::UserPolicy', (reading) => holdersIn(reading, reading.texts('UserName'), [])),
  inline('AWS::IAM::GroupPolicy', (reading) => holdersIn(reading, [], reading.texts('GroupName'))),
  {
    types: ['AWS::IAM::ManagedPolicy'],
    read: (reading) =>
      holdersIn(reading, reading.texts('Users'), reading.texts('Groups')).map((holder) => ({
        ...holder,
        managedPolicyArn: reading.arn,
        place: reading.place,
      })),
  },
];

export const memberships: readonly ResourceReader<SeenMembership, CfnReading>[] = [
  {
    types: ['AWS::IAM::UserToGroupAddition'],
    read: (reading) =>
      reading.texts('Users').map((user) => ({ user, group: reading.text('GroupName') ?? '', account: accountOf(reading) })),
  },
];

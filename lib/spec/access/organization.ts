/**
 * The organization of AWS accounts that a component stays within: its callers by role, and the resources it reaches.
 *
 * `aws:PrincipalOrgID` and `aws:ResourceOrgID` are absent where the account is in no organization, which counts as another one. Services whose resources AWS itself
 * owns, or whose requests do not say whose a resource is, are left out: foundation models, public images, documents of Systems Manager, and the documented
 * exceptions of the key.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceorgid
 */
import { shown, text } from '../form';
import { defineCondition } from './define-condition';

/** The organization's id, such as `o-a1b2c3d4e5`. */
export type Organization = `o-${string}`;

/** Where `aws:ResourceOrgID` is absent or that of AWS. */
const NOT_OWNED = [
  'bedrock:*',
  'dataexchange:*',
  'ec2:*',
  'ecr-public:*',
  'ecr:GetAuthorizationToken',
  'events:*',
  'guardduty:*',
  'iam:*',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'organizations:*',
  'route53:*',
  'securityhub:*',
  'ssm:*',
  'sts:*',
];

export const organizationCondition = defineCondition<Organization>({
  form: text,
  check: (id: string, findings) => {
    if (!/^o-[a-z0-9]{10,32}$/.test(id))
      findings.add('WI185', { what: `${shown(id)} is no organization`, fix: 'write its id, such as `o-a1b2c3d4e5`' });
  },
  beyond: (own, agents) => (own === agents ? undefined : `\`${own}\``),
  inWords: (id) => `callers and resources of the organization ${id}`,
  enforce: (id, { adopted, isAssumed, hasResourcePolicy }) => ({
    denials: [
      {
        Sid: 'OnlyInOrganization',
        Effect: 'Deny',
        NotAction: NOT_OWNED,
        Resource: ['*'],
        Condition: { BoolIfExists: { 'aws:ViaAWSService': ['false'] }, StringNotEquals: { 'aws:ResourceOrgID': [id] } },
      },
    ],
    callers: { StringEquals: { 'aws:PrincipalOrgID': [id] } },
    by: [
      ...(isAssumed && !adopted
        ? [{ where: 'iam-trust', how: 'callers of another organization are not admitted, by `aws:PrincipalOrgID`' } as const]
        : []),
      ...(hasResourcePolicy
        ? [{ where: 'resource-policy', how: 'callers of another organization are not admitted, by `aws:PrincipalOrgID`' } as const]
        : []),
      { where: 'iam-permission', how: 'denied by `aws:ResourceOrgID`, where requests say whose a resource is' },
    ],
  }),
});

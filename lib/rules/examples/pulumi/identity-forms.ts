/** Roles, users, groups and the policies put on them. */
import { document, type Form, inputsOf, listOf, type Properties, type PulumiPart, recordsOf, same } from './form';
import { NoPulumiForm } from './no-pulumi-form';
import { isPlainRecord, Reference } from './value';

const ROLE = 'aws:iam/role:Role';
const USER = 'aws:iam/user:User';
const GROUP = 'aws:iam/group:Group';

interface Holder {
  readonly inline: string;
  readonly attachment: string;
  readonly property: 'role' | 'user' | 'group';
}

const HOLDERS = {
  role: { inline: 'aws:iam/rolePolicy:RolePolicy', attachment: 'aws:iam/rolePolicyAttachment:RolePolicyAttachment', property: 'role' },
  user: { inline: 'aws:iam/userPolicy:UserPolicy', attachment: 'aws:iam/userPolicyAttachment:UserPolicyAttachment', property: 'user' },
  group: {
    inline: 'aws:iam/groupPolicy:GroupPolicy',
    attachment: 'aws:iam/groupPolicyAttachment:GroupPolicyAttachment',
    property: 'group',
  },
} as const satisfies Readonly<Record<string, Holder>>;

const inline = ({ inline: type, property }: Holder, holder: unknown, name: unknown, policy: unknown, suffix?: string): PulumiPart => ({
  type,
  ...(suffix === undefined ? {} : { suffix }),
  inputs: { [property]: holder, ...(name === undefined ? {} : { name }), policy: document(policy) },
});

const attached = ({ attachment: type, property }: Holder, holder: unknown, policyArn: unknown, suffix: string): PulumiPart => ({
  type,
  suffix,
  inputs: { [property]: holder, policyArn },
});

/** Inline and managed policies written into their holder are resources of their own with Pulumi. */
const carried = (holder: Holder, id: string, { Policies, ManagedPolicyArns }: Properties): readonly PulumiPart[] => [
  ...recordsOf(Policies).map(({ PolicyName, PolicyDocument }) =>
    inline(holder, new Reference(id, 'name'), PolicyName, PolicyDocument, String(PolicyName)),
  ),
  ...listOf(ManagedPolicyArns).map((arn, index) => attached(holder, new Reference(id, 'name'), arn, `managed-${index + 1}`)),
];

const role: Form = ({ Policies, ManagedPolicyArns, ...properties }, id) => [
  { type: ROLE, inputs: inputsOf(properties, { renamed: { name: 'RoleName', assumeRolePolicy: 'AssumeRolePolicyDocument' } }) },
  ...carried(HOLDERS.role, id, { Policies, ManagedPolicyArns }),
];

/** The provider generates the password of a sign-in, so there is none without. */
function signIn(profile: unknown, id: string): readonly PulumiPart[] {
  if (profile === undefined) return [];
  if (!isPlainRecord(profile) || profile.Password === undefined)
    throw new NoPulumiForm('a sign-in without a password has no form with Pulumi');
  return [{ type: 'aws:iam/userLoginProfile:UserLoginProfile', suffix: 'login', inputs: { user: new Reference(id, 'name') } }];
}

const user: Form = ({ Policies, ManagedPolicyArns, Groups, LoginProfile, ...properties }, id) => [
  { type: USER, inputs: inputsOf(properties, { renamed: { name: 'UserName' } }) },
  ...carried(HOLDERS.user, id, { Policies, ManagedPolicyArns }),
  ...(Groups === undefined
    ? []
    : [
        {
          type: 'aws:iam/userGroupMembership:UserGroupMembership',
          suffix: 'groups',
          inputs: { user: new Reference(id, 'name'), groups: Groups },
        },
      ]),
  ...signIn(LoginProfile, id),
];

const group: Form = ({ Policies, ManagedPolicyArns, ...properties }, id) => [
  { type: GROUP, inputs: inputsOf(properties, { renamed: { name: 'GroupName' } }) },
  ...carried(HOLDERS.group, id, { Policies, ManagedPolicyArns }),
];

interface Named {
  readonly holder: Holder;
  readonly name: unknown;
  readonly suffix: string;
}

/** Everybody that a policy names. */
const named = ({ Roles, Users, Groups }: Properties): readonly Named[] =>
  ([HOLDERS.role, HOLDERS.user, HOLDERS.group] as const).flatMap((holder, at) =>
    listOf([Roles, Users, Groups][at]).map((name, index) => ({ holder, name, suffix: `${holder.property}-${index + 1}` })),
  );

const managedPolicy: Form = ({ Roles, Users, Groups, ...properties }, id) => [
  {
    type: 'aws:iam/policy:Policy',
    inputs: inputsOf(properties, { renamed: { name: 'ManagedPolicyName', policy: 'PolicyDocument' } }),
  },
  ...named({ Roles, Users, Groups }).map(({ holder, name, suffix }) => attached(holder, name, new Reference(id, 'arn'), suffix)),
];

/** One inline policy for each that it names; the first stands for the policy of the template. */
const inlinePolicy: Form = (properties) =>
  named(properties).map(({ holder, name, suffix }, index) =>
    inline(holder, name, properties.PolicyName, properties.PolicyDocument, index === 0 ? undefined : suffix),
  );

const inlineOf =
  (holder: Holder, property: string): Form =>
  (properties) => [inline(holder, properties[property], properties.PolicyName, properties.PolicyDocument)];

export const IDENTITY_FORMS: Readonly<Record<string, Form>> = {
  'AWS::IAM::Role': role,
  'AWS::IAM::User': user,
  'AWS::IAM::Group': group,
  'AWS::IAM::ManagedPolicy': managedPolicy,
  'AWS::IAM::Policy': inlinePolicy,
  'AWS::IAM::RolePolicy': inlineOf(HOLDERS.role, 'RoleName'),
  'AWS::IAM::UserPolicy': inlineOf(HOLDERS.user, 'UserName'),
  'AWS::IAM::GroupPolicy': inlineOf(HOLDERS.group, 'GroupName'),
  'AWS::IAM::UserToGroupAddition': same('aws:iam/groupMembership:GroupMembership', { renamed: { group: 'GroupName' } }),
  'AWS::IAM::InstanceProfile': ({ Roles, ...properties }) => [
    {
      type: 'aws:iam/instanceProfile:InstanceProfile',
      inputs: { ...inputsOf(properties, { renamed: { name: 'InstanceProfileName' } }), role: listOf(Roles)[0] },
    },
  ],
  'AWS::IAM::OIDCProvider': same('aws:iam/openIdConnectProvider:OpenIdConnectProvider', {
    renamed: { clientIdLists: 'ClientIdList', thumbprintLists: 'ThumbprintList' },
  }),
};

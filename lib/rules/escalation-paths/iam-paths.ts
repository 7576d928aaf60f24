/** Ways through IAM itself: policies, groups, credentials, trust policies and boundaries of others, or of oneself. */
import { type EscalationPath, onOne, path } from './path';

const ANYTHING = 'every permission that the new policy grants';
const GROUP = 'every permission of the group';
const PERMISSION_SET = 'every permission of the permission set, in each account that it is assigned to';
const THE_USER = 'the user, by credentials of one’s own making';
const THE_ROLE = 'every role whose trust policy can be rewritten';
const UNBOUND = 'what the boundary kept from its own policies';

/** Writes or attaches a policy, or joins a group that has one. */
export const POLICY_PATHS: readonly EscalationPath[] = [
  path('iam-001', ANYTHING, 'iam:CreatePolicyVersion'),
  path('iam-005', ANYTHING, 'iam:PutRolePolicy'),
  path('iam-007', ANYTHING, 'iam:PutUserPolicy'),
  path('iam-008', ANYTHING, 'iam:AttachUserPolicy'),
  path('iam-009', ANYTHING, 'iam:AttachRolePolicy'),
  path('iam-010', ANYTHING, 'iam:AttachGroupPolicy'),
  path('iam-011', ANYTHING, 'iam:PutGroupPolicy'),
  path('iam-013', GROUP, 'iam:AddUserToGroup'),
  onOne('iam-014', ANYTHING, 'iam:AttachRolePolicy', 'sts:AssumeRole'),
  onOne('iam-015', ANYTHING, 'iam:AttachUserPolicy', 'iam:CreateAccessKey'),
  path('iam-016', ANYTHING, 'iam:CreatePolicyVersion', 'sts:AssumeRole'),
  onOne('iam-017', ANYTHING, 'iam:PutRolePolicy', 'sts:AssumeRole'),
  onOne('iam-018', ANYTHING, 'iam:PutUserPolicy', 'iam:CreateAccessKey'),
  path('other-set-default-policy-version', 'the permissions of an older version of the policy', 'iam:SetDefaultPolicyVersion'),
  path('sso-002', PERMISSION_SET, 'sso:AttachManagedPolicyToPermissionSet'),
  path('sso-003', PERMISSION_SET, 'sso:PutInlinePolicyToPermissionSet'),
  path('other-permission-set-customer-managed', PERMISSION_SET, 'sso:AttachCustomerManagedPolicyReferenceToPermissionSet'),
  path('sso-001', PERMISSION_SET, 'sso:CreatePermissionSet', 'sso:CreateAccountAssignment', 'sso:AttachManagedPolicyToPermissionSet'),
  path(
    'other-permission-set-new',
    PERMISSION_SET,
    'sso:CreatePermissionSet',
    'sso:CreateAccountAssignment',
    'sso:PutInlinePolicyToPermissionSet',
  ),
];

/** Makes credentials of somebody else. */
export const CREDENTIAL_PATHS: readonly EscalationPath[] = [
  path('iam-002', THE_USER, 'iam:CreateAccessKey'),
  onOne('iam-003', THE_USER, 'iam:CreateAccessKey', 'iam:DeleteAccessKey'),
  path('iam-004', THE_USER, 'iam:CreateLoginProfile'),
  path('iam-006', THE_USER, 'iam:UpdateLoginProfile'),
  path('other-service-specific-credential', THE_USER, 'iam:CreateServiceSpecificCredential'),
  path('other-reset-service-specific-credential', THE_USER, 'iam:ResetServiceSpecificCredential'),
  path('other-signing-certificate', THE_USER, 'iam:UploadSigningCertificate'),
  path('other-ssh-public-key', THE_USER, 'iam:UploadSSHPublicKey'),
];

/** Lets somebody become a role who could not. */
export const TRUST_PATHS: readonly EscalationPath[] = [
  path('iam-012', THE_ROLE, 'iam:UpdateAssumeRolePolicy'),
  onOne('iam-019', ANYTHING, 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'),
  path('iam-020', ANYTHING, 'iam:CreatePolicyVersion', 'iam:UpdateAssumeRolePolicy'),
  onOne('iam-021', ANYTHING, 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'),
  path('other-oidc-client-id', 'every role that trusts the identity provider', 'iam:AddClientIDToOpenIDConnectProvider'),
  path('other-oidc-thumbprint', 'every role that trusts the identity provider', 'iam:UpdateOpenIDConnectProviderThumbprint'),
  path('other-saml-provider', 'every role that trusts the identity provider', 'iam:UpdateSAMLProvider'),
  path('other-trust-anchor', 'every role that trusts the trust anchor', 'rolesanywhere:UpdateTrustAnchor'),
];

/** Takes off what limits the permissions that one has. */
export const BOUNDARY_PATHS: readonly EscalationPath[] = [
  path('iam-022', UNBOUND, 'iam:DeleteUserPermissionsBoundary'),
  onOne('iam-023', UNBOUND, 'iam:DeleteRolePermissionsBoundary', 'sts:AssumeRole'),
  path('iam-024', UNBOUND, 'iam:PutUserPermissionsBoundary'),
  path('other-delete-role-boundary', UNBOUND, 'iam:DeleteRolePermissionsBoundary'),
  path('other-put-role-boundary', UNBOUND, 'iam:PutRolePermissionsBoundary'),
  path('other-permission-set-boundary', UNBOUND, 'sso:DeletePermissionsBoundaryFromPermissionSet'),
  { ...path('iam-025', 'what a Deny of the policy kept from it', 'iam:DetachUserPolicy'), liftsDeny: true },
  { ...path('iam-026', 'what a Deny of the policy kept from it', 'iam:DeleteUserPolicy'), liftsDeny: true },
  { ...path('other-detach-role-policy', 'what a Deny of the policy kept from it', 'iam:DetachRolePolicy'), liftsDeny: true },
  { ...path('other-delete-role-policy', 'what a Deny of the policy kept from it', 'iam:DeleteRolePolicy'), liftsDeny: true },
];

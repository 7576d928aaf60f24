/** Ways through IAM itself: policies, groups, credentials, trust policies and boundaries of others, or of oneself. */
import { type EscalationPath, path } from './path';

/** Writes or attaches a policy, or joins a group that has one. */
export const POLICY_PATHS: readonly EscalationPath[] = [
  path('iam-001', 'iam:CreatePolicyVersion'),
  path('iam-005', 'iam:PutRolePolicy'),
  path('iam-007', 'iam:PutUserPolicy'),
  path('iam-008', 'iam:AttachUserPolicy'),
  path('iam-009', 'iam:AttachRolePolicy'),
  path('iam-010', 'iam:AttachGroupPolicy'),
  path('iam-011', 'iam:PutGroupPolicy'),
  path('iam-013', 'iam:AddUserToGroup'),
  path('iam-014', 'iam:AttachRolePolicy', 'sts:AssumeRole'),
  path('iam-015', 'iam:AttachUserPolicy', 'iam:CreateAccessKey'),
  path('iam-016', 'iam:CreatePolicyVersion', 'sts:AssumeRole'),
  path('iam-017', 'iam:PutRolePolicy', 'sts:AssumeRole'),
  path('iam-018', 'iam:PutUserPolicy', 'iam:CreateAccessKey'),
  path('other-set-default-policy-version', 'iam:SetDefaultPolicyVersion'),
  path('other-permission-set-inline', 'sso:PutInlinePolicyToPermissionSet'),
  path('other-permission-set-managed', 'sso:AttachManagedPolicyToPermissionSet'),
  path('other-permission-set-customer-managed', 'sso:AttachCustomerManagedPolicyReferenceToPermissionSet'),
  path(
    'other-permission-set-assignment',
    'sso:CreatePermissionSet',
    'sso:CreateAccountAssignment',
    'sso:AttachManagedPolicyToPermissionSet',
  ),
];

/** Makes credentials of somebody else. */
export const CREDENTIAL_PATHS: readonly EscalationPath[] = [
  path('iam-002', 'iam:CreateAccessKey'),
  path('iam-003', 'iam:CreateAccessKey', 'iam:DeleteAccessKey'),
  path('iam-004', 'iam:CreateLoginProfile'),
  path('iam-006', 'iam:UpdateLoginProfile'),
  path('other-service-specific-credential', 'iam:CreateServiceSpecificCredential'),
  path('other-reset-service-specific-credential', 'iam:ResetServiceSpecificCredential'),
  path('other-signing-certificate', 'iam:UploadSigningCertificate'),
  path('other-ssh-public-key', 'iam:UploadSSHPublicKey'),
];

/** Lets somebody become a role who could not. */
export const TRUST_PATHS: readonly EscalationPath[] = [
  path('iam-012', 'iam:UpdateAssumeRolePolicy'),
  path('iam-019', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'),
  path('iam-020', 'iam:CreatePolicyVersion', 'iam:UpdateAssumeRolePolicy'),
  path('iam-021', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'),
  path('other-oidc-client-id', 'iam:AddClientIDToOpenIDConnectProvider'),
  path('other-oidc-thumbprint', 'iam:UpdateOpenIDConnectProviderThumbprint'),
  path('other-saml-provider', 'iam:UpdateSAMLProvider'),
  path('other-trust-anchor', 'rolesanywhere:UpdateTrustAnchor'),
];

/** Takes the limit off what is permitted. */
export const BOUNDARY_PATHS: readonly EscalationPath[] = [
  path('other-delete-role-boundary', 'iam:DeleteRolePermissionsBoundary'),
  path('other-delete-user-boundary', 'iam:DeleteUserPermissionsBoundary'),
  path('other-put-role-boundary', 'iam:PutRolePermissionsBoundary'),
  path('other-put-user-boundary', 'iam:PutUserPermissionsBoundary'),
];

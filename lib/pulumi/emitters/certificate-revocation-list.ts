/** The provider has no resource for it (`rolesanywhere` of `@pulumi/aws` 7.48). */
export const certificateRevocationList = {
  cannot:
    'the AWS provider of Pulumi imports no certificate revocation lists; import the list by hand, with `aws rolesanywhere import-crl`',
} as const;

/** A profile gives no tags of the certificate without attribute mappings, and the provider has none (`rolesanywhere.Profile` of `@pulumi/aws` 7.48). */
export const rolesAnywhereProfile = {
  cannot:
    "the AWS provider of Pulumi makes profiles without attribute mappings, and without them no attribute of a certificate is there for the trust policy to test; make the profile with `aws-native` or by hand, and declare `profile: 'imported'`",
} as const;

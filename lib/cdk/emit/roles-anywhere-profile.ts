import { CfnProfile } from 'aws-cdk-lib/aws-rolesanywhere';
import type { PlannedRolesAnywhereProfile } from '../../plan/plan';
import type { CdkContext } from '../context';

/** The profile that lends a role to the holders of certificates; made after the role, whose ARN is composed and so does not order the two. */
export const rolesAnywhereProfile = (resource: PlannedRolesAnywhereProfile, context: CdkContext): void =>
  context.add(resource, (scope, id) => {
    const profile = new CfnProfile(scope, id, {
      name: context.text(resource.name),
      roleArns: [context.text(resource.roleArn)],
      attributeMappings: resource.mappings.map(({ field, specifiers }) => ({
        certificateField: field,
        mappingRules: specifiers.map((specifier) => ({ specifier })),
      })),
      durationSeconds: resource.durationSeconds,
      enabled: resource.enabled,
      tags: context.tags(resource.tags),
    });
    const role = resource.role === undefined ? undefined : context.added(resource.role);
    if (role !== undefined) profile.addResourceDependency(role);
    return profile;
  });

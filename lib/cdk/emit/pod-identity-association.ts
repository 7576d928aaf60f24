import { CfnPodIdentityAssociation } from 'aws-cdk-lib/aws-eks';
import type { PlannedPodIdentityAssociation } from '../../plan/plan';
import type { CdkContext } from '../context';

/** The association that lends a role to a service account; made after the role, whose ARN is composed and so does not order the two. */
export const podIdentityAssociation = (resource: PlannedPodIdentityAssociation, context: CdkContext): void =>
  context.add(resource, (scope, id) => {
    const association = new CfnPodIdentityAssociation(scope, id, {
      clusterName: context.text(resource.cluster),
      namespace: context.text(resource.namespace),
      serviceAccount: context.text(resource.serviceAccount),
      roleArn: context.text(resource.roleArn),
      ...(resource.targetRoleArn === undefined ? {} : { targetRoleArn: context.text(resource.targetRoleArn) }),
      ...(resource.policy === undefined ? {} : { policy: context.documentText(resource.policy) }),
      ...(resource.disableSessionTags === undefined ? {} : { disableSessionTags: resource.disableSessionTags }),
      tags: context.tags(resource.tags),
    });
    const role = resource.role === undefined ? undefined : context.added(resource.role);
    if (role !== undefined) association.addResourceDependency(role);
    return association;
  });

import * as eks from '@pulumi/aws/eks';
import type { PlannedPodIdentityAssociation } from '../../plan/plan';
import type { PulumiContext } from '../context';

/** The association that lends a role to a service account; it waits for the role's policies, so that no pod starts without its permissions. */
export const podIdentityAssociation = (resource: PlannedPodIdentityAssociation, context: PulumiContext): void =>
  context.register(
    eks.PodIdentityAssociation,
    resource.id,
    {
      clusterName: context.text(resource.cluster),
      namespace: context.text(resource.namespace),
      serviceAccount: context.text(resource.serviceAccount),
      roleArn: context.text(resource.roleArn),
      ...(resource.targetRoleArn === undefined ? {} : { targetRoleArn: context.text(resource.targetRoleArn) }),
      ...(resource.policy === undefined ? {} : { policy: context.document(resource.policy, { quota: 'session policy', id: resource.id }) }),
      ...(resource.disableSessionTags === undefined ? {} : { disableSessionTags: resource.disableSessionTags }),
      tags: context.tags(resource.tags),
    },
    { after: context.identityOf(resource.component) },
  );

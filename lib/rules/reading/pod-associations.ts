/** EKS Pod Identity associations, and what they leave of the session tags. */
import type { GraphResource, GraphRole, IdentityGraph } from '../../graph/identity-graph';
import { once } from './once';
import { couldBe } from './plan-of';
import { together } from './when';

export interface PodAssociation {
  readonly resource: GraphResource;
  readonly roleArn: string;
  /** Whether the pods\u2019 sessions go without tags; undefined where that is known only at deployment. */
  readonly untagged: boolean | undefined;
  /** Whether a session policy is put on the sessions. */
  readonly restricted: boolean;
}

const isTrue = (value: unknown): boolean | undefined => {
  if (value === undefined || value === false || value === 'false') return false;
  return value === true || value === 'true' ? true : undefined;
};

/** All associations of a graph. */
export const podAssociations = once((graph: IdentityGraph): readonly PodAssociation[] =>
  graph.resourcesOf('AWS::EKS::PodIdentityAssociation').flatMap((resource) => {
    const { RoleArn, DisableSessionTags, Policy } = resource.properties;
    if (typeof RoleArn !== 'string') return [];
    return [{ resource, roleArn: RoleArn, untagged: isTrue(DisableSessionTags), restricted: Policy !== undefined && Policy !== '' }];
  }),
);

/** Whether every association that lends the role switches session tags off, so that there is nothing to test. */
export function runsUntagged(role: GraphRole, graph: IdentityGraph): boolean {
  const lent = graph.bindings.filter(
    (binding) => binding.kind === 'pod-identity-association' && couldBe(role.arn, binding.roleArn) && together(role, binding),
  );
  return lent.length > 0 && lent.every(({ untagged }) => untagged === true);
}

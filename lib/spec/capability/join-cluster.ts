import type { ArnOf } from '../late';
import type { Capability } from '../permission';
import { capability, permission, wantsArn } from './capability';

/**
 * What a node needs of its EKS cluster: to find it, and to fetch the credentials of the pods that run on it through the Pod Identity agent.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export const joinCluster = ({ cluster }: { readonly cluster: ArnOf<'eks-cluster-arn'> }): Capability =>
  capability(
    'joinCluster',
    'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html',
    [permission('JoinCluster', ['eks-auth:AssumeRoleForPodIdentity', 'eks:DescribeCluster'], [cluster])],
    wantsArn(cluster, 'eks-cluster-arn'),
  );

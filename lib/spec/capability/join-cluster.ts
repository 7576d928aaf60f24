import type { ArnOf } from '../late';
import type { Capability } from '../permission';
import { capability, permission, wantsArn } from './capability';

/**
 * What a node needs of its EKS cluster: to find it and its own instance, and to fetch the credentials of the pods that run on it through the Pod
 * Identity agent.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 */
export const joinCluster = ({ cluster }: { readonly cluster: ArnOf<'eks-cluster-arn'> }): Capability =>
  capability(
    'joinCluster',
    'https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html',
    [
      permission('JoinCluster', ['eks-auth:AssumeRoleForPodIdentity', 'eks:DescribeCluster'], [cluster]),
      {
        effect: 'allow',
        label: 'FindOwnInstance',
        actions: ['ec2:DescribeInstances'],
        resources: [{ pattern: '*', because: 'the action has no resource types' }],
      },
    ],
    wantsArn(cluster, 'eks-cluster-arn'),
  );

/**
 * An EKS node: the instances that host the pods of a cluster become the component.
 *
 * EC2's assumption of a role carries no key that names the instance or its group. A node can fetch the credentials of every pod that runs on it; say so with
 * `hosts`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 */
import { defineTrust } from './define-trust';
import { onInstances } from './instance';
import { serviceStatement } from './service';

export interface EksNodeTrust {
  readonly kind: 'eks-node';
}

/** The role of a cluster's nodes. It is handed out for the node group to take; give it `joinCluster({ cluster })`. */
export const eksNode = (): EksNodeTrust => ({ kind: 'eks-node' });

export const eksNodeKind = defineTrust<EksNodeTrust>({
  kind: 'eks-node',
  fields: {},
  check: () => undefined,
  statements: () => [serviceStatement('Node', 'ec2.amazonaws.com', ['sts:AssumeRole'])],
  summary: () => ({ who: 'EC2 instances of node groups that take the role', issuer: 'ec2.amazonaws.com' }),
  ...onInstances,
});

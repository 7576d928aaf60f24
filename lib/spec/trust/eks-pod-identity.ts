/**
 * EKS Pod Identity: the pods of one service account become the component.
 *
 * The Pod Identity agent asks in the name of `pods.eks.amazonaws.com` and tags the session; the trust policy tests the tags, because without them whoever may
 * create an association on any cluster of the account could bind the role. The tags are transitive.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */

import { derived } from '../derivation';
import type { ExactIn } from '../exact';
import { shown, text } from '../form';
import { hasShape } from '../has-shape';
import type { ArnOf } from '../late';
import { defineTrust } from './define-trust';
import { checkServiceAccount, type ServiceAccount, subjectOf } from './kubernetes';
import { serviceStatement } from './service';

/** Options of {@link eksPodIdentity}. */
export interface EksPodIdentityOptions extends ServiceAccount {
  readonly cluster: ArnOf<'eks-cluster-arn'>;
}

export interface EksPodIdentityTrust extends EksPodIdentityOptions {
  readonly kind: 'eks-pod-identity';
}

/** EKS Pod Identity: exactly the pods of one service account on one cluster. The association is made with the role. */
export const eksPodIdentity = <const Options extends EksPodIdentityOptions>(
  options: Options & ExactIn<Options, 'namespace' | 'serviceAccount'>,
): EksPodIdentityTrust => ({ ...(options as EksPodIdentityOptions), kind: 'eks-pod-identity' });

export const eksPodIdentityKind = defineTrust<EksPodIdentityTrust>({
  kind: 'eks-pod-identity',
  fields: { cluster: text, namespace: text, serviceAccount: text },
  check: (trust, findings) => {
    if (typeof trust.cluster !== 'string' || !hasShape(trust.cluster, 'eks-cluster-arn')) {
      findings.add('WI109', {
        what: `${shown(trust.cluster)} is no cluster ARN`,
        fix: 'give an input of shape `eks-cluster-arn` or a literal ARN',
        pointer: 'cluster',
      });
    }
    checkServiceAccount(trust, findings);
  },
  statements: ({ cluster, namespace, serviceAccount }) => [
    serviceStatement('PodIdentity', 'pods.eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession'], {
      StringEquals: {
        'aws:RequestTag/eks-cluster-arn': [cluster],
        'aws:RequestTag/kubernetes-namespace': [namespace],
        'aws:RequestTag/kubernetes-service-account': [serviceAccount],
      },
    }),
  ],
  summary: (trust) => ({
    who: `pods of service account ${trust.namespace}/${trust.serviceAccount} on the cluster ${trust.cluster}`,
    issuer: 'pods.eks.amazonaws.com',
    subject: [subjectOf(trust)],
  }),
  log: (_trust, { logGroup }) => ({ writer: 'self', group: logGroup }),
  carriesSourceIdentity: false,
  transitiveTags: [
    'eks-cluster-arn',
    'eks-cluster-name',
    'kubernetes-namespace',
    'kubernetes-pod-name',
    'kubernetes-pod-uid',
    'kubernetes-service-account',
  ],
  workload: ({ cluster, namespace, serviceAccount }) => `the service account \`${namespace}/${serviceAccount}\` of \`${cluster}\``,
  association: ({ cluster, namespace, serviceAccount }) => ({ cluster: derived(cluster, 'name'), namespace, serviceAccount }),
});

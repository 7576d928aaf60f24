/**
 * A Kubernetes cluster of one's own: the pods of one service account become the component with a token that the cluster projects for them.
 *
 * Subject grammar: `system:serviceaccount:NAMESPACE:SERVICE_ACCOUNT`. Both are names: whoever may delete and make the namespace or the service account anew, or run
 * pods in it, is the component. The issuer is the cluster's `--service-account-issuer`; its `/.well-known/openid-configuration` and keys must be public (a bucket behind
 * a distribution is enough), because IAM fetches them over the internet. Two clusters must not share an issuer.
 *
 * Audience: `audience` of the projected token, by habit `sts.amazonaws.com`. Claim keys that STS can test: `sub` and `aud`; `kubernetes.io`, with pod, node and their
 * ids, is in the token and cannot be tested. The API server writes no claims of one's own, so tags, source identity and the roles claim are not to be had.
 *
 * Cost: 333 characters of statement for the example of docs/trust.md.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#service-account-issuer-discovery
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
import type { ExactIn } from '../exact';
import { text } from '../form';
import type { Late } from '../late';
import { defineWebIdentity } from './define-web-identity';
import { checkServiceAccount, type ServiceAccount, subjectOf } from './service-account';
import { checkAudience, checkIssuer, checkPublicIssuer, type ProviderSource } from './web-identity';

const AUDIENCE = 'sts.amazonaws.com';

/** Options of {@link kubernetes}. */
export interface KubernetesOptions extends ServiceAccount {
  /** The cluster's service account issuer, to the letter. */
  readonly issuer: Late<'oidc-issuer-url'> | `https://${string}`;
  /** Default `sts.amazonaws.com`. */
  readonly audience?: string;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

export interface KubernetesTrust extends KubernetesOptions {
  readonly kind: 'kubernetes';
}

/** A Kubernetes cluster of one's own: exactly the pods of one service account. */
export const kubernetes = <const Options extends KubernetesOptions>(
  options: Options & ExactIn<Options, 'namespace' | 'serviceAccount' | 'audience'>,
): KubernetesTrust => ({ ...(options as KubernetesOptions), kind: 'kubernetes' });

export const kubernetesKind = defineWebIdentity<KubernetesTrust>({
  kind: 'kubernetes',
  ownNetwork: true,
  fields: { issuer: text, namespace: text, serviceAccount: text, audience: text },
  check: (trust, findings) => {
    checkIssuer(trust.issuer, findings);
    checkPublicIssuer(trust.issuer, findings);
    checkServiceAccount(trust, findings);
    checkAudience(trust.audience ?? AUDIENCE, findings);
  },
  token: (trust) => ({
    sid: 'Kubernetes',
    who: `pods of service account ${trust.namespace}/${trust.serviceAccount} of the cluster with issuer ${trust.issuer}`,
    issuer: trust.issuer,
    subjects: [subjectOf(trust)],
    audiences: [trust.audience ?? AUDIENCE],
  }),
});

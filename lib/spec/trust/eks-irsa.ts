/**
 * EKS IAM roles for service accounts (IRSA): the pods of one service account become the component with a token of the cluster's OIDC issuer.
 *
 * The issuer is part of condition keys. Where it is known only at deployment, the trust policy is emitted as JSON text with the issuer put in, not through a
 * custom resource.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
import type { ExactIn } from '../exact';
import { text } from '../form';
import type { Late } from '../late';
import { defineTrust } from './define-trust';
import { checkServiceAccount, type ServiceAccount, subjectOf } from './service-account';
import { checkAudience, checkIssuer, type ProviderSource, providerNeed, providerSource, webIdentityStatement } from './web-identity';

const AUDIENCE = 'sts.amazonaws.com';

/** Options of {@link eksIrsa}. */
export interface EksIrsaOptions extends ServiceAccount {
  /** The cluster's OIDC issuer URL. */
  readonly issuer: Late<'oidc-issuer-url'> | `https://${string}`;
  /** Default `sts.amazonaws.com`, which the EKS webhook asks for. */
  readonly audience?: string;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

export interface EksIrsaTrust extends EksIrsaOptions {
  readonly kind: 'eks-irsa';
}

/** EKS IRSA: exactly the pods of one service account of the cluster with this issuer. */
export const eksIrsa = <const Options extends EksIrsaOptions>(
  options: Options & ExactIn<Options, 'namespace' | 'serviceAccount' | 'audience'>,
): EksIrsaTrust => ({ ...(options as EksIrsaOptions), kind: 'eks-irsa' });

export const eksIrsaKind = defineTrust<EksIrsaTrust>({
  kind: 'eks-irsa',
  fields: { issuer: text, namespace: text, serviceAccount: text, audience: text, provider: providerSource },
  check: (trust, findings) => {
    checkIssuer(trust.issuer, findings);
    checkServiceAccount(trust, findings);
    checkAudience(trust.audience ?? AUDIENCE, findings);
  },
  statements: (trust) => [
    webIdentityStatement({
      sid: 'ServiceAccount',
      issuer: trust.issuer,
      subjects: [subjectOf(trust)],
      audiences: [trust.audience ?? AUDIENCE],
    }),
  ],
  summary: (trust) => ({
    who: `pods of service account ${trust.namespace}/${trust.serviceAccount} of the cluster with issuer ${trust.issuer}`,
    issuer: trust.issuer,
    subject: [subjectOf(trust)],
    audience: [trust.audience ?? AUDIENCE],
  }),
  log: (_trust, { logGroup }) => ({ writer: 'self', group: logGroup }),
  carriesSourceIdentity: false,
  transitiveTags: [],
  network: () => ({ stands: 'vpc' }),
  attests: true,
  provider: (trust) => providerNeed(trust.issuer, [trust.audience ?? AUDIENCE], trust.provider),
});

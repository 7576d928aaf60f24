/**
 * The target of EKS Pod Identity: pods become the component through a first role, usually of the cluster's account.
 *
 * EKS assumes the first role and goes on to this one, with an external id that names region, account, cluster, namespace and service account. Whoever else has the
 * first role cannot know better than to give the same one: the first role is to do nothing else. The trust policy names its account and pins the role by
 * condition, so that it can be made before the first role is. Sessions last an hour at most (role chaining), and carry the tags of the pod.
 *
 * The two statements together have at most 1,232 characters, where the first role has no path.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 */
import type { ExactIn } from '../exact';
import { shown, text } from '../form';
import { defineTrust } from './define-trust';
import { checkServiceAccount, POD_TAGS, type ServiceAccount } from './service-account';

/** Options of {@link eksPodIdentityTarget}. ARNs are literal, because the external id is composed of their parts. */
export interface EksPodIdentityTargetOptions extends ServiceAccount {
  /** The role that the association lends to the pods first. */
  readonly firstRole: `arn:${string}`;
  readonly cluster: `arn:${string}`;
}

export interface EksPodIdentityTargetTrust extends EksPodIdentityTargetOptions {
  readonly kind: 'eks-pod-identity-target';
}

/** The target of EKS Pod Identity: exactly the pods of one service account on one cluster, through the first role of their association. */
export const eksPodIdentityTarget = <const Options extends EksPodIdentityTargetOptions>(
  options: Options & ExactIn<Options, 'namespace' | 'serviceAccount'>,
): EksPodIdentityTargetTrust => ({ ...(options as EksPodIdentityTargetOptions), kind: 'eks-pod-identity-target' });

const CLUSTER = /^arn:[^:⟨]+:eks:([^:⟨]+):(\d{12}):cluster\/([A-Za-z0-9][A-Za-z0-9_-]{0,99})$/;
const ROLE = /^arn:[^:⟨]+:iam::(\d{12}):role\/[\x21-\x7e]{1,576}$/;

/** The external id that EKS gives for an association. */
export function externalIdOf({ cluster, namespace, serviceAccount }: Omit<EksPodIdentityTargetOptions, 'firstRole'>): string {
  const [, region = '', account = '', name = ''] = CLUSTER.exec(cluster) ?? [];
  return [region, account, name, namespace, serviceAccount].join('/');
}

export const eksPodIdentityTargetKind = defineTrust<EksPodIdentityTargetTrust>({
  kind: 'eks-pod-identity-target',
  fields: { firstRole: text, cluster: text, namespace: text, serviceAccount: text },
  check: (trust, findings) => {
    if (typeof trust.cluster !== 'string' || !CLUSTER.test(trust.cluster)) {
      findings.add('WI109', {
        what: `${shown(trust.cluster)} is no literal cluster ARN`,
        fix: 'write the ARN of the cluster: the external id is composed of its parts',
        pointer: 'cluster',
      });
    }
    if (typeof trust.firstRole !== 'string' || !ROLE.test(trust.firstRole)) {
      findings.add('WI109', {
        what: `${shown(trust.firstRole)} is no literal role ARN`,
        fix: 'write the ARN of the role that the association lends first',
        pointer: 'firstRole',
      });
    }
    checkServiceAccount(trust, findings);
  },
  statements: (trust) => {
    const account = ROLE.exec(trust.firstRole)?.[1] ?? '';
    const principal = { AWS: [`arn:⟨partition⟩:iam::${account}:root`] };
    const caller = { ArnEquals: { 'aws:PrincipalArn': [trust.firstRole] } };
    return [
      {
        Sid: 'PodIdentityTarget',
        Effect: 'Allow',
        Principal: principal,
        Action: ['sts:AssumeRole'],
        Condition: { ...caller, StringEquals: { 'sts:ExternalId': [externalIdOf(trust)] } },
      },
      {
        Sid: 'PodTags',
        Effect: 'Allow',
        Principal: principal,
        Action: ['sts:TagSession'],
        // No other tag can be passed, so that the role's own are not overridden.
        Condition: { ...caller, 'ForAllValues:StringEquals': { 'aws:TagKeys': POD_TAGS } },
      },
    ];
  },
  summary: (trust) => ({
    who: `pods of service account ${trust.namespace}/${trust.serviceAccount} on the cluster ${trust.cluster}, through ${trust.firstRole}`,
    issuer: trust.firstRole,
    subject: [externalIdOf(trust)],
    roles: [trust.firstRole],
  }),
  log: (_trust, { logGroup }) => ({ writer: 'self', group: logGroup }),
  session: () => ({
    by: 'one hour, whatever the caller asks for: a role that is reached through another one (role chaining)',
    longestSeconds: 3600,
  }),
  carriesSourceIdentity: false,
  transitiveTags: POD_TAGS,
  network: () => ({ stands: 'vpc' }),
  attests: true,
  workload: (trust) => `the target of the service account \`${trust.namespace}/${trust.serviceAccount}\` of \`${trust.cluster}\``,
  sessionCapMinutes: 60,
});

/**
 * EKS Pod Identity: the pods of one service account become the component.
 *
 * The Pod Identity agent asks in the name of `pods.eks.amazonaws.com` and tags the session; the trust policy tests the tags, because without them whoever may
 * create an association on any cluster of the account could bind the role. The tags are transitive.
 *
 * With a `sessionPolicy` EKS sets no tags, so there is nothing to test but the account: whoever may create an association and pass the role can lend it to other
 * pods. With a `targetRole` the pods never have this role: EKS goes on to the target with it, for an hour at most.
 *
 * The statement has at most 768 characters, with a session policy 185.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 */

import type { FindingList } from '../../finding/finding-list';
import { derived } from '../derivation';
import type { ExactIn } from '../exact';
import { flag, listOf, shown, text } from '../form';
import { hasShape } from '../has-shape';
import type { ArnOf } from '../late';
import type { Capability, Permission } from '../permission';
import { granted } from '../permission-forms';
import { defineTrust, ofService } from './define-trust';
import { serviceStatement } from './service';
import { checkServiceAccount, POD_TAGS, type ServiceAccount, subjectOf } from './service-account';

interface Pods extends ServiceAccount {
  readonly cluster: ArnOf<'eks-cluster-arn'>;
  /** The role that the pods go on to, in this account or another one. Its trust is `trust.eksPodIdentityTarget(…)`. */
  readonly targetRole?: ArnOf<'iam-role-arn'>;
}

/** Options of {@link eksPodIdentity}: with session tags, which pin the pods; or with a session policy, which EKS takes only without them. */
export type EksPodIdentityOptions =
  | (Pods & { readonly sessionPolicy?: never; readonly disableSessionTags?: never })
  | (Pods & {
      /**
       * What the sessions are narrowed to, of what the component can do; its calls and its own log are added. With a `targetRole` it narrows the target's
       * sessions. At most 2,048 characters of policy.
       */
      readonly sessionPolicy: readonly [Permission | Capability, ...(Permission | Capability)[]];
      /** EKS takes a session policy only without session tags; the trust policy then cannot tell pods apart. */
      readonly disableSessionTags: true;
    });

export type EksPodIdentityTrust = EksPodIdentityOptions & { readonly kind: 'eks-pod-identity' };

/** EKS Pod Identity: exactly the pods of one service account on one cluster. The association is made with the role. */
export const eksPodIdentity = <const Options extends EksPodIdentityOptions>(
  options: Options & ExactIn<Options, 'namespace' | 'serviceAccount'>,
): EksPodIdentityTrust => ({ ...(options as EksPodIdentityOptions), kind: 'eks-pod-identity' });

/** EKS takes a session policy only without session tags, and without tags and policy there would be nothing to narrow the role by. */
function checkModes(trust: { readonly sessionPolicy?: unknown; readonly disableSessionTags?: unknown }, findings: FindingList): void {
  const { sessionPolicy, disableSessionTags } = trust;
  if (Array.isArray(sessionPolicy) && sessionPolicy.length === 0) {
    findings.add('WI100', {
      what: 'the session policy allows nothing',
      fix: 'name what the sessions are narrowed to, or leave out `sessionPolicy` and `disableSessionTags`',
      pointer: 'sessionPolicy',
    });
  } else if (sessionPolicy !== undefined && disableSessionTags !== true) {
    findings.add('WI170', {
      what: 'a session policy and session tags are both wanted',
      fix: 'add `disableSessionTags: true`; the trust policy then tests the account in place of the tags',
      pointer: 'disableSessionTags',
    });
  } else if (sessionPolicy === undefined && disableSessionTags !== undefined) {
    findings.add('WI170', {
      what: '`disableSessionTags` is given without a session policy',
      fix: 'leave it out: without tags the trust policy cannot tell pods apart',
      pointer: 'disableSessionTags',
    });
  }
}

export const eksPodIdentityKind = defineTrust<EksPodIdentityTrust>({
  kind: 'eks-pod-identity',
  fields: {
    cluster: text,
    namespace: text,
    serviceAccount: text,
    targetRole: text,
    sessionPolicy: listOf(granted, '`allow(…).on(…)` and capabilities'),
    disableSessionTags: flag,
  },
  check: (trust, findings) => {
    if (typeof trust.cluster !== 'string' || !hasShape(trust.cluster, 'eks-cluster-arn')) {
      findings.add('WI109', {
        what: `${shown(trust.cluster)} is no cluster ARN`,
        fix: 'give an input of shape `eks-cluster-arn` or a literal ARN',
        pointer: 'cluster',
      });
    }
    if (trust.targetRole !== undefined && !hasShape(trust.targetRole, 'iam-role-arn')) {
      findings.add('WI109', {
        what: `${shown(trust.targetRole)} is no role ARN`,
        fix: 'give an input of shape `iam-role-arn` or a literal ARN',
        pointer: 'targetRole',
      });
    }
    checkServiceAccount(trust, findings);
    checkModes(trust, findings);
  },
  statements: ({ cluster, namespace, serviceAccount, sessionPolicy }) => [
    sessionPolicy === undefined
      ? serviceStatement('PodIdentity', 'pods.eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession'], {
          StringEquals: {
            'aws:RequestTag/eks-cluster-arn': [cluster],
            'aws:RequestTag/kubernetes-namespace': [namespace],
            'aws:RequestTag/kubernetes-service-account': [serviceAccount],
          },
        })
      : serviceStatement('PodIdentity', 'pods.eks.amazonaws.com', ['sts:AssumeRole'], {
          StringEquals: { 'aws:SourceAccount': ['⟨account⟩'] },
        }),
  ],
  summary: (trust) => ({
    who: `${trust.sessionPolicy === undefined ? '' : 'whatever pods of this account the role is lent to; it is lent to '}pods of service account ${
      trust.namespace
    }/${trust.serviceAccount} on the cluster ${trust.cluster}${
      trust.targetRole === undefined ? '' : `, which EKS takes on to ${trust.targetRole}`
    }`,
    issuer: 'pods.eks.amazonaws.com',
    subject: [subjectOf(trust)],
  }),
  log: ({ targetRole }, { logGroup }) =>
    targetRole === undefined
      ? { writer: 'self', group: logGroup }
      : { none: 'no pod has this role: EKS goes on to the target role with it, and its calls are in the trail' },
  session: ({ targetRole }) =>
    targetRole === undefined
      ? ofService('about six hours, renewed by the Pod Identity agent', 21_600)
      : ofService('only EKS has them, to go on to the target role'),
  carriesSourceIdentity: false,
  transitiveTags: POD_TAGS,
  // With a target, EKS alone uses this role, from its own network.
  network: ({ targetRole }) => (targetRole === undefined ? { stands: 'vpc' } : undefined),
  attests: true,
  workload: ({ cluster, namespace, serviceAccount }) => `the service account \`${namespace}/${serviceAccount}\` of \`${cluster}\``,
  association: ({ cluster, namespace, serviceAccount, targetRole, sessionPolicy }) => ({
    cluster: derived(cluster, 'name'),
    namespace,
    serviceAccount,
    ...(targetRole === undefined ? {} : { targetRoleArn: targetRole }),
    ...(sessionPolicy === undefined ? {} : { sessionPolicy }),
  }),
  platform: ({ targetRole, sessionPolicy }) =>
    targetRole === undefined
      ? []
      : [
          {
            Sid: 'TargetRole',
            Effect: 'Allow',
            // The session's tags are transitive: they go on to the target.
            Action: sessionPolicy === undefined ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole'],
            Resource: [targetRole],
          },
        ],
});

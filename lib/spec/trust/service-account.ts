/** What the trust kinds of Kubernetes service accounts share. */
import type { FindingList } from '../../finding/finding-list';
import { checkExact } from './web-identity';

/** A Kubernetes service account. */
export interface ServiceAccount {
  /** Up to 63 characters: lower-case letters, digits and hyphens. */
  readonly namespace: string;
  /** Up to 253 characters: lower-case letters, digits, hyphens and dots. */
  readonly serviceAccount: string;
}

/** The subject that Kubernetes writes into a service account's token. */
export const subjectOf = ({ namespace, serviceAccount }: ServiceAccount): string => `system:serviceaccount:${namespace}:${serviceAccount}`;

const NAMESPACE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const SERVICE_ACCOUNT = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;

const checkName = (name: 'namespace' | 'serviceAccount', value: unknown, grammar: RegExp, findings: FindingList): void => {
  checkExact(name, value, findings);
  if (typeof value === 'string' && value !== '' && !/[*?]/.test(value) && !grammar.test(value)) {
    findings.add('WI133', { what: `\`${value}\` is no Kubernetes name`, fix: 'use lower-case letters, digits and hyphens', pointer: name });
  }
};

/** Tells names that Kubernetes does not have. */
export function checkServiceAccount({ namespace, serviceAccount }: ServiceAccount, findings: FindingList): void {
  checkName('namespace', namespace, NAMESPACE, findings);
  checkName('serviceAccount', serviceAccount, SERVICE_ACCOUNT, findings);
}

/** The session tags that EKS Pod Identity sets, all of them transitive, with the greatest length of their values. */
export const POD_TAG_LENGTHS: Readonly<Record<string, number>> = {
  'eks-cluster-arn': 162,
  'eks-cluster-name': 100,
  'kubernetes-namespace': 63,
  'kubernetes-pod-name': 253,
  'kubernetes-pod-uid': 36,
  'kubernetes-service-account': 253,
};

export const POD_TAGS: readonly string[] = Object.keys(POD_TAG_LENGTHS);

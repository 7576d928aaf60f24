/** What a role may do, as far as the template and the data on managed policies of AWS tell. */
import type { GraphDocument, GraphHolder } from '../../graph/identity-graph';
import { managedPolicy } from '../../policy/data/managed-policy';
import type { PolicyDocument } from '../../policy/document';
import type { Outcome } from '../outcome';
import { readPolicy } from './read-policy';

export interface Permissions {
  /** Inline and managed policies of the template, and managed policies of AWS. */
  readonly identity: readonly PolicyDocument[];
  /** Those of the template alone. */
  readonly own: readonly PolicyDocument[];
  /** The boundary; undefined where there is none or neither the template nor the data hold it. */
  readonly boundary?: PolicyDocument;
  /** Managed policies that neither hold, by ARN. */
  readonly unseen: readonly string[];
  /** The same, and the boundary where neither holds it. */
  readonly beyond: readonly string[];
}

/** The outcome of every other rule on permissions for a role with a policy that cannot be read. */
export const UNREADABLE_POLICY: Outcome = { verdict: 'undecided', because: 'permission/policy-is-well-formed' };

/** A role, or anybody else who carries policies. */
export type Carrier = Pick<GraphHolder, 'policies' | 'boundary' | 'managedPolicyArns'>;

/** Every permissions document of a role that the template holds, its boundary included. */
export const documentsOf = ({ policies, boundary }: Carrier): readonly GraphDocument[] => [
  ...policies.map(({ document }) => document),
  ...(boundary?.document === undefined ? [] : [boundary.document]),
];

function readBoundary(boundary: NonNullable<Carrier['boundary']>): PolicyDocument | 'unreadable' | 'unseen' {
  if (boundary.document !== undefined) {
    const parsed = readPolicy(boundary.document, 'boundary');
    return parsed.ok ? parsed.document : 'unreadable';
  }
  const known = managedPolicy(boundary.arn, 'boundary');
  return known.status === 'known' ? known.document : 'unseen';
}

/** The permissions of a role; undefined where one of its policies cannot be read, which `permission/policy-is-well-formed` reports. */
export function readPermissions({ policies, managedPolicyArns, boundary }: Carrier): Permissions | undefined {
  const own: PolicyDocument[] = [];
  for (const { document } of policies) {
    const parsed = readPolicy(document, 'identity');
    if (!parsed.ok) return undefined;
    own.push(parsed.document);
  }
  const named = managedPolicyArns.map((arn) => ({ arn, policy: managedPolicy(arn) }));
  const identity = [...own, ...named.flatMap(({ policy }) => (policy.status === 'known' ? [policy.document] : []))];
  const unseen = named.filter(({ policy }) => policy.status !== 'known').map(({ arn }) => arn);
  if (boundary === undefined) return { identity, own, unseen, beyond: unseen };
  const bound = readBoundary(boundary);
  if (bound === 'unreadable') return undefined;
  if (bound === 'unseen') return { identity, own, unseen, beyond: [...unseen, boundary.arn] };
  return { identity, own, boundary: bound, unseen, beyond: unseen };
}

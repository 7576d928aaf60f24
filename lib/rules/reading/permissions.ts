/** What a role may do, as far as the template holds it. */
import type { GraphDocument, GraphHolder } from '../../graph/identity-graph';
import type { PolicyDocument } from '../../policy/document';
import type { Outcome } from '../outcome';
import { readPolicy } from './read-policy';

export interface Permissions {
  /** Inline and managed policies of the template. */
  readonly identity: readonly PolicyDocument[];
  /** The boundary; undefined where there is none or the template does not hold it. */
  readonly boundary?: PolicyDocument;
  /** Whether there are more: managed policies, or a boundary, that the template does not hold. */
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

/** The permissions of a role; undefined where one of its policies cannot be read, which `permission/policy-is-well-formed` reports. */
export function readPermissions(role: Carrier): Permissions | undefined {
  const identity: PolicyDocument[] = [];
  for (const { document } of role.policies) {
    const parsed = readPolicy(document, 'identity');
    if (!parsed.ok) return undefined;
    identity.push(parsed.document);
  }
  const { boundary } = role;
  const parsed = boundary?.document === undefined ? undefined : readPolicy(boundary.document, 'boundary');
  if (parsed?.ok === false) return undefined;
  const beyond = [...role.managedPolicyArns, ...(boundary !== undefined && boundary.document === undefined ? [boundary.arn] : [])];
  return parsed === undefined ? { identity, beyond } : { identity, boundary: parsed.document, beyond };
}

/** The statements that somebody carries, each with the document that it stands in. */
import type { GraphDocument, GraphHolder, IdentityGraph } from '../../graph/identity-graph';
import type { PolicyDocument, Statement } from '../../policy/document';
import { once } from './once';
import { type Permissions, readPermissions } from './permissions';
import { readPolicy } from './read-policy';

export interface HeldStatement {
  readonly statement: Statement;
  readonly policy: PolicyDocument;
  readonly document: GraphDocument;
}

export interface Held {
  readonly permissions: Permissions;
  /** Allow and Deny statements of all policies, the boundary left out. */
  readonly statements: readonly HeldStatement[];
}

/** What somebody carries; undefined where a policy cannot be read, which `permission/policy-is-well-formed` reports. */
export const heldBy = once((holder: GraphHolder): Held | undefined => {
  const permissions = readPermissions(holder);
  if (permissions === undefined) return undefined;
  const statements = holder.policies.flatMap(({ document }) => {
    const parsed = readPolicy(document, 'identity');
    return parsed.ok ? parsed.document.statements.map((statement) => ({ statement, policy: parsed.document, document })) : [];
  });
  return { permissions, statements };
});

const ofGroups = once(
  (graph: IdentityGraph): ReadonlySet<GraphDocument> =>
    new Set(graph.holders.flatMap(({ kind, policies }) => (kind === 'group' ? policies.map(({ document }) => document) : []))),
);

/** Whether the statement is another holder's too, who is judged by itself: the group that a user is in. */
export const isOfGroup = ({ document }: Pick<HeldStatement, 'document'>, holder: GraphHolder, graph: IdentityGraph): boolean =>
  holder.kind === 'user' && ofGroups(graph).has(document);

/** Which policies of a role are its own, and which are managed ones that it carries. */
import type { GraphDocument, GraphRole, IdentityGraph } from '../../graph/identity-graph';
import { once } from './once';

/** Names of the inline policies of each role. */
const inlineNames = once(
  ({ model }: IdentityGraph) =>
    new Map(model.flatMap((one) => (one.kind === 'role' ? [[one.name, new Set(one.policies.map(({ name }) => name))] as const] : []))),
);

/** The documents of the inline policies of a role. */
export const inlineOf = ({ name, policies }: GraphRole, graph: IdentityGraph): readonly GraphDocument[] =>
  policies.filter((one) => inlineNames(graph).get(name)?.has(one.name) === true).map(({ document }) => document);

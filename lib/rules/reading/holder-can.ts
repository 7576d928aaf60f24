/** Whether anybody who carries policies may do something that nobody is to do. */
import type { GraphHolder } from '../../graph/identity-graph';
import type { PolicyDocument } from '../../policy/document';
import type { AuthorizationRequest } from '../../policy/request';
import { ask, reasonsOf } from './ask';
import { allowing, documentOf } from './build';
import { inPartitions } from './partitions';
import { readPermissions } from './permissions';
import { relevantTo } from './relevant';

export type HolderCan =
  | { readonly kind: 'can'; readonly witness: AuthorizationRequest }
  | { readonly kind: 'cannot' }
  | { readonly kind: 'open'; readonly on: string }
  | { readonly kind: 'unreadable' };

export interface Deed {
  readonly actions: readonly string[];
  /** `none` for actions that know no resources: only a statement on `*` permits those. */
  readonly resources: readonly string[] | 'none';
}

/** Everything, or what may turn out to be: a text that says more is the name of something. */
const EVERYTHING = /^(?:\*|⟨[^⟨⟩]*⟩)+$/;

/** A document without the Allow statements that name resources: for an action that knows none they permit nothing. */
const onEverything = (document: PolicyDocument): PolicyDocument => ({
  ...document,
  statements: document.statements.filter(
    ({ effect, resource }) =>
      effect === 'Deny' || resource === undefined || resource.negated || resource.patterns.some((pattern) => EVERYTHING.test(pattern)),
  ),
});

/** Whether a holder may do any of these actions on any of these resources. What policies permit that are not known is open. */
export function holderCan(holder: GraphHolder, { actions, resources: asked }: Deed): HolderCan {
  const resources = asked === 'none' ? ['*'] : asked.flatMap(inPartitions);
  const permissions = readPermissions(holder);
  if (permissions === undefined) return { kind: 'unreadable' };
  const { identity, boundary, unseen } = permissions;
  const limits = boundary === undefined ? [] : [[boundary]];
  const isBoundUnseen = holder.boundary !== undefined && boundary === undefined;
  const scope = documentOf(allowing({ actions, resources }));
  const permitted = (layers: readonly (readonly PolicyDocument[])[]) => {
    const fitting = asked === 'none' ? layers.map((layer) => layer.map(onEverything)) : layers;
    const relevant = fitting.map((layer) => relevantTo(layer, actions, resources));
    return relevant.some((layer) => layer.length === 0) ? undefined : ask({ scope, permitted: relevant });
  };
  const verdict = permitted([identity, ...limits]);
  if (verdict?.verdict === 'refuted')
    return isBoundUnseen
      ? { kind: 'open', on: `the boundary \`${holder.boundary?.arn ?? ''}\`` }
      : { kind: 'can', witness: verdict.witness };
  if (verdict?.verdict === 'undecided') return { kind: 'open', on: reasonsOf(verdict) };
  const [first] = unseen;
  // Policies that the template does not hold can add only what the boundary permits.
  if (first === undefined || (boundary !== undefined && permitted(limits)?.verdict !== 'refuted')) return { kind: 'cannot' };
  return { kind: 'open', on: `\`${first}\`` };
}

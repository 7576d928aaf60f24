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
  /** By a managed policy of AWS that permits it, which the template only names. */
  | { readonly kind: 'can-by-aws'; readonly policy: string }
  | { readonly kind: 'cannot' }
  | { readonly kind: 'open'; readonly on: string }
  | { readonly kind: 'unreadable' };

/** Managed policies of AWS that permit everything, or everything but identities (AWS Managed Policy Reference Guide). */
const MIGHTY = /^arn:[^:]+:iam::aws:policy\/(?:AdministratorAccess|PowerUserAccess)$/;
const OF_AWS = /^arn:[^:]+:iam::aws:policy\//;

export interface Deed {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Managed policies of AWS that permit it, besides those that permit everything. */
  readonly byAws?: RegExp;
}

/**
 * Whether a holder may do any of these actions on any of these resources.
 *
 * Managed policies of AWS that are not known to permit it are taken not to; what a managed policy of elsewhere permits is open.
 */
export function holderCan(holder: GraphHolder, { actions, resources: asked, byAws }: Deed): HolderCan {
  const resources = asked.flatMap(inPartitions);
  const permissions = readPermissions(holder);
  if (permissions === undefined) return { kind: 'unreadable' };
  const { identity, boundary } = permissions;
  const limits = boundary === undefined ? [] : [[boundary]];
  const isBoundUnseen = holder.boundary !== undefined && boundary === undefined;
  const scope = documentOf(allowing({ actions, resources }));
  const permitted = (layers: readonly (readonly PolicyDocument[])[]) => {
    const relevant = layers.map((layer) => relevantTo(layer, actions, resources));
    return relevant.some((layer) => layer.length === 0) ? undefined : ask({ scope, permitted: relevant });
  };
  const verdict = permitted([identity, ...limits]);
  if (verdict?.verdict === 'refuted')
    return isBoundUnseen
      ? { kind: 'open', on: `the boundary \`${holder.boundary?.arn ?? ''}\`` }
      : { kind: 'can', witness: verdict.witness };
  if (verdict?.verdict === 'undecided') return { kind: 'open', on: reasonsOf(verdict) };
  const others = holder.managedPolicyArns.filter((arn) => !OF_AWS.test(arn));
  const mighty = holder.managedPolicyArns.find((arn) => MIGHTY.test(arn) || byAws?.test(arn) === true);
  const [unseen] = mighty === undefined ? others : [mighty];
  // Policies that the template does not hold can add only what the boundary permits.
  if (unseen === undefined || (boundary !== undefined && permitted(limits)?.verdict !== 'refuted')) return { kind: 'cannot' };
  if (mighty !== undefined && !isBoundUnseen && boundary === undefined) return { kind: 'can-by-aws', policy: mighty };
  return { kind: 'open', on: `\`${unseen}\`` };
}

/** What a component cannot do. */
import type { GraphRole } from '../graph/identity-graph';
import { ask } from '../rules/reading/ask';
import { allowing, documentOf } from '../rules/reading/build';
import { readPermissions } from '../rules/reading/permissions';
import { showAction } from '../rules/reading/show-request';
import { type Claim, type ClaimVerdict, forEachRole } from './claim';

/** A claim about every resource, which can be narrowed to some. */
export interface CannotClaim extends Claim {
  /** Only on these resources: ARNs, `*` and `?` are wildcards. */
  readonly on: (...resources: readonly [string, ...string[]]) => Claim;
}

function judge(role: GraphRole, actions: readonly string[], resources: readonly string[] | undefined): ClaimVerdict {
  const permissions = readPermissions(role);
  if (permissions === undefined) return { verdict: 'undecided', shown: 'a policy cannot be read, or is settled only at deployment' };
  const { identity, boundary, unseen } = permissions;
  const scope = documentOf(allowing({ actions, ...(resources === undefined ? {} : { resources }) }));
  const limits = boundary === undefined ? [] : [[boundary]];
  const verdict = ask({ scope, permitted: [identity, ...limits] });
  if (verdict.verdict === 'refuted') return { verdict: 'refuted', shown: `${showAction(verdict.witness)} is allowed` };
  if (verdict.verdict === 'undecided') return { verdict: 'undecided', shown: verdict.reasons.join(', ') };
  // Policies that the template does not hold can add only what the boundary permits.
  if (unseen.length > 0 && (boundary === undefined || ask({ scope, permitted: limits }).verdict !== 'proved')) {
    return { verdict: 'undecided', shown: `not in the template: ${unseen.map((arn) => `\`${arn}\``).join(', ')}` };
  }
  return { verdict: 'proved', ...(verdict.assuming === undefined ? {} : { assuming: verdict.assuming }) };
}

const claim = (name: string, actions: readonly string[], resources: readonly string[] | undefined): Claim => ({
  says: `\`${name}\` cannot ${actions.map((action) => `\`${action}\``).join(' or ')}${
    resources === undefined ? '' : ` on ${resources.map((resource) => `\`${resource}\``).join(' or ')}`
  }`,
  judge: (subject) => forEachRole(name, subject, (role) => judge(role, actions, resources)),
});

/**
 * Claims about one component, by what its own policies and boundary permit. What a resource's own policy grants it besides is not looked at.
 *
 * @param name the component's name; of a template made without this package, the role's name or logical id
 */
export const component = (name: string): { readonly cannot: (...actions: readonly [string, ...string[]]) => CannotClaim } => ({
  /** No request for any of these actions is permitted; `*` and `?` are wildcards. */
  cannot: (...actions) => ({ ...claim(name, actions, undefined), on: (...resources) => claim(name, actions, resources) }),
});

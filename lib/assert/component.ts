/** What a component can do, and what it cannot. */
import type { GraphRole, IdentityGraph } from '../graph/identity-graph';
import { authorize } from '../policy/authorize';
import type { PolicySet } from '../policy/policy-set';
import { fillWithExamples } from '../policy/prove/example-value';
import type { AuthorizationRequest } from '../policy/request';
import { showAction } from '../rules/reading/show-request';
import type { Conditions } from '../spec/condition/conditions';
import { type Asked, type AskedAccess, askedAccess } from './asked-access';
import { type Claim, type ClaimVerdict, forEachRole } from './claim';
import { permitted } from './permitted';

/** A claim about requests under any circumstances, which can be narrowed to some. */
export interface ResourceClaim extends Claim {
  /** Only for requests in which these conditions hold: AWS's own key names, all present. */
  readonly when: (conditions: Conditions) => Claim;
}

/** A claim about every resource, which can be narrowed to some. */
export interface AccessClaim extends ResourceClaim {
  /** Only on these resources: ARNs, `*` and `?` are wildcards. */
  readonly on: (...resources: readonly [string, ...string[]]) => ResourceClaim;
}

function judgeCannot(role: GraphRole, asked: AskedAccess, graph: IdentityGraph): ClaimVerdict {
  const answer = permitted(role, asked, asked.actions, graph);
  switch (answer.kind) {
    case 'can':
      return { verdict: 'refuted', shown: `${showAction(answer.request)} is allowed` };
    case 'open':
      return { verdict: 'undecided', shown: `depends on ${answer.on}` };
    case 'cannot':
      return { verdict: 'proved', ...(answer.assuming.length === 0 ? {} : { assuming: answer.assuming }) };
  }
}

/** Whether the plain evaluator, which was written apart from the engine that found the request, allows it: as it is, or with examples for what is unknown. */
function replays(request: AuthorizationRequest, policies: PolicySet): boolean {
  if (authorize(request, policies).decision === 'allow') return true;
  const filled = <Value>(value: Value): Value => JSON.parse(fillWithExamples(JSON.stringify(value)));
  return authorize(filled(request), filled(policies)).decision === 'allow';
}

/** Each of the actions is to be possible. */
function judgeCan(role: GraphRole, asked: AskedAccess, graph: IdentityGraph): ClaimVerdict {
  const shown: string[] = [];
  let open: string | undefined;
  for (const action of asked.actions) {
    const answer = permitted(role, asked, [action], graph);
    if (answer.kind === 'cannot') return { verdict: 'refuted', shown: `nothing allows \`${action}\` there` };
    if (answer.kind === 'open') open ??= `depends on ${answer.on}`;
    else if (replays(answer.request, answer.policies)) shown.push(showAction(answer.request));
    else open ??= `${showAction(answer.request)} would be allowed, and the evaluator does not agree`;
  }
  return open === undefined
    ? { verdict: 'proved', shown: `allowed, for example: ${shown.join(' and ')}` }
    : { verdict: 'undecided', shown: open };
}

type Judge = typeof judgeCannot;

function claim(name: string, verb: string, asked: Asked, judge: Judge): Claim {
  const access = askedAccess(asked);
  return {
    says: `\`${name}\` ${verb} ${access.says}`,
    judge: (subject) => forEachRole(name, subject, (role) => judge(role, access, subject.graph)),
  };
}

const resourceClaim = (name: string, verb: string, asked: Asked, judge: Judge): ResourceClaim => ({
  ...claim(name, verb, asked, judge),
  when: (conditions) => claim(name, verb, { ...asked, conditions }, judge),
});

const accessClaim = (name: string, verb: string, actions: Asked['actions'], judge: Judge): AccessClaim => ({
  ...resourceClaim(name, verb, { actions }, judge),
  on: (...resources) => resourceClaim(name, verb, { actions, resources }, judge),
});

/**
 * Claims about one component: by its own policies and boundary, and by the policies of resources in the template. Policies of an organization are not looked
 * at; what a managed policy of elsewhere permits is undecided.
 *
 * Each throws a TypeError for an action that nobody knows and for malformed resources or conditions, because a claim about them would say nothing.
 *
 * @param name the component's name; of a template made without this package, the role's name or logical id
 */
export const component = (
  name: string,
): {
  readonly cannot: (...actions: Asked['actions']) => AccessClaim;
  readonly can: (...actions: Asked['actions']) => AccessClaim;
} => ({
  /** No request for any of these actions is permitted; `*` and `?` are wildcards. */
  cannot: (...actions) => accessClaim(name, 'cannot', actions, judgeCannot),
  /** For each of these actions some request is permitted, shown by one that the evaluator accepts. */
  can: (...actions) => accessClaim(name, 'can', actions, judgeCan),
});

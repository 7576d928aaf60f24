/** Whether anything of some access is permitted to a role: by its own policies within its boundary, or from the resource's side. */
import type { GraphRole, IdentityGraph } from '../graph/identity-graph';
import { bindValue } from '../plan/bind';
import type { PolicyDocument, Principal, Statement } from '../policy/document';
import type { PolicySet } from '../policy/policy-set';
import { disjoint } from '../policy/prove/contains';
import type { AuthorizationRequest } from '../policy/request';
import type { Verdict } from '../policy/verdict';
import { ask, reasonsOf } from '../rules/reading/ask';
import { allowing, documentOf } from '../rules/reading/build';
import { type Permissions, readPermissions } from '../rules/reading/permissions';
import { differ } from '../rules/reading/relevant';
import type { AskedAccess } from './asked-access';
import { type Guarded, guardedResources } from './guarded-resources';

export type Permitted =
  /** The request is permitted, by these policies. */
  | { readonly kind: 'can'; readonly request: AuthorizationRequest; readonly policies: PolicySet }
  /** No such request is permitted. */
  | { readonly kind: 'cannot'; readonly assuming: readonly string[] }
  | { readonly kind: 'open'; readonly on: string };

const CANNOT: Permitted = { kind: 'cannot', assuming: [] };

const answerOf = (verdict: Verdict<AuthorizationRequest>, policies: PolicySet): Permitted => {
  if (verdict.verdict === 'refuted') return { kind: 'can', request: verdict.witness, policies };
  if (verdict.verdict === 'undecided') return { kind: 'open', on: reasonsOf(verdict) };
  return { kind: 'cannot', assuming: verdict.assuming ?? [] };
};

const denying = (guarded: readonly Guarded[]): PolicyDocument =>
  documentOf(...guarded.map(({ actions, covers }): Statement => ({ ...allowing({ actions, resources: covers }), effect: 'Deny' })));

/** Managed policies of AWS that deny; all others of AWS only allow (AWS Managed Policy Reference Guide). */
const MAY_DENY = /^(?!arn:[^:]+:iam::aws:policy\/)|Deny|Quarantine/;

/** The partition that all resources asked about name. There is nothing of another for the role to reach, so an open partition of the template can only be this. */
function partitionOf(resources: readonly string[] | undefined): string | undefined {
  const named = new Set(resources?.map((resource) => /^arn:(aws[a-z-]*):/.exec(resource)?.[1]));
  const [only] = named;
  return named.size === 1 ? only : undefined;
}

interface Given {
  readonly role: GraphRole;
  readonly permissions: Permissions;
  readonly guarded: readonly Guarded[];
  readonly asked: AskedAccess;
  /** Those of the access, or some of them. */
  readonly actions: readonly string[];
}

class Access {
  readonly #principal: Principal;
  readonly #own: PolicySet;
  readonly #limits: readonly (readonly PolicyDocument[])[];
  readonly #guarded: readonly Guarded[];

  readonly #given: Given;

  constructor(given: Given) {
    const { role, permissions, guarded, asked } = given;
    const { identity, boundary } = permissions;
    this.#given = given;
    this.#principal = { kind: 'aws', value: role.arn };
    this.#own = { identity, ...(boundary === undefined ? {} : { boundary }) };
    this.#limits = boundary === undefined ? [] : [[boundary]];
    const { resources } = asked;
    const mayBeAsked = ({ covers }: Guarded): boolean =>
      resources === undefined || resources.some((one) => covers.some((other) => !differ(one, other) || !differ(other, one)));
    this.#guarded = guarded.filter(mayBeAsked);
  }

  /** The requests that are asked about; made by this principal, where one is given. */
  #asked(principal?: Principal): PolicyDocument {
    const { asked, actions } = this.#given;
    return asked.scope(actions, principal);
  }

  /** By the role's own policies, on resources that these documents leave. */
  #byItself(except: readonly PolicyDocument[]): Permitted {
    const layers = [this.#given.permissions.identity, ...this.#limits];
    const rest = except.length === 0 ? [] : [[documentOf(allowing({})), ...except]];
    const permitted = [...layers, ...rest];
    const any = ask({ scope: this.#asked(), permitted });
    if (any.verdict !== 'refuted') return answerOf(any, this.#own);
    // Conditions may speak of who asks.
    const own = ask({ scope: this.#asked(this.#principal), permitted });
    return answerOf(own, this.#own);
  }

  /** On resources without a policy of their own. */
  #unguarded(): Permitted {
    const whole = this.#byItself([]);
    if (whole.kind === 'cannot') return whole;
    const certain = this.#guarded.filter(({ isCertain }) => isCertain);
    const isApart = whole.kind === 'can' && certain.every(({ covers }) => covers.every((one) => differ(one, whole.request.resource)));
    return isApart || certain.length === 0 ? whole : this.#byItself([denying(certain)]);
  }

  /** On a resource with a policy of its own. */
  #on({ policy, covers, actions, arn, isOwn }: Guarded): Permitted {
    if (policy === undefined) return { kind: 'open', on: `the policy of \`${arn}\`, which cannot be read` };
    const scope = {
      layers: [[this.#asked(this.#principal)], [documentOf(allowing({ actions, resources: covers }))]],
    };
    const policies = { ...this.#own, resource: policy };
    const within = answerOf(disjoint([scope, policies]), policies);
    if (isOwn === true || within.kind === 'cannot') return within;
    // From account to account both sides have to allow.
    const { identity } = this.#given.permissions;
    const across = answerOf(disjoint([{ layers: [...scope.layers, identity, ...this.#limits, [policy]] }]), policies);
    if (isOwn === false || across.kind === 'can') return across;
    return { kind: 'open', on: `whether \`${arn}\` belongs to the account of the role` };
  }

  /** By policies that the template only names: they add nothing that the boundary refuses. */
  #unseen(): Permitted {
    const [arn] = this.#given.permissions.unseen;
    if (arn === undefined) return CANNOT;
    const limited = this.#limits.length > 0 && ask({ scope: this.#asked(), permitted: this.#limits }).verdict === 'proved';
    return limited ? CANNOT : { kind: 'open', on: `\`${arn}\`, which is not at hand` };
  }

  answer(): Permitted {
    const { boundary } = this.#given.role;
    const isBoundUnseen = boundary !== undefined && this.#given.permissions.boundary === undefined;
    const answers = [this.#unguarded(), ...this.#guarded.map((one) => this.#on(one))];
    const found = answers.find(({ kind }) => kind === 'can');
    const open = answers.find(({ kind }) => kind === 'open');
    if (found !== undefined) {
      const mayDeny = this.#given.permissions.unseen.find((arn) => MAY_DENY.test(arn));
      if (isBoundUnseen) return { kind: 'open', on: `the boundary \`${boundary.arn}\`, which is not at hand` };
      return mayDeny === undefined ? found : { kind: 'open', on: `\`${mayDeny}\`, which is not at hand` };
    }
    if (open !== undefined) return open;
    const unseen = this.#unseen();
    if (unseen.kind !== 'cannot') return unseen;
    return { kind: 'cannot', assuming: answers.flatMap((one) => (one.kind === 'cannot' ? one.assuming : [])) };
  }
}

/**
 * Whether any request of the access is permitted to the role, under some circumstances. Policies of an organization are not looked at.
 *
 * @param actions those of the access, or some of them
 */
export function permitted(role: GraphRole, asked: AskedAccess, actions: readonly string[], graph: IdentityGraph): Permitted {
  const permissions = readPermissions(role);
  if (permissions === undefined) return { kind: 'open', on: 'a policy that cannot be read, or is settled only at deployment' };
  const partition = partitionOf(asked.resources);
  const known = <Value>(value: Value): Value => (partition === undefined ? value : bindValue(value, { partition }));
  const guarded = guardedResources(role, graph);
  return new Access({ role: known(role), permissions: known(permissions), guarded: known(guarded), asked, actions }).answer();
}

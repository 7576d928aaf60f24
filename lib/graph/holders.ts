/** Everybody who carries permissions policies: roles, users, groups, and policies that nobody of the template carries. */
import { compatible } from './explore';
import type { GraphHolder, GraphLoosePolicy, GraphPolicy, GraphRole, When } from './identity-graph';
import { grouped, keyOf, type SightingIndex } from './sighting-index';
import type { Conditional, SeenGrant, SeenPrincipal, Sightings } from './sightings';

/** A role as somebody who carries policies. */
export const holderOf = (role: GraphRole): GraphHolder => {
  const { name, arn, policies, managedPolicyArns, boundary, place, when } = role;
  return { kind: 'role', name, arn, policies, managedPolicyArns, boundary, place, when, role };
};

interface Carried {
  readonly policies: readonly GraphPolicy[];
  readonly managedPolicyArns: readonly string[];
}

/** Managed policies of the template as documents, the others as ARNs. */
function resolved(arns: readonly string[], when: When, index: SightingIndex): Carried {
  const held = arns.map((arn) => ({ arn, found: index.managed(arn).filter((one) => compatible(one.when, when)) }));
  return {
    policies: held.flatMap(({ found }) => found.map(({ document, model }) => ({ name: model.name, document }))),
    managedPolicyArns: held.filter(({ found }) => found.length === 0).map(({ arn }) => arn),
  };
}

const joined = (all: readonly Carried[]): Carried => ({
  policies: all.flatMap(({ policies }) => policies),
  managedPolicyArns: [...new Set(all.flatMap(({ managedPolicyArns }) => managedPolicyArns))],
});

class Principals {
  readonly #grants: ReadonlyMap<string, readonly Conditional<SeenGrant>[]>;
  readonly #groups: ReadonlyMap<string, readonly Conditional<SeenPrincipal>[]>;

  constructor(
    private readonly seen: Sightings,
    private readonly index: SightingIndex,
  ) {
    this.#grants = grouped(seen.grants, ({ to, holder, account }) => `${to} ${keyOf(holder, account)}`);
    this.#groups = grouped(
      seen.principals.filter(({ kind }) => kind === 'group'),
      ({ name, account }) => keyOf(name, account),
    );
  }

  /** What is put on a user or group, whether or not the template holds it. */
  granted(kind: SeenGrant['to'], name: string, account: string, when: When): Carried {
    const grants = (this.#grants.get(`${kind} ${keyOf(name, account)}`) ?? []).filter((grant) => compatible(grant.when, when));
    const arns = grants.flatMap(({ managedPolicyArn }) => managedPolicyArn ?? []);
    return joined([{ policies: grants.flatMap(({ policy }) => policy ?? []), managedPolicyArns: [] }, resolved(arns, when, this.index)]);
  }

  #own(principal: Conditional<SeenPrincipal>, when: When): Carried {
    const { kind, name, account, policies, managedPolicyArns } = principal;
    return joined([
      { policies, managedPolicyArns: [] },
      resolved(managedPolicyArns, when, this.index),
      this.granted(kind, name, account, when),
    ]);
  }

  #ofGroups({ name, account, groups, when }: Conditional<SeenPrincipal>): readonly Carried[] {
    const added = this.seen.memberships.filter((one) => one.user === name && one.account === account && compatible(one.when, when));
    return [...new Set([...groups, ...added.map(({ group }) => group)])].map((group) => {
      const [found] = (this.#groups.get(keyOf(group, account)) ?? []).filter((one) => compatible(one.when, when));
      return found === undefined ? this.granted('group', group, account, when) : this.#own(found, when);
    });
  }

  holder(principal: Conditional<SeenPrincipal>): GraphHolder {
    const { kind, name, arn, place, when, boundary: boundaryArn } = principal;
    const carried = joined([this.#own(principal, when), ...(kind === 'user' ? this.#ofGroups(principal) : [])]);
    const [document] = boundaryArn === undefined ? [] : this.index.managed(boundaryArn);
    const boundary =
      boundaryArn === undefined ? undefined : { arn: boundaryArn, ...(document === undefined ? {} : { document: document.document }) };
    return { kind, name, arn, ...carried, boundary, place, when };
  }

  /** Users and groups that policies name and the template does not hold. */
  elsewhere(): readonly GraphHolder[] {
    const here = new Set(this.seen.principals.map(({ kind, name, account }) => `${kind} ${keyOf(name, account)}`));
    return [...this.#grants].flatMap(([key, grants]) => {
      const [first] = grants;
      if (first === undefined || here.has(key)) return [];
      const { to, holder, account, place, when } = first;
      const arn = `arn:⟨partition⟩:iam::${account}:${to}/${holder}`;
      return [{ kind: to, name: holder, arn, ...this.granted(to, holder, account, when), boundary: undefined, place, when }];
    });
  }
}

/** Roles that policies name and the template does not hold: what is put on each, together. */
function rolesElsewhere(loose: readonly GraphLoosePolicy[]): readonly GraphHolder[] {
  return [...grouped(loose, ({ roleName }) => roleName)].flatMap(([name, policies]) => {
    const [first] = policies;
    if (first === undefined) return [];
    const arns = policies.flatMap(({ policy, managedPolicyArn }) =>
      policy === undefined && managedPolicyArn !== undefined ? [managedPolicyArn] : [],
    );
    const carried = { policies: policies.flatMap(({ policy }) => policy ?? []), managedPolicyArns: [...new Set(arns)] };
    const arn = `arn:⟨partition⟩:iam::⟨account⟩:role/${name}`;
    return [{ kind: 'role', name, arn, ...carried, boundary: undefined, place: first.place, when: first.when }];
  });
}

/** Managed policies that nobody of the template carries, and that bound nobody. */
function carriedByNobody(seen: Sightings, holders: readonly GraphHolder[]): readonly GraphHolder[] {
  const taken = new Set([
    ...holders.flatMap(({ policies }) => policies.map(({ document }) => document)),
    ...holders.flatMap(({ boundary }) => boundary?.document ?? []),
  ]);
  return seen.kinds.boundary
    .filter(({ document }) => !taken.has(document))
    .map(({ model, arn, document, place, when }) => ({
      kind: 'policy',
      name: model.name,
      arn,
      policies: [{ name: model.name, document }],
      managedPolicyArns: [],
      boundary: undefined,
      place,
      when,
    }));
}

/** Everybody who carries policies. A user is given as it is where its own conditions hold; parts that cannot hold beside them are left out. */
export function holdersOf(
  seen: Sightings,
  index: SightingIndex,
  roles: readonly GraphRole[],
  loose: readonly GraphLoosePolicy[],
): readonly GraphHolder[] {
  const principals = new Principals(seen, index);
  const holders = [
    ...roles.map(holderOf),
    ...seen.principals.map((principal) => principals.holder(principal)),
    ...principals.elsewhere(),
    ...rolesElsewhere(loose),
  ];
  return [...holders, ...carriedByNobody(seen, holders)];
}

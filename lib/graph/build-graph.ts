/** Puts together what was seen of single resources: each role with all its policies and its boundary, in every way the template's conditions allow. */
import { compatible, explore } from './explore';
import type {
  GraphBinding,
  GraphLogGroup,
  GraphLoosePolicy,
  GraphOidcProvider,
  GraphPolicy,
  GraphResourcePolicy,
  GraphRole,
  IdentityGraph,
  Unread,
  When,
} from './identity-graph';
import { isOn, managedArnsOf, modelOf } from './model-of';
import type { Conditional, SeenManagedPolicy, SeenRole, Sightings } from './sightings';

/** Answers conditions that a part of a role hangs on, beyond those that the role itself was read under. */
const holdsIn = (when: When, known: When, choose: (condition: string) => boolean): boolean =>
  Object.entries(when).every(([condition, answer]) => (Object.hasOwn(known, condition) ? known[condition] : choose(condition)) === answer);

interface Built {
  readonly roles: readonly GraphRole[];
  readonly unread: readonly Unread[];
}

function buildRole(role: Conditional<SeenRole>, seen: Sightings): Built {
  const { kinds, attachments } = seen;
  const { name } = role.model;
  const separate = kinds['role-policy'].filter((policy) => isOn(role, policy.model.role, policy.account));
  const attached = attachments.filter(({ roleName, account }) => isOn(role, roleName, account));
  const managed = new Map<string, readonly Conditional<SeenManagedPolicy>[]>();
  const held = (arn: string): readonly Conditional<SeenManagedPolicy>[] => {
    const before = managed.get(arn) ?? kinds.boundary.filter((policy) => policy.arn === arn);
    managed.set(arn, before);
    return before;
  };
  const { readings, complete } = explore((choose) => {
    const here = <Seen extends { readonly when: When }>(candidates: readonly Seen[]): readonly Seen[] =>
      candidates.filter(({ when }) => compatible(when, role.when) && holdsIn(when, role.when, choose));
    const arns = managedArnsOf(role, here(attached));
    const carried = arns.flatMap((arn) => here(held(arn)).map(({ document, model }): GraphPolicy => ({ name: model.name, document })));
    const policies = [
      ...role.policies,
      ...here(separate).map(({ document, model }): GraphPolicy => ({ name: model.name, document })),
      ...carried,
    ];
    const [boundaryDocument] = role.model.boundary === undefined ? [] : here(held(role.model.boundary));
    return { policies, managedPolicyArns: arns.filter((arn) => held(arn).length === 0), boundaryDocument };
  });
  const { arn, trust, model, maxSession, place } = role;
  const roles = readings.map(({ value, when }): GraphRole => {
    const { policies, managedPolicyArns, boundaryDocument } = value;
    const boundary =
      model.boundary === undefined
        ? undefined
        : { arn: model.boundary, ...(boundaryDocument === undefined ? {} : { document: boundaryDocument.document }) };
    const description = model.description === '' ? undefined : model.description;
    const all = { ...role.when, ...when };
    return {
      name,
      arn,
      description,
      trust,
      policies,
      managedPolicyArns,
      boundary,
      maxSessionSeconds: maxSession,
      tags: model.tags,
      place,
      when: all,
    };
  });
  const why = `the conditions of the template leave more ways to put together the policies of \`${name}\` than can be followed`;
  return { roles, unread: complete ? [] : [{ place, why }] };
}

/** Policies put on roles that the template does not hold. */
function loosePolicies({ kinds, attachments }: Sightings): readonly GraphLoosePolicy[] {
  const loose = (roleName: string, account: string): boolean => !kinds.role.some((role) => isOn(role, roleName, account));
  const inline = kinds['role-policy']
    .filter(({ model, account }) => loose(model.role, account))
    .map(({ model, document, place, when }) => ({ roleName: model.role, policy: { name: model.name, document }, place, when }));
  const attached = attachments
    .filter(({ roleName, account }) => loose(roleName, account))
    .map(({ roleName, policyArn, place, when }) => {
      const held = kinds.boundary.find(({ arn }) => arn === policyArn);
      const policy = held === undefined ? {} : { policy: { name: held.model.name, document: held.document } };
      return { roleName, ...policy, managedPolicyArn: policyArn, place, when };
    });
  return [...inline, ...attached];
}

const logGroups = ({ kinds }: Sightings): readonly GraphLogGroup[] =>
  kinds['log-group'].map(({ model, arn, retention, retained, deletionProtection, place, when }) => ({
    name: model.name,
    arn,
    retentionDays: retention,
    retained,
    deletionProtection,
    tags: model.tags,
    place,
    when,
  }));

const associations = ({ kinds }: Sightings): readonly GraphBinding[] =>
  kinds['pod-identity-association'].map(({ model, place, when }) => ({
    kind: 'pod-identity-association',
    roleArn: model.roleArn,
    workload: `${model.namespace}/${model.serviceAccount} on cluster ${model.cluster}`,
    place,
    when,
  }));

const oidcProviders = ({ kinds }: Sightings): readonly GraphOidcProvider[] =>
  kinds['oidc-provider'].map(({ model, place, when }) => ({ url: model.url, audiences: model.audiences, place, when }));

const resourcePolicies = ({ kinds, resourcePolicies: others }: Sightings): readonly GraphResourcePolicy[] => [
  ...[...kinds['function-permission'], ...kinds['queue-policy'], ...kinds['agentcore-policy']].map(({ resourceArn, document, when }) => ({
    resourceArn,
    document,
    when,
  })),
  ...others,
];

/** A role that is lent by its name alone is meant whatever its path. */
function byName(binding: GraphBinding, roles: readonly SeenRole[]): GraphBinding {
  if (roles.some(({ arn }) => arn === binding.roleArn)) return binding;
  const name = /:role\/([^/]+)$/.exec(binding.roleArn)?.[1];
  const meant = roles.filter(({ model }) => model.name === name);
  const [only] = meant;
  return only !== undefined && meant.every(({ arn }) => arn === only.arn) ? { ...binding, roleArn: only.arn } : binding;
}

/** The identity graph of everything seen. */
export function buildGraph(seen: Sightings): IdentityGraph {
  const built = seen.kinds.role.map((role) => buildRole(role, seen));
  return {
    roles: built.flatMap(({ roles }) => roles),
    loosePolicies: loosePolicies(seen),
    logGroups: logGroups(seen),
    oidcProviders: oidcProviders(seen),
    bindings: [...associations(seen), ...seen.bindings].map((binding) => byName(binding, seen.kinds.role)),
    resourcePolicies: resourcePolicies(seen),
    unread: [...seen.unread, ...built.flatMap(({ unread }) => unread)],
    model: modelOf(seen),
  };
}

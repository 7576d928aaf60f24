/** Puts together what was seen of single resources: each role with all its policies and its boundary, in every way the template's conditions allow. */
import type { IdentityModel } from '../plan/model';
import { type Choose, compatible, explore, impliedAnswer } from './explore';
import { holdersOf } from './holders';
import type {
  GraphBinding,
  GraphHolder,
  GraphLogGroup,
  GraphLoosePolicy,
  GraphOidcProvider,
  GraphPolicy,
  GraphResource,
  GraphResourcePolicy,
  GraphRole,
  IdentityGraph,
  Unread,
  When,
} from './identity-graph';
import { managedArnsOf, modelOf } from './model-of';
import { grouped, keyOf, SightingIndex } from './sighting-index';
import type { Conditional, SeenRole, Sightings } from './sightings';

/** Tells of parts of a role whether they are there, in one way to answer the conditions that they hang on beyond those of the role itself. */
function presence(role: When, choose: Choose): (when: When) => boolean {
  const known: Record<string, boolean> = { ...role };
  return (when) =>
    compatible(when, known) &&
    Object.entries(when).every(([condition, answer]) => {
      const given = impliedAnswer(condition, known) ?? choose(condition);
      known[condition] = given;
      return given === answer;
    });
}

interface Built {
  readonly roles: readonly GraphRole[];
  readonly unread: readonly Unread[];
}

function buildRole(role: Conditional<SeenRole>, index: SightingIndex): Built {
  const { name } = role.model;
  const { readings, complete } = explore((choose) => {
    const present = presence(role.when, choose);
    const here = <Seen extends { readonly when: When }>(candidates: readonly Seen[]): readonly Seen[] =>
      candidates.filter(({ when }) => present(when));
    const arns = managedArnsOf(role, here(index.attachmentsOf(role)));
    const carried = arns.flatMap((arn) =>
      here(index.managed(arn)).map(({ document, model }): GraphPolicy => ({ name: model.name, document })),
    );
    const policies = [
      ...role.policies,
      ...here(index.policiesOf(role)).map(({ document, model }): GraphPolicy => ({ name: model.name, document })),
      ...carried,
    ];
    const [boundaryDocument] = role.model.boundary === undefined ? [] : here(index.managed(role.model.boundary));
    return { policies, managedPolicyArns: arns.filter((arn) => index.managed(arn).length === 0), boundaryDocument };
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
function loosePolicies({ kinds, attachments }: Sightings, index: SightingIndex): readonly GraphLoosePolicy[] {
  const inline = kinds['role-policy']
    .filter(({ model, account }) => !index.holds(model.role, account))
    .map(({ model, document, place, when }) => ({ roleName: model.role, policy: { name: model.name, document }, place, when }));
  const attached = attachments
    .filter(({ roleName, account }) => !index.holds(roleName, account))
    .map(({ roleName, policyArn, place, when }) => {
      const [held] = index.managed(policyArn);
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
    key: model.key,
    fieldIndexes: model.fieldIndexes,
    dataProtection: model.dataProtection,
    tags: model.tags,
    place,
    when,
  }));

const associations = ({ kinds }: Sightings): readonly GraphBinding[] =>
  kinds['pod-identity-association'].map(({ model, place, when }) => ({
    kind: 'pod-identity-association',
    roleArn: model.roleArn,
    workload: `${model.namespace}/${model.serviceAccount} on cluster ${model.cluster}`,
    pod: { namespace: model.namespace, serviceAccount: model.serviceAccount },
    ...(model.disableSessionTags === undefined ? {} : { untagged: model.disableSessionTags }),
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
function byName(roles: readonly SeenRole[]): (binding: GraphBinding) => GraphBinding {
  const arns = new Set(roles.map(({ arn }) => arn));
  const named = grouped(roles, ({ model, account }) => keyOf(model.name, account));
  return (binding) => {
    const [, account = '', name = ''] = /^arn:[^:]+:iam::(⟨[^⟩]+⟩|[^:]*):role\/([^/]+)$/.exec(binding.roleArn) ?? [];
    const meant = arns.has(binding.roleArn) ? [] : (named.get(keyOf(name, account)) ?? []);
    const [only] = meant;
    return only !== undefined && meant.every(({ arn }) => arn === only.arn) ? { ...binding, roleArn: only.arn } : binding;
  };
}

/** What several readers of one resource could not read is told once. */
const distinct = (unread: readonly Unread[]): readonly Unread[] => [...new Map(unread.map((one) => [JSON.stringify(one), one])).values()];

/** Resources by type, each type read once. */
function resourcesByType({ sources }: Sightings): IdentityGraph['resourcesOf'] {
  const read = new Map<string, readonly GraphResource[]>();
  return (type) => {
    const before = read.get(type);
    if (before !== undefined) return before;
    const found = sources.flatMap((source) => source.of(type));
    read.set(type, found);
    return found;
  };
}

/** The identity graph of everything seen. */
export function buildGraph(seen: Sightings): IdentityGraph {
  let model: IdentityModel | undefined;
  let holders: readonly GraphHolder[] | undefined;
  const index = new SightingIndex(seen);
  const built = seen.kinds.role.map((role) => buildRole(role, index));
  const roles = built.flatMap((one) => one.roles);
  const loose = loosePolicies(seen, index);
  return {
    roles,
    loosePolicies: loose,
    logGroups: logGroups(seen),
    oidcProviders: oidcProviders(seen),
    bindings: [...associations(seen), ...seen.bindings].map(byName(seen.kinds.role)),
    resourcePolicies: resourcePolicies(seen),
    unread: distinct([...seen.unread, ...built.flatMap(({ unread }) => unread)]),
    resourceCount: seen.sources.reduce((sum, { count }) => sum + count, 0),
    resourceTypes: [...new Set(seen.sources.flatMap(({ types }) => types))],
    resourcesOf: resourcesByType(seen),
    parameters: seen.sources.flatMap(({ parameters }) => parameters),
    stacks: seen.sources.flatMap(({ stack }) => stack ?? []),
    get holders() {
      holders ??= holdersOf(seen, index, roles, loose);
      return holders;
    },
    // Only comparisons ask for it, and sorting it takes longer than reading.
    get model() {
      model ??= modelOf(seen);
      return model;
    },
  };
}

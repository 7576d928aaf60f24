/** On which resources, named one by one, an action gains its holder nothing. */
import type { GraphBinding, GraphHolder, GraphRole, IdentityGraph } from '../../graph/identity-graph';
import { hasHole } from '../../policy/text';
import type { EscalationPath } from '../escalation-paths/path';
import { once } from './once';
import { admitsHolder, admitsService, isStronger } from './strength';
import { together } from './when';

/** Whether the action gains something on a resource that a policy names without wildcards. */
type Gains = (pattern: string) => boolean;

const IAM_ARN = /^arn:((?:⟨[^⟩]*⟩|[^:⟨])*):iam::((?:⟨[^⟩]*⟩|[^:⟨])*):(role|user|group|policy)\/(.+)$/;

interface Named {
  readonly account: string;
  readonly kind: string;
  readonly name: string;
}

/** What an ARN of IAM names; undefined where it is another ARN, or a pattern of several. */
function namedBy(pattern: string): Named | undefined {
  if (/[*?$]/.test(pattern)) return undefined;
  const [, , account, kind, path] = IAM_ARN.exec(pattern) ?? [];
  if (account === undefined || kind === undefined || path === undefined) return undefined;
  return { account, kind, name: path.slice(path.lastIndexOf('/') + 1) };
}

/** The same account, or region, as far as both are known. */
const maySame = (a: string, b: string): boolean => a === b || hasHole(a) || hasHole(b);

const keyOf = (kind: string, name: string): string => `${kind} ${name}`;

const holdersByName = once((graph: IdentityGraph): ReadonlyMap<string, readonly GraphHolder[]> => {
  const byName = new Map<string, GraphHolder[]>();
  for (const holder of graph.holders) {
    const key = keyOf(holder.kind, holder.name);
    byName.set(key, [...(byName.get(key) ?? []), holder]);
  }
  return byName;
});

/** Those of the template whom a pattern names, in every way that they can be beside the holder. */
function targetsOf(pattern: string, holder: GraphHolder, graph: IdentityGraph): readonly GraphHolder[] {
  const named = namedBy(pattern);
  if (named === undefined) return [];
  return (holdersByName(graph).get(keyOf(named.kind, named.name)) ?? []).filter(
    (one) => together(one, holder) && maySame(named.account, namedBy(one.arn)?.account ?? named.account),
  );
}

const isSelf = (pattern: string, holder: GraphHolder): boolean => {
  if (pattern === holder.arn) return true;
  const named = namedBy(pattern);
  const own = namedBy(holder.arn);
  return named?.kind === holder.kind && named.name === holder.name && maySame(named.account, own?.account ?? named.account);
};

/** Whether a pattern is one exact thing that the template may know of. */
const isExact = (pattern: string): boolean => namedBy(pattern) !== undefined;

/** Whether the holder carries the managed policy, or is it. */
const carries = ({ policies, managedPolicyArns }: GraphHolder, pattern: string): boolean => {
  const name = namedBy(pattern)?.name;
  return managedPolicyArns.includes(pattern) || policies.some((one) => one.name === name);
};

/** Pattern by which every user means itself (IAM User Guide, "IAM policy elements: variables and tags"). */
const OWN_USER = /:user\/(?:[^:]*\/)?\$\{aws:username\}$/i;

const rolesOf = (targets: readonly GraphHolder[]): readonly GraphRole[] =>
  targets.flatMap(({ role }) => (role === undefined ? [] : [role]));

/** What passes a role: the service has to be let in, and the role has to be stronger. */
function passing({ passesTo = [] }: EscalationPath, holder: GraphHolder, graph: IdentityGraph): Gains {
  return (pattern) => {
    if (!isExact(pattern)) return true;
    if (isSelf(pattern, holder)) return false;
    const roles = rolesOf(targetsOf(pattern, holder, graph));
    return roles.length === 0 || roles.some((role) => passesTo.some((service) => admitsService(role, service)) && isStronger(role, holder));
  };
}

/** Becoming somebody: nothing is gained where it is oneself, or somebody of the template who can do no more. */
const becoming =
  (holder: GraphHolder, graph: IdentityGraph): Gains =>
  (pattern) => {
    if (!isExact(pattern)) return true;
    if (isSelf(pattern, holder)) return false;
    const targets = targetsOf(pattern, holder, graph);
    return targets.length === 0 || targets.some((target) => isStronger(target, holder));
  };

/** Writing what somebody else may do gains nothing, unless they can be become as well. */
const writing =
  (holder: GraphHolder): Gains =>
  (pattern) =>
    !isExact(pattern) || isSelf(pattern, holder);

/** Of a policy that others carry, nothing is gained, unless they can be become as well. */
const rewriting =
  ({ needs }: EscalationPath, holder: GraphHolder, graph: IdentityGraph): Gains =>
  (pattern) => {
    if (!isExact(pattern) || isSelf(pattern, holder) || carries(holder, pattern)) return true;
    return needs.length > 1 && graph.holders.some((one) => one.kind === 'role' && together(one, holder) && carries(one, pattern));
  };

/** Roles are in no group; of users, the template need not know all groups. */
const regrouping =
  (holder: GraphHolder): Gains =>
  (pattern) =>
    !isExact(pattern) || holder.kind !== 'role';

/** A role has to let the holder in. */
const assuming =
  (holder: GraphHolder, graph: IdentityGraph): Gains =>
  (pattern) => {
    const roles = rolesOf(targetsOf(pattern, holder, graph));
    return roles.length === 0 || roles.some((role) => admitsHolder(role, holder));
  };

const ANY_ARN = /^arn:(?:⟨[^⟩]*⟩|[^:⟨])*:([a-z0-9-]+):((?:⟨[^⟩]*⟩|[^:⟨])*):((?:⟨[^⟩]*⟩|[^:⟨])*):(.+)$/;

interface Reached {
  readonly account: string;
  readonly region: string;
  readonly key: string;
}

function reachedBy(arn: string): Reached | undefined {
  const [, service, region, account, rest] = ANY_ARN.exec(arn) ?? [];
  return region === undefined || account === undefined ? undefined : { account, region, key: `${service} ${rest}` };
}

const workloads = once((graph: IdentityGraph): ReadonlyMap<string, readonly GraphBinding[]> => {
  const byKey = new Map<string, GraphBinding[]>();
  for (const binding of graph.bindings) {
    const key = binding.arn === undefined ? undefined : reachedBy(binding.arn)?.key;
    if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), binding]);
  }
  return byKey;
});

/** Acting through a workload of the template gains what its role may do. */
const actingThrough =
  (holder: GraphHolder, graph: IdentityGraph): Gains =>
  (pattern) => {
    const reached = /[*?$]/.test(pattern) ? undefined : reachedBy(pattern);
    if (reached === undefined) return true;
    const here = (workloads(graph).get(reached.key) ?? []).filter((binding) => {
      const own = reachedBy(binding.arn ?? '');
      const isSame = own !== undefined && maySame(own.account, reached.account) && maySame(own.region, reached.region);
      return isSame && together(binding, holder);
    });
    const roles = here.map(({ roleArn }) => targetsOf(roleArn, holder, graph));
    // A role that the template does not hold counts as stronger.
    return roles.length === 0 || roles.some((known) => known.length === 0 || known.some((role) => isStronger(role, holder)));
  };

const CREDENTIALS =
  /^iam:(?:CreateAccessKey|CreateLoginProfile|UpdateLoginProfile|CreateServiceSpecificCredential|ResetServiceSpecificCredential|UploadSigningCertificate|UploadSSHPublicKey)$/;
const WRITES =
  /^iam:(?:Put(?:Role|User)Policy|Attach(?:Role|User)Policy|(?:Delete|Put)(?:Role|User)PermissionsBoundary|Detach(?:Role|User)Policy|Delete(?:Role|User)Policy)$/;

const always: Gains = () => true;

function gainsOf(action: string, path: EscalationPath, holder: GraphHolder, graph: IdentityGraph): Gains {
  if (action === 'iam:PassRole') return passing(path, holder, graph);
  if (path.passesTo === undefined && !/^(?:iam|sts|sso):/.test(action)) return actingThrough(holder, graph);
  if (action === 'iam:AddUserToGroup') return becoming(holder, graph);
  // With a policy of one's own it does not matter what the role may do today.
  if (action === 'iam:UpdateAssumeRolePolicy') return path.needs.length > 1 ? always : becoming(holder, graph);
  if (action === 'sts:AssumeRole') return assuming(holder, graph);
  if (CREDENTIALS.test(action)) {
    const others = becoming(holder, graph);
    return path.onOne === undefined || path.id === 'iam-003' ? (pattern) => !OWN_USER.test(pattern) && others(pattern) : always;
  }
  if (WRITES.test(action)) return path.onOne === undefined ? writing(holder) : always;
  if (action === 'iam:CreatePolicyVersion' || action === 'iam:SetDefaultPolicyVersion') return rewriting(path, holder, graph);
  return /^iam:(?:Put|Attach)GroupPolicy$/.test(action) ? regrouping(holder) : always;
}

/** Whether a pattern is in an account that IAM does not reach: one of AWS itself, or another than the holder's where that is known. */
function isElsewhere(pattern: string, holder: GraphHolder): boolean {
  const [, , account] = IAM_ARN.exec(pattern) ?? [];
  if (account === undefined) return false;
  const own = namedBy(holder.arn)?.account ?? '';
  return account === 'aws' || (/^\d{12}$/.test(account) && /^\d{12}$/.test(own) && account !== own);
}

/** Whether an action on a resource, as a policy names it, gains the holder nothing. */
export function gainless(action: string, path: EscalationPath, holder: GraphHolder, graph: IdentityGraph): (pattern: string) => boolean {
  const gains = gainsOf(action, path, holder, graph);
  const isLocal = action.startsWith('iam:');
  return (pattern) => (isLocal && isElsewhere(pattern, holder)) || !gains(pattern);
}

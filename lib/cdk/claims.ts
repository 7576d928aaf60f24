/** Holds what an identity would make against what other identities of the app make. */
import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Finding } from '../finding/finding';
import { planningFinding } from '../finding/finding-list';
import type { PlannedLogGroup, PlannedOidcProvider, PlannedResource, PlannedRole } from '../plan/plan';
import { type AppRegistry, deployedWith, type MadeProvider, registryOf } from './app-registry';
import { engineFinding } from './engine-findings';
import { filledText, type GivenValues } from './filled-text';

export interface ClaimRequest {
  readonly scope: Construct;
  /** Construct path of the identity. */
  readonly path: string;
  /** The account it deploys to; may be a token. */
  readonly account: string;
  /** The region it deploys to; may be a token. */
  readonly region: string;
  readonly given: GivenValues;
}

export interface Claims {
  /** What is left to make: a provider that another identity makes serves this one too. */
  readonly resources: readonly PlannedResource[];
  readonly findings: readonly Finding[];
  /** Takes what is to be made. Nothing is claimed before. */
  readonly take: () => void;
}

/** The names that other identities took before, by the construct path of who took them. */
function takenBefore(
  wanted: readonly { readonly name: string; readonly by: string | undefined }[],
): ReadonlyMap<string, readonly string[]> {
  const taken = new Map<string, string[]>();
  for (const { name, by } of wanted) if (by !== undefined) taken.set(by, [...(taken.get(by) ?? []), name]);
  return taken;
}

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

/** One finding for each identity that makes the same roles: it is one mistake, however many components the agent has. */
function roleFindings(roles: readonly PlannedRole[], registry: AppRegistry, { account, path }: ClaimRequest): readonly Finding[] {
  const taken = takenBefore(roles.map(({ name }) => ({ name, by: registry.roles.takenBy(account, name.toLowerCase()) })));
  return [...taken].map(([by, names]) =>
    planningFinding('WI117', {
      what: `the identity \`${by}\` of this app already makes the role${names.length === 1 ? '' : 's'} ${quoted(names)} in this account`,
      shown: `\`${path}\` would make ${names.length === 1 ? 'it' : 'them'} again`,
      fix: "give each deployment its own `deployment: { stage: '…' }`, or its region where it is deployed to several",
    }),
  );
}

const placeOf = ({ account, region }: ClaimRequest): string => `${account} ${region}`;

/** Log groups that identities of other roles make. */
function logGroupFindings(groups: readonly PlannedLogGroup[], registry: AppRegistry, request: ClaimRequest): readonly Finding[] {
  const taken = takenBefore(groups.map(({ name }) => ({ name, by: registry.logGroups.takenBy(placeOf(request), name) })));
  return [...taken].map(([by, names]) =>
    engineFinding('WI810', {
      what: `the identity \`${by}\` of this app already makes the log group${names.length === 1 ? '' : 's'} ${quoted(names)} in this account and region`,
      fix: "the name follows from the workload's: give the workload of each deployment a name of its own, such as `trust.lambda({ functionName: 'crm-dev' })`",
      where: { path: request.path },
    }),
  );
}

type Sameness = 'same' | 'different' | 'unknown';

/** Whether two places are one account. Two stacks without a literal account may be deployed to one or to two. */
function accountsOf(made: MadeProvider, { account, scope }: ClaimRequest): Sameness {
  if (made.deployedWith === deployedWith(scope)) return 'same';
  if (Token.isUnresolved(made.account) || Token.isUnresolved(account)) return 'unknown';
  return made.account === account ? 'same' : 'different';
}

const audienceFindings = ({ url, audiences }: PlannedOidcProvider, made: MadeProvider): readonly Finding[] => {
  const missing = audiences.filter((audience) => !made.audiences.includes(audience));
  if (missing.length === 0) return [];
  return [
    engineFinding('WI853', {
      what: `the OIDC provider for \`${url}\` is made by the identity \`${made.by}\`, without the audiences ${missing.map((one) => `\`${one}\``).join(', ')}`,
      fix: 'declare every audience where the provider is created, and import it elsewhere',
    }),
  ];
};

const undecidable = ({ url }: PlannedOidcProvider, made: MadeProvider, { path }: ClaimRequest): Finding =>
  engineFinding('WI803', {
    verdict: 'undecided',
    what: `\`${made.by}\` and \`${path}\` both create the OIDC provider for \`${url}\`, and whether they share an account is known only at deployment`,
    fix: 'give both stacks their account (`env`), or create the provider in one and import it in the other',
    where: { path },
  });

/** What to make of the resources wanted, and what stands in the way. */
export function claimsOf(wanted: readonly PlannedResource[], request: ClaimRequest): Claims {
  const registry = registryOf(request.scope);
  const sameRoles = roleFindings(
    wanted.filter((resource) => resource.kind === 'role'),
    registry,
    request,
  );
  const sameGroups = logGroupFindings(
    wanted.filter((resource) => resource.kind === 'log-group'),
    registry,
    request,
  );
  // Where the roles are the same the log groups are too, and the remedy is the same.
  const findings: Finding[] = [...(sameRoles.length > 0 ? sameRoles : sameGroups)];
  const urlOf = ({ url }: PlannedOidcProvider): string => filledText(url, request.given);
  const resources = wanted.filter((resource) => {
    if (resource.kind !== 'oidc-provider') return true;
    const rivals = registry.providers.filter(({ url }) => url === urlOf(resource));
    const serving = rivals.find((made) => accountsOf(made, request) === 'same');
    const unknown = rivals.find((made) => accountsOf(made, request) === 'unknown');
    if (serving !== undefined) findings.push(...audienceFindings(resource, serving));
    else if (unknown !== undefined) findings.push(undecidable(resource, unknown, request));
    return serving === undefined;
  });
  const take = (): void => {
    const { account, path, scope } = request;
    for (const resource of resources) {
      if (resource.kind === 'role') registry.roles.take(account, resource.name.toLowerCase(), path);
      if (resource.kind === 'log-group') registry.logGroups.take(placeOf(request), resource.name, path);
      if (resource.kind === 'oidc-provider') {
        const { audiences } = resource;
        registry.providers.push({ by: path, account, deployedWith: deployedWith(scope), url: urlOf(resource), audiences });
      }
    }
  };
  return { resources, findings, take };
}

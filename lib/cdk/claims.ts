/** Holds what an identity would make against what other identities of the app make. */
import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Finding } from '../finding/finding';
import { planningFinding } from '../finding/finding-list';
import type { PlannedOidcProvider, PlannedResource, PlannedRole } from '../plan/plan';
import { type AppRegistry, deployedWith, type MadeProvider, registryOf } from './app-registry';
import { engineFinding } from './engine-findings';
import { filledText, type GivenValues } from './filled-text';

export interface ClaimRequest {
  readonly scope: Construct;
  /** Construct path of the identity. */
  readonly path: string;
  /** The account it deploys to; may be a token. */
  readonly account: string;
  readonly given: GivenValues;
}

export interface Claims {
  /** What is left to make: a provider that another identity makes serves this one too. */
  readonly resources: readonly PlannedResource[];
  readonly findings: readonly Finding[];
  /** Takes what is to be made. Nothing is claimed before. */
  readonly take: () => void;
}

const roleFindings = (role: PlannedRole, registry: AppRegistry, { account, path }: ClaimRequest): readonly Finding[] => {
  const by = registry.roleMadeBy(account, role.name);
  if (by === undefined) return [];
  return [
    planningFinding('WI117', {
      what: `the identity \`${by}\` of this app already makes a role \`${role.name}\` in this account`,
      shown: `\`${path}\` would make it again`,
      fix: "give each deployment its own `deployment: { stage: '…' }`, or its region where it is deployed to several",
      ...(role.component === undefined ? {} : { component: role.component }),
    }),
  ];
};

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
  const findings: Finding[] = [];
  const urlOf = ({ url }: PlannedOidcProvider): string => filledText(url, request.given);
  const resources = wanted.filter((resource) => {
    if (resource.kind === 'role') findings.push(...roleFindings(resource, registry, request));
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
      if (resource.kind === 'role') registry.claimRole(account, resource.name, path);
      if (resource.kind === 'oidc-provider') {
        const { audiences } = resource;
        registry.providers.push({ by: path, account, deployedWith: deployedWith(scope), url: urlOf(resource), audiences });
      }
    }
  };
  return { resources, findings, take };
}

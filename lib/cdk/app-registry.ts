/** What all identities of one app share: no two may claim one role name in an account, and one OIDC provider serves a URL. */
import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Finding } from '../finding/finding';
import { planningFinding } from '../finding/finding-list';
import type { PlannedOidcProvider, PlannedResource } from '../plan/plan';
import { engineFinding } from './engine-findings';

interface CreatedProvider {
  readonly by: IConstruct;
  readonly stack: IConstruct;
  readonly audiences: readonly string[];
}

class AppRegistry {
  readonly roles = new Map<string, string>();
  readonly providers = new Map<string, CreatedProvider>();
}

const registries = new WeakMap<IConstruct, AppRegistry>();

function registryOf(construct: IConstruct): AppRegistry {
  const { root } = construct.node;
  const registry = registries.get(root) ?? new AppRegistry();
  registries.set(root, registry);
  return registry;
}

export interface Claim {
  readonly construct: IConstruct;
  readonly stack: IConstruct;
  /** Account of the stack: literal, or the token of a stack without environment. */
  readonly account: string;
  /** The URL of a provider, rendered. */
  readonly url: (provider: PlannedOidcProvider) => string;
}

export interface Claimed {
  /** What this construct has to make: all but providers that another identity of the app makes in this account. */
  readonly resources: readonly PlannedResource[];
  readonly findings: readonly Finding[];
}

/** Claims names and providers for an identity. */
export function claim(resources: readonly PlannedResource[], { construct, stack, account, url }: Claim): Claimed {
  const registry = registryOf(construct);
  const findings: Finding[] = [];
  const mine = resources.filter((resource) => {
    if (resource.kind === 'role') {
      // IAM compares role names without regard to case.
      const key = `${account} ${resource.name.toLowerCase()}`;
      const other = registry.roles.get(key);
      if (other === undefined) registry.roles.set(key, construct.node.path);
      else {
        findings.push(
          planningFinding('WI117', {
            what: `\`${construct.node.path}\` and \`${other}\` both make the role \`${resource.name}\``,
            fix: "give each its own deployment: `{ deployment: { stage: 'dev' } }`, or a region",
            ...(resource.component === undefined ? {} : { component: resource.component }),
          }),
        );
      }
      return true;
    }
    if (resource.kind !== 'oidc-provider') return true;
    const key = `${account} ${url(resource)}`;
    const other = registry.providers.get(key);
    if (other === undefined) {
      registry.providers.set(key, { by: construct, stack, audiences: resource.audiences });
      return true;
    }
    const missing = resource.audiences.filter((audience) => !other.audiences.includes(audience));
    if (missing.length > 0) {
      findings.push(
        engineFinding('WI803', {
          what: `\`${other.by.node.path}\` makes the OIDC provider of \`${resource.url}\` without the audience ${missing.map((one) => `\`${one}\``).join(', ')}`,
          fix: 'give both identities the same audience, or import a provider that has all audiences',
          where: { path: construct.node.path },
        }),
      );
    }
    if (Token.isUnresolved(account) && other.stack !== stack) {
      findings.push(
        engineFinding('WI803', {
          what: `two stacks without environment would each make the OIDC provider of \`${resource.url}\`, and whether they share an account is not known`,
          fix: 'give the stacks an environment (`env`), or import the provider in all but one',
          where: { path: construct.node.path },
          undecided: true,
        }),
      );
    }
    return false;
  });
  return { resources: mine, findings };
}

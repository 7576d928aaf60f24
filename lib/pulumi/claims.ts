/** What identities of one program must not both make: a role of one name, an OIDC provider of one URL. */
import type * as pulumi from '@pulumi/pulumi';
import type { Finding } from '../finding/finding';
import { planningFinding } from '../finding/finding-list';
import { bindValue } from '../plan/bind';
import type { PlannedOidcProvider, PlannedResource } from '../plan/plan';
import { engineFinding } from './engine-findings';
import { inputsIn } from './late-values';
import { currentProgram, type Scope } from './program';

/** The values given for inputs, as given. */
export type RawInputs = Readonly<Record<string, pulumi.Input<string>>>;

/** The values that are known already. */
export const literals = (inputs: RawInputs): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(inputs).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));

/** A URL that is known, or the very value that will tell it: two identities given the same Output mean the same issuer. */
function urlKey({ url }: PlannedOidcProvider, inputs: RawInputs): unknown {
  const bound = bindValue(url, literals(inputs));
  const [late] = inputsIn(bound);
  return late === undefined ? bound : inputs[late];
}

/** IAM compares role names without regard to case. */
const folded = (name: string): string => name.toLowerCase();

export interface Claims {
  /** What is left to make: a provider that another identity made serves this one too. */
  readonly resources: readonly PlannedResource[];
  readonly findings: readonly Finding[];
  /** Takes what is to be made. */
  readonly take: () => void;
}

/** Holds what an identity would make against what the program has made already. Nothing is claimed before `take`. */
export function claimsOf(wanted: readonly PlannedResource[], identity: string, inputs: RawInputs, scope: Scope): Claims {
  const program = currentProgram();
  const roles = program.roles(scope);
  const providers = program.providers(scope);
  const findings: Finding[] = [];
  const resources = wanted.filter((resource) => {
    if (resource.kind === 'role') findings.push(...roleNameFindings(resource.name, resource.component, roles.get(folded(resource.name))));
    if (resource.kind !== 'oidc-provider') return true;
    const made = providers.get(urlKey(resource, inputs));
    if (made === undefined) return true;
    const missing = resource.audiences.filter((audience) => !made.audiences.includes(audience));
    if (missing.length > 0) findings.push(audienceFinding(resource, made.by, missing));
    return false;
  });
  const take = (): void => {
    for (const resource of resources) {
      if (resource.kind === 'role') roles.set(folded(resource.name), identity);
      if (resource.kind === 'oidc-provider') providers.set(urlKey(resource, inputs), { by: identity, audiences: resource.audiences });
    }
  };
  return { resources, findings, take };
}

const roleNameFindings = (name: string, component: string | undefined, by: string | undefined): readonly Finding[] =>
  by === undefined
    ? []
    : [
        planningFinding('WI117', {
          what: `the identity \`${by}\` of this program already makes a role \`${name}\` in this account`,
          fix: "give each deployment its own `deployment: { stage: '…' }`, or its region where it is deployed to several",
          ...(component === undefined ? {} : { component }),
        }),
      ];

const audienceFinding = ({ url }: PlannedOidcProvider, by: string, missing: readonly string[]): Finding =>
  engineFinding('WI853', {
    what: `the OIDC provider for \`${url}\` is made by the identity \`${by}\`, without the audiences ${missing.map((one) => `\`${one}\``).join(', ')}`,
    fix: 'declare every audience where the provider is created, and import it elsewhere',
  });

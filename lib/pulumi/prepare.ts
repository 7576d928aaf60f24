/** Everything that is settled, and everything that can be wrong, before the first resource is registered. */
import type * as pulumi from '@pulumi/pulumi';
import { didYouMean } from '../finding/did-you-mean';
import { blocks, type Finding } from '../finding/finding';
import { emissionGaps, resourcesOf } from '../plan/emit';
import type { Deployment, IdentityPlan, PlannedResource } from '../plan/plan';
import { planIdentities } from '../plan/plan-identities';
import { SHAPES, type ShapeName } from '../policy/shapes';
import type { Acknowledgement } from '../report/acknowledgement';
import { FindingsError } from '../report/findings-error';
import type { Agent } from '../spec/agent';
import { inputFindings } from './check-inputs';
import { knownSizeFindings } from './check-size';
import { claimsOf, literals, type RawInputs } from './claims';
import { emitters } from './emitters';
import { engineFinding } from './engine-findings';
import { judgePlan } from './judge-plan';
import { inputsIn } from './late-values';
import type { Scope } from './program';
import { regionFindings } from './provider';

export interface Request {
  readonly name: string;
  readonly agent: Agent;
  readonly inputs: RawInputs;
  readonly deployment: Deployment | undefined;
  /** The account whose part is asked for, by its input; undefined for the home account. */
  readonly account: string | undefined;
  readonly provider: pulumi.ProviderResource | undefined;
  readonly acknowledge: readonly Acknowledgement[];
}

export interface Prepared {
  readonly plan: IdentityPlan;
  /** What this identity registers, each after what it refers to. */
  readonly resources: readonly PlannedResource[];
  /** What was found and does not stand in the way. */
  readonly warnings: readonly Finding[];
}

/** Plans, proves, checks everything and claims names; throws one error with all findings. */
export function prepare(request: Request): Prepared {
  const { name, agent, inputs, deployment, account } = request;
  const planning = planIdentities(agent, deployment === undefined ? {} : { deployment });
  const about = `the identities of \`${String(agent?.name)}\` cannot be made`;
  if (!planning.ok) throw new FindingsError([...planning.findings, ...earlyValueFindings(request)], about);
  const { plan } = planning;
  const wanted = resourcesOf(plan, account);
  const early = [...inputFindings(plan.inputs, inputs, neededBy(plan, account)), ...partFindings(plan, account)];
  if (blocks(early)) throw new FindingsError(early, about);
  const { resources, findings, take } = claimsOf(wanted, name, inputs, scopeOf(request));
  const { blocking, told } = judgePlan(plan, request.acknowledge, new Date().toISOString().slice(0, 10));
  const all = [
    ...blocking,
    ...regionFindings(deployment?.region, request.provider),
    ...gapFindings(resources),
    ...knownSizeFindings(resources, literals(inputs)),
    ...findings,
  ];
  if (blocks(all)) throw new FindingsError(all, about);
  take();
  return { plan, resources, warnings: [...plan.warnings, ...told] };
}

/** The inputs that a part needs: all of them at home, elsewhere those that its resources, and the roles handed out, speak of. */
function neededBy({ inputs, resources, components }: IdentityPlan, account: string | undefined): ReadonlySet<string> {
  if (account === undefined) return new Set(Object.keys(inputs));
  const roles = components.map(({ roleName, roleArn }) => [roleName, roleArn]);
  const bindings = components.map((component) => (component.account === account ? component.binding?.resources : undefined));
  const needed = inputsIn([resourcesOf({ resources }, account), roles, bindings]);
  return new Set(Object.keys(inputs).filter((name) => needed.has(name)));
}

/** A declaration that cannot be planned can still say which values it wants. */
function earlyValueFindings({ agent, inputs }: Request): readonly Finding[] {
  const shapes: unknown = agent?.inputs;
  if (shapes === null || typeof shapes !== 'object') return [];
  const known = Object.entries(shapes).filter((entry): entry is [string, ShapeName] => Object.hasOwn(SHAPES, String(entry[1])));
  if (known.length < Object.keys(shapes).length) return [];
  return inputFindings(Object.fromEntries(known), inputs, new Set(Object.keys(shapes)));
}

const scopeOf = ({ inputs, deployment, account, provider }: Request): Scope => {
  const id = account === undefined ? deployment?.account : inputs[account];
  return typeof id === 'string' ? id : provider;
};

/** Another account's part must exist. */
function partFindings(plan: IdentityPlan, account: string | undefined): readonly Finding[] {
  const parts = new Set(plan.resources.flatMap((resource) => resource.account ?? []));
  if (account === undefined || parts.has(account)) return [];
  const meant = didYouMean(account, parts);
  const list = [...parts].map((part) => `\`${part}\``).join(', ');
  const others = list === '' ? 'leave `account` out: all of the agent lives in one account' : `give one of ${list}`;
  return [
    engineFinding('WI854', {
      what: `nothing of the agent lives in the account \`${account}\``,
      fix: meant === undefined ? others : `did you mean \`${meant}\`?`,
    }),
  ];
}

const gapFindings = (resources: readonly PlannedResource[]): readonly Finding[] =>
  emissionGaps(resources, emitters).map(({ resource, reason }) =>
    engineFinding('WI850', { what: `Pulumi cannot deploy \`${resource.id}\`: ${reason}`, fix: 'leave it out of the declaration' }),
  );

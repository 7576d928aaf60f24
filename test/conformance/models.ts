/** One form for what is planned and for what is read back. */
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { fromPulumi, type PulumiResource } from '../../lib/graph/from-pulumi';
import { bind, type IdentityModel, planIdentities } from '../../lib/plan';
import { bindingsOf, placeOf, type Template } from './deployments';
import { MADE_ANCHOR, type Scenario } from './scenario';

/** What the plan says is deployed to an account, bindings included. */
export function planned(scenario: Scenario, account: string | undefined): IdentityModel {
  const planning = planIdentities(scenario.agent, scenario.deployment === undefined ? {} : { deployment: scenario.deployment });
  if (!planning.ok) throw new Error(`\`${scenario.name}\` cannot be planned: ${planning.findings.map(({ what }) => what).join('; ')}`);
  const { plan } = planning;
  const bound = bindingsOf(scenario, account);
  const added = plan.components.flatMap(({ name, binding }) =>
    bound.some(([component]) => component === name) ? (binding?.resources ?? []) : [],
  );
  const values = Object.fromEntries(
    bound.flatMap(([component, needs]) => Object.entries(needs).map(([name, value]) => [`${component}-${name}`, value])),
  );
  // Where the home account's part is deployed is what `⟨account⟩` means in every part.
  const home = placeOf(scenario, undefined);
  const anchors = Object.fromEntries(plan.resources.flatMap((one) => (one.kind === 'trust-anchor' ? [[one.fills, MADE_ANCHOR]] : [])));
  return bind({ ...plan, resources: [...plan.resources, ...added] }, { ...scenario.inputs, ...home, ...values, ...anchors }, account);
}

export const readTemplate = (template: Template | undefined, scenario: Scenario, account: string | undefined): IdentityModel =>
  fromCloudFormation(template, placeOf(scenario, account)).model;

export const readProgram = (resources: readonly PulumiResource[], scenario: Scenario, account: string | undefined): IdentityModel =>
  fromPulumi(resources, placeOf(scenario, account)).model;

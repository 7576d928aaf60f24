/** What each engine makes of a scenario: for every account, what it deploys there, metadata and published plan taken off. */

import { output } from '@pulumi/pulumi';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { checkGraph } from '../../lib/assert';
import { AgentIdentity as CdkIdentity } from '../../lib/cdk';
import { fromPlan } from '../../lib/graph/from-plan';
import type { PulumiResource } from '../../lib/graph/from-pulumi';
import { planIdentities } from '../../lib/plan';
import { AgentIdentity as PulumiIdentity } from '../../lib/pulumi';
import { fingerprinter } from '../../lib/report/fingerprint';
import { runOffline } from '../../scripts/pulumi-offline';
import { MADE_ANCHOR, PLACE, type Scenario, TOOLS_ACCOUNT } from './scenario';

/** The accounts that a scenario is deployed to: home, and those of its parts. */
export const partsOf = ({ accounts = [] }: Scenario): readonly (string | undefined)[] => [undefined, ...accounts];

/** Where a part of a scenario is deployed to. */
export const placeOf = ({ deployment = {} }: Scenario, account: string | undefined) => ({
  account: account === undefined ? (deployment.account ?? PLACE.account) : TOOLS_ACCOUNT,
  region: deployment.region ?? PLACE.region,
  partition: deployment.partition ?? PLACE.partition,
});

const deploymentOf = ({ deployment }: Scenario) => (deployment === undefined ? {} : { deployment });

/** The bindings that belong to an account's part. */
export const bindingsOf = ({ agent, bindings = {} }: Scenario, account: string | undefined) =>
  Object.entries(bindings).filter(([component]) => {
    const lives = agent.components[component]?.account;
    return account === undefined ? lives === undefined : lives?.includes(`⟨${account}:`) === true;
  });

export type Template = Readonly<Record<string, unknown>> & { readonly Resources: Readonly<Record<string, CfnResource>> };
export interface CfnResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** The templates of a scenario, by account. Late inputs are parameters. */
export function throughCdk(scenario: Scenario): ReadonlyMap<string | undefined, Template> {
  const app = new App();
  const stacks = partsOf(scenario).map((account) => {
    const place = placeOf(scenario, account);
    const stack = new Stack(app, account ?? 'home', scenario.late ? {} : { env: { account: place.account, region: place.region } });
    const given = (name: string, value: string): string =>
      scenario.late ? new CfnParameter(stack, name, { type: 'String' }).valueAsString : value;
    const inputs = Object.fromEntries(Object.entries(scenario.inputs).map(([name, value]) => [name, given(name, value)]));
    const options = deploymentOf(scenario);
    const identity =
      account === undefined
        ? new CdkIdentity(stack, 'Identity', scenario.agent, inputs, options)
        : new CdkIdentity(stack, 'Identity', scenario.agent, inputs, { ...options, account });
    for (const [component, values] of bindingsOf(scenario, account)) {
      identity.bind(
        stack,
        component,
        Object.fromEntries(Object.entries(values).map(([name, value]) => [name, given(`${component}${name}`, value)])),
      );
    }
    return [account, stack] as const;
  });
  const assembly = app.synth();
  return new Map(stacks.map(([account, stack]) => [account, deployed(assembly.getStackByName(stack.stackName).template, scenario)]));
}

/** A template as deployed: without metadata, its parameters replaced by the values of the scenario, and what AWS generates by what it could be. */
function deployed(template: Record<string, unknown>, { inputs, bindings = {} }: Scenario): Template {
  const values = new Map(Object.entries(inputs));
  for (const [component, needs] of Object.entries(bindings)) {
    for (const [name, value] of Object.entries(needs)) values.set(`${component}${name}`, value);
  }
  const generated = ([name, of]: readonly [string, unknown] = ['', '']): string | undefined => {
    if (name === 'Ref') return values.get(String(of));
    return name === 'Fn::GetAtt' && Array.isArray(of) && of[1] === 'TrustAnchorArn' ? MADE_ANCHOR : undefined;
  };
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (node === null || typeof node !== 'object') return node;
    const entries = Object.entries(node);
    const [only] = entries;
    const value = entries.length === 1 ? generated(only) : undefined;
    return value ?? Object.fromEntries(entries.filter(([key]) => key !== 'Metadata').map(([key, child]) => [key, walk(child)]));
  };
  const { Parameters: _parameters, Rules: _rules, ...rest } = template;
  return walk(rest) as Template;
}

/** Boundaries and roles that exist already leave questions open, which a deployment has to acknowledge. */
function acknowledged({ agent, deployment }: Scenario) {
  const planning = planIdentities(agent, deployment === undefined ? {} : { deployment });
  if (!planning.ok) return [];
  const graph = fromPlan(planning.plan);
  const fingerprintOf = fingerprinter(graph);
  return checkGraph(graph, { plan: planning.plan })
    .findings.filter(({ verdict, severity }) => verdict === 'undecided' && severity === 'error')
    .map((finding) => ({ fingerprint: fingerprintOf(finding), because: 'it exists already', owner: 'conformance' }));
}

/** The resources that Pulumi is given, by account. Late inputs are Outputs. */
export async function throughPulumi(scenario: Scenario): Promise<ReadonlyMap<string | undefined, readonly PulumiResource[]>> {
  const given = (value: string) => (scenario.late ? output(value) : value);
  const all = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, given(value)]));
  const parts = new Map<string | undefined, readonly PulumiResource[]>();
  for (const account of partsOf(scenario)) {
    const run = await runOffline(
      () => {
        const [inputs, options] = [all(scenario.inputs), { ...deploymentOf(scenario), acknowledge: acknowledged(scenario) }];
        const identity =
          account === undefined
            ? new PulumiIdentity('identity', scenario.agent, inputs, options)
            : new PulumiIdentity('identity', scenario.agent, inputs, { ...options, account });
        for (const [component, values] of bindingsOf(scenario, account)) identity.bind(component, all(values));
      },
      placeOf(scenario, account),
    );
    parts.set(
      account,
      run.resources.map(({ type, name, urn, inputs, propertyDependencies }) => ({ type, name, urn, inputs, propertyDependencies })),
    );
  }
  return parts;
}

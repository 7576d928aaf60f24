import type { IdentityModel } from '../../lib/plan';
import { divergencesOf, without } from './compare';
import { partsOf, throughCdk, throughPulumi } from './deployments';
import { DIVERGENCES } from './divergences';
import { planned, readProgram, readTemplate } from './models';
import { SCENARIOS } from './scenarios';

type Models = ReadonlyMap<string | undefined, IdentityModel>;

/** Reads back what both engines make of a scenario, and what is planned. */
async function modelsOf(scenario: (typeof SCENARIOS)[number]): Promise<Readonly<Record<'plan' | 'cdk' | 'pulumi', Models>>> {
  const templates = throughCdk(scenario);
  const programs = await throughPulumi(scenario);
  const by = (read: (account: string | undefined) => IdentityModel): Models =>
    new Map(partsOf(scenario).map((account) => [account, read(account)]));
  return {
    plan: by((account) => planned(scenario, account)),
    cdk: by((account) => readTemplate(templates.get(account), scenario, account)),
    pulumi: by((account) => readProgram(programs.get(account) ?? [], scenario, account)),
  };
}

const compared = (models: Models, ...args: Parameters<typeof divergencesOf>) =>
  new Map([...models].map(([account, model]) => [account, without(model, divergencesOf(...args))]));

describe.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (name, scenario) => {
  it('is on both engines what it is planned to be, in every account', async () => {
    const { plan, cdk, pulumi } = await modelsOf(scenario);
    expect(compared(cdk, 'cdk', name)).toEqual(compared(plan, 'cdk', name));
    expect(compared(pulumi, 'pulumi', name)).toEqual(compared(plan, 'pulumi', name));
    if (DIVERGENCES.every((divergence) => divergence.scenario !== name)) expect(cdk).toEqual(pulumi);
  });
});

describe('a declared divergence', () => {
  it.each(DIVERGENCES.map((divergence) => [divergence.property, divergence] as const))('is needed: %s', async (_property, divergence) => {
    const scenario = SCENARIOS.find(({ name }) => name === divergence.scenario);
    expect(scenario).toBeDefined();
    if (scenario === undefined) return;
    const { plan, [divergence.engine]: engine } = await modelsOf(scenario);
    const others = divergencesOf(divergence.engine, scenario.name).filter((other) => other !== divergence);
    const left = (models: Models) => new Map([...models].map(([account, model]) => [account, without(model, others)]));
    expect(left(engine)).not.toEqual(left(plan));
  });
});

describe('the scenarios', () => {
  it('have names of their own', () => {
    expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
  });

  it('make every kind of resource', () => {
    const kinds = new Set(
      SCENARIOS.flatMap((scenario) => partsOf(scenario).flatMap((account) => planned(scenario, account).map(({ kind }) => kind))),
    );
    const all: { readonly [Kind in IdentityModel[number]['kind']]: true } = {
      role: true,
      boundary: true,
      'role-policy': true,
      'log-group': true,
      'oidc-provider': true,
      'pod-identity-association': true,
      'function-permission': true,
      'queue-policy': true,
      'agentcore-policy': true,
    };
    expect([...kinds].sort()).toEqual(Object.keys(all).sort());
  });
});

import type { IdentityModel } from '../../lib/plan';
import { divergencesOf, without } from './compare';
import { partsOf, throughCdk, throughPulumi } from './deployments';
import { DIVERGENCES, type Divergence } from './divergences';
import { type Emitted, emittedByCdk, emittedByPulumi, fieldsOfAll, isNoticed, isNoticedMissing } from './dropped-fields';
import { planned, readProgram, readTemplate } from './models';
import type { Scenario } from './scenario';
import { SCENARIOS } from './scenarios';
import { UNNOTICED } from './unnoticed';

type Models = ReadonlyMap<string | undefined, IdentityModel>;

/** What both engines emitted for the scenarios that have run. */
const emitted: Record<Divergence['engine'], Emitted[]> = { cdk: [], pulumi: [] };

/** Reads back what both engines make of a scenario, and what is planned. */
async function modelsOf(scenario: Scenario): Promise<Readonly<Record<'plan' | Divergence['engine'], Models>>> {
  const templates = throughCdk(scenario);
  const programs = scenario.pulumiCannot === undefined ? await throughPulumi(scenario) : undefined;
  for (const [account, template] of templates) emitted.cdk.push(...emittedByCdk(template, scenario, account));
  for (const [account, program] of programs ?? []) emitted.pulumi.push(...emittedByPulumi(program, scenario, account));
  const by = (read: (account: string | undefined) => IdentityModel): Models =>
    new Map(partsOf(scenario).map((account) => [account, read(account)]));
  return {
    plan: by((account) => planned(scenario, account)),
    cdk: by((account) => readTemplate(templates.get(account), scenario, account)),
    // What Pulumi refuses is compared by the refusal.
    pulumi: programs === undefined ? new Map() : by((account) => readProgram(programs.get(account) ?? [], scenario, account)),
  };
}

const compared = (models: Models, divergences: readonly Divergence[]) =>
  new Map([...models].map(([account, model]) => [account, without(model, divergences)]));

describe.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (name, scenario) => {
  it('is on both engines what it is planned to be, in every account', async () => {
    const { plan, cdk, pulumi } = await modelsOf(scenario);
    if (scenario.pulumiCannot !== undefined) {
      expect(cdk).toEqual(plan);
      await expect(throughPulumi(scenario)).rejects.toThrow(scenario.pulumiCannot);
      return;
    }
    const ofCdk = divergencesOf('cdk', name);
    const ofPulumi = divergencesOf('pulumi', name);
    expect(compared(cdk, ofCdk)).toEqual(compared(plan, ofCdk));
    expect(compared(pulumi, ofPulumi)).toEqual(compared(plan, ofPulumi));
    expect(compared(cdk, [...ofCdk, ...ofPulumi])).toEqual(compared(pulumi, [...ofCdk, ...ofPulumi]));
  });
});

describe('a declared divergence', () => {
  it.each(DIVERGENCES.map((divergence) => [divergence.property, divergence] as const))('is needed: %s', async (_property, divergence) => {
    const scenario = SCENARIOS.find(({ name }) => name === divergence.scenario);
    if (scenario === undefined) throw new Error(`there is no scenario \`${divergence.scenario}\``);
    const { plan, [divergence.engine]: engine } = await modelsOf(scenario);
    const others = divergencesOf(divergence.engine, scenario.name).filter((other) => other !== divergence);
    expect(compared(engine, others)).not.toEqual(compared(plan, others));
  });
});

describe('the scenarios', () => {
  it('have names of their own', () => {
    expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
  });

  it('make every kind of resource', () => {
    const kinds = SCENARIOS.flatMap((scenario) =>
      partsOf(scenario).flatMap((account) => planned(scenario, account).map(({ kind }) => kind)),
    );
    const all: { readonly [Kind in IdentityModel[number]['kind']]: true } = {
      role: true,
      boundary: true,
      'role-policy': true,
      'log-group': true,
      'delivery-source': true,
      'delivery-destination': true,
      delivery: true,
      'oidc-provider': true,
      'pod-identity-association': true,
      'trust-anchor': true,
      'certificate-revocation-list': true,
      'roles-anywhere-profile': true,
      'function-permission': true,
      'queue-policy': true,
      'agentcore-policy': true,
      'state-machine': true,
      'event-rule': true,
      topic: true,
      alarm: true,
      'schedule-group': true,
      schedule: true,
    };
    expect([...new Set(kinds)].sort()).toEqual(Object.keys(all).sort());
  });
});

describe.each(['cdk', 'pulumi'] as const)('an emitter that leaves something out is noticed (%s)', (engine) => {
  const isUnnoticed = (field: string): boolean => field.split('/').some((part) => Object.hasOwn(UNNOTICED, part));

  it('where it is a resource', () => {
    const first = new Map([...emitted[engine]].reverse().map((one) => [one.type, one]));
    expect(first.size).toBeGreaterThan(8);
    expect([...first.values()].filter((one) => !isNoticedMissing(one)).map(({ type }) => type)).toEqual([]);
  });

  it('where it is any one field', () => {
    const fields = [...fieldsOfAll(emitted[engine])];
    expect(fields.length).toBeGreaterThan(200);
    const unnoticed = fields.filter(([field, carriers]) => !isNoticed(field, carriers)).map(([field]) => field);
    expect(unnoticed.filter((field) => !isUnnoticed(field))).toEqual([]);
    // What is said to be unnoticed must be so.
    expect(fields.map(([field]) => field).filter((field) => isUnnoticed(field) && !unnoticed.includes(field))).toEqual([]);
  });
});

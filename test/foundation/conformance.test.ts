/** A foundation is on both engines what it is planned to be, and whatever an emitter leaves out is noticed. */

import { readFoundation } from '../../lib/graph/foundation-model';
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { fromPulumi, type PulumiResource } from '../../lib/graph/from-pulumi';
import type { IdentityGraph } from '../../lib/graph/identity-graph';
import { planFoundation } from '../../lib/plan';
import { bindValue } from '../../lib/plan/bind';
import { evidenceKeyText, type FoundationPlan } from '../../lib/plan/foundation/kinds';
import { foundationModelOf } from '../../lib/plan/foundation/model';
import type { Model } from '../../lib/plan/model';
import { normaliseModel } from '../../lib/plan/normalise-model';
import type { AccountFoundationSpec } from '../../lib/spec';
import { fieldsOf, without } from '../conformance/fields';
import { cdkTemplate, central, imported, PLACE, pulumiProgram, type Template, whole } from './foundations';

const planOf = (spec: AccountFoundationSpec): FoundationPlan => {
  const planning = planFoundation(spec);
  if (!planning.ok) throw new Error(planning.findings.map(({ what }) => what).join('; '));
  return planning.plan;
};

const inOrder = (models: readonly unknown[]): readonly string[] => models.map((model) => JSON.stringify(sorted(model))).sort();

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, child]) => child !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  );
};

/** Everything that a template holds: what foundations alone have, and what agents have too. */
function modelOf(graph: IdentityGraph): readonly string[] {
  const [key] = graph.resourcesOf('AWS::KMS::Key');
  const kinds = graph.model.filter(
    ({ kind }) => kind === 'role' || kind === 'boundary' || kind === 'log-group' || kind === 'oidc-provider',
  );
  const shared = JSON.stringify(kinds).replaceAll(key?.arn ?? '⟨no key⟩', evidenceKeyText);
  return inOrder([...readFoundation(graph), ...(JSON.parse(shared) as readonly unknown[])]);
}

function plannedModel(plan: FoundationPlan): readonly string[] {
  const shared = plan.resources.flatMap((resource): readonly Model[] => {
    const { id: _id, ...model } = resource;
    if (model.kind === 'role') {
      const boundary = `arn:⟨partition⟩:iam::⟨account⟩:policy/${model.name}-boundary`;
      return [{ ...model, boundary }];
    }
    return model.kind === 'boundary' || model.kind === 'log-group' || model.kind === 'oidc-provider' ? [model as Model] : [];
  });
  return inOrder(bindValue([...foundationModelOf(plan), ...normaliseModel(bindValue(shared, PLACE))], PLACE));
}

const readTemplate = (template: Template): readonly string[] => modelOf(fromCloudFormation(template, PLACE));
const readProgram = (program: readonly PulumiResource[]): readonly string[] => modelOf(fromPulumi(program, PLACE));

const SPECS = [
  ['everything made here', whole],
  ['a central archive, and some roles', central],
  ['the organization\u2019s trail', imported],
] as const;

describe.each(SPECS)('%s', (_name, spec) => {
  it('is on CDK what it is planned to be, wherever it is deployed', () => {
    expect(readTemplate(cdkTemplate(spec))).toEqual(plannedModel(planOf(spec)));
    expect(readTemplate(cdkTemplate(spec, { account: PLACE.account, region: PLACE.region }))).toEqual(plannedModel(planOf(spec)));
  });

  it('is on Pulumi what it is planned to be, before the first deployment', async () => {
    const { resources } = await pulumiProgram(spec);
    expect(readProgram(resources)).toEqual(plannedModel(planOf(spec)));
  });
});

describe('the issuer of the account', () => {
  const byEngine = { ...imported, outboundTokens: { switchedOnBy: 'engine' } } as const;

  it('is switched on by Pulumi, and kept when the program goes', async () => {
    const { resources } = await pulumiProgram(byEngine);
    expect(readProgram(resources)).toEqual(plannedModel(planOf(byEngine)));
    expect(readProgram(resources)).toContain('{"kind":"outbound-federation","retained":true}');
  });

  it('is refused by CDK, which says what to do instead', () => {
    expect(() => cdkTemplate(byEngine)).toThrow(/WI199[\s\S]*outboundTokens: \{ switchedOnBy: 'hand' \}/);
  });

  it('is a command of the plan where somebody switches it on by hand', () => {
    const { instructions } = planOf({ ...imported, outboundTokens: { switchedOnBy: 'hand' } });
    expect(instructions.map(({ how }) => how)).toContainEqual(expect.stringContaining('aws iam enable-outbound-web-identity-federation'));
  });
});

describe('the record of prompts', () => {
  const byEngine = { ...whole, prompts: { switchedOnBy: 'engine' } } as const;

  it('is switched on by Pulumi', async () => {
    const { resources } = await pulumiProgram(byEngine);
    expect(readProgram(resources)).toEqual(plannedModel(planOf(byEngine)));
  });

  it('is refused by CDK, which says what to do instead', () => {
    expect(() => cdkTemplate(byEngine)).toThrow(/WI199[\s\S]*switchedOnBy: 'hand'/);
  });
});

/** Fields whose absence no comparison notices: order, and what the service takes by itself. Those of agents look at roles with longer sessions. */
const UNNOTICED = ['DependsOn', 'BearerTokenAuthenticationEnabled', 'MaxSessionDuration', 'maxSessionDuration'];

describe('an emitter that leaves something out is noticed', () => {
  it('on CDK', () => {
    const unnoticed = [whole, central, imported].flatMap((spec) => {
      const template = cdkTemplate(spec);
      const before = JSON.stringify(readTemplate(template));
      return Object.entries(template.Resources).flatMap(([id, { Type, ...content }]) => {
        const with_ = (changed: object | undefined): Template => {
          const { [id]: _dropped, ...others } = template.Resources;
          return { ...template, Resources: { ...others, ...(changed === undefined ? {} : { [id]: { Type, ...changed } }) } };
        };
        const fields = [...new Set(fieldsOf(content, Type))].filter((field) => !field.includes('Fn::') && !field.endsWith('/Ref'));
        expect(JSON.stringify(readTemplate(with_(undefined)))).not.toBe(before);
        return fields.filter((field) => JSON.stringify(readTemplate(with_(without(content, field, Type) as object))) === before);
      });
    });
    expect([...new Set(unnoticed)].filter((field) => !field.split('/').some((part) => UNNOTICED.includes(part)))).toEqual([]);
  });

  it('on Pulumi', async () => {
    const specs = [{ ...whole, prompts: { switchedOnBy: 'engine' } } as const, central];
    const unnoticed: string[] = [];
    for (const spec of specs) {
      const { resources } = await pulumiProgram(spec);
      const program = resources.filter(({ type }) => type.startsWith('aws:'));
      const before = JSON.stringify(readProgram(program));
      for (const resource of program) {
        const with_ = (inputs: unknown) =>
          program.map((other) => (other === resource ? { ...other, inputs: inputs as PulumiResource['inputs'] } : other));
        expect(JSON.stringify(readProgram(program.filter((other) => other !== resource)))).not.toBe(before);
        for (const field of new Set(fieldsOf(resource.inputs, resource.type)))
          if (JSON.stringify(readProgram(with_(without(resource.inputs, field, resource.type)))) === before) unnoticed.push(field);
      }
    }
    expect([...new Set(unnoticed)].filter((field) => !field.split('/').some((part) => UNNOTICED.includes(part)))).toEqual([]);
  });
});

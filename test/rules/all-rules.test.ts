import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { stringify } from 'yaml';
import { PLANNING } from '../../lib/finding/catalogue';
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import type { GraphDocument, IdentityGraph } from '../../lib/graph/identity-graph';
import { parseYaml } from '../../lib/graph/yaml-template';
import { authorize } from '../../lib/policy/authorize';
import type { PolicyDocument, PolicyType } from '../../lib/policy/document';
import { parsePolicy } from '../../lib/policy/parse';
import { fillWithExamples } from '../../lib/policy/prove';
import type { AuthorizationRequest } from '../../lib/policy/request';
import { PRESETS, RULES, runRules } from '../../lib/rules';
import type { Rule } from '../../lib/rules/define-rule';
import type { GoodExample } from '../../lib/rules/examples/example';
import { rulePages } from '../../scripts/rule-pages';
import { DEPLOYMENTS, readProgram, unneeded } from './with-pulumi';

/** The families of rules, and the form of their codes. */
const FAMILIES = {
  trust: /^WI2\d\d$/,
  boundary: /^WI30[12]$/,
  permission: /^WI3(?:00|0[3-9]|[1-6]\d)$/,
  access: /^WI3[7-9]\d$/,
  isolation: /^WI4\d\d$/,
  session: /^WI5[0-4]\d$/,
  secrets: /^WI5[5-9]\d$/,
  evidence: /^WI6\d\d$/,
  quota: /^WI7\d\d$/,
  escalation: /^WI9\d\d$/,
} as const;
const ROOT = join(__dirname, '../../lib/rules');

const files = Object.keys(FAMILIES)
  .filter((folder) => existsSync(join(ROOT, folder)))
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((file) =>
      relative(ROOT, join(ROOT, folder, file))
        .split(sep)
        .join('/')
        .replace(/\.ts$/, ''),
    ),
  );

/** A graph without the function that reads further resources. */
const data = ({ resourcesOf: _, ...graph }: IdentityGraph): object => graph;

const judge = (rules: readonly Rule[], { cloudformation, plan }: GoodExample) =>
  runRules({ rules }, { graph: fromCloudFormation({ Resources: cloudformation }), plans: plan === undefined ? [] : [plan()] });

const everything = parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }, 'identity');
if (!everything.ok) throw new Error('the policy is malformed');
const EVERYTHING = everything.document;

/** Whether the plain evaluator, written apart from the engine that found the request, allows it to somebody or by somebody's policies. */
const replays = (witness: AuthorizationRequest, graph: IdentityGraph): boolean => {
  const filled: AuthorizationRequest = JSON.parse(fillWithExamples(JSON.stringify(witness)));
  const parse = (document: GraphDocument, type: PolicyType): readonly PolicyDocument[] => {
    const parsed = parsePolicy(JSON.parse(fillWithExamples(JSON.stringify(document.raw))), type);
    return parsed.ok ? [parsed.document] : [];
  };
  const byResource = graph.resourcePolicies.some(({ document }) =>
    parse(document, 'resource').some((resource) => authorize(filled, { resource, identity: [EVERYTHING] }).decision === 'allow'),
  );
  if (byResource) return true;
  return graph.roles.some((role) => {
    const [resource] = parse(role.trust, 'trust');
    const identity = role.policies.flatMap(({ document }) => parse(document, 'identity'));
    // Whoever owns the caller's account decides what the caller itself may do.
    const byTrust = resource !== undefined && authorize(filled, { resource, identity: [EVERYTHING] }).decision === 'allow';
    const resourceAccount = filled.principal.kind === 'aws' ? filled.principal.account : '111122223333';
    const byPolicy = authorize({ ...filled, resourceAccount }, { identity }).decision === 'allow';
    return byTrust || byPolicy;
  });
};

describe('the list of rules', () => {
  it('holds one rule for each file, named after its path', () => {
    expect(RULES.map(({ name }) => name).sort()).toEqual(files.sort());
  });

  it.each(RULES.map((rule) => [rule.name, rule] as const))('%s is the default export of its file', (name, rule) => {
    expect((jest.requireActual(join(ROOT, name)) as { default: Rule }).default).toBe(rule);
  });

  it('gives every rule a code of its own, of the form of its family, and none that planning uses', () => {
    const codes = RULES.map(({ code }) => code);
    expect(new Set([...codes, ...Object.keys(PLANNING)]).size).toBe(codes.length + Object.keys(PLANNING).length);
    for (const { code, name } of RULES) {
      const family = name.split('/')[0] as keyof typeof FAMILIES;
      expect([name, code]).toEqual([name, expect.stringMatching(FAMILIES[family])]);
    }
  });

  it('has every rule in a preset', () => {
    const inPresets = new Set(Object.values(PRESETS).flatMap(({ rules }) => rules.map(({ code }) => code)));
    expect(RULES.filter(({ code }) => !inPresets.has(code))).toEqual([]);
  });
});

describe('docs/rules', () => {
  const docs = join(__dirname, '../../docs/rules');
  const found = readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.split(sep).join('/'));

  it('holds the pages of all rules, and no others', () => {
    expect(found.sort()).toEqual([...rulePages().keys()].sort());
  });

  it.each([...rulePages()])('%s is current: node --import tsx scripts/generate-rule-docs.ts writes it', (path, page) => {
    expect(readFileSync(join(docs, path), 'utf8')).toBe(page);
  });

  it('shows examples that are templates, and read alike', () => {
    for (const { examples } of RULES) {
      for (const { cloudformation } of [...examples.bad, ...examples.good]) {
        const text = stringify({ Resources: cloudformation }, { version: '1.1', aliasDuplicateObjects: false });
        const read = parseYaml(text);
        expect('value' in read && data(fromCloudFormation(read.value))).toEqual(data(fromCloudFormation({ Resources: cloudformation })));
      }
    }
  });
});

describe.each(RULES.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
  it('says what it is for', () => {
    for (const text of [rule.principle, rule.summary, rule.why, rule.acknowledge]) {
      expect(text).toMatch(/^(?:[a-z0-9]|IAM )/);
      expect(text).not.toMatch(/\.$/);
    }
  });

  it('has messages in the house style, each with a fix, and each shown by an example or only ever undecided', () => {
    for (const { what, fix } of Object.values(rule.messages)) {
      expect(what).toMatch(/^[a-z<]/);
      expect(what).not.toMatch(/\.$/);
      expect(fix).not.toBe('');
      expect(fix).not.toMatch(/\.$/);
    }
  });

  it('has bad and good examples', () => {
    expect(rule.examples.bad.length).toBeGreaterThan(0);
    expect(rule.examples.good.length).toBeGreaterThan(0);
  });

  it.each(rule.examples.bad.map((example) => [example.title, example] as const))('finds: %s', (_title, example) => {
    const { verdict = 'refuted', message, resource, shown } = example.finds;
    const plans = example.plan === undefined ? [] : [example.plan()];
    const context = { graph: fromCloudFormation({ Resources: example.cloudformation }), plans };
    const told = rule.judge(context).flatMap((outcome) => ('message' in outcome ? [outcome] : []));
    const expected = told.find(
      (outcome) => outcome.message === message && outcome.where.resource === resource && outcome.verdict === verdict,
    );
    expect(told).toContainEqual(expect.objectContaining({ message, verdict, where: expect.objectContaining({ resource }) }));
    expect(expected?.shown ?? '').toContain(shown ?? '');
    expect(expected?.involved).toContain(resource);
    expect(expected?.witness === undefined || replays(expected.witness, context.graph)).toBe(true);
    expect(`${expected?.what} ${expected?.fix}`).not.toMatch(/<[a-zA-Z]+>/);
  });

  it.each(rule.examples.good.map((example) => [example.title, example] as const))(
    'finds nothing, nor does any other rule: %s',
    (_title, example) => {
      const { findings, verdict } = judge(RULES, example);
      expect(findings).toEqual([]);
      expect(verdict).toBe('proved');
    },
  );

  const examples: readonly GoodExample[] = [...rule.examples.bad, ...rule.examples.good];
  for (const example of examples) {
    const { withoutPulumi: without } = example;
    if (without === undefined) continue;
    it(`has no form with Pulumi, as it says: ${example.title}`, () => {
      expect(unneeded(example, without)).toBeUndefined();
      expect(without.because).toMatch(/^[a-z`]/);
    });
  }

  for (const to of DEPLOYMENTS) {
    const isOpen = to.account === '⟨account⟩';
    const where = isOpen ? 'with Pulumi' : 'with Pulumi, in a known account';
    // The plans of examples leave the account to the deployment.
    const runs = ({ withoutPulumi, plan }: GoodExample): boolean => withoutPulumi === undefined && (isOpen || plan === undefined);

    for (const example of rule.examples.bad.filter(runs)) {
      it(`finds ${where}: ${example.title}`, () => {
        const { verdict = 'refuted', message, resource, shown } = example.finds;
        const { graph, idOf } = readProgram(example, to);
        const plans = example.plan === undefined ? [] : [example.plan()];
        const told = rule.judge({ graph, plans }).flatMap((outcome) => ('message' in outcome ? [outcome] : []));
        const found = told.map((outcome) => ({
          message: outcome.message,
          verdict: outcome.verdict,
          resource: idOf(outcome.where.resource),
          shown: outcome.shown ?? '',
        }));
        expect(found).toContainEqual({ message, verdict, resource, shown: expect.stringContaining(shown ?? '') });
        expect(told.every(({ witness }) => witness === undefined || replays(witness, graph))).toBe(true);
      });
    }

    for (const example of rule.examples.good.filter(runs)) {
      it(`finds nothing, nor does any other rule, ${where}: ${example.title}`, () => {
        const { graph } = readProgram(example, to);
        const plans = example.plan === undefined ? [] : [example.plan()];
        const { findings, verdict } = runRules({ rules: RULES }, { graph, plans });
        expect(findings).toEqual([]);
        expect(verdict).toBe('proved');
      });
    }
  }
});

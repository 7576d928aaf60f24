/** Mangled input of every sort: it is read as far as it can be, the rest is told, and it always ends. */
import * as fc from 'fast-check';
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { fromPulumi, type PulumiResource } from '../../lib/graph/from-pulumi';
import { resourcesOfState } from '../../lib/graph/pulumi/state';
import { parseYaml } from '../../lib/graph/yaml-template';
import { allowing, role, TRUST } from './templates';

const TEMPLATE = {
  Parameters: { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } },
  Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
  Mappings: { M: { a: { b: 'c' } } },
  Resources: {
    R: role({
      RoleName: { 'Fn::Sub': ['${Stage}-${x}', { x: { 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'Stage' }] }] } }] },
      Policies: [
        { PolicyName: 'p', PolicyDocument: { 'Fn::If': ['IsProd', allowing('a'), allowing({ 'Fn::FindInMap': ['M', 'a', 'b'] })] } },
      ],
      ManagedPolicyArns: [{ Ref: 'B' }],
      Tags: [{ Key: 'k', Value: 'v' }],
    }),
    B: { Type: 'AWS::IAM::ManagedPolicy', Condition: 'IsProd', Properties: { PolicyDocument: allowing('*'), Roles: [{ Ref: 'R' }] } },
    L: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: { 'Fn::Join': ['/', ['a', { 'Fn::GetAtt': ['R', 'Arn'] }]] } } },
    F: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: 'f', Action: 'lambda:InvokeFunction', Principal: '*' } },
    Q: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: ['q'], PolicyDocument: allowing('*') } },
    A: { Type: 'AWS::EKS::PodIdentityAssociation', Properties: { ClusterName: 'c', Namespace: 'n', ServiceAccount: 's', RoleArn: 'r' } },
  },
};

const PROGRAM = [
  {
    type: 'aws:iam/role:Role',
    urn: 'urn:a::r',
    inputs: { name: 'r', assumeRolePolicy: JSON.stringify(TRUST), tags: { a: 'b' }, inlinePolicies: [{ name: 'p', policy: '{}' }] },
  },
  {
    type: 'aws:iam/rolePolicy:RolePolicy',
    urn: 'urn:a::p',
    inputs: { role: 'r', policy: JSON.stringify(allowing('x')) },
    propertyDependencies: { role: ['urn:a::r'] },
  },
  { type: 'aws:cloudwatch/logGroup:LogGroup', urn: 'urn:a::l', inputs: { name: 'l', retentionInDays: 3 } },
];

const NASTY: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  Number.POSITIVE_INFINITY,
  '',
  'x',
  '⟨',
  '⟨account⟩',
  '${',
  '\ud800',
  [],
  [[]],
  {},
  { Ref: 7 },
  // No text can be made of it.
  { toString: 1, valueOf: 1, toJSON: 1 },
  [{ toString: null }],
  { Ref: 'R' },
  { Ref: '__proto__' },
  { 'Fn::Sub': '${R.Arn}${R}${__proto__}${constructor.name}' },
  { 'Fn::Sub': [] },
  { 'Fn::GetAtt': ['R'] },
  { 'Fn::GetAtt': 'toString.length' },
  { 'Fn::If': ['toString', {}, []] },
  { 'Fn::If': 'IsProd' },
  { 'Fn::Select': [-1, []] },
  { 'Fn::Select': [1e9, { 'Fn::Split': ['', 'abc'] }] },
  { 'Fn::Join': ['', null] },
  { 'Fn::FindInMap': ['__proto__', 'constructor', 'name'] },
  { 'Fn::ImportValue': {} },
  { 'Fn::ForEach::X': ['x', ['a'], { '${x}': {} }] },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
];

/** The paths of all values in a JSON value. */
const pathsIn = (value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] => [
  path,
  ...(value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, member]) => pathsIn(member, [...path, Array.isArray(value) ? Number(key) : key]))
    : []),
];

/** A copy with the value at a path replaced. */
function replacedAt(value: unknown, [step, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((member: unknown, index) => (index === step ? replacedAt(member, rest, by) : member));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, member]) => [key, key === step ? replacedAt(member, rest, by) : member]),
  );
}

const untouched = (): void => {
  expect(({} as { readonly polluted?: unknown }).polluted).toBeUndefined();
};

describe('a template with any one value replaced', () => {
  it('is read without throwing', () => {
    for (const [index, path] of pathsIn(TEMPLATE).entries()) {
      // A third of them each: neighbours get the others.
      const models = NASTY.filter((_, at) => at % 3 === index % 3).map(
        (nasty) => fromCloudFormation(replacedAt(TEMPLATE, path, nasty)).model,
      );
      expect(models.every(Array.isArray)).toBe(true);
    }
    untouched();
  });
});

describe('a program with any one value replaced', () => {
  it('is read without throwing', () => {
    for (const path of pathsIn(PROGRAM)) {
      const models = NASTY.map((nasty) => {
        const resources = resourcesOfState(replacedAt({ deployment: { resources: PROGRAM } }, ['deployment', 'resources', ...path], nasty));
        return resources === undefined ? [] : fromPulumi(resources).model;
      });
      expect(models.every(Array.isArray)).toBe(true);
    }
    untouched();
  });
});

describe('any value at all', () => {
  it('is read without throwing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(Array.isArray(fromCloudFormation({ Resources: { X: { Type: 'AWS::IAM::Role', Properties: value } } }).roles)).toBe(true);
        expect(Array.isArray(fromCloudFormation(value).unread)).toBe(true);
        expect(Array.isArray(fromPulumi([value] as unknown as readonly PulumiResource[]).unread)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is parsed as YAML, or told to be none, without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]:,-!&*#|>"\'\n ab<%@`?\t'), maxLength: 60 }), (text) => {
        const parsed = parseYaml(text);
        expect('value' in parsed || parsed.why.startsWith('the file ')).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('hostile keys', () => {
  it('are names like any other', () => {
    const Resources: unknown = JSON.parse(
      `{"__proto__":${JSON.stringify(role({ RoleName: 'a' }))},"constructor":${JSON.stringify(role({ RoleName: { Ref: '__proto__' } }))}}`,
    );
    const graph = fromCloudFormation({ Resources });
    expect(graph.roles.map(({ name, place }) => [place.resource, name])).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'a'],
    ]);
    untouched();
  });

  it('stay in a document, where the judge of documents meets them', () => {
    const document: unknown = JSON.parse('{"__proto__":{"Statement":[]},"Version":"2012-10-17"}');
    const [found] = fromCloudFormation({ Resources: { R: role({ AssumeRolePolicyDocument: document }) } }).roles;
    expect(Object.keys(found?.trust.raw as object)).toEqual(['__proto__', 'Version']);
  });
});

describe('a condition that hangs on itself through a resource', () => {
  it('ends', () => {
    const Conditions = { C: { 'Fn::Equals': [{ 'Fn::If': ['C', 'a', 'b'] }, 'a'] } };
    const graph = fromCloudFormation({ Conditions, Resources: { R: role({ RoleName: { 'Fn::If': ['C', 'x', 'y'] } }) } });
    expect(graph.unread.map(({ why }) => why)).toEqual(['`condition C` refers to itself']);
  });
});

describe('a large template', () => {
  it('is read whole', () => {
    const resources = (count: number) => ({
      Resources: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          [`R${index}`, role({ RoleName: `r${index}` })],
          [
            `P${index}`,
            {
              Type: 'AWS::IAM::RolePolicy',
              Properties: {
                RoleName: { Ref: `R${index}` },
                PolicyName: 'p',
                PolicyDocument: allowing({ 'Fn::GetAtt': [`R${index}`, 'Arn'] }),
              },
            },
          ],
        ]).flat(),
      ),
    });
    const { roles } = fromCloudFormation(resources(2_000));
    expect(roles.every(({ policies }) => policies.length === 1)).toBe(true);
    expect(roles).toHaveLength(2_000);
  });
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReadPath, readPath } from '../../lib/graph/read-files';
import type { IdentityPlan } from '../../lib/plan/plan';
import { allowing, onlyRole, role, TRUST } from './templates';

const folder = mkdtempSync(join(tmpdir(), 'read-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function write(content: string | Uint8Array, ending = 'json'): string {
  files += 1;
  const path = join(folder, `file-${files}.${ending}`);
  writeFileSync(path, content);
  return path;
}
const readText = (content: string | Uint8Array, ending?: string): ReadPath => readPath(write(content, ending));
const whys = ({ graph }: ReadPath): readonly string[] => graph.unread.map(({ why }) => why);

describe('a template', () => {
  it('in JSON is read, with the line of each resource', () => {
    const text = JSON.stringify(
      { Description: 'say "Resources": {', Resources: { A: role({ RoleName: 'a' }), B: role({ RoleName: 'b' }) } },
      null,
      1,
    );
    const path = write(text);
    const lines = text.split('\n');
    expect(readPath(path).graph.roles.map(({ name, place }) => [name, place])).toEqual(
      ['A', 'B'].map((id) => [
        id.toLowerCase(),
        { file: path, resource: id, line: lines.findIndex((line) => line.includes(`"${id}":`)) + 1 },
      ]),
    );
  });

  it('in YAML is read, with the short forms of functions', () => {
    const path = write(
      `AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Stage: { Type: String }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Crm:
    Type: AWS::IAM::Role
    Condition: IsProd
    Properties:
      RoleName: !Sub 'support-\${Stage}'
      AssumeRolePolicyDocument: &trust
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal: { Service: !Join ['.', [lambda, !Ref AWS::URLSuffix]] }
            Action: sts:AssumeRole
      PermissionsBoundary: !If [IsProd, !GetAtt Boundary.PolicyArn, !Ref AWS::NoValue]
  Other:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Select [1, !Split ['/', 'a/b']]
      AssumeRolePolicyDocument: *trust
  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      ManagedPolicyName: boundary
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: '*', Resource: '*' }] }
`,
      'yaml',
    );
    const { graph } = readPath(path);
    expect(graph.unread).toEqual([]);
    expect(
      graph.roles.map(({ name, trust, boundary, when, place }) => ({
        name,
        trust: trust.raw,
        boundary: boundary?.arn,
        when,
        line: place.line,
      })),
    ).toEqual([
      {
        name: 'support-⟨Stage:any⟩',
        trust: TRUST,
        boundary: 'arn:⟨partition⟩:iam::⟨account⟩:policy/boundary',
        when: { '⟨Stage:any⟩ = prod': true },
        line: 7,
      },
      { name: 'b', trust: TRUST, boundary: undefined, when: {}, line: 19 },
    ]);
  });

  it('in YAML may merge what it has written before', () => {
    const text =
      'x: &base\n  RoleName: a\n  Path: /p/\nResources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      <<: *base\n      RoleName: b\n';
    expect(onlyRole(readText(text, 'yaml').graph).arn).toBe('arn:⟨partition⟩:iam::⟨account⟩:role/p/b');
  });
});

describe('what Pulumi writes', () => {
  const resource = (name: string, more: object = {}) => ({
    urn: `urn:pulumi:prod::agents::aws:iam/role:Role::${name}`,
    type: 'aws:iam/role:Role',
    inputs: { name, assumeRolePolicy: JSON.stringify(TRUST) },
    outputs: { arn: `arn:aws:iam::111122223333:role/${name}` },
    ...more,
  });
  const stack = { urn: 'urn:pulumi:prod::agents::pulumi:pulumi:Stack::agents-prod', type: 'pulumi:pulumi:Stack' };
  const arns = (value: unknown): readonly string[] => {
    const read = readText(JSON.stringify(value));
    expect(whys(read)).toEqual([]);
    return read.graph.roles.map(({ arn }) => arn);
  };

  it('on `stack export` is read, but for what is looked up or about to be deleted', () => {
    const resources = [stack, resource('a'), resource('b', { external: true }), resource('c', { delete: true })];
    expect(arns({ version: 3, deployment: { manifest: {}, resources } })).toEqual(['arn:aws:iam::111122223333:role/a']);
    expect(arns({ version: 3, checkpoint: { latest: { resources } } })).toEqual(['arn:aws:iam::111122223333:role/a']);
    expect(arns({ version: 3, deployment: { manifest: {} } })).toEqual([]);
  });

  it('on `preview --json` is read as it will be, secrets unknown', () => {
    const steps = [
      { op: 'create', urn: stack.urn, newState: stack },
      { op: 'update', urn: 'a', oldState: resource('old'), newState: resource('a') },
      { op: 'delete', urn: 'b', oldState: resource('b'), newState: resource('b') },
      { op: 'create', urn: 'c', newState: { ...resource('c'), inputs: { name: 'c', assumeRolePolicy: '[secret]' } } },
    ];
    expect(arns({ config: {}, steps })).toEqual(['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/c']);
    const { graph } = readText(JSON.stringify({ steps }));
    expect(graph.roles[1]?.trust.raw).toBe('⟨Role-c-assumeRolePolicy:any⟩');
  });

  it('may be a bare list of resources', () => expect(arns([resource('a')])).toEqual(['arn:aws:iam::111122223333:role/a']));
});

describe('a published plan', () => {
  const plan: IdentityPlan = {
    version: 1,
    agent: { name: 'support', owner: 'team', deployment: {} },
    inputs: { tools: 'account-id' },
    components: [],
    calls: [],
    warnings: [],
    resources: [
      {
        kind: 'boundary',
        id: 'crm/boundary',
        component: 'crm',
        account: 'tools',
        name: 'crm-boundary',
        description: '',
        document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['*'] }] },
      },
      {
        kind: 'role',
        id: 'crm/role',
        component: 'crm',
        account: 'tools',
        name: 'crm',
        description: 'reads tickets',
        trust: { Version: '2012-10-17', Statement: [] },
        policies: [{ name: 'own', document: { Version: '2012-10-17', Statement: [] } }],
        boundary: { planned: 'crm/boundary' },
        maxSessionSeconds: 3600,
        tags: {},
      },
    ],
  };

  it('is read as what it will deploy, each role in its account', () => {
    const { graph, plans } = readText(JSON.stringify(plan));
    expect(plans).toEqual([plan]);
    expect(whys({ graph, plans })).toEqual([]);
    expect(onlyRole(graph)).toMatchObject({
      arn: 'arn:⟨partition⟩:iam::⟨tools:account-id⟩:role/crm',
      policies: [{ name: 'own' }],
      boundary: {
        arn: 'arn:⟨partition⟩:iam::⟨tools:account-id⟩:policy/crm-boundary',
        document: { raw: { Statement: [{ Action: ['s3:GetObject'] }] } },
      },
      place: { component: 'crm', resource: 'crm/role' },
    });
  });

  it.each([
    [{ version: 2 }, 'the plan is of version `2`, and only version 1 can be read'],
    [{ resources: {} }, '`resources` of the plan has another form than plans have'],
    [{ components: [{ name: 'crm' }] }, '`kind` of component 0 of the plan has another form than plans have'],
    [{ agent: null }, '`agent` of the plan has another form than plans have'],
    [{ resources: [{ kind: 'role' }] }, '`id` of resource 0 of the plan has another form than plans have'],
    [{ resources: [{ kind: 'constructor', id: 'x' }] }, 'resource 0 of the plan is of no kind that plans have'],
    [{ resources: [{ ...plan.resources[1], policies: [{}] }] }, '`policies` of resource 0 of the plan has another form than plans have'],
  ])('changed by %j is told', (change, why) => expect(whys(readText(JSON.stringify({ ...plan, ...change })))).toEqual([why]));
});

describe('a path that cannot be read', () => {
  it.each([
    ['', 'the file is empty'],
    ['{"Resources":', expect.stringMatching(/^the file is no JSON/)],
    ['a: [1, 2\nb: }', expect.stringMatching(/^the file is neither JSON nor YAML/)],
    ['just words', 'a template must be an object, not a string'],
    ['a: *missing', 'the file refers to `missing`, which is not written before'],
    ['a: 1\na: 2', expect.stringMatching(/^the file is neither JSON nor YAML/)],
    ['{}', 'the template has no `Resources`'],
    ['{"Resources":[]}', 'the template has no `Resources`'],
    ['[1]', 'resource 0 has no type, URN and inputs, but is a number'],
    ['{"deployment":{"resources":7}}', 'the file lists no resources of a Pulumi program'],
  ])('such as %j is told', (content, why) => {
    const path = write(content, 'yaml');
    const { graph } = readPath(path);
    expect(graph.unread).toEqual([{ place: expect.objectContaining({ file: path }), why }]);
  });

  it.each([
    ['UTF-16', Uint8Array.from(Buffer.from('\ufeff{"Resources":{}}', 'utf16le'))],
    ['bytes of no encoding', Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['binary', Uint8Array.from([0, 1, 2, 3])],
  ])('in %s is told', (_what, bytes) => expect(whys(readText(bytes))).toEqual(['the file is no UTF-8 text']));

  it('is told where there is nothing, or links go in a circle', () => {
    expect(whys(readPath(join(folder, 'nothing')))).toEqual(['there is no such file or folder']);
    const circle = join(folder, 'circle');
    symlinkSync(circle, circle);
    expect(whys(readPath(circle))).toEqual(['its links go round in a circle']);
  });

  it('does not grow without end through aliases', () => {
    const bomb = [
      'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
      ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]`),
    ];
    expect(whys(readText(bomb.join('\n'), 'yaml'))).toEqual(['the file holds too many values']);
    expect(whys(readText('a: &a [*a]', 'yaml'))[0]).toMatch(/^the file /);
  });

  it('may be nested without end', () => {
    const deep = `{"Resources":{"R":{"Type":"AWS::IAM::Role","Properties":{"AssumeRolePolicyDocument":${'['.repeat(50_000)}${']'.repeat(50_000)}}}}}`;
    expect(whys(readText(deep))).toEqual(['the file is nested too deeply']);
    expect(whys(readText(`a: ${'['.repeat(5_000)}`, 'yaml'))).toHaveLength(1);
  });
});

describe('a folder that is no whole cloud assembly', () => {
  function assembly(contents: Readonly<Record<string, unknown>>): string {
    files += 1;
    const path = join(folder, `assembly-${files}`);
    mkdirSync(path);
    for (const [name, content] of Object.entries(contents)) writeFileSync(join(path, name), JSON.stringify(content));
    return path;
  }
  const stack = (templateFile: string) => ({ type: 'aws:cloudformation:stack', properties: { templateFile } });
  const template = { Resources: { R: role({ RoleName: 'r', Policies: [{ PolicyName: 'p', PolicyDocument: allowing('x') }] }) } };

  it.each([
    [{}, ['there is no such file or folder']],
    [{ 'manifest.json': [] }, ['the manifest lists no artifacts']],
    [{ 'manifest.json': { artifacts: { S: stack('gone.json') } } }, ['there is no such file or folder']],
    [{ 'manifest.json': { artifacts: { S: stack('../../etc/passwd') } } }, ['the template of `S` lies outside of the assembly']],
    [
      { 'manifest.json': { artifacts: { A: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } } } },
      ['the nested assembly `.` lies outside of the assembly or too deep'],
    ],
  ])('such as %j is told', (contents, expected) => expect([...new Set(whys(readPath(assembly(contents))))]).toEqual(expected));

  it('does not keep what can be read from being read', () => {
    const path = assembly({
      'manifest.json': { artifacts: { Gone: stack('gone.json'), Here: stack('here.json') } },
      'here.json': template,
    });
    const read = readPath(path);
    expect(onlyRole(read.graph).name).toBe('r');
    expect(read.graph.unread).toEqual([{ place: { file: join(path, 'gone.json') }, why: 'there is no such file or folder' }]);
  });

  it('tells of a nested stack whose template is not in it', () => {
    const Nested = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/other.json' } };
    const path = assembly({ 'manifest.json': { artifacts: { S: stack('s.json') } }, 's.json': { Resources: { Nested } } });
    expect(whys(readPath(path))).toEqual(['the template of the nested stack is not in the assembly']);
  });
});

import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import type { IdentityGraph } from '../../lib/graph/identity-graph';
import { allowing, role, TRUST } from './templates';

const Parameters = { Stage: { Type: 'String' }, Size: { Type: 'String', AllowedValues: ['small', 'large'] } };
const Conditions = {
  IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
  IsDev: { 'Fn::Equals': ['dev', { Ref: 'Stage' }] },
  NotProd: { 'Fn::Not': [{ Condition: 'IsProd' }] },
  Either: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsDev' }] },
  Always: { 'Fn::Equals': ['a', 'a'] },
  Never: { 'Fn::And': [{ Condition: 'Always' }, { 'Fn::Equals': ['a', 'b'] }] },
  Small: { 'Fn::Equals': [{ Ref: 'Size' }, 'small'] },
  Large: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] },
  Huge: { 'Fn::Equals': [{ Ref: 'Size' }, 'huge'] },
  Circular: { 'Fn::Not': [{ Condition: 'Circular' }] },
};

const read = (Resources: object): IdentityGraph => fromCloudFormation({ Parameters, Conditions, Resources });

/** The resources that the role may read, reading by reading. */
const readings = ({ roles }: IdentityGraph) =>
  roles.map(({ policies, when }) => ({
    resources: policies.map(({ document }) => (document.raw as ReturnType<typeof allowing>).Statement[0]?.Resource),
    when,
  }));

const roleReading = (resource: unknown): object => role({ Policies: [{ PolicyName: 'p', PolicyDocument: allowing(resource) }] });
const either = (condition: string, yes: unknown, no: unknown) => ({ 'Fn::If': [condition, yes, no] });
const PROD = '⟨Stage:any⟩ = prod';

describe('a value that hangs on a condition', () => {
  it('is read both ways where the template leaves the condition open', () => {
    const graph = read({ R: roleReading(either('IsProd', 'narrow', '*')) });
    expect(readings(graph)).toEqual([
      { resources: ['narrow'], when: { [PROD]: true } },
      { resources: ['*'], when: { [PROD]: false } },
    ]);
    expect(graph.unread).toEqual([]);
  });

  it('is read one way where the template settles the condition', () => {
    expect(readings(read({ R: roleReading([either('Always', 'yes', 'no'), either('Never', 'no', 'yes')]) }))).toEqual([
      { resources: [['yes', 'yes']], when: {} },
    ]);
  });

  it('is one reading where both ways are the same', () => {
    expect(readings(read({ R: roleReading(either('IsProd', 'same', 'same')) }))).toEqual([{ resources: ['same'], when: {} }]);
  });

  it('answers conditions on one parameter in agreement with each other', () => {
    const both = [either('IsProd', 'prod', 'not prod'), either('IsDev', 'dev', 'not dev'), either('NotProd', 'not prod', 'prod')];
    expect(readings(read({ R: roleReading(both) })).map(({ resources }) => resources[0])).toEqual([
      ['prod', 'not dev', 'prod'],
      ['not prod', 'dev', 'not prod'],
      ['not prod', 'not dev', 'not prod'],
    ]);
  });

  it('knows which values a parameter can take', () => {
    const sizes = [either('Small', 'small', ''), either('Large', 'large', ''), either('Huge', 'huge', '')];
    expect(readings(read({ R: roleReading(sizes) })).map(({ resources }) => resources[0])).toEqual([
      ['small', '', ''],
      ['', 'large', ''],
    ]);
  });

  it('may be nothing, and is then left out', () => {
    expect(
      readings(read({ R: roleReading(['a', either('IsProd', { Ref: 'AWS::NoValue' }, 'b')]) })).map(({ resources }) => resources[0]),
    ).toEqual([['a'], ['a', 'b']]);
  });

  it('is read both ways where the condition is missing or goes in a circle', () => {
    expect(readings(read({ R: roleReading(either('Missing', 'a', 'b')) }))).toHaveLength(2);
    const circular = read({ R: roleReading(either('Circular', 'a', 'b')) });
    expect(readings(circular)).toHaveLength(2);
    expect(circular.unread.map(({ why }) => why)).toEqual(['`condition Circular` refers to itself']);
  });
});

describe('a resource that hangs on a condition', () => {
  it('is there only where the condition holds', () => {
    const graph = read({ R: { ...role(), Condition: 'IsProd' }, Gone: { ...role(), Condition: 'Never' } });
    expect(graph.roles.map(({ place, when }) => [place.resource, when])).toEqual([['R', { [PROD]: true }]]);
  });

  it('puts its policy on the role only where it is there', () => {
    const policy = {
      Type: 'AWS::IAM::RolePolicy',
      Condition: 'IsProd',
      Properties: { RoleName: 'r', PolicyName: 'p', PolicyDocument: allowing('x') },
    };
    const graph = read({ R: role({ RoleName: 'r' }), P: policy });
    expect(readings(graph)).toEqual([
      { resources: ['x'], when: { [PROD]: true } },
      { resources: [], when: { [PROD]: false } },
    ]);
  });

  it('is there in agreement with others on one parameter', () => {
    const policy = (name: string, Condition: string) => ({
      Type: 'AWS::IAM::RolePolicy',
      Condition,
      Properties: { RoleName: 'r', PolicyName: name, PolicyDocument: allowing(name) },
    });
    const graph = read({ R: role({ RoleName: 'r' }), P: policy('prod', 'IsProd'), D: policy('dev', 'IsDev'), N: policy('not', 'NotProd') });
    expect(readings(graph).map(({ resources }) => resources)).toEqual([['prod'], ['dev', 'not'], ['not']]);
  });

  it('meets only those readings of the role that agree with it', () => {
    const boundary = {
      Type: 'AWS::IAM::ManagedPolicy',
      Condition: 'IsProd',
      Properties: { ManagedPolicyName: 'b', PolicyDocument: allowing('*') },
    };
    const graph = read({ R: role({ PermissionsBoundary: either('IsProd', { Ref: 'B' }, 'arn:aws:iam::aws:policy/Own') }), B: boundary });
    expect(graph.roles.map(({ boundary: found, when }) => [found?.arn, found?.document !== undefined, when])).toEqual([
      ['arn:⟨partition⟩:iam::⟨account⟩:policy/b', true, { [PROD]: true }],
      ['arn:aws:iam::aws:policy/Own', false, { [PROD]: false }],
    ]);
  });
});

describe('more conditions than can be followed', () => {
  it('leave the resource unread', () => {
    const names = Array.from({ length: 12 }, (_, index) => `P${index}`);
    const graph = fromCloudFormation({
      Parameters: Object.fromEntries(names.map((name) => [name, { Type: 'String' }])),
      Conditions: Object.fromEntries(names.map((name) => [`Is${name}`, { 'Fn::Equals': [{ Ref: name }, 'yes'] }])),
      Resources: { R: roleReading(names.map((name) => either(`Is${name}`, name, 'no'))) },
    });
    expect(graph.unread).toEqual([
      { place: { resource: 'R' }, why: 'the conditions of the template leave more ways to read it than can be followed' },
    ]);
  });
});

describe('a condition on a property that identities do not hang on', () => {
  it('changes nothing', () => {
    const Properties = {
      Role: 'arn:aws:iam::111122223333:role/r',
      Environment: either('IsProd', { Variables: { A: '1' } }, { Ref: 'AWS::NoValue' }),
    };
    const { bindings } = read({ F: { Type: 'AWS::Lambda::Function', Properties }, R: role({ AssumeRolePolicyDocument: TRUST }) });
    expect(bindings.map(({ roleArn, when }) => [roleArn, when])).toEqual([['arn:aws:iam::111122223333:role/r', {}]]);
  });
});

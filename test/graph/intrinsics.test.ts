import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { resolved, role } from './templates';

/** Expects a value to be read as text, and nothing to be left unread. */
const expectText = (value: unknown, expected: unknown, rest: { readonly [section: string]: object } = {}): void =>
  expect(resolved(value, rest)).toEqual({ value: expected, unread: [] });

const parameter = (name: string, declaration: object = { Type: 'String' }) => ({ Parameters: { [name]: declaration } });

describe('Ref', () => {
  it.each([
    ['AWS::AccountId', '⟨account⟩'],
    ['AWS::Region', '⟨region⟩'],
    ['AWS::Partition', '⟨partition⟩'],
    ['AWS::URLSuffix', '⟨url-suffix:name⟩'],
    ['AWS::StackName', '⟨stack-name:name⟩'],
  ])('reads the pseudo parameter %s as %s', (name, expected) => expectText({ Ref: name }, expected));

  it('fills in account, region and partition where the stack is deployed to known ones', () => {
    const template = { Resources: { R: role({ RoleName: { 'Fn::Sub': '${AWS::AccountId}-${AWS::Region}-${AWS::URLSuffix}' } }) } };
    const graph = fromCloudFormation(template, { account: '111122223333', region: 'cn-north-1', partition: 'aws-cn' });
    expect(graph.roles.map(({ arn }) => arn)).toEqual(['arn:aws-cn:iam::111122223333:role/111122223333-cn-north-1-amazonaws.com.cn']);
  });

  it('reads a parameter as unknown, whatever its default', () => {
    expectText({ Ref: 'Bucket' }, '⟨Bucket:any⟩', parameter('Bucket', { Type: 'String', Default: 'arn:aws:s3:::mine' }));
  });

  it('keeps a parameter apart from the account deployed to, though they are called alike', () => {
    expectText({ Ref: 'account' }, '⟨template-account:any⟩', parameter('account'));
  });

  it.each([
    [{ Type: 'AWS::EC2::VPC::Id' }, '⟨P:vpc-id⟩'],
    [{ Type: 'String', AllowedPattern: '^\\d{12}$' }, '⟨P:account-id⟩'],
    [{ Type: 'String', AllowedPattern: '[0-9]{12}' }, '⟨P:account-id⟩'],
    [{ Type: 'String', AllowedPattern: '.*' }, '⟨P:any⟩'],
    [{ Type: 'String', AllowedValues: ['111122223333', '444455556666'] }, '⟨P:account-id⟩'],
    [{ Type: 'String', AllowedValues: ['dev', 'prod'] }, '⟨P:name⟩'],
    [{ Type: 'String', AllowedValues: ['dev', '*'] }, '⟨P:any⟩'],
    [{ Type: 'String', AllowedValues: ['prod'] }, 'prod'],
    [{ Type: 'AWS::SSM::Parameter::Value<String>', AllowedValues: ['/a/path'] }, '⟨P:any⟩'],
  ])('gives a parameter declared %j the shape that is certain: %s', (declaration, expected) =>
    expectText({ Ref: 'P' }, expected, parameter('P', declaration)),
  );

  it('reads a list parameter as one unknown member', () => {
    expectText({ Ref: 'Buckets' }, ['⟨Buckets:any⟩'], parameter('Buckets', { Type: 'CommaDelimitedList' }));
  });

  it.each([
    ['AWS::S3::Bucket', { BucketName: 'b' }, 'b'],
    ['AWS::S3::Bucket', {}, '⟨R:name⟩'],
    ['AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'm', Path: '/x/' }, 'arn:⟨partition⟩:iam::⟨account⟩:policy/x/m'],
    ['AWS::SNS::Topic', { TopicName: 't' }, 'arn:⟨partition⟩:sns:⟨region⟩:⟨account⟩:t'],
    ['AWS::SQS::Queue', { QueueName: 'q' }, 'https://sqs.⟨region⟩.⟨url-suffix:name⟩/⟨account⟩/q'],
    ['AWS::IAM::OIDCProvider', { Url: 'https://issuer.example/id/1' }, 'arn:⟨partition⟩:iam::⟨account⟩:oidc-provider/issuer.example/id/1'],
    [
      'Custom::AWSCDKOpenIdConnectProvider',
      { Url: 'https://issuer.example' },
      'arn:⟨partition⟩:iam::⟨account⟩:oidc-provider/issuer.example',
    ],
    ['AWS::EC2::VPC', {}, '⟨R:vpc-id⟩'],
    ['Vendor::Thing::Else', {}, '⟨R:any⟩'],
  ])('reads a reference to %s %j as %s', (Type, Properties, expected) =>
    expectText({ Ref: 'R' }, expected, { Resources: { R: { Type, Properties } } }),
  );
});

describe('Fn::GetAtt', () => {
  it.each([
    ['AWS::IAM::Role', { RoleName: 'r', Path: '/team/' }, 'Arn', 'arn:⟨partition⟩:iam::⟨account⟩:role/team/r'],
    ['AWS::IAM::Role', {}, 'Arn', 'arn:⟨partition⟩:iam::⟨account⟩:role/⟨R:name⟩'],
    ['AWS::DynamoDB::Table', { TableName: 't' }, 'Arn', 'arn:⟨partition⟩:dynamodb:⟨region⟩:⟨account⟩:table/t'],
    ['AWS::S3::Bucket', {}, 'Arn', 'arn:⟨partition⟩:s3:::⟨R:name⟩'],
    ['AWS::KMS::Key', {}, 'Arn', 'arn:⟨partition⟩:kms:⟨region⟩:⟨account⟩:key/⟨R:name⟩'],
    [
      'AWS::SecretsManager::Secret',
      { Name: 's' },
      'Id',
      'arn:⟨partition⟩:secretsmanager:⟨region⟩:⟨account⟩:secret:s-⟨R-generated:generated-id⟩',
    ],
    ['AWS::Logs::LogGroup', { LogGroupName: '/g' }, 'Arn', 'arn:⟨partition⟩:logs:⟨region⟩:⟨account⟩:log-group:/g:*'],
    ['AWS::EKS::Cluster', {}, 'OpenIdConnectIssuerUrl', '⟨R-OpenIdConnectIssuerUrl:oidc-issuer-url⟩'],
    [
      'AWS::BedrockAgentCore::Runtime',
      {},
      'AgentRuntimeArn',
      'arn:⟨partition⟩:bedrock-agentcore:⟨region⟩:⟨account⟩:runtime/⟨R:name⟩-⟨R-generated:generated-id⟩',
    ],
    [
      'AWS::BedrockAgentCore::Memory',
      {},
      'MemoryArn',
      'arn:⟨partition⟩:bedrock-agentcore:⟨region⟩:⟨account⟩:memory/⟨R:name⟩-⟨R-generated:generated-id⟩',
    ],
    ['Vendor::Thing::Else', {}, 'Some.Attribute', undefined],
  ])('of %s %j reads %s as %s', (Type, Properties, attribute, expected) => {
    const Resources = { R: { Type, Properties } };
    const both = [resolved({ 'Fn::GetAtt': ['R', attribute] }, { Resources }), resolved({ 'Fn::GetAtt': `R.${attribute}` }, { Resources })];
    expect(both[0]).toEqual(both[1]);
    if (expected === undefined) expect(both[0]?.value).toMatch(/^⟨R-Some-Attribute-[0-9a-z]+:any⟩$/);
    else expect(both[0]).toEqual({ value: expected, unread: [] });
  });

  it('reads the value of the CDK\u2019s CfnJson as the JSON that it is given', () => {
    const Value = { 'Fn::Join': ['', ['{"', { Ref: 'Issuer' }, ':sub":"system:serviceaccount:a:b"}']] };
    const Resources = { Json: { Type: 'Custom::AWSCDKCfnJson', Properties: { Value } } };
    expectText(
      { 'Fn::GetAtt': ['Json', 'Value'] },
      { '⟨Issuer:any⟩:sub': 'system:serviceaccount:a:b' },
      { Resources, ...parameter('Issuer') },
    );
  });
});

describe('Fn::Sub', () => {
  it('fills in parameters, pseudo parameters, resources and attributes', () => {
    const Resources = { Key: { Type: 'AWS::KMS::Key' } };
    expectText(
      { 'Fn::Sub': 'arn:${AWS::Partition}:x:${AWS::Region}:${AWS::AccountId}:${Name}/${Key}/${Key.Arn}' },
      'arn:⟨partition⟩:x:⟨region⟩:⟨account⟩:⟨Name:any⟩/⟨Key:name⟩/arn:⟨partition⟩:kms:⟨region⟩:⟨account⟩:key/⟨Key:name⟩',
      { Resources, ...parameter('Name') },
    );
  });

  it('prefers the values given beside it', () => {
    expectText({ 'Fn::Sub': ['${Name}-${AWS::Region}', { Name: { 'Fn::Join': ['', ['a', 'b']] } }] }, 'ab-⟨region⟩', parameter('Name'));
  });

  it('leaves what is written literally, such as a policy variable', () => {
    expectText({ 'Fn::Sub': 'home/${!aws:username}/*' }, 'home/${aws:username}/*');
  });
});

describe('Fn::Join', () => {
  it('joins texts and lists that functions give', () => {
    expectText({ 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 's3', '', '', 'b']] }, 'arn:⟨partition⟩:s3:::b');
    expectText({ 'Fn::Join': ['-', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'a-b-c');
  });
});

describe('Fn::Select and Fn::Split', () => {
  const part = (delimiter: string, index: number | string, of: unknown) => ({ 'Fn::Select': [index, { 'Fn::Split': [delimiter, of] }] });
  const input = { Ref: 'Input' };

  it('take a literal apart', () => {
    expectText(part('/', 1, 'arn:aws:eks:eu-central-1:111122223333:cluster/agents'), 'agents');
    expectText({ 'Fn::Select': ['1', ['a', 'b']] }, 'b');
    expectText({ 'Fn::Split': [',', 'a,b'] }, ['a', 'b']);
  });

  it.each([
    ['/', '⟨Input.name:name⟩'],
    ['//', '⟨Input.host:oidc-issuer⟩'],
    ['-', '⟨Input.suffix:name⟩'],
  ])('of an unknown at `%s` give the part that a plan derives: %s', (delimiter, expected) =>
    expectText(part(delimiter, 1, input), expected, parameter('Input')),
  );

  it('give any other part of an unknown as an unknown of its own, the same wherever it is taken', () => {
    expectText(
      [part(':', 5, input), part(':', 5, input), part(':', 4, input)],
      ['⟨Input-part5:any⟩', '⟨Input-part5:any⟩', '⟨Input-part4:any⟩'],
      parameter('Input'),
    );
  });

  it('split at the delimiters that are certainly there', () => {
    const Resources = { Cluster: { Type: 'AWS::EKS::Cluster' } };
    const arn = { 'Fn::GetAtt': ['Cluster', 'Arn'] };
    expectText([part('/', 1, arn), part(':', 4, arn), part(':', 0, arn)], ['⟨Cluster:name⟩', '⟨account⟩', 'arn'], { Resources });
  });

  it('give what stands before an unknown that may hold the delimiter, and nothing after it for certain', () => {
    const text = { 'Fn::Sub': 'a/b/${Input}/c' };
    const { value } = resolved([part('/', 1, text), part('/', 3, text), part('/', 3, { 'Fn::Sub': 'x/${Input}/c' })], parameter('Input'));
    const [before, after, other] = value as readonly string[];
    expect(before).toBe('b');
    expect(after).toMatch(/^⟨.*:any⟩$/);
    expect(other).toMatch(/^⟨.*:any⟩$/);
    // Parts of different texts are different unknowns.
    expect(after).not.toBe(other);
  });

  it('take the generated part of an id of AgentCore', () => {
    const Resources = { Runtime: { Type: 'AWS::BedrockAgentCore::Runtime' } };
    expectText(part('-', 1, { 'Fn::GetAtt': ['Runtime', 'AgentRuntimeId'] }), '⟨Runtime-AgentRuntimeId.suffix:name⟩', { Resources });
  });

  it('of a list parameter give an unknown member', () => {
    expectText({ 'Fn::Select': [1, { Ref: 'Input' }] }, '⟨Input-part1:any⟩', parameter('Input', { Type: 'List<String>' }));
  });

  it('tell where there is no such part', () => {
    expect(resolved(part('/', 7, 'a/b')).unread).toEqual(['`Fn::Select` asks for number 7 of 2']);
  });
});

describe('Fn::FindInMap', () => {
  const Mappings = { Accounts: { dev: { id: '111122223333', name: 'agents' }, prod: { id: '444455556666', name: 'agents' } } };

  it('finds the entry that the keys name', () => expectText({ 'Fn::FindInMap': ['Accounts', 'prod', 'id'] }, '444455556666', { Mappings }));

  it('reads an entry as unknown where the key is, unless all entries say the same', () => {
    const rest = { Mappings, ...parameter('Stage') };
    expectText({ 'Fn::FindInMap': ['Accounts', { Ref: 'Stage' }, 'name'] }, 'agents', rest);
    expect(resolved({ 'Fn::FindInMap': ['Accounts', { Ref: 'Stage' }, 'id'] }, rest).value).toMatch(/^⟨Accounts-.*:any⟩$/);
  });

  it('takes the default where there is no entry, and tells where there is no default', () => {
    expectText({ 'Fn::FindInMap': ['Accounts', 'test', 'id', { DefaultValue: 'none' }] }, 'none', { Mappings });
    expect(resolved({ 'Fn::FindInMap': ['Accounts', 'test', 'id'] }, { Mappings }).unread).toEqual([
      'the mapping `Accounts` has no such entry',
    ]);
  });
});

describe('values from elsewhere', () => {
  it('reads what another stack exports as one unknown for all that import it', () => {
    expectText([{ 'Fn::ImportValue': 'TableArn' }, { 'Fn::ImportValue': 'TableArn' }], ['⟨import-TableArn:any⟩', '⟨import-TableArn:any⟩']);
  });

  it('reads an output of another stack as unknown', () => {
    const output = (more: object) => ({ 'Fn::GetStackOutput': { StackName: 'data', OutputName: 'Arn', ...more } });
    expectText([output({}), output({ Region: 'eu-west-1' })], ['⟨output-data-Arn:any⟩', '⟨output-data-Arn-eu-west-1:any⟩']);
    expect(resolved({ 'Fn::GetStackOutput': 'data.Arn' }).unread).toEqual(['`Fn::GetStackOutput` must name a stack and an output']);
  });

  it('reads a dynamic reference as unknown, not as text', () => {
    const { value, unread } = resolved('arn:aws:s3:::{{resolve:ssm:/agents/bucket:1}}/*');
    expect(value).toMatch(/^arn:aws:s3:::⟨resolve-ssm--agents-bucket-1-[0-9a-z]+:any⟩\/\*$/);
    expect(unread).toEqual([]);
  });

  it('reads text as JSON and JSON as text', () => {
    expectText({ 'Fn::ToJsonString': { a: [{ Ref: 'AWS::Region' }] } }, '{"a":["⟨region⟩"]}');
    expectText({ 'Fn::Base64': 'hello' }, 'aGVsbG8=');
    expectText({ 'Fn::Length': ['a', 'b'] }, 2);
  });

  it('tells of a function that it does not know', () => {
    expect(resolved({ 'Fn::Transform': { Name: 'Shuffle' } })).toEqual({
      value: '⟨unread:any⟩',
      unread: ['`Fn::Transform` is no intrinsic function that can be read'],
    });
  });
});

describe('values of the wrong form', () => {
  const whys = (properties: object): readonly string[] =>
    fromCloudFormation({ Resources: { R: role(properties) } }).unread.map(({ why }) => why);

  it.each([
    [{ PermissionsBoundary: ['b'] }, '`PermissionsBoundary` must be text, not a list'],
    [{ ManagedPolicyArns: [{ Arn: 'x' }] }, '`ManagedPolicyArns` must be text, not an object'],
    [{ MaxSessionDuration: 'long' }, '`MaxSessionDuration` must be a number'],
    [{ MaxSessionDuration: [43200] }, '`MaxSessionDuration` must be text, not a list'],
    [{ Tags: ['owner'] }, '`Tags` must be tags, each a key and a value'],
    [{ Policies: {} }, 'the inline policies of the role are no list'],
    [{ Policies: ['p'] }, 'inline policy 0 of the role is no object'],
  ])('%j are told', (properties, why) => expect(whys(properties)).toEqual([why]));

  it('a condition among them', () => {
    expect(fromCloudFormation({ Resources: { R: { ...role(), Condition: ['C'] } } }).unread.map(({ why }) => why)).toEqual([
      'a resource\u2019s condition must be named by a string, not a list',
    ]);
  });
});

describe('references that lead nowhere', () => {
  it('reads a name that the template does not hold as unknown', () => expectText({ Ref: 'Missing' }, '⟨Missing:any⟩'));

  it('ends where names refer to each other in a circle, and tells', () => {
    const Resources = {
      A: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': '${B}-a' } } },
      B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': '${A}-b' } } },
    };
    expect(resolved({ Ref: 'A' }, { Resources }).unread).toEqual(['`A.BucketName` refers to itself']);
  });

  it('ends where every name doubles the one before it', () => {
    const names = Array.from({ length: 60 }, (_, index) => index);
    const Resources = Object.fromEntries(
      names.map((n) => [
        `B${n}`,
        { Type: 'AWS::S3::Bucket', Properties: { BucketName: n === 0 ? 'xx' : { 'Fn::Sub': `\${B${n - 1}}\${B${n - 1}}` } } },
      ]),
    );
    expect(resolved({ Ref: 'B59' }, { Resources }).unread).toContain('the value is longer than any text that AWS accepts');
  });
});

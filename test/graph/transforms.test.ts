import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { allowing, onlyRole, role } from './templates';

const whys = (template: object): readonly string[] => fromCloudFormation(template).unread.map(({ why }) => why);

describe('loops', () => {
  const Transform = 'AWS::LanguageExtensions';

  it('are written out, one inside another', () => {
    const Resources = {
      'Fn::ForEach::Stages': [
        'Stage',
        ['dev', 'prod'],
        {
          'Fn::ForEach::Tools': [
            'Tool',
            ['crm', 'search'],
            { 'Role${Stage}${Tool}': role({ RoleName: { 'Fn::Sub': '${Stage}-${Tool}-${AWS::Region}' }, Description: { Ref: 'Tool' } }) },
          ],
        },
      ],
    };
    const { roles, unread } = fromCloudFormation({ Transform, Resources });
    expect(unread).toEqual([]);
    expect(roles.map(({ name, description, place }) => [place.resource, name, description])).toEqual([
      ['Roledevcrm', 'dev-crm-⟨region⟩', 'crm'],
      ['Roledevsearch', 'dev-search-⟨region⟩', 'search'],
      ['Roleprodcrm', 'prod-crm-⟨region⟩', 'crm'],
      ['Roleprodsearch', 'prod-search-⟨region⟩', 'search'],
    ]);
  });

  it('over a collection that only the deployment knows are told', () => {
    expect(whys({ Transform, Resources: { 'Fn::ForEach::X': ['N', { Ref: 'Names' }, { 'R${N}': role() }] } })).toEqual([
      '`Fn::ForEach::X` has no literal collection, so what it writes is not known',
    ]);
  });

  it('end, however much they would write', () => {
    const items = Array.from({ length: 60 }, (_, index) => `i${index}`);
    const nested = ['A', 'B', 'C', 'D'].reduce<object>((body, name) => ({ [`Fn::ForEach::${name}`]: [name, items, body] }), {
      'R${A}${B}${C}${D}': role(),
    });
    expect(whys({ Transform, Resources: nested })).toContain('the loops of the template write more than can be followed');
  });
});

describe('a function of AWS SAM', () => {
  const Transform = 'AWS::Serverless-2016-10-31';
  const lambda = (Properties: object) => ({ Transform, Resources: { Crm: { Type: 'AWS::Serverless::Function', Properties } } });

  it('has the role that SAM makes for it', () => {
    const Policies = ['AmazonS3ReadOnlyAccess', 'arn:aws:iam::111122223333:policy/own', allowing('a')];
    const Globals = { Function: { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/b' } };
    const graph = fromCloudFormation({ ...lambda({ Policies, Events: { Q: { Type: 'SQS' } } }), Globals });
    const made = onlyRole(graph);
    expect(graph.unread).toEqual([]);
    expect(made.name).toBe('⟨CrmRole:name⟩');
    expect(made.trust.raw).toMatchObject({ Statement: [{ Principal: { Service: ['lambda.amazonaws.com'] } }] });
    expect(made.policies.map(({ document }) => document.raw)).toEqual([allowing('a')]);
    expect(made.managedPolicyArns).toEqual([
      'arn:⟨partition⟩:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      'arn:⟨partition⟩:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole',
      'arn:⟨partition⟩:iam::aws:policy/AmazonS3ReadOnlyAccess',
      'arn:aws:iam::111122223333:policy/own',
    ]);
    expect(made.boundary).toEqual({ arn: 'arn:aws:iam::111122223333:policy/b' });
    expect(graph.bindings.map(({ kind, roleArn }) => [kind, roleArn])).toEqual([['function', made.arn]]);
  });

  it('keeps a role of its own', () => {
    const graph = fromCloudFormation(lambda({ Role: 'arn:aws:iam::111122223333:role/own' }));
    expect(graph.roles).toEqual([]);
    expect(graph.bindings.map(({ roleArn }) => roleArn)).toEqual(['arn:aws:iam::111122223333:role/own']);
  });

  it('tells of policy templates, which only SAM knows', () => {
    expect(whys(lambda({ Policies: [{ S3ReadPolicy: { BucketName: 'b' } }] }))).toEqual([
      'the policy template `S3ReadPolicy` of SAM is not read',
    ]);
  });
});

describe('what does not stand in the template', () => {
  it.each([
    [{ Transform: ['Shuffle'], Resources: {} }, 'the macro `Shuffle` rewrites the template before it is deployed'],
    [{ Transform: { Name: 'AWS::Include' }, Resources: {} }, 'the macro `AWS::Include` rewrites the template before it is deployed'],
    [{ Resources: { M: { Type: 'Our::Own::Thing::MODULE' } } }, 'what the module `Our::Own::Thing::MODULE` makes is not in the template'],
    [{ Resources: { S: { Type: 'AWS::CloudFormation::StackSet' } } }, 'what the stack set deploys is not read'],
    [{ Resources: { S: { Type: 'AWS::CloudFormation::Stack' } } }, 'the template of the nested stack is not at hand'],
    [{ Resources: { R: role({ 'Fn::Transform': { Name: 'X' } }) } }, 'what `Fn::Transform` makes of the properties is not known'],
    [
      { Resources: { R: role({ AssumeRolePolicyDocument: { 'Fn::Transform': {}, Version: '2012-10-17' } }) } },
      'what `Fn::Transform` makes of the members beside it is not known',
    ],
  ])('%j is told', (template, why) => expect(whys(template)).toEqual([why]));
});

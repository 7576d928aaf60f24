import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { fromPulumi } from '../../lib/graph/from-pulumi';

const read = (parameters: object) => fromCloudFormation({ Parameters: parameters, Resources: {} }, { file: 't.json' }).parameters;

describe('the parameters of a template', () => {
  it('are read with what hides them and what they are where nobody gives a value', () => {
    expect(read({ Token: { Type: 'String', NoEcho: true, Default: 'x' } })).toEqual([
      {
        name: 'Token',
        hole: '\u27e8Token:any\u27e9',
        hidden: true,
        initial: 'x',
        place: { file: 't.json', resource: 'Token', pointer: '/Parameters/Token' },
      },
    ]);
  });

  it.each([
    ['empty', { Type: 'String', Default: '' }],
    ['the name of a stored value', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/agents/token' }],
    ['missing', { Type: 'String' }],
  ])('have no value of their own where the default is %s', (_title, parameter) => {
    expect(read({ Token: parameter })).toMatchObject([{ initial: undefined, hidden: false }]);
  });

  it('are the holes that stand in the resources', () => {
    const template = {
      Parameters: { Account: { Type: 'String', AllowedPattern: '\\d{12}' } },
      Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'Account' } } } },
    };
    const graph = fromCloudFormation(template);
    expect(graph.resourcesOf('AWS::S3::Bucket')[0]?.properties.BucketName).toBe(graph.parameters[0]?.hole);
  });

  it('are none in a Pulumi program', () => {
    expect(fromPulumi([]).parameters).toEqual([]);
  });
});

import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { fromPulumi, type PulumiResource } from '../../lib/graph/from-pulumi';
import accessToEvidenceIsLogged from '../../lib/rules/evidence/access-to-evidence-is-logged';
import rulesSeeReads from '../../lib/rules/evidence/rules-see-reads';
import selectorsAreComplete from '../../lib/rules/evidence/selectors-are-complete';
import sinkCannotBeRewritten from '../../lib/rules/evidence/sink-cannot-be-rewritten';
import sinkIsNotPublic from '../../lib/rules/evidence/sink-is-not-public';
import trailCannotBeStopped from '../../lib/rules/evidence/trail-cannot-be-stopped';
import trailHasAWitness from '../../lib/rules/evidence/trail-has-a-witness';
import trailIsLogging from '../../lib/rules/evidence/trail-is-logging';
import workloadReachesASink from '../../lib/rules/evidence/workload-reaches-a-sink';
import { bucket, evidenceBucket, trail } from '../../lib/rules/examples/evidence';
import type { TemplateResources } from '../../lib/rules/examples/example';
import { LAMBDA_TRUST, managedPolicy, policy, role } from '../../lib/rules/examples/parts';
import { logReach, workloadLogs } from '../../lib/rules/reading/workload-log';
import { judged } from './judged';

const messages = (rule: Parameters<typeof judged>[0], resources: object, more: object = {}) =>
  judged(rule, { ...more, Resources: resources }).map(({ verdict, message }) =>
    message === undefined ? verdict : `${verdict} ${message}`,
  );

const NO_GROUP = { CloudWatchLogsLogGroupArn: undefined, CloudWatchLogsRoleArn: undefined };

describe('a trail', () => {
  it('whose state is given at deployment is undecided, and records where nothing is said', () => {
    const more = { Parameters: { On: { Type: 'String', AllowedValues: ['true', 'false'] } } };
    expect(messages(trailIsLogging, { Trail: trail({ IsLogging: { Ref: 'On' } }) }, more)).toEqual(['undecided open']);
    expect(messages(trailIsLogging, { Trail: trail({ IsLogging: undefined }) })).toEqual(['proved']);
    expect(messages(trailIsLogging, { Trail: trail({ IsLogging: 'false' }) })).toEqual(['refuted stopped']);
  });

  it.each([
    ['digests alone', { ...NO_GROUP }, {}, 'proved'],
    ['a log group alone', { EnableLogFileValidation: false }, {}, 'proved'],
    ['access logs of its bucket alone', { EnableLogFileValidation: false, ...NO_GROUP }, { Evidence: evidenceBucket() }, 'proved'],
    [
      'a role for a log group that is not named',
      { EnableLogFileValidation: false, CloudWatchLogsLogGroupArn: undefined },
      {},
      'refuted halfSent',
    ],
    ['nothing', { EnableLogFileValidation: false, ...NO_GROUP }, { Other: evidenceBucket({ BucketName: 'other' }) }, 'refuted none'],
  ])('has a witness: %s', (_title, properties, others, expected) => {
    expect(messages(trailHasAWitness, { Trail: trail(properties), ...others })).toEqual([expected]);
  });

  it('has another trail record what it leaves out', () => {
    const selecting = (ReadWriteType: string) => trail({ EventSelectors: [{ ReadWriteType }] });
    expect(messages(selectorsAreComplete, { One: selecting('WriteOnly'), Two: selecting('ReadOnly') })).toEqual(['proved']);
    expect(messages(selectorsAreComplete, { One: selecting('WriteOnly'), Two: { ...trail({ IsLogging: false }) } })).toEqual([
      'refuted readsLeftOut',
    ]);
  });

  it('that has advanced selectors for data alone records no management events', () => {
    const data = {
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
      ],
    };
    expect(messages(selectorsAreComplete, { Trail: trail({ AdvancedEventSelectors: [data] }) })).toEqual([
      'refuted readsLeftOut',
      'refuted writesLeftOut',
    ]);
  });
});

describe('who may stop trails', () => {
  const crm = (statement: object, more: object = {}) => ({
    Crm: role({
      trust: LAMBDA_TRUST,
      policies: [{ name: 'p', document: policy({ Effect: 'Allow', Resource: '*', ...statement }) }],
      ...more,
    }),
  });
  const STOP = { Action: 'cloudtrail:StopLogging' };
  const deny = { name: 'never', document: policy({ Effect: 'Deny', Action: 'cloudtrail:*', Resource: '*' }) };
  const stopPolicy = { name: 'p', document: policy({ Effect: 'Allow', Resource: '*', ...STOP }) };

  it.each<[string, TemplateResources, readonly string[]]>([
    ['by name', crm(STOP), ['refuted trails']],
    ['of one trail only', crm({ ...STOP, Resource: 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/agents' }), ['refuted trails']],
    ['on things that are no trails', crm({ ...STOP, Resource: 'arn:aws:s3:::handbook/*' }), ['proved']],
    ['reading only', crm({ Action: ['cloudtrail:LookupEvents', 'cloudtrail:Describe*'] }), ['proved']],
    [
      'everything but what records',
      crm({ NotAction: ['cloudtrail:*', 'bedrock:*', 'logs:*', 'xray:*', 'oam:*', 'guardduty:*'] }),
      ['proved'],
    ],
    [
      'everything but CloudTrail, Bedrock and CloudWatch Logs',
      crm({ NotAction: ['cloudtrail:*', 'bedrock:*', 'logs:*'] }),
      ['refuted traces', 'refuted links', 'refuted detection'],
    ],
    ['what a denial takes back', { Crm: role({ trust: LAMBDA_TRUST, policies: [stopPolicy, deny] }) }, ['proved']],
    [
      'what a boundary does not let through',
      {
        ...crm(STOP, { boundary: { Ref: 'Bound' } }),
        Bound: managedPolicy(policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' })),
      },
      ['proved'],
    ],
    ['under a boundary that is not there', crm(STOP, { boundary: 'arn:aws:iam::111122223333:policy/bound' }), ['undecided open']],
    [
      'prompts, with a resource that the action does not know',
      crm({ Action: 'bedrock:*', Resource: 'arn:aws:bedrock:*::foundation-model/*' }),
      ['proved'],
    ],
  ])('%s', (_title, resources, expected) => {
    expect(messages(trailCannotBeStopped, resources)).toEqual(expected);
  });

  it('is told of managed policies that are only named', () => {
    const named = (arn: string) => ({
      Crm: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: LAMBDA_TRUST, ManagedPolicyArns: [arn] } },
    });
    expect(messages(trailCannotBeStopped, named('arn:aws:iam::aws:policy/AdministratorAccess'))).toContain('refuted trails');
    expect(messages(trailCannotBeStopped, named('arn:aws:iam::aws:policy/AWSCloudTrail_FullAccess'))).toEqual(['refuted trails']);
    expect(messages(trailCannotBeStopped, named('arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess'))).toEqual(['proved']);
    expect(messages(trailCannotBeStopped, named('arn:aws:iam::111122223333:policy/own'))).toEqual(['undecided open']);
  });

  it('is asked of users and of policies that nobody carries', () => {
    const policies = [{ PolicyName: 'p', PolicyDocument: stopPolicy.document }];
    expect(messages(trailCannotBeStopped, { U: { Type: 'AWS::IAM::User', Properties: { Policies: policies } } })).toEqual([
      'refuted trails',
    ]);
    expect(messages(trailCannotBeStopped, { P: managedPolicy(stopPolicy.document) })).toEqual(['refuted trails']);
  });
});

describe('the bucket of a trail', () => {
  const deleting = (resource: unknown) => ({
    Crm: role({
      trust: LAMBDA_TRUST,
      policies: [{ name: 'p', document: policy({ Effect: 'Allow', Action: 's3:DeleteObject*', Resource: resource }) }],
    }),
  });
  const generated = { Trail: trail({ S3BucketName: { Ref: 'Evidence' } }), Evidence: bucket() };

  it.each([
    ['of a generated name, by reference', { 'Fn::Sub': '${Evidence.Arn}/*' }, ['refuted bucket']],
    ['by every bucket there is', '*', ['refuted bucket']],
    ['not by another', { 'Fn::Sub': 'arn:aws:s3:::${Drafts}/*' }, ['proved']],
  ])('is deleted from: %s', (_title, resource, expected) => {
    expect(
      messages(sinkCannotBeRewritten, {
        ...generated,
        Drafts: bucket({ BucketName: 'drafts' }),
        Evidence: bucket({ BucketName: 'evidence' }),
        ...deleting(resource),
      }),
    ).toEqual(expected);
  });

  it.each([
    ['everybody, blocked by the bucket', { Principal: '*' }, { BlockPublicPolicy: true }, ['proved']],
    ['everybody', { Principal: '*' }, {}, ['refuted policy']],
    ['everybody over TLS', { Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, {}, ['refuted policy']],
    [
      'everybody of an organization',
      { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
      {},
      ['proved'],
    ],
    ['one account', { Principal: { AWS: '111122223333' } }, {}, ['proved']],
  ])('lets in %s', (_title, statement, block, expected) => {
    const resources = {
      ...generated,
      Evidence: bucket({ BucketName: 'evidence', PublicAccessBlockConfiguration: block }),
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Evidence' },
          PolicyDocument: policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::evidence/*', ...statement }),
        },
      },
    };
    expect(messages(sinkIsNotPublic, resources)).toEqual(expected);
  });

  it('is not asked for access logs where it takes those of others', () => {
    const resources = {
      Logs: bucket({ BucketName: 'logs' }),
      Drafts: bucket({ LoggingConfiguration: { DestinationBucketName: { Ref: 'Logs' } } }),
    };
    expect(messages(accessToEvidenceIsLogged, resources)).toEqual([]);
  });
});

describe('the log of a workload', () => {
  const allow = (resource: unknown, action: unknown = ['logs:CreateLogStream', 'logs:PutLogEvents']) =>
    role({ trust: LAMBDA_TRUST, policies: [{ name: 'p', document: policy({ Effect: 'Allow', Action: action, Resource: resource }) }] });
  const fn = (properties: object = {}) => ({
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName: 'crm', Role: { 'Fn::GetAtt': ['Crm', 'Arn'] }, ...properties },
  });
  const judgedAs = (resources: object) => messages(workloadReachesASink, resources);

  it.each<[string, object, readonly string[]]>([
    ['by a literal partition, region and account of anywhere', { Crm: allow('arn:aws:logs:*:*:*'), F: fn() }, ['proved']],
    [
      'by reference to the group',
      {
        Crm: allow({ 'Fn::GetAtt': ['Log', 'Arn'] }),
        Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/crm' } },
        F: fn({ LoggingConfig: { LogGroup: { Ref: 'Log' } } }),
      },
      ['proved'],
    ],
    ['without the stream', { Crm: allow('*', 'logs:PutLogEvents'), F: fn() }, ['refuted cannot']],
    [
      'in the group of another',
      { Crm: allow({ 'Fn::Sub': 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/search:*' }), F: fn() },
      ['refuted cannot'],
    ],
    ['by the role as a name', { Crm: allow('*', 'logs:*'), F: fn({ Role: { Ref: 'Crm' } }) }, ['proved']],
    [
      'with a role of elsewhere and a group here',
      {
        Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/lambda/crm' } },
        F: fn({ Role: 'arn:aws:iam::111122223333:role/crm' }),
      },
      ['undecided open'],
    ],
  ])('is written %s', (_title, resources, expected) => {
    expect(judgedAs(resources)).toEqual(expected);
  });

  it('is cut off by a boundary and by a denial', () => {
    const bound = { ...allow('*', 'logs:*') };
    const withBoundary = {
      Crm: { ...bound, Properties: { ...(bound.Properties as object), PermissionsBoundary: { Ref: 'Bound' } } },
      Bound: managedPolicy(policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' })),
      F: fn(),
    };
    expect(judgedAs(withBoundary)).toEqual(['refuted cannot']);
    const denied = role({
      trust: LAMBDA_TRUST,
      policies: [
        {
          name: 'p',
          document: policy(
            { Effect: 'Allow', Action: 'logs:*', Resource: '*' },
            { Effect: 'Deny', Action: 'logs:PutLogEvents', Resource: '*' },
          ),
        },
      ],
    });
    expect(judgedAs({ Crm: denied, F: fn() })).toEqual(['refuted cannot']);
  });

  it('of a container goes where its options say, with the execution role', () => {
    const task = (options: object) => ({
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        ExecutionRoleArn: { 'Fn::GetAtt': ['Crm', 'Arn'] },
        ContainerDefinitions: [{ Name: 'app', LogConfiguration: { LogDriver: 'awslogs', Options: options } }],
      },
    });
    const Crm = allow({ 'Fn::Sub': 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/agents/crm:*' });
    expect(judgedAs({ Crm, T: task({ 'awslogs-group': '/agents/crm' }) })).toEqual(['proved']);
    expect(judgedAs({ Crm, T: task({ 'awslogs-group': '/agents/search' }) })).toEqual(['refuted cannot']);
  });

  it('is a reading that others can ask too', () => {
    const graph = fromCloudFormation({ Resources: { Crm: allow('*', 's3:*'), F: fn() } });
    expect(workloadLogs(graph).map((log) => logReach(log, graph).kind)).toEqual(['cannot']);
  });
});

describe('an event rule', () => {
  const rule = (eventName: unknown, properties: object = {}) => ({
    R: {
      Type: 'AWS::Events::Rule',
      Properties: { EventPattern: { 'detail-type': ['AWS API Call via CloudTrail'], detail: { eventName } }, ...properties },
    },
  });

  it.each<[string, unknown, object, readonly string[]]>([
    ['a read among changes', ['PutRolePolicy', 'Converse'], {}, ['refuted blind']],
    ['a read, in a rule that is switched off', ['AssumeRole'], { State: 'DISABLED' }, []],
    ['a change that begins like a read', ['AssumeRoot'], {}, []],
    ['whatever is not named', undefined, {}, []],
  ])('that waits for %s', (_title, eventName, properties, expected) => {
    expect(messages(rulesSeeReads, rule(eventName, properties))).toEqual(expected);
  });

  it('of a Pulumi program has its pattern as text', () => {
    const pattern = JSON.stringify({ 'detail-type': ['AWS API Call via CloudTrail'], detail: { eventName: ['AssumeRole'] } });
    const resource: PulumiResource = {
      type: 'aws:cloudwatch/eventRule:EventRule',
      urn: 'urn:pulumi:prod::agents::aws:cloudwatch/eventRule:EventRule::r',
      inputs: { eventPattern: pattern },
    };
    expect(rulesSeeReads.judge({ graph: fromPulumi([resource]), plans: [] })).toMatchObject([{ verdict: 'refuted', message: 'blind' }]);
  });
});

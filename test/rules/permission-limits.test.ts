/** What a Deny, a boundary, a condition or a reason makes harmless is not found; what only looks so is. */
import { type IdentityPlan, planIdentities } from '../../lib/plan';
import { RULES, type Rule } from '../../lib/rules';
import { LAMBDA_TRUST, managedPolicy, policy, role } from '../../lib/rules/examples/parts';
import { allow, defineAgent, everyAction, everyResource, trust } from '../../lib/spec';
import { judged } from './judged';

const rule = (name: string): Rule => {
  const found = RULES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no rule ${name}`);
  return found;
};

const statement = (Effect: 'Allow' | 'Deny', Action: unknown, Resource: unknown = '*', Condition?: object) => ({
  Effect,
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});

const template = (statements: readonly object[], boundary?: readonly object[]) => ({
  Resources: {
    ...(boundary === undefined ? {} : { Limits: managedPolicy(policy(...(boundary as never[]))) }),
    Tool: role({
      trust: LAMBDA_TRUST,
      policies: [{ name: 'given', document: policy(...(statements as never[])) }],
      ...(boundary === undefined ? {} : { boundary: { Ref: 'Limits' } }),
    }),
  },
});

const found = (name: string, given: object, plans: readonly IdentityPlan[] = []) =>
  judged(rule(name), given, plans)
    .filter(({ verdict }) => verdict !== 'proved')
    .map(({ verdict, message }) => `${verdict} ${message}`);

const EVERYTHING = statement('Allow', '*');

describe('permission/no-full-admin', () => {
  const NAME = 'permission/no-full-admin';
  it.each<[string, readonly object[], (readonly object[])?]>([
    ['every action by another spelling', [statement('Allow', '*:*', 'arn:*')]],
    [
      'spread over statements',
      [
        statement('Allow', ['a*:*', 'b*:*', 'c*:*', 'd*:*', 'e*:*', 'f*:*', 'g*:*', 'h*:*', 'i*:*', 'j*:*', 'k*:*', 'l*:*']),
        statement('Allow', ['m*:*', 'n*:*', 'o*:*', 'p*:*', 'q*:*', 'r*:*', 's*:*', 't*:*']),
      ],
    ],
    ['a Deny that takes back next to nothing', [EVERYTHING, statement('Deny', 'cloudtrail:DeleteTrail')]],
    ['a Deny on one resource', [EVERYTHING, statement('Deny', '*', 'arn:aws:s3:::vault/*')]],
    ['a condition that can be met', [statement('Allow', '*', '*', { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } })]],
    ['a boundary as wide', [EVERYTHING], [EVERYTHING]],
  ])('finds: %s', (...[, statements, boundary]) => {
    expect(found(NAME, template(statements, boundary))).toEqual(['refuted everything']);
  });

  it.each<[string, readonly object[], (readonly object[])?]>([
    ['every action on one bucket', [statement('Allow', '*', ['arn:aws:s3:::handbook', 'arn:aws:s3:::handbook/*'])]],
    ['a Deny of all', [EVERYTHING, statement('Deny', '*')]],
    ['a Deny of all identities', [EVERYTHING, statement('Deny', 'iam:*')]],
    ['a boundary of one action', [EVERYTHING], [statement('Allow', 's3:GetObject', 'arn:aws:s3:::handbook/*')]],
    ['a condition that no role meets', [statement('Allow', '*', '*', { ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::handbook' } })]],
    [
      'two conditions that exclude one another',
      [
        statement('Allow', '*', '*', {
          StringEquals: { 'aws:RequestedRegion': 'eu-central-1' },
          StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' },
        }),
      ],
    ],
  ])('finds nothing: %s', (...[, statements, boundary]) => {
    expect(found(NAME, template(statements, boundary))).toEqual([]);
  });
});

describe('permission/no-managed-admin', () => {
  const NAME = 'permission/no-managed-admin';
  const carrying = (type: string, properties: object, others: object = {}) => ({
    Resources: {
      ...others,
      Holder: { Type: type, Properties: { ...properties, ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } },
    },
  });

  it('finds it on users and groups too', () => {
    expect(found(NAME, carrying('AWS::IAM::User', {}))).toEqual(['refuted attached']);
    expect(found(NAME, carrying('AWS::IAM::Group', {}))).toEqual(['refuted attached']);
  });

  it('finds nothing where a boundary of the template leaves nothing grave', () => {
    const limits = { Limits: managedPolicy(policy(statement('Allow', 's3:GetObject', 'arn:aws:s3:::handbook/*') as never)) };
    const bounded = { AssumeRolePolicyDocument: LAMBDA_TRUST, PermissionsBoundary: { Ref: 'Limits' } };
    expect(found(NAME, carrying('AWS::IAM::Role', bounded, limits))).toEqual([]);
  });

  it('finds it where the boundary stands elsewhere, for nobody can see what it limits', () => {
    const bounded = { AssumeRolePolicyDocument: LAMBDA_TRUST, PermissionsBoundary: 'arn:aws:iam::111122223333:policy/agents' };
    expect(found(NAME, carrying('AWS::IAM::Role', bounded))).toEqual(['refuted attached']);
  });

  it('knows policies of AWS from those of the same name', () => {
    const own = {
      Resources: {
        Holder: { Type: 'AWS::IAM::User', Properties: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/AdministratorAccess'] } },
      },
    };
    expect(found(NAME, own)).toEqual([]);
  });
});

describe('permission/no-wildcard-actions', () => {
  const NAME = 'permission/no-wildcard-actions';
  const QUEUE = 'arn:aws:sqs:eu-central-1:111122223333:tasks';
  it.each<[string, readonly object[], (readonly object[])?]>([
    ['two stars', [statement('Allow', 'kms:**')]],
    ['a Deny on another resource', [statement('Allow', 'sqs:*', QUEUE), statement('Deny', 'sqs:*', `${QUEUE}-other`)]],
    ['a boundary as wide', [statement('Allow', 'sqs:*', QUEUE)], [statement('Allow', 'sqs:*')]],
  ])('finds: %s', (...[, statements, boundary]) => {
    expect(found(NAME, template(statements, boundary))).toEqual(['refuted wide']);
  });

  it.each<[string, readonly object[], (readonly object[])?]>([
    ['a Deny of the same', [statement('Allow', 'kms:*'), statement('Deny', 'kms:*')]],
    ['a boundary that names its actions', [statement('Allow', 'sqs:*', QUEUE)], [statement('Allow', ['sqs:SendMessage', 'sqs:Get*'])]],
    ['a pattern for no more than a handful', [statement('Allow', 'kms:*', 'arn:aws:kms:eu-central-1:111122223333:alias/agents')]],
    ['a pattern that begins with what it does', [statement('Allow', 's3:PutObject*', 'arn:aws:s3:::handbook/*')]],
    ['a pattern for what only reads', [statement('Allow', 'sts:*', 'arn:aws:s3:::handbook/*')]],
  ])('finds nothing: %s', (...[, statements, boundary]) => {
    expect(found(NAME, template(statements, boundary))).toEqual([]);
  });

  it('finds a group\u2019s policy once, not again for each of its users', () => {
    const given = {
      Resources: {
        Group: {
          Type: 'AWS::IAM::Group',
          Properties: { Policies: [{ PolicyName: 'given', PolicyDocument: policy(statement('Allow', 's3:*') as never) }] },
        },
        User: { Type: 'AWS::IAM::User', Properties: { Groups: [{ Ref: 'Group' }] } },
      },
    };
    expect(found(NAME, given)).toEqual(['refuted wide']);
  });

  it('leaves the policy of a key alone, which has to permit everything to its account', () => {
    const key = {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: policy({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' }),
      },
    };
    expect(found(NAME, { Resources: { Key: key } })).toEqual([]);
  });

  it('judges an inline policy that names nobody to be put on', () => {
    const alone = {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName: 'alone', PolicyDocument: policy(statement('Allow', 's3:*') as never) },
    };
    expect(found(NAME, { Resources: { Alone: alone } })).toEqual(['refuted wide']);
  });
});

describe('permission/no-wildcard-resources', () => {
  const NAME = 'permission/no-wildcard-resources';
  it.each<[string, readonly object[], string]>([
    ['every key of the account', [statement('Allow', 'kms:Decrypt', 'arn:aws:kms:eu-central-1:111122223333:key/*')], 'changes'],
    ['every bucket', [statement('Allow', 's3:GetObject', 'arn:aws:s3:::*/public/*')], 'reads'],
    [
      'a tag that need not be there',
      [statement('Allow', 'secretsmanager:GetSecretValue', '*', { StringEqualsIfExists: { 'aws:ResourceTag/agent': 'support' } })],
      'reads',
    ],
    [
      'a condition on what the resource is like',
      [statement('Allow', 'rds:DeleteDBInstance', '*', { StringEquals: { 'rds:DatabaseEngine': 'mysql' } })],
      'changes',
    ],
    ['a Deny on a few', [statement('Allow', 's3:PutObject'), statement('Deny', 's3:PutObject', 'arn:aws:s3:::vault/*')], 'changes'],
  ])('finds: %s', (_what, statements, message) => {
    expect(found(NAME, template(statements))).toEqual([`refuted ${message}`]);
  });

  it.each<[string, readonly object[], (readonly object[])?]>([
    [
      'a Deny of all but some',
      [statement('Allow', 's3:GetObject'), { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::handbook/*' }],
    ],
    [
      'a Deny unless tagged',
      [
        statement('Allow', 'secretsmanager:GetSecretValue'),
        statement('Deny', '*', '*', { StringNotEquals: { 'aws:ResourceTag/agent': 'support' } }),
      ],
    ],
    ['a boundary that names the resource', [statement('Allow', 's3:GetObject')], [statement('Allow', 's3:*', 'arn:aws:s3:::handbook/*')]],
    [
      'a key that is used through a service',
      [statement('Allow', 'kms:Decrypt', '*', { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } })],
    ],
    [
      'a condition that no role meets',
      [statement('Allow', 'kms:Decrypt', '*', { ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::handbook' } })],
    ],
    ['an action that can do without a resource', [statement('Allow', ['cloudwatch:PutMetricData', 's3:ListAllMyBuckets'])]],
    ['a list of one type of resource', [statement('Allow', 'ec2:Describe*', 'arn:aws:ec2:eu-central-1:111122223333:instance/*')]],
    ['a name that is known only at deployment', [statement('Allow', 's3:GetObject', { 'Fn::Sub': '${Handbook.Arn}/*' })]],
  ])('finds nothing: %s', (...[, statements, boundary]) => {
    const { Resources } = template(statements, boundary);
    expect(found(NAME, { Resources: { Handbook: { Type: 'AWS::S3::Bucket' }, ...Resources } })).toEqual([]);
  });
});

describe('a reason that the declaration gives', () => {
  const planning = planIdentities(
    defineAgent({
      name: 'support',
      owner: 'support-platform',
      components: () => ({
        tool: {
          kind: 'tool',
          trust: trust.lambda({ functionName: 'support-tool' }),
          can: [
            allow(everyAction('sqs:*', 'because it makes queues for each task')).on(everyResource('because queues are made for each task')),
          ],
        },
      }),
      evidence: { retainDays: 400 },
    }),
  );
  if (!planning.ok) throw new Error('the agent cannot be planned');
  const { plan } = planning;
  const roleName = plan.components[0]?.roleName ?? '';
  const declared = (action: unknown) => ({
    Resources: {
      Tool: role({
        name: roleName,
        trust: LAMBDA_TRUST,
        policies: [{ name: 'given', document: policy(statement('Allow', action) as never) }],
      }),
    },
  });

  it.each(['permission/no-wildcard-actions', 'permission/no-wildcard-resources'])('settles %s, and is told', (name) => {
    expect(found(name, declared('sqs:*'), [])).not.toEqual([]);
    expect(found(name, declared('sqs:*'), [plan])).toEqual([]);
  });

  it('settles nothing else', () => {
    expect(found('permission/no-wildcard-actions', declared(['sqs:*', 'sns:*']), [plan])).toEqual(['refuted wide']);
  });
});

describe('role assumption and role passing', () => {
  it.each<[string, string, unknown, object?]>([
    ['permission/no-wildcard-role-assumption', 'refuted anyRole', 'arn:aws:iam::111122223333:role/*'],
    ['permission/no-wildcard-role-assumption', 'refuted anyAccount', ['arn:aws:iam::444455556666:role/crm', 'arn:aws:iam::*:role/crm']],
    ['permission/pass-role-names-its-roles', 'refuted anyRole', 'arn:aws:iam::*:role/service/*'.replace('service/', '')],
    [
      'permission/pass-role-names-its-roles',
      'refuted anyRole',
      '*',
      { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    ],
    [
      'permission/pass-role-names-its-service',
      'refuted anyService',
      'arn:aws:iam::111122223333:role/worker',
      { StringLike: { 'iam:PassedToService': '*' } },
    ],
  ])('%s finds %s on %j', (...[name, expected, resource, condition]) => {
    expect(found(name, template([statement('Allow', ['sts:AssumeRole', 'iam:PassRole'], resource, condition)]))).toEqual([expected]);
  });

  it.each<[string, unknown, object?]>([
    ['permission/no-wildcard-role-assumption', 'arn:aws:iam::111122223333:user/somebody'],
    ['permission/no-wildcard-role-assumption', 'arn:aws:iam::*:role/crm', { StringEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } }],
    ['permission/pass-role-names-its-roles', 'arn:aws:s3:::*'],
    ['permission/pass-role-names-its-roles', 'arn:aws:iam::111122223333:role/agents-*'],
    ['permission/pass-role-names-its-service', 'arn:aws:s3:::*'],
  ])('%s finds nothing on %j', (...[name, resource, condition]) => {
    expect(found(name, template([statement('Allow', ['sts:AssumeRole', 'iam:PassRole'], resource, condition)]))).toEqual([]);
  });

  it('finds nothing where a Deny leaves one role', () => {
    const statements = [
      statement('Allow', 'sts:AssumeRole'),
      { Effect: 'Deny', Action: 'sts:AssumeRole', NotResource: 'arn:aws:iam::444455556666:role/crm' },
    ];
    expect(found('permission/no-wildcard-role-assumption', template(statements))).toEqual([]);
  });
});

describe('permission/other-inference-doors-are-closed', () => {
  const NAME = 'permission/other-inference-doors-are-closed';
  it('finds nothing where a Deny closes them', () => {
    expect(found(NAME, template([statement('Allow', 'bedrock:*')]))).toEqual(['refuted token']);
    expect(found(NAME, template([statement('Allow', 'bedrock:*'), statement('Deny', 'bedrock:CallWithBearerToken')]))).toEqual([]);
  });

  it('leaves alone who uses no model', () => {
    expect(found(NAME, template([statement('Allow', 'iam:CreateServiceSpecificCredential')]))).toEqual([]);
  });
});

describe('permission/no-not-action and permission/no-not-resource', () => {
  it('find policies of resources too, and nothing that a Deny takes back', () => {
    const topic = (...statements: readonly object[]) => ({
      Resources: {
        Access: {
          Type: 'AWS::SNS::TopicPolicy',
          Properties: { Topics: ['arn:aws:sns:eu-central-1:111122223333:news'], PolicyDocument: policy(...(statements as never[])) },
        },
      },
    });
    const allowed = {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:role/crm' },
      NotAction: 'sns:DeleteTopic',
      Resource: '*',
    };
    expect(found('permission/no-not-action', topic(allowed))).toEqual(['refuted somewhere']);
    expect(found('permission/no-not-action', topic(allowed, { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }))).toEqual([]);
    expect(
      found(
        'permission/no-not-resource',
        template([{ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::a/*' }, statement('Deny', 's3:*')]),
      ),
    ).toEqual([]);
  });
});

/** What a component can do and cannot: by its own policies, within its boundary, and from the resource's side. */
import { support } from '../../examples/support-agent/agent';
import { component, judgeClaims } from '../../lib/assert';
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { fromPlan } from '../../lib/graph/from-plan';
import { fromPulumi } from '../../lib/graph/from-pulumi';
import { planIdentities } from '../../lib/plan';
import { authorize } from '../../lib/policy/authorize';
import { parsePolicy } from '../../lib/policy/parse';
import { LAMBDA_TRUST, policy, role, trustPolicy } from '../../lib/rules/examples/parts';
import { asPulumi } from '../../lib/rules/examples/pulumi/as-pulumi';
import { asState } from '../../lib/rules/examples/pulumi/as-state';
import { atMost, like } from '../../lib/spec';

type Resources = Parameters<typeof asPulumi>[0];
type Claim = Parameters<typeof judgeClaims>[1][number];

const HERE = { account: '111122223333', region: 'eu-central-1', partition: 'aws' };
const BUCKET = 'arn:aws:s3:::handbook';

const tool = (statements: readonly Record<string, unknown>[], more: Resources = {}, parts: object = {}): Resources => ({
  ...more,
  Tool: role({ trust: LAMBDA_TRUST, name: 'tool', policies: [{ name: 'p', document: policy(...statements) }], ...parts }),
});

/** The answers from both engines, which have to agree. */
function answerOf(resources: Resources, claim: Claim) {
  const program = fromPulumi(asState(asPulumi(resources), HERE), HERE);
  const [template] = judgeClaims(fromCloudFormation({ Resources: resources }, HERE), [claim]);
  const named = judgeClaims(program, [claim])[0]?.answer.verdict;
  expect(named).toBe(template?.answer.verdict);
  return template?.answer;
}

const readAll = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const bucketPolicy = (...statements: readonly Record<string, unknown>[]): Resources => ({
  Handbook: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'handbook', PolicyDocument: policy(...statements) } },
});
const TOOL_ARN = 'arn:aws:iam::111122223333:role/tool';
const byTool = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/tool' };

describe('cannot(…).on(…).when(…)', () => {
  const inOneRegion = tool([{ ...readAll, Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } }]);

  it('is about requests under these conditions', () => {
    const reading = component('tool').cannot('s3:GetObject').on(`${BUCKET}/*`);
    expect(answerOf(inOneRegion, reading)?.verdict).toBe('refuted');
    expect(answerOf(inOneRegion, reading.when({ 'aws:RequestedRegion': 'eu-central-1' }))?.verdict).toBe('refuted');
    expect(answerOf(inOneRegion, reading.when({ 'aws:RequestedRegion': 'us-east-1' }))?.verdict).toBe('proved');
    expect(answerOf(inOneRegion, reading.when({ 'aws:RequestedRegion': like('us-*') }))?.verdict).toBe('proved');
  });

  it('says so', () => {
    expect(
      component('tool')
        .cannot('s3:GetObject', 's3:PutObject')
        .on(BUCKET)
        .when({ 'aws:SecureTransport': false, 's3:max-keys': atMost(10) }).says,
    ).toBe(
      '`tool` cannot `s3:GetObject` or `s3:PutObject` on `arn:aws:s3:::handbook` when `aws:SecureTransport` is `false` and `s3:max-keys` is at most `10`',
    );
  });

  it('claims nothing about what is not there: a misspelt action, condition or resource is refused', () => {
    expect(() => component('tool').cannot('dynamodb:DeletTable')).toThrow(
      /no action is known that matches `dynamodb:DeletTable`; did you mean `dynamodb:DeleteTable`/,
    );
    expect(() => component('tool').cannot('s3:*').on('handbook')).toThrow(TypeError);
    const misspelt = { 'aws:RequestdRegion': 'eu-central-1' } as object;
    expect(() => component('tool').cannot('s3:*').when(misspelt)).toThrow(/did you mean `aws:RequestedRegion`/);
  });
});

describe('policies of resources', () => {
  const reading = component('tool').cannot('s3:GetObject').on(`${BUCKET}/*`);
  const nothing = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };

  it('grant by themselves within one account', () => {
    const granted = tool(
      [nothing],
      bucketPolicy({ Effect: 'Allow', Principal: { AWS: byTool }, Action: 's3:GetObject', Resource: `${BUCKET}/*` }),
    );
    expect(answerOf(tool([nothing]), reading)?.verdict).toBe('proved');
    expect(answerOf(granted, reading)).toEqual({
      verdict: 'refuted',
      shown: expect.stringContaining('`s3:GetObject` on `arn:aws:s3:::handbook/'),
    });
  });

  it('that name the account hand the decision to the policies of the role', () => {
    const account = { Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': '${AWS::AccountId}' } }, Action: 's3:*', Resource: `${BUCKET}/*` };
    expect(answerOf(tool([nothing], bucketPolicy(account)), reading)?.verdict).toBe('proved');
    expect(answerOf(tool([readAll], bucketPolicy(account)), reading)?.verdict).toBe('refuted');
  });

  it('that name another role grant nothing', () => {
    const other = {
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/other' } },
      Action: 's3:*',
      Resource: `${BUCKET}/*`,
    };
    expect(answerOf(tool([nothing], bucketPolicy(other)), reading)?.verdict).toBe('proved');
  });

  it('take back what the role itself may do', () => {
    const denied = tool([readAll], bucketPolicy({ Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: `${BUCKET}/*` }));
    expect(answerOf(denied, reading)?.verdict).toBe('proved');
    expect(answerOf(denied, component('tool').cannot('s3:GetObject'))).toEqual({
      verdict: 'refuted',
      shown: expect.not.stringContaining(':::handbook/'),
    });
  });

  it('stay within the boundary where they name the role', () => {
    const boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(nothing) } };
    const granted = bucketPolicy({ Effect: 'Allow', Principal: { AWS: byTool }, Action: 's3:GetObject', Resource: `${BUCKET}/*` });
    const bounded = tool([nothing], { ...granted, Boundary: boundary }, { boundary: { Ref: 'Boundary' } });
    expect(answerOf(bounded, reading)?.verdict).toBe('proved');
  });

  it('have to allow where the resource is a key', () => {
    const key = (principal: string): Resources => ({
      Key: {
        Type: 'AWS::KMS::Key',
        Properties: {
          KeyPolicy: policy({ Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': principal } }, Action: 'kms:*', Resource: '*' }),
        },
      },
    });
    const decrypts = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } };
    const decrypting = component('tool').cannot('kms:Decrypt');
    const verdictOf = (resources: Resources) => judgeClaims({ Resources: resources }, [decrypting])[0]?.answer.verdict;
    expect(verdictOf(tool([decrypts], key('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/admin')))).toBe('proved');
    expect(verdictOf(tool([decrypts], key('arn:${AWS::Partition}:iam::${AWS::AccountId}:root')))).toBe('refuted');
  });

  it('have to allow where the resource is a role', () => {
    const other = (principal: object): Resources => ({ Other: role({ name: 'other', trust: trustPolicy(principal, 'sts:AssumeRole') }) });
    const assumes = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
    const becoming = component('tool').cannot('sts:AssumeRole').on('arn:aws:iam::111122223333:role/other');
    expect(answerOf(tool([assumes], other({ Service: 'lambda.amazonaws.com' })), becoming)?.verdict).toBe('proved');
    expect(answerOf(tool([assumes], other({ AWS: byTool })), becoming)?.verdict).toBe('refuted');
    expect(answerOf(tool([nothing], other({ AWS: byTool })), becoming)?.verdict).toBe('refuted');
  });

  it('that cannot be read leave the answer open', () => {
    const late = {
      Parameters: { Policy: { Type: 'String' } },
      Resources: {
        ...tool([nothing]),
        Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'handbook', PolicyDocument: { Ref: 'Policy' } } },
      },
    };
    expect(judgeClaims(late, [reading])[0]?.answer).toEqual({ verdict: 'undecided', shown: expect.stringContaining('arn:') });
    expect(judgeClaims(late, [component('tool').cannot('s3:GetObject').on('arn:aws:s3:::other/*')])[0]?.answer.verdict).toBe('proved');
  });

  it('decide nothing from account to account unless both sides allow', () => {
    const foreign = { ...HERE, account: '444455556666' };
    const secret = 'arn:aws:secretsmanager:eu-central-1:444455556666:secret:crm-AbCdEf';
    const granted: Resources = {
      Policy: {
        Type: 'AWS::SecretsManager::ResourcePolicy',
        Properties: {
          SecretId: secret,
          ResourcePolicy: policy({ Effect: 'Allow', Principal: { AWS: TOOL_ARN }, Action: 'secretsmanager:GetSecretValue', Resource: '*' }),
        },
      },
    };
    const reads = component('tool').cannot('secretsmanager:GetSecretValue').on(secret);
    const verdictOf = (statement: Record<string, unknown>) =>
      judgeClaims(fromPulumi([...asState(asPulumi(tool([statement])), HERE), ...asState(asPulumi(granted), foreign)], HERE), [reads])[0]
        ?.answer.verdict;
    expect(verdictOf(nothing)).toBe('proved');
    expect(verdictOf({ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: secret })).toBe('refuted');
  });
});

describe('what the template does not hold', () => {
  const withManaged = (arn: string, statements: readonly Record<string, unknown>[]): Resources => {
    const { Tool } = tool(statements);
    return { Tool: { Type: 'AWS::IAM::Role', Properties: { ...(Tool?.Properties as object), ManagedPolicyArns: [arn] } } };
  };
  const own = 'arn:aws:iam::111122223333:policy/shared';

  it('leaves open what a managed policy of elsewhere may add, or deny', () => {
    expect(answerOf(withManaged(own, []), component('tool').cannot('s3:GetObject'))?.verdict).toBe('undecided');
    expect(answerOf(withManaged(own, [readAll]), component('tool').can('s3:GetObject'))?.verdict).toBe('undecided');
  });

  it('leaves open what a boundary of elsewhere refuses', () => {
    const bounded = tool([readAll], {}, { boundary: 'arn:aws:iam::111122223333:policy/boundary' });
    expect(answerOf(bounded, component('tool').cannot('s3:GetObject'))?.verdict).toBe('undecided');
    expect(answerOf(bounded, component('tool').cannot('s3:PutObject'))?.verdict).toBe('proved');
  });
});

describe('can(…)', () => {
  it('holds with a request that the evaluator accepts', () => {
    const reads = tool([{ ...readAll, Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } }]);
    expect(answerOf(reads, component('tool').can('s3:GetObject').on(`${BUCKET}/*`))).toEqual({
      verdict: 'proved',
      shown: expect.stringMatching(/^allowed, for example: `s3:GetObject` on `arn:aws:s3:::handbook\/.*aws:RequestedRegion `eu-central-1`/),
    });
    const parsed = parsePolicy(policy(readAll), 'identity');
    if (!parsed.ok) throw new Error('the policy is malformed');
    const request = {
      principal: { kind: 'aws', arn: TOOL_ARN, account: '111122223333' },
      action: 's3:GetObject',
      resource: `${BUCKET}/x`,
      resourceAccount: '111122223333',
      context: {},
    } as const;
    expect(authorize(request, { identity: [parsed.document] }).decision).toBe('allow');
  });

  it('fails where nothing allows it, or a condition or a deny keeps it away', () => {
    const denied = tool([readAll, { Effect: 'Deny', Action: 's3:*', Resource: `${BUCKET}/private/*` }]);
    expect(answerOf(denied, component('tool').can('s3:GetObject').on(`${BUCKET}/private/*`))).toEqual({
      verdict: 'refuted',
      shown: 'nothing allows `s3:GetObject` there',
    });
    const pinned = tool([{ ...readAll, Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } }]);
    expect(answerOf(pinned, component('tool').can('s3:GetObject').when({ 'aws:RequestedRegion': 'us-east-1' }))?.verdict).toBe('refuted');
  });

  it('is about each of the actions', () => {
    expect(answerOf(tool([readAll]), component('tool').can('s3:GetObject', 's3:PutObject'))).toEqual({
      verdict: 'refuted',
      shown: 'nothing allows `s3:PutObject` there',
    });
  });

  it('holds where the resource alone grants it', () => {
    const granted = bucketPolicy({ Effect: 'Allow', Principal: { AWS: byTool }, Action: 's3:GetObject', Resource: `${BUCKET}/*` });
    const nothing = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };
    expect(answerOf(tool([nothing], granted), component('tool').can('s3:GetObject').on(`${BUCKET}/x`))?.verdict).toBe('proved');
    expect(answerOf(tool([nothing], granted), component('tool').can('s3:PutObject'))?.verdict).toBe('refuted');
  });

  it('holds for what was declared, although its resources are known only at deployment', () => {
    const planning = planIdentities(support, { deployment: { stage: 'dev' } });
    if (!planning.ok) throw new Error('the example cannot be planned');
    const graph = fromPlan(planning.plan);
    const answers = judgeClaims(graph, [
      component('crm').can('dynamodb:GetItem', 'dynamodb:PutItem'),
      component('crm').cannot('dynamodb:DeleteTable', 'dynamodb:Scan'),
      component('crm').cannot('dynamodb:GetItem').when({ 'aws:RequestedRegion': 'us-east-1' }),
    ]).map(({ answer }) => answer.verdict);
    expect(answers).toEqual(['proved', 'proved', 'proved']);
  });
});

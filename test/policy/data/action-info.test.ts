import { type ActionInfo, actionInfo } from '../../../lib/policy';

type Known = Extract<ActionInfo, { status: 'known' }>;

function known(action: string): Known {
  const info = actionInfo(action);
  if (info.status !== 'known') throw new Error(`${action} is ${info.status}: ${info.reason}`);
  return info;
}

const typesOf = (action: string) => known(action).resourceTypes.map(({ name }) => name);
const arnsOf = (action: string) => known(action).resourceTypes.flatMap(({ arns }) => arns);

describe('what is known about an action', () => {
  it('is found in any case and told in the spelling of AWS', () => {
    expect(known('S3:getobject').action).toBe('s3:GetObject');
  });

  it.each([
    ['s3:ListBucket', 'List'],
    ['s3:GetObject', 'Read'],
    ['s3:PutObject', 'Write'],
    ['s3:PutObjectTagging', 'Tagging'],
    ['s3:PutBucketPolicy', 'Permissions management'],
    ['iam:PassRole', 'Write'],
    ['kms:CreateGrant', 'Permissions management'],
  ])('%s has the access level %s', (action, level) => {
    expect(known(action).accessLevel).toBe(level);
  });

  it('names the objects that s3:GetObject reads and the key for their tags', () => {
    expect(arnsOf('s3:GetObject')).toContain('arn:${Partition}:s3:::${BucketName}/${ObjectName}');
    expect(known('s3:GetObject').conditionKeys.some((key) => key.startsWith('s3:ExistingObjectTag/'))).toBe(true);
    expect(known('s3:ListBucket').conditionKeys).toContain('s3:prefix');
  });

  it('tells actions on tables from actions on tables and their indexes', () => {
    expect(typesOf('dynamodb:GetItem')).toEqual(['table']);
    expect(typesOf('dynamodb:Query')).toEqual(['index', 'table']);
    expect(arnsOf('dynamodb:Query')).toContain('arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/index/${IndexName}');
    expect(known('dynamodb:Query').conditionKeys).toContain('dynamodb:LeadingKeys');
  });

  it('knows what a model may be and which keys restrict its use', () => {
    const { conditionKeys } = known('bedrock:InvokeModel');
    expect(conditionKeys).toEqual(expect.arrayContaining(['bedrock:InferenceProfileArn', 'bedrock:GuardrailIdentifier']));
    // Foundation models belong to AWS: their ARN has no account.
    expect(arnsOf('bedrock:InvokeModel')).toContain('arn:${Partition}:bedrock:${Region}::foundation-model/${ResourceId}');
    expect(known('bedrock-mantle:CreateInference').conditionKeys).not.toContain('bedrock:GuardrailIdentifier');
  });

  it('knows runtimes and their endpoints', () => {
    expect(typesOf('bedrock-agentcore:InvokeAgentRuntime')).toEqual(['runtime', 'runtime-endpoint']);
    expect(known('bedrock-agentcore:GetEvent').conditionKeys).toEqual(
      expect.arrayContaining(['bedrock-agentcore:actorId', 'bedrock-agentcore:sessionId']),
    );
  });

  it('knows what a trust policy can ask for', () => {
    expect(known('sts:AssumeRole').conditionKeys).toEqual(
      expect.arrayContaining([
        'sts:ExternalId',
        'sts:RoleSessionName',
        'sts:SourceIdentity',
        'sts:TransitiveTagKeys',
        'aws:RequestTag/${TagKey}',
      ]),
    );
    expect(known('sts:AssumeRoleWithWebIdentity').conditionKeys).toContain('sts:RoleAuthorizedByIdp');
    expect(known('sts:AssumeRoleWithWebIdentity').conditionKeys).not.toContain('sts:ExternalId');
  });

  it('knows actions that have no resources', () => {
    expect(known('sts:GetCallerIdentity').resourceTypes).toEqual([]);
    expect(known('ecr:GetAuthorizationToken').resourceTypes).toEqual([]);
  });

  it('marks required types', () => {
    expect(known('sqs:SendMessage').resourceTypes).toMatchObject([{ name: 'queue', required: true }]);
    expect(known('sts:TagSession').resourceTypes).toMatchObject([{ name: 'role', required: false }]);
  });
});

describe('an action that the data does not know', () => {
  it('is unknown to the data of its date, not wrong: this one is newer', () => {
    expect(actionInfo('sts:GetScopedCredentials')).toEqual({
      status: 'unknown',
      action: 'sts:GetScopedCredentials',
      missing: 'action',
      dataDate: '2026-09-26',
      reason: 'unknown to the data of 2026-09-26',
    });
  });

  it('says when it is the service that is unknown', () => {
    expect(actionInfo('agent-credential-provider:GetToken')).toMatchObject({ status: 'unknown', missing: 'service' });
  });

  it.each(['', 's3', 's3:', ':GetObject', 's3:Get*', '*', 's3:GetObject ', 's3:⟨name⟩', 'a:b:c', '__proto__:toString', 'constructor'])(
    '%p is no action at all',
    (text) => {
      expect(actionInfo(text)).toMatchObject({ status: 'not-an-action', action: text });
    },
  );

  it('does not take names of JavaScript for services or actions', () => {
    expect(actionInfo('constructor:constructor')).toMatchObject({ status: 'unknown', missing: 'service' });
    expect(actionInfo('s3:constructor')).toMatchObject({ status: 'unknown', missing: 'action' });
  });
});

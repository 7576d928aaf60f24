import { actionsMatching, exampleResources, matchResource, resourceFits, resourcePatterns, SHAPES } from '../../../lib/policy';

const HERE = 'eu-central-1:111122223333';

describe('whether a resource fits an action', () => {
  it.each([
    ['s3:GetObject', 'arn:aws:s3:::handbook/*', 'yes'],
    ['s3:GetObject', 'arn:aws:s3:::handbook/a/b/c.pdf', 'yes'],
    ['s3:GetObject', 'arn:aws:s3:::handbook*', 'yes'],
    ['s3:GetObject', 'arn:aws:s3:::handbook', 'no'],
    ['s3:ListBucket', 'arn:aws:s3:::handbook', 'yes'],
    ['s3:ListBucket', 'arn:aws:s3:::handbook*', 'yes'],
    ['s3:ListBucket', 'arn:aws:s3:::handbook/*', 'no'],
    ['s3:ListBucket', 'arn:aws:s3:::*/*', 'no'],
    ['s3:GetObject', `arn:aws:s3:${HERE}:accesspoint/reader/object/*`, 'yes'],
    ['s3:GetObject', 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*', 'yes'],
    ['s3:ListAllMyBuckets', 'arn:aws:s3:::*', 'yes'],
    ['s3:ListAllMyBuckets', 'arn:aws:s3:::handbook', 'no'],
    ['dynamodb:Query', `arn:aws:dynamodb:${HERE}:table/tickets/index/*`, 'yes'],
    ['dynamodb:GetItem', `arn:aws:dynamodb:${HERE}:table/tickets/index/*`, 'no'],
    ['dynamodb:GetItem', `arn:aws:dynamodb:${HERE}:table/tickets`, 'yes'],
    ['dynamodb:GetItem', 'arn:aws:dynamodb:eu-central-1::table/tickets', 'no'],
    ['logs:PutLogEvents', `arn:aws:logs:${HERE}:log-group:/agents/support:*`, 'yes'],
    ['logs:PutLogEvents', `arn:aws:logs:${HERE}:log-group:/agents/support`, 'no'],
    ['logs:CreateLogGroup', `arn:aws:logs:${HERE}:log-group:/agents/support:*`, 'yes'],
    ['logs:CreateLogGroup', `arn:aws:logs:${HERE}:log-group:/agents/support-*`, 'yes'],
    ['logs:DescribeLogGroups', `arn:aws:logs:${HERE}:log-group:*`, 'yes'],
    ['lambda:InvokeFunction', `arn:aws:lambda:${HERE}:function:crm:live`, 'yes'],
    ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${HERE}:secret:prod/crm-??????`, 'yes'],
    ['iam:PassRole', 'arn:aws:iam::111122223333:role/service/agent', 'yes'],
    ['iam:PassRole', 'arn:aws:iam::111122223333:user/someone', 'no'],
    ['sts:AssumeRole', 'arn:aws:iam::444455556666:role/tools', 'yes'],
    ['kms:Decrypt', `arn:aws:kms:${HERE}:key/1234abcd-12ab-34cd-56ef-1234567890ab`, 'yes'],
    // A policy names keys by their id: an alias may point elsewhere tomorrow.
    ['kms:Decrypt', `arn:aws:kms:${HERE}:alias/agents`, 'no'],
    ['bedrock:InvokeModel', 'arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0', 'yes'],
    ['bedrock:InvokeModel', `arn:aws:bedrock:${HERE}:foundation-model/amazon.nova-lite-v1:0`, 'no'],
    ['bedrock:InvokeModel', `arn:aws:bedrock:${HERE}:guardrail/a1b2c3d4e5f6`, 'no'],
    ['bedrock-agentcore:InvokeAgentRuntime', `arn:aws:bedrock-agentcore:${HERE}:runtime/support-*`, 'yes'],
    ['bedrock-agentcore:GetAgentRuntime', `arn:aws:bedrock-agentcore:${HERE}:runtime/support-a1B2c3D4e5/runtime-endpoint/DEFAULT`, 'no'],
    ['execute-api:Invoke', `arn:aws:execute-api:${HERE}:a1b2c3/prod/GET/`, 'yes'],
    ['ecr:GetDownloadUrlForLayer', `arn:aws:ecr:${HERE}:repository/team/support`, 'yes'],
  ])('%s on %s: %s', (action, resource, fit) => {
    expect(resourceFits(action, resource)).toBe(fit);
  });

  it('is always so for the star', () => {
    for (const action of ['s3:GetObject', 'sts:GetCallerIdentity', 'events:PutEvents']) expect(resourceFits(action, '*')).toBe('yes');
  });

  it('takes nothing but the star for an action without resources', () => {
    expect(resourceFits('ecr:GetAuthorizationToken', `arn:aws:ecr:${HERE}:repository/*`)).toBe('no');
    expect(resourceFits('ec2:DescribeInstances', 'arn:aws:ec2:*:*:instance/*')).toBe('no');
  });

  it('cannot match text that is no ARN', () => {
    for (const text of ['', 'handbook', 'arn:aws:s3', 'arn:aws:s3:::']) expect(resourceFits('s3:GetObject', text)).toBe('no');
    expect(resourceFits('s3:GetObject', 'arn:aws:s3*')).toBe('yes');
  });

  it('is unknown for what the data does not know', () => {
    expect(resourceFits('sts:GetScopedCredentials', '*')).toBe('unknown');
    expect(resourceFits('s3:Get*', 'arn:aws:s3:::handbook/*')).toBe('unknown');
  });

  it('lets a policy variable be any value, but its escapes themselves only', () => {
    expect(resourceFits('s3:GetObject', 'arn:aws:s3:::handbook/${aws:PrincipalTag/team}/*')).toBe('yes');
    expect(resourceFits('s3:GetObject', 'arn:aws:s3:::${aws:PrincipalTag/bucket}')).toBe('yes');
    expect(resourceFits('s3:GetObject', '${aws:PrincipalTag/bucketArn}/*')).toBe('yes');
    expect(resourceFits('s3:GetObject', 'arn:aws:s3:::handbook${*}')).toBe('no');
  });

  it('sees every resource of every action as fitting', () => {
    const misfits = actionsMatching('*').flatMap((action) =>
      exampleResources(action)
        .filter(
          (resource) =>
            resourceFits(action, resource) !== 'yes' || !resourcePatterns(action).some((pattern) => matchResource(pattern, resource)),
        )
        .map((resource) => `${action} ${resource}`),
    );
    expect(misfits).toEqual([]);
  });

  it('stays within bounded time for hostile patterns', () => {
    expect(resourceFits('s3:GetObject', `arn:aws:s3:::${'*?'.repeat(500_000)}`)).toBe('unknown');
    expect(resourceFits('s3:ListBucket', `arn:aws:s3:::${'*a?'.repeat(60)}/*`)).toMatch(/^(?:no|unknown)$/);
    expect(resourceFits('iam:GetRole', `arn:aws:iam::*:${'*/?'.repeat(300)}`)).toMatch(/^(?:yes|no|unknown)$/);
  });
});

describe('whether a resource with parts unknown before deployment fits', () => {
  it.each([
    ['s3:GetObject', '⟨bucket:s3-bucket-arn⟩/*', 'yes'],
    ['s3:ListBucket', '⟨bucket:s3-bucket-arn⟩', 'yes'],
    ['s3:GetObject', '⟨bucket:s3-bucket-arn⟩', 'no'],
    ['s3:ListBucket', '⟨bucket:s3-bucket-arn⟩/*', 'no'],
    ['dynamodb:Query', '⟨table:dynamodb-table-arn⟩/index/*', 'yes'],
    ['dynamodb:GetItem', '⟨table:dynamodb-table-arn⟩/index/*', 'no'],
    ['dynamodb:GetItem', '⟨table:dynamodb-table-arn⟩', 'yes'],
    ['dynamodb:GetItem', '⟨bucket:s3-bucket-arn⟩', 'no'],
    ['secretsmanager:GetSecretValue', '⟨token:secret-arn⟩', 'yes'],
    ['kms:Decrypt', '⟨key:kms-key-arn⟩', 'yes'],
    ['kms:Decrypt', '⟨token:secret-arn⟩', 'no'],
    ['bedrock-agentcore:CreateEvent', '⟨memory:agentcore-memory-arn⟩', 'yes'],
    ['bedrock-agentcore:InvokeGateway', '⟨gateway:agentcore-gateway-arn⟩', 'yes'],
    ['bedrock-agentcore:InvokeGateway', '⟨memory:agentcore-memory-arn⟩', 'no'],
    ['bedrock:ApplyGuardrail', '⟨guardrail:guardrail-arn⟩', 'yes'],
    ['sts:AssumeRole', '⟨role:iam-role-arn⟩', 'yes'],
    ['sts:AssumeRole', 'arn:⟨partition⟩:iam::⟨account⟩:role/tools', 'yes'],
    ['sqs:SendMessage', 'arn:⟨partition⟩:sqs:⟨region⟩:⟨account⟩:⟨queue:name⟩', 'yes'],
    ['s3:GetObject', 'arn:⟨partition⟩:s3:⟨region⟩:⟨account⟩:handbook/*', 'no'],
    ['logs:PutLogEvents', '⟨group:log-group-arn⟩:*', 'yes'],
  ])('%s on %s: %s', (action, resource, fit) => {
    expect(resourceFits(action, resource)).toBe(fit);
  });

  it('is unknown where it depends on the value', () => {
    expect(resourceFits('s3:GetObject', '⟨Bucket.Arn⟩')).toBe('unknown');
    expect(resourceFits('s3:GetObject', '⟨Bucket.Arn⟩/AWSLogs/⟨account⟩/*')).toBe('unknown');
    expect(resourceFits('s3:ListBucket', 'arn:aws:s3:::⟨name⟩')).toBe('yes');
    expect(resourceFits('s3:ListBucket', 'arn:aws:s3:::⟨whatever⟩')).toBe('unknown');
  });

  it('is decided where no value could make a difference', () => {
    expect(resourceFits('s3:GetObject', 'arn:aws:s3:::handbook/⟨whatever⟩')).toBe('yes');
    expect(resourceFits('kms:Decrypt', 'arn:aws:s3:::⟨whatever⟩')).toBe('no');
  });

  it('reads each shape as it is: its own example never changes the answer', () => {
    const arnShapes = Object.entries(SHAPES).filter(([, { example }]) => example.startsWith('arn:'));
    const actions = [
      's3:GetObject',
      's3:ListBucket',
      'dynamodb:GetItem',
      'sqs:SendMessage',
      'iam:PassRole',
      'events:PutEvents',
      'logs:CreateLogGroup',
    ];
    for (const [shape, { example }] of arnShapes) {
      for (const action of actions) {
        for (const end of ['', '/*', ':*']) {
          const unfilled = resourceFits(action, `⟨it:${shape}⟩${end}`);
          if (unfilled !== 'unknown')
            expect([action, shape, end, resourceFits(action, example + end)]).toEqual([action, shape, end, unfilled]);
        }
      }
    }
  });
});

import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { allowing, onlyRole, role, TRUST } from './templates';

const read = (Resources: object) => fromCloudFormation({ Resources });
const namesOf = (Resources: object) => onlyRole(read(Resources)).policies.map(({ name }) => name);

describe('a role', () => {
  it('is read with everything that it says', () => {
    const Properties = {
      RoleName: 'support-crm',
      Path: 'agents',
      Description: 'reads tickets',
      AssumeRolePolicyDocument: TRUST,
      MaxSessionDuration: 7200,
      PermissionsBoundary: 'arn:aws:iam::111122223333:policy/b',
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      Policies: [{ PolicyName: 'own', PolicyDocument: allowing('a') }],
      Tags: [{ Key: 'owner', Value: 'support' }],
    };
    const graph = read({ Crm: { Type: 'AWS::IAM::Role', Properties, Metadata: { 'aws:cdk:path': 'App/Crm/Resource' } } });
    const place = { resource: 'Crm', path: 'App/Crm/Resource' };
    expect(graph.unread).toEqual([]);
    expect(graph.roles).toEqual([
      {
        name: 'support-crm',
        arn: 'arn:⟨partition⟩:iam::⟨account⟩:role/agents/support-crm',
        description: 'reads tickets',
        trust: { raw: TRUST, place: { ...place, pointer: '/Properties/AssumeRolePolicyDocument' } },
        policies: [
          { name: 'own', document: { raw: allowing('a'), place: { ...place, pointer: '/Properties/Policies/0/PolicyDocument' } } },
        ],
        managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
        boundary: { arn: 'arn:aws:iam::111122223333:policy/b' },
        maxSessionSeconds: 7200,
        tags: { owner: 'support' },
        place,
        when: {},
      },
    ]);
  });

  it('has IAM\u2019s defaults where it says nothing', () => {
    expect(onlyRole(read({ R: role() }))).toMatchObject({
      name: '⟨R:name⟩',
      arn: 'arn:⟨partition⟩:iam::⟨account⟩:role/⟨R:name⟩',
      boundary: undefined,
      description: undefined,
      maxSessionSeconds: 3600,
      tags: {},
    });
  });

  it('keeps an open session length open', () => {
    expect(onlyRole(read({ R: role({ MaxSessionDuration: { Ref: 'Seconds' } }) })).maxSessionSeconds).toBe('⟨Seconds:any⟩');
  });

  it.each([
    ['text', JSON.stringify(TRUST)],
    ['text with names filled in', { 'Fn::Sub': JSON.stringify(TRUST) }],
    ['joined text', { 'Fn::Join': ['', [JSON.stringify(TRUST)]] }],
    ['JSON turned into text', { 'Fn::ToJsonString': TRUST }],
  ])('may have its trust policy as %s', (_form, AssumeRolePolicyDocument) => {
    expect(onlyRole(read({ R: role({ AssumeRolePolicyDocument }) })).trust.raw).toEqual(TRUST);
  });

  it('may name a late issuer in the keys of its trust policy', () => {
    const trust = '{"Version":"2012-10-17","Statement":[{"Condition":{"StringEquals":{"${Issuer}:sub":"system:serviceaccount:a:b"}}}]}';
    const Issuer = { 'Fn::Select': [1, { 'Fn::Split': ['//', { Ref: 'IssuerUrl' }] }] };
    const raw = onlyRole(read({ R: role({ AssumeRolePolicyDocument: { 'Fn::Sub': [trust, { Issuer }] } }) })).trust.raw;
    expect(raw).toMatchObject({
      Statement: [{ Condition: { StringEquals: { '⟨IssuerUrl.host:oidc-issuer⟩:sub': 'system:serviceaccount:a:b' } } }],
    });
  });

  it('keeps text that is no JSON, or writes a key twice, as text', () => {
    for (const text of ['{"Statement":', '{"Statement":[],"Statement":[]}', '⟨whole⟩']) {
      expect(onlyRole(read({ R: role({ AssumeRolePolicyDocument: text }) })).trust.raw).toBe(text);
    }
  });

  it('names services as policies do, whatever the domain of the partition', () => {
    const Service = [{ 'Fn::Join': ['.', ['ec2', { Ref: 'AWS::URLSuffix' }]] }, { 'Fn::Sub': 'ecs-tasks.${AWS::URLSuffix}' }];
    const AssumeRolePolicyDocument = { Statement: { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' } };
    expect(onlyRole(read({ R: role({ AssumeRolePolicyDocument }) })).trust.raw).toMatchObject({
      Statement: { Principal: { Service: ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] } },
    });
  });
});

describe('the policies of a role', () => {
  const policy = (Type: string, Properties: object) => ({
    Type,
    Properties: { PolicyName: 'apart', PolicyDocument: allowing('b'), ...Properties },
  });

  it.each([
    ['AWS::IAM::RolePolicy', { RoleName: { Ref: 'R' } }],
    ['AWS::IAM::RolePolicy', { RoleName: 'r' }],
    ['AWS::IAM::Policy', { Roles: [{ Ref: 'R' }] }],
    ['AWS::IAM::Policy', { Roles: ['other', 'r'], Users: ['u'] }],
  ])('hold those of %s %j', (Type, Properties) =>
    expect(namesOf({ R: role({ RoleName: 'r' }), P: policy(Type, Properties) })).toEqual(['apart']),
  );

  it.each([
    ['named by the role', { ManagedPolicyArns: [{ Ref: 'M' }] }, {}],
    ['naming the role', {}, { Roles: [{ Ref: 'R' }] }],
    ['both', { ManagedPolicyArns: [{ Ref: 'M' }] }, { Roles: ['r'] }],
  ])('hold a managed policy of the template, %s', (_how, ofRole, ofPolicy) => {
    const M = { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'm', PolicyDocument: allowing('c'), ...ofPolicy } };
    const found = onlyRole(read({ R: role({ RoleName: 'r', ...ofRole }), M }));
    expect(found.policies.map(({ name }) => name)).toEqual(['m']);
    expect(found.managedPolicyArns).toEqual([]);
  });

  it('do not hold those of other roles', () => {
    expect(namesOf({ R: role({ RoleName: 'r' }), P: policy('AWS::IAM::Policy', { Roles: ['r2'] }) })).toEqual([]);
  });

  it('of a role that stands elsewhere are told apart', () => {
    const graph = read({
      P: policy('AWS::IAM::RolePolicy', { RoleName: 'elsewhere' }),
      M: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'm', PolicyDocument: allowing('c'), Roles: ['elsewhere'] } },
    });
    expect(graph.loosePolicies.map(({ roleName, policy: found, managedPolicyArn }) => [roleName, found?.name, managedPolicyArn])).toEqual([
      ['elsewhere', 'apart', undefined],
      ['elsewhere', 'm', 'arn:⟨partition⟩:iam::⟨account⟩:policy/m'],
    ]);
  });

  it('are bounded by a boundary whose document the template holds', () => {
    const B = { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'b', PolicyDocument: allowing('*') } };
    const found = onlyRole(read({ R: role({ PermissionsBoundary: { Ref: 'B' } }), B }));
    expect(found.boundary).toMatchObject({ arn: 'arn:⟨partition⟩:iam::⟨account⟩:policy/b', document: { raw: allowing('*') } });
    expect(found.policies).toEqual([]);
  });
});

describe('what lends a role to code', () => {
  const roleArn = 'arn:⟨partition⟩:iam::⟨account⟩:role/r';
  const Arn = { 'Fn::GetAtt': ['R', 'Arn'] };

  it.each([
    ['AWS::Lambda::Function', { FunctionName: 'crm', Role: Arn }, [['function', 'function crm']]],
    [
      'AWS::ECS::TaskDefinition',
      { Family: 'crm', TaskRoleArn: Arn, ExecutionRoleArn: Arn },
      [
        ['task', 'task crm'],
        ['task-execution', 'start of task crm'],
      ],
    ],
    ['AWS::BedrockAgentCore::Runtime', { AgentRuntimeName: 'think', RoleArn: Arn }, [['agentcore-runtime', 'AgentCore runtime think']]],
    ['AWS::BedrockAgentCore::Gateway', { Name: 'tools', RoleArn: Arn }, [['other', 'AgentCore gateway tools']]],
    [
      'AWS::IAM::InstanceProfile',
      { InstanceProfileName: 'nodes', Roles: [{ Ref: 'R' }] },
      [['instance-profile', 'instances of the profile nodes']],
    ],
    ['AWS::StepFunctions::StateMachine', { StateMachineName: 'flow', RoleArn: Arn }, [['other', 'state machine flow']]],
    ['AWS::Scheduler::Schedule', { Name: 'nightly', Target: { RoleArn: Arn } }, [['other', 'schedule nightly']]],
    ['AWS::CodeBuild::Project', { Name: 'build', ServiceRole: { Ref: 'R' } }, [['other', 'build project build']]],
    [
      'AWS::EKS::PodIdentityAssociation',
      { ClusterName: 'prod', Namespace: 'agents', ServiceAccount: 'crm', RoleArn: Arn },
      [['pod-identity-association', 'agents/crm on cluster prod']],
    ],
    [
      'AWS::EKS::PodIdentityAssociation',
      { ClusterName: 'prod', Namespace: 'agents', ServiceAccount: 'crm', RoleArn: Arn, TargetRoleArn: Arn },
      [
        ['pod-identity-association', 'agents/crm on cluster prod'],
        ['other', 'target role of agents/crm on cluster prod'],
      ],
    ],
    ['AWS::EKS::Nodegroup', { NodegroupName: 'nodes', NodeRole: Arn }, [['other', 'node group nodes']]],
    [
      'AWS::AppRunner::Service',
      {
        ServiceName: 'web',
        InstanceConfiguration: { InstanceRoleArn: Arn },
        SourceConfiguration: { AuthenticationConfiguration: { AccessRoleArn: Arn } },
      },
      [
        ['other', 'App Runner service web'],
        ['other', 'start of App Runner service web'],
      ],
    ],
    [
      'AWS::Batch::JobDefinition',
      { JobDefinitionName: 'job', ContainerProperties: { JobRoleArn: Arn, ExecutionRoleArn: Arn } },
      [
        ['other', 'Batch job job'],
        ['other', 'start of Batch job job'],
      ],
    ],
    ['AWS::Glue::Job', { Name: 'job', Role: 'r' }, [['other', 'Glue job job']]],
    ['AWS::Bedrock::Agent', { AgentName: 'helper', AgentResourceRoleArn: Arn }, [['other', 'Bedrock agent helper']]],
    ['AWS::CodePipeline::Pipeline', { Name: 'release', RoleArn: Arn }, [['other', 'pipeline release']]],
    ['AWS::Pipes::Pipe', { Name: 'feed', RoleArn: Arn }, [['delivery', 'pipe feed']]],
    [
      'AWS::Events::Rule',
      { Name: 'found', Targets: [{ RoleArn: Arn }, { RoleArn: Arn }, { Arn: 'x' }] },
      [['delivery', 'targets of the rule found']],
    ],
  ])('is read of %s', (Type, Properties, expected) => {
    const { bindings } = read({ R: role({ RoleName: 'r' }), X: { Type, Properties } });
    expect(bindings.map(({ kind, workload }) => [kind, workload])).toEqual(expected);
    expect(new Set(bindings.map((binding) => binding.roleArn))).toEqual(new Set([roleArn]));
  });

  it.each([
    ['AWS::Lambda::Function', { FunctionName: 'crm', Role: Arn }, 'arn:⟨partition⟩:lambda:⟨region⟩:⟨account⟩:function:crm'],
    [
      'AWS::BedrockAgentCore::Runtime',
      { AgentRuntimeName: 'think', RoleArn: Arn },
      'arn:⟨partition⟩:bedrock-agentcore:⟨region⟩:⟨account⟩:runtime/think-⟨X-generated:generated-id⟩',
    ],
    ['AWS::Glue::Job', { Name: 'job', Role: 'r' }, undefined],
  ])('comes with the ARN of the workload where its form is known: %s', (Type, Properties, expected) => {
    const { bindings } = read({ R: role({ RoleName: 'r' }), X: { Type, Properties } });
    expect(bindings.map(({ arn }) => arn)).toEqual([expected]);
  });

  it('means a role by its name, whatever its path', () => {
    const { bindings } = read({
      R: role({ RoleName: 'r', Path: '/agents/' }),
      X: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: ['r'] } },
    });
    expect(bindings.map((binding) => binding.roleArn)).toEqual(['arn:⟨partition⟩:iam::⟨account⟩:role/agents/r']);
  });
});

describe('resource policies', () => {
  const PolicyDocument = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

  it.each([
    ['AWS::SQS::QueuePolicy', { Queues: [{ Ref: 'Q' }], PolicyDocument }, 'arn:⟨partition⟩:sqs:⟨region⟩:⟨account⟩:q'],
    [
      'AWS::SQS::QueuePolicy',
      { Queues: ['https://sqs.eu-central-1.amazonaws.com/111122223333/x'], PolicyDocument },
      'arn:⟨partition⟩:sqs:eu-central-1:111122223333:x',
    ],
    ['AWS::S3::BucketPolicy', { Bucket: 'b', PolicyDocument }, 'arn:⟨partition⟩:s3:::b'],
    [
      'AWS::SNS::TopicPolicy',
      { Topics: ['arn:aws:sns:eu-central-1:111122223333:t'], PolicyDocument },
      'arn:aws:sns:eu-central-1:111122223333:t',
    ],
    ['AWS::KMS::Key', { KeyPolicy: PolicyDocument }, 'arn:⟨partition⟩:kms:⟨region⟩:⟨account⟩:key/⟨X:name⟩'],
    ['AWS::BedrockAgentCore::ResourcePolicy', { ResourceArn: 'arn:runtime', Policy: JSON.stringify(PolicyDocument) }, 'arn:runtime'],
    ['AWS::Logs::ResourcePolicy', { PolicyDocument: JSON.stringify(PolicyDocument) }, 'arn:⟨partition⟩:logs:⟨region⟩:⟨account⟩:*'],
  ])('are read of %s', (Type, Properties, resourceArn) => {
    const Q = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } };
    expect(read({ Q, X: { Type, Properties } }).resourcePolicies).toMatchObject([
      { resourceArn, document: { raw: PolicyDocument, place: { resource: 'X' } } },
    ]);
  });

  const statementOf = (Properties: object) => {
    const { resourcePolicies } = read({
      F: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'f' } },
      X: { Type: 'AWS::Lambda::Permission', Properties },
    });
    return resourcePolicies.map(({ resourceArn, document }) => ({
      resourceArn,
      statements: (document.raw as { readonly Statement: unknown }).Statement,
    }));
  };
  const functionArn = 'arn:⟨partition⟩:lambda:⟨region⟩:⟨account⟩:function:f';

  it('hold the statement that a function permission writes', () => {
    const Properties = {
      FunctionName: { Ref: 'F' },
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
      SourceArn: 'arn:aws:s3:::b',
      SourceAccount: '111122223333',
    };
    expect(statementOf(Properties)).toEqual([
      {
        resourceArn: functionArn,
        statements: [
          {
            Effect: 'Allow',
            Principal: { Service: 's3.amazonaws.com' },
            Action: 'lambda:InvokeFunction',
            Resource: functionArn,
            Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' }, ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::b' } },
          },
        ],
      },
    ]);
  });

  it.each([
    ['111122223333', { AWS: 'arn:⟨partition⟩:iam::111122223333:root' }],
    ['arn:aws:iam::111122223333:role/r', { AWS: 'arn:aws:iam::111122223333:role/r' }],
    ['*', '*'],
    [{ Ref: 'AWS::AccountId' }, { AWS: 'arn:⟨partition⟩:iam::⟨account⟩:root' }],
    [{ Ref: 'Anybody' }, { AWS: '⟨Anybody:any⟩', Service: '⟨Anybody:any⟩' }],
  ])('hold the principal %j of a function permission', (Principal, expected) => {
    const [policy] = statementOf({ FunctionName: { 'Fn::GetAtt': ['F', 'Arn'] }, Action: 'lambda:InvokeFunction', Principal });
    expect(policy).toMatchObject({ resourceArn: functionArn, statements: [{ Principal: expected }] });
  });
});

describe('a log group', () => {
  const group = (policies: object, properties: object = {}) =>
    read({
      G: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/agents/crm', RetentionInDays: 400, ...properties }, ...policies },
    });
  const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

  it('is read with its retention', () => {
    expect(group(kept, { DeletionProtectionEnabled: true }).logGroups).toEqual([
      {
        name: '/agents/crm',
        arn: 'arn:⟨partition⟩:logs:⟨region⟩:⟨account⟩:log-group:/agents/crm',
        retentionDays: 400,
        retained: true,
        deletionProtection: true,
        key: undefined,
        fieldIndexes: [],
        dataProtection: undefined,
        tags: {},
        place: { resource: 'G' },
        when: {},
      },
    ]);
  });

  it.each([
    [kept, true, true],
    [kept, false, false],
    [{ DeletionPolicy: 'Retain' }, true, false],
    [{ UpdateReplacePolicy: 'Retain' }, true, false],
    [{}, true, false],
  ])('with %j and deletion protection %s is kept for good: %s', (policies, DeletionProtectionEnabled, retain) => {
    expect(group(policies, { DeletionProtectionEnabled }).model).toMatchObject([{ kind: 'log-group', retain }]);
  });
});

describe('what is read in the plan\u2019s own kinds', () => {
  it('writes single values as lists, and folds policies into their role', () => {
    const { model } = read({
      R: role({ RoleName: 'r' }),
      P: { Type: 'AWS::IAM::RolePolicy', Properties: { RoleName: 'r', PolicyName: 'p', PolicyDocument: allowing('x') } },
    });
    expect(model).toEqual([
      {
        kind: 'role',
        name: 'r',
        description: '',
        trust: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] }],
        },
        policies: [
          { name: 'p', document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['x'] }] } },
        ],
        maxSessionSeconds: 3600,
        tags: {},
      },
    ]);
  });

  it('shows a managed policy on a role, which no plan puts there', () => {
    const { model } = read({ R: role({ RoleName: 'r', ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }) });
    expect(model).toMatchObject([{ policies: [{ name: 'arn:aws:iam::aws:policy/AdministratorAccess' }] }]);
  });

  it('takes nothing from metadata', () => {
    const Resources = { R: role({ RoleName: 'r' }) };
    const marked = { R: { ...Resources.R, Metadata: { RoleName: 'x', 'aws:cdk:path': 'a/b' } } };
    expect(read(marked).model).toEqual(read(Resources).model);
  });
});

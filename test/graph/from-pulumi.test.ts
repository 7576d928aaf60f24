import { fromPulumi, type PulumiResource } from '../../lib/graph/from-pulumi';
import { allowing, onlyRole, TRUST } from './templates';

const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const SECRET = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270' };

const resource = (type: string, name: string, inputs: object, more: Partial<PulumiResource> = {}): PulumiResource => ({
  type,
  urn: `urn:pulumi:prod::agents::${type}::${name}`,
  inputs: inputs as PulumiResource['inputs'],
  ...more,
});

const role = (inputs: object = {}, more: Partial<PulumiResource> = {}) =>
  resource('aws:iam/role:Role', 'crm', { name: 'crm', assumeRolePolicy: JSON.stringify(TRUST), ...inputs }, more);
const policy = (inputs: object, more: Partial<PulumiResource> = {}) =>
  resource('aws:iam/rolePolicy:RolePolicy', 'own', { name: 'own', policy: JSON.stringify(allowing('a')), role: 'crm', ...inputs }, more);
const URN = role().urn;

describe('a role', () => {
  it('is read with everything that it says', () => {
    const inputs = {
      description: 'reads tickets',
      path: '/agents/',
      maxSessionDuration: 7200,
      permissionsBoundary: 'arn:aws:iam::111122223333:policy/b',
      managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      inlinePolicies: [{ name: 'inline', policy: JSON.stringify(allowing('a')) }],
      tags: { owner: 'support' },
    };
    const place = { path: 'crm', resource: URN };
    const graph = fromPulumi([role(inputs)]);
    expect(graph.unread).toEqual([]);
    expect(graph.roles).toEqual([
      {
        name: 'crm',
        arn: 'arn:⟨partition⟩:iam::⟨account⟩:role/agents/crm',
        description: 'reads tickets',
        trust: { raw: TRUST, place: { ...place, pointer: '/assumeRolePolicy' } },
        policies: [{ name: 'inline', document: { raw: allowing('a'), place: { ...place, pointer: '/inlinePolicies/0/policy' } } }],
        managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
        boundary: { arn: 'arn:aws:iam::111122223333:policy/b' },
        maxSessionSeconds: 7200,
        tags: { owner: 'support' },
        place,
        when: {},
      },
    ]);
  });

  it('has the ARN that the provider computed, or one of the place it is deployed to', () => {
    const arn = 'arn:aws:iam::111122223333:role/crm';
    expect(onlyRole(fromPulumi([role({}, { outputs: { arn } })])).arn).toBe(arn);
    expect(onlyRole(fromPulumi([role()], { account: '111122223333', partition: 'aws' })).arn).toBe(arn);
  });

  it('has an unknown name where Pulumi generates it', () => {
    expect(onlyRole(fromPulumi([role({ name: undefined })])).name).toBe('⟨Role-crm:name⟩');
  });

  it('has a trust policy that is one unknown where nothing of it is known before deployment', () => {
    expect(onlyRole(fromPulumi([role({ assumeRolePolicy: UNKNOWN })])).trust.raw).toBe('⟨Role-crm-assumeRolePolicy:any⟩');
  });

  it('is read through Pulumi\u2019s secrets, and unknown where they are encrypted', () => {
    const plaintext = JSON.stringify(JSON.stringify(TRUST));
    expect(onlyRole(fromPulumi([role({ assumeRolePolicy: { ...SECRET, plaintext } })])).trust.raw).toEqual(TRUST);
    expect(onlyRole(fromPulumi([role({ assumeRolePolicy: { ...SECRET, ciphertext: 'v1:x' } })])).trust.raw).toMatch(/^⟨Role-crm-.*:any⟩$/);
  });

  it('tells apart unknowns of resources of one name', () => {
    const twins = ['a', 'b'].map((parent) => ({ ...role({ name: undefined }), urn: `urn:${parent}$x::crm` }));
    const names = fromPulumi(twins).roles.map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
  });
});

describe('the policies of a role', () => {
  it('hold those of RolePolicy, Policy and their attachments', () => {
    const arn = 'arn:aws:iam::111122223333:policy/m';
    const managed = resource('aws:iam/policy:Policy', 'm', { name: 'm', policy: JSON.stringify(allowing('b')) }, { outputs: { arn } });
    const attachment = resource('aws:iam/rolePolicyAttachment:RolePolicyAttachment', 'am', { role: 'crm', policyArn: arn });
    const foreign = resource('aws:iam/policyAttachment:PolicyAttachment', 'af', { roles: ['crm'], policyArn: 'arn:aws:iam::aws:policy/X' });
    const found = onlyRole(fromPulumi([role(), policy({}), managed, attachment, foreign]));
    expect(found.policies.map(({ name }) => name)).toEqual(['own', 'm']);
    expect(found.managedPolicyArns).toEqual(['arn:aws:iam::aws:policy/X']);
  });

  it('hold one whose role is unknown before deployment, where its value comes from one role', () => {
    const unnamed = role({ name: undefined });
    const late = policy({ role: UNKNOWN }, { propertyDependencies: { role: [URN] } });
    expect(onlyRole(fromPulumi([unnamed, late])).policies.map(({ name }) => name)).toEqual(['own']);
  });

  it('tell of one whose role is not known at all', () => {
    const graph = fromPulumi([role({ name: undefined }), policy({ role: UNKNOWN })]);
    expect(onlyRole(graph).policies).toEqual([]);
    expect(graph.loosePolicies.map(({ roleName, policy: found }) => [roleName, found?.name])).toEqual([
      ['⟨RolePolicy-own-role:any⟩', 'own'],
    ]);
    expect(graph.unread).toEqual([
      { place: { path: 'own', resource: policy({}).urn }, why: 'the role that the policy is put on is unknown before deployment' },
    ]);
  });

  it('are bounded by a boundary of the same program, its ARN known or not', () => {
    const boundary = resource('aws:iam/policy:Policy', 'b', { name: 'b', policy: JSON.stringify(allowing('*')) });
    const known = role({ permissionsBoundary: 'arn:aws:iam::111122223333:policy/b' });
    const late = role({ permissionsBoundary: UNKNOWN }, { propertyDependencies: { permissionsBoundary: [boundary.urn] } });
    expect(onlyRole(fromPulumi([known, boundary], { account: '111122223333', partition: 'aws' })).boundary?.document?.raw).toEqual(
      allowing('*'),
    );
    expect(onlyRole(fromPulumi([late, boundary])).boundary?.document?.raw).toEqual(allowing('*'));
  });
});

describe('what lends a role to code', () => {
  const arn = 'arn:⟨partition⟩:iam::⟨account⟩:role/crm';

  it.each([
    ['aws:lambda/function:Function', { name: 'f', role: arn }, [['function', 'function f']]],
    [
      'aws:ecs/taskDefinition:TaskDefinition',
      { family: 't', taskRoleArn: arn, executionRoleArn: arn },
      [
        ['task', 'task t'],
        ['task-execution', 'start of task t'],
      ],
    ],
    [
      'aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime',
      { agentRuntimeName: 'a', roleArn: arn },
      [['agentcore-runtime', 'AgentCore runtime a']],
    ],
    ['aws:iam/instanceProfile:InstanceProfile', { name: 'nodes', role: 'crm' }, [['instance-profile', 'instances of the profile nodes']]],
    [
      'aws:eks/podIdentityAssociation:PodIdentityAssociation',
      { clusterName: 'c', namespace: 'n', serviceAccount: 's', roleArn: arn },
      [['pod-identity-association', 'n/s on cluster c']],
    ],
    [
      'aws:eks/podIdentityAssociation:PodIdentityAssociation',
      { clusterName: 'c', namespace: 'n', serviceAccount: 's', roleArn: arn, targetRoleArn: arn },
      [
        ['pod-identity-association', 'n/s on cluster c'],
        ['other', 'target role of n/s on cluster c'],
      ],
    ],
    [
      'aws:batch/jobDefinition:JobDefinition',
      { name: 'j', containerProperties: JSON.stringify({ jobRoleArn: arn, executionRoleArn: arn }) },
      [
        ['other', 'Batch job j'],
        ['other', 'start of Batch job j'],
      ],
    ],
    ['aws:codebuild/project:Project', { name: 'p', serviceRole: 'crm' }, [['other', 'build project p']]],
    [
      'aws:apprunner/service:Service',
      { name: 'web', instanceConfiguration: { instanceRoleArn: arn } },
      [['other', 'App Runner service web']],
    ],
    ['aws:eks/nodeGroup:NodeGroup', { name: 'g', nodeRoleArn: arn }, [['other', 'node group g']]],
    ['aws:cloudwatch/eventTarget:EventTarget', { rule: 'r', roleArn: arn }, [['delivery', expect.stringMatching(/^target of a rule /)]]],
  ])('is read of %s', (type, inputs, expected) => {
    const { bindings } = fromPulumi([role(), resource(type, 'x', inputs)]);
    expect(bindings.map(({ kind, workload }) => [kind, workload])).toEqual(expected);
    expect(new Set(bindings.map(({ roleArn }) => roleArn))).toEqual(new Set([arn]));
  });

  it('is known where the role\u2019s ARN is unknown before deployment, and comes from one role', () => {
    const function_ = resource(
      'aws:lambda/function:Function',
      'f',
      { name: 'f', role: UNKNOWN },
      { propertyDependencies: { role: [URN] } },
    );
    expect(fromPulumi([role(), function_]).bindings.map(({ roleArn }) => roleArn)).toEqual([arn]);
  });
});

describe('resources of every other kind', () => {
  const document = JSON.stringify({ Statement: [] });

  it.each([
    [
      'aws:sqs/queuePolicy:QueuePolicy',
      { queueUrl: 'https://sqs.eu-central-1.amazonaws.com/111122223333/q', policy: document },
      'arn:⟨partition⟩:sqs:eu-central-1:111122223333:q',
    ],
    ['aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy', { resourceArn: 'arn:x', policy: document }, 'arn:x'],
    ['aws:s3/bucketPolicy:BucketPolicy', { bucket: 'b', policy: document }, 'arn:⟨partition⟩:s3:::b'],
  ])('are read: the resource policy of %s', (type, inputs, resourceArn) => {
    expect(fromPulumi([resource(type, 'x', inputs)]).resourcePolicies).toMatchObject([
      { resourceArn, document: { raw: { Statement: [] } } },
    ]);
  });

  it('are read: log groups, OIDC providers and function permissions', () => {
    const graph = fromPulumi([
      resource('aws:cloudwatch/logGroup:LogGroup', 'g', {
        name: '/g',
        retentionInDays: 400,
        skipDestroy: true,
        deletionProtectionEnabled: true,
      }),
      resource('aws:iam/openIdConnectProvider:OpenIdConnectProvider', 'o', {
        url: 'https://issuer.example',
        clientIdLists: ['sts.amazonaws.com'],
      }),
      resource('aws:lambda/permission:Permission', 'p', { function: 'f', action: 'lambda:InvokeFunction', principal: '111122223333' }),
    ]);
    expect(graph.logGroups).toMatchObject([{ name: '/g', retentionDays: 400, retained: true, deletionProtection: true }]);
    expect(graph.oidcProviders).toMatchObject([{ url: 'https://issuer.example', audiences: ['sts.amazonaws.com'] }]);
    expect(graph.resourcePolicies).toMatchObject([{ resourceArn: 'arn:⟨partition⟩:lambda:⟨region⟩:⟨account⟩:function:f' }]);
    expect(graph.model.map(({ kind }) => kind).sort()).toEqual(['function-permission', 'log-group', 'oidc-provider']);
  });

  it('are told where they could not be read at all', () => {
    const broken = [null, 'x', { type: 'aws:iam/role:Role' }] as unknown as PulumiResource[];
    expect(fromPulumi([...broken, role()]).unread.map(({ why }) => why)).toEqual([
      'resource 0 has no type, URN and inputs, but is null',
      'resource 1 has no type, URN and inputs, but is a string',
      'resource 2 has no type, URN and inputs, but is an object',
    ]);
    const native = resource('aws-native:iam:Role', 'n', {});
    expect(fromPulumi([native]).unread.map(({ why }) => why)).toEqual(['resources of type `aws-native:iam:Role` are not read']);
  });
});

describe('the partition', () => {
  const bucket = (arn?: string) => ({
    type: 'aws:s3/bucket:Bucket',
    urn: 'urn:pulumi:prod::agents::aws:s3/bucket:Bucket::handbook',
    inputs: { bucket: 'handbook' },
    ...(arn === undefined ? {} : { outputs: { arn } }),
  });
  const bucketPolicy = {
    type: 'aws:s3/bucketPolicy:BucketPolicy',
    urn: 'urn:pulumi:prod::agents::aws:s3/bucketPolicy:BucketPolicy::handbook',
    inputs: { bucket: 'handbook', policy: '{"Version":"2012-10-17","Statement":[]}' },
  };
  const arnsIn = (...resources: Parameters<typeof fromPulumi>[0]) =>
    fromPulumi(resources).resourcePolicies.map(({ resourceArn }) => resourceArn);

  it('is the one of the ARNs that the provider has computed', () => {
    expect(arnsIn(bucket('arn:aws-cn:s3:::handbook'), bucketPolicy)).toEqual(['arn:aws-cn:s3:::handbook']);
  });

  it('stays open where there are none', () => {
    expect(arnsIn(bucket(), bucketPolicy)).toEqual(['arn:⟨partition⟩:s3:::handbook']);
  });
});

import {
  App,
  aws_dynamodb as dynamodb,
  aws_iam as iam,
  aws_kms as kms,
  aws_lambda as lambda,
  Stack,
  aws_s3 as s3,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import { AgentIdentity } from '../../lib/cdk';
import { allow, defineAgent, everyAction, readObjects, resourcesLike, text, trust } from '../../lib/spec';
import { deployed } from './deployed';
import { desk, HOME, INPUTS, ofType, roleOf, type Template, templateOf } from './desk';
import { type Declared, type Role, type Story, tell } from './granting';
import { synthesize } from './synthesis';

const SILENT = { error: '', warnings: [] };

const bucket = (grant: (role: Role, handbook: s3.Bucket, stack: Stack) => void): Story => ({
  make: (stack) => {
    const handbook = new s3.Bucket(stack, 'Handbook');
    return { values: { handbook: handbook.bucketArn }, grant: (role, own) => grant(role, handbook, own) };
  },
});

const key = (conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>): Story => ({
  make: (stack) => {
    const seal = new kms.Key(stack, 'Seal');
    const statement = new iam.PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [seal.keyArn],
      ...(conditions === undefined ? {} : { conditions }),
    });
    return { values: { seal: seal.keyArn }, grant: (role) => role.addToPrincipalPolicy(statement) };
  },
});

const SEALED_IN = { StringEquals: { 'kms:EncryptionContext:desk': 'front' } };

describe('a grant that the declaration contains', () => {
  it.each<readonly [string, Story, Declared]>([
    [
      'of fewer objects than declared',
      bucket((role, handbook) =>
        role.addToPrincipalPolicy(
          new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [handbook.arnForObjects('public/faq/*')] }),
        ),
      ),
      { inputs: { handbook: 's3-bucket-arn' }, can: ({ handbook }) => [readObjects({ bucket: handbook as never, prefix: 'public/' })] },
    ],
    [
      'of fewer actions than declared',
      bucket((role, handbook) => handbook.grantRead(role, 'public/*')),
      {
        inputs: { handbook: 's3-bucket-arn' },
        can: ({ handbook }) => [
          allow(everyAction('s3:Get*', 'it reads'), everyAction('s3:List*', 'it reads')).on(
            handbook as never,
            resourcesLike(text`${handbook as never}/*`, 'all of it is public'),
          ),
        ],
      },
    ],
    [
      'under a condition that the declaration does not ask for',
      key(SEALED_IN),
      { inputs: { seal: 'kms-key-arn' }, can: ({ seal }) => [allow('kms:Decrypt').on(seal as never)] },
    ],
    [
      'under the condition that the declaration asks for',
      key(SEALED_IN),
      {
        inputs: { seal: 'kms-key-arn' },
        can: ({ seal }) => [
          allow('kms:Decrypt')
            .on(seal as never)
            .when({ 'kms:EncryptionContext:desk': ['front', 'back'] }),
        ],
      },
    ],
    [
      'where the agent is kept to its regions',
      key(),
      {
        inputs: { seal: 'kms-key-arn' },
        can: ({ seal }) => [allow('kms:Decrypt').on(seal as never)],
        access: { regions: ['eu-central-1'] },
      },
    ],
  ])('is silent: %s', (_what, story, declared) => {
    expect(synthesize(tell(story, declared).app)).toEqual(SILENT);
  });

  it('leaves no trace in the template', () => {
    const declared: Declared = { inputs: { seal: 'kms-key-arn' }, can: ({ seal }) => [allow('kms:Decrypt').on(seal as never)] };
    const quiet: Story = { make: (stack) => ({ ...key().make(stack), grant: () => undefined }) };
    const [granted, plain] = [tell(key(), declared), tell(quiet, declared)].map(({ app, stack }) => templateOf(app, stack));
    expect(granted).toEqual(plain);
  });
});

describe('a grant that the declaration does not contain', () => {
  it.each<readonly [string, Story, Declared]>([
    [
      'of more objects',
      bucket((role, handbook) =>
        role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [handbook.arnForObjects('*')] })),
      ),
      { inputs: { handbook: 's3-bucket-arn' }, can: ({ handbook }) => [readObjects({ bucket: handbook as never, prefix: 'public/' })] },
    ],
    [
      'of a bucket whose name begins alike',
      {
        make: (stack) => {
          const drafts = s3.Bucket.fromBucketName(stack, 'Drafts', 'handbook-drafts');
          return { values: { handbook: 'arn:aws:s3:::handbook' }, grant: (role) => drafts.grantRead(role) };
        },
      },
      { inputs: { handbook: 's3-bucket-arn' }, can: ({ handbook }) => [readObjects({ bucket: handbook as never, prefix: 'public/' })] },
    ],
    [
      'without the condition that the declaration asks for',
      key(),
      {
        inputs: { seal: 'kms-key-arn' },
        can: ({ seal }) => [
          allow('kms:Decrypt')
            .on(seal as never)
            .when({ 'kms:EncryptionContext:desk': 'front' }),
        ],
      },
    ],
    [
      'under another condition than the declaration asks for',
      key({ StringEquals: { 'kms:EncryptionContext:desk': 'back' } }),
      {
        inputs: { seal: 'kms-key-arn' },
        can: ({ seal }) => [
          allow('kms:Decrypt')
            .on(seal as never)
            .when({ 'kms:EncryptionContext:desk': 'front' }),
        ],
      },
    ],
    [
      'of everything but something',
      bucket((role) => role.addToPrincipalPolicy(new iam.PolicyStatement({ notActions: ['iam:*'], resources: ['*'] }))),
      {},
    ],
    ['of everything', bucket((role) => role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['*'], resources: ['*'] }))), {}],
  ])('fails the synthesis: %s', (_what, story, declared) => {
    const { error } = synthesize(tell(story, declared).app);
    expect(error).toMatch(/^ +\[Desk\/Identity\] WI801 engine\/grant-is-declared: `clerk` is granted /m);
  });

  it('is told once for a statement that is granted twice, and for each of several components', () => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    const identity = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    const lost = new sqs.Queue(stack, 'Lost');
    for (const role of [identity.roles.clerk, identity.roles.clerk, identity.roles.courier]) lost.grantPurge(role);
    const heads = synthesize(app).error.match(/WI801 .*/g);
    expect(heads).toEqual([expect.stringContaining('`clerk` is granted'), expect.stringContaining('`courier` is granted')]);
  });

  it('is told in lines that stand below the path, as CDK indents them', () => {
    const { error } = synthesize(tell(key()).app);
    expect(
      error
        .split('\n')
        .slice(1)
        .map((line) => /^ */.exec(line)?.[0].length),
    ).toEqual([2, 4, 4, 4, 4]);
  });
});

describe('letting somebody assume a role', () => {
  const assume = (grant: (identity: AgentIdentity<typeof desk.inputs, keyof typeof desk.components>, stack: Stack) => void) => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    grant(new AgentIdentity(stack, 'Identity', desk, INPUTS), stack);
    return synthesize(app).error;
  };

  it('is silent where the declaration lets it: a component that is declared to call it', () => {
    expect(assume(({ roles }) => roles.courier.grantAssumeRole(roles.planner))).toBe('');
  });

  it.each<readonly [string, Parameters<typeof assume>[0]]>([
    ['a component that is not declared to call it', ({ roles }) => roles.courier.grantAssumeRole(roles.clerk)],
    [
      'a role of somebody else',
      ({ roles }, stack) => roles.courier.grantAssumeRole(new iam.Role(stack, 'Else', { assumedBy: new iam.AccountRootPrincipal() })),
    ],
  ])('is an error for %s', (_what, grant) => {
    expect(assume(grant)).toMatch(/WI805 engine\/caller-is-declared: .* is granted to assume `courier`/);
  });

  it('does not touch the trust policy', () => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    const { roles } = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    roles.courier.grantAssumeRole(roles.planner);
    const before = new App();
    const other = new Stack(before, 'Desk', { env: HOME });
    new AgentIdentity(other, 'Identity', desk, INPUTS);
    expect(roleOf(templateOf(app, stack), 'desk-courier')).toEqual(roleOf(templateOf(before, other), 'desk-courier'));
  });

  it('says nothing about a deployment role that passes the role on', () => {
    expect(
      assume(({ roles }, stack) =>
        roles.clerk.grantPassRole(new iam.Role(stack, 'Deployer', { assumedBy: new iam.AccountRootPrincipal() })),
      ),
    ).toBe('');
  });
});

describe('calling a component as it is declared', () => {
  it('is silent for the function of its name', () => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    const { roles } = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    const clerk = new lambda.Function(stack, 'Clerk', {
      functionName: 'desk-clerk',
      role: roles.clerk,
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => ({});'),
    });
    roles.planner.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [clerk.functionArn] }));
    expect(synthesize(app).error).toBe('');
  });
});

describe('a policy that is attached to a role', () => {
  const attached = (attach: (role: Role, stack: Stack) => void, grants: 'sealed' | 'accept' = 'sealed') => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    const { roles } = new AgentIdentity(stack, 'Identity', desk, INPUTS, { grants });
    attach(roles.clerk, stack);
    return synthesize(app).error;
  };
  const statement = () =>
    new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:eu-central-1:111122223333:lost'] });
  const declared = () => new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [INPUTS.tickets] });

  it.each<readonly [string, (role: Role, stack: Stack) => void]>([
    ['one of AWS', (role) => role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'))],
    ['an inline one that takes the role', (role, stack) => new iam.Policy(stack, 'Extra', { roles: [role], statements: [statement()] })],
    [
      'an inline one that the role takes',
      (role, stack) => role.attachInlinePolicy(new iam.Policy(stack, 'Extra', { statements: [statement()] })),
    ],
    [
      'a managed one that the role takes',
      (role, stack) => role.addManagedPolicy(new iam.ManagedPolicy(stack, 'Extra', { statements: [statement()] })),
    ],
    [
      'a managed one that takes the role',
      (role, stack) => new iam.ManagedPolicy(stack, 'Extra', { roles: [role], statements: [statement()] }),
    ],
    [
      'one on a view of the role by its ARN',
      (role, stack) => iam.Role.fromRoleArn(stack, 'View', role.roleArn).addToPrincipalPolicy(statement()),
    ],
    [
      'one on a view of the role by its name',
      (_role, stack) => iam.Role.fromRoleName(stack, 'View', 'desk-clerk').addToPrincipalPolicy(statement()),
    ],
    [
      'a plain resource',
      (_role, stack) =>
        new iam.CfnPolicy(stack, 'Extra', {
          policyName: 'extra',
          roles: ['desk-clerk'],
          policyDocument: { Version: '2012-10-17', Statement: [statement().toStatementJson()] },
        }),
    ],
    [
      'a plain resource of its own kind',
      (role, stack) =>
        new iam.CfnRolePolicy(stack, 'Extra', {
          policyName: 'extra',
          roleName: role.roleName,
          policyDocument: { Version: '2012-10-17', Statement: [statement().toStatementJson()] },
        }),
    ],
  ])('is an error where it allows what is not declared: %s', (_what, attach) => {
    expect(attached(attach)).toMatch(/WI804 engine\/attached-policy-is-declared: /);
  });

  it.each<readonly [string, (role: Role, stack: Stack) => void]>([
    ['inline', (role, stack) => new iam.Policy(stack, 'Extra', { roles: [role], statements: [declared()] })],
    ['managed', (role, stack) => new iam.ManagedPolicy(stack, 'Extra', { roles: [role], statements: [declared()] })],
    ['on a view of the role', (role, stack) => iam.Role.fromRoleArn(stack, 'View', role.roleArn).addToPrincipalPolicy(declared())],
  ])('is silent where it allows only what is declared: %s', (_what, attach) => expect(attached(attach)).toBe(''));

  it('is shown by its ARN where its statements are not known', () => {
    const error = attached((role) => role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')));
    expect(error).toMatch(/shown +arn:(?:aws|⟨partition⟩):iam::aws:policy\/ReadOnlyAccess/);
    expect(error).not.toMatch(/Token\[/);
  });

  it('that was attached past the role cannot be accepted', () => {
    const past = (role: Role, stack: Stack) => new iam.ManagedPolicy(stack, 'Extra', { roles: [role], statements: [statement()] });
    expect(attached(past, 'accept')).toMatch(/WI804 .*past the role of `clerk`[\s\S]*addManagedPolicy/);
  });

  it('is no concern where it is attached to another role', () => {
    const other = (_role: Role, stack: Stack) =>
      new iam.ManagedPolicy(stack, 'Extra', {
        roles: [new iam.Role(stack, 'Other', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') })],
        statements: [statement()],
      });
    expect(attached(other)).toBe('');
  });
});

describe('a view of the role that sets grants aside', () => {
  it('grants nothing and warns of what is not declared', () => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    const { roles } = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    new sqs.Queue(stack, 'Lost').grantSendMessages(roles.clerk.withoutPolicyUpdates());
    const { error, warnings } = synthesize(app);
    expect(error).toBe('');
    expect(warnings).toEqual(expect.arrayContaining([expect.stringMatching(/WI808 .*`clerk` is set aside/)]));
    expect(ofType(templateOf(app, stack), 'AWS::IAM::Policy')).toEqual([]);
  });
});

describe('an opened identity', () => {
  const opened = (template: Template) => {
    const { Policies } = roleOf(template, 'desk-clerk').Properties as {
      readonly Policies: readonly { readonly PolicyName: string; readonly PolicyDocument: unknown }[];
    };
    const [[, boundary] = []] = ofType(template, 'AWS::IAM::ManagedPolicy').filter(
      ([, { Properties }]) => Properties.ManagedPolicyName === 'desk-clerk-boundary',
    );
    return { policies: Policies, boundary: boundary?.Properties.PolicyDocument as { readonly Statement: readonly unknown[] } };
  };
  const granted = { Effect: 'Allow', Action: 'sqs:PurgeQueue', Resource: 'arn:aws:sqs:eu-central-1:111122223333:lost' };
  const grantPurge = (role: Role) =>
    role.addToPrincipalPolicy(
      new iam.PolicyStatement({ actions: ['sqs:PurgeQueue'], resources: ['arn:aws:sqs:eu-central-1:111122223333:lost'] }),
    );

  it('takes what is granted into the policies of the role and into its boundary, and nothing else', () => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    const { roles } = new AgentIdentity(stack, 'Identity', desk, INPUTS, { grants: 'accept' });
    grantPurge(roles.clerk);
    const [sealed, sealedStack] = [new App(), 'Desk'] as const;
    const plain = new Stack(sealed, sealedStack, { env: HOME });
    new AgentIdentity(plain, 'Identity', desk, INPUTS);
    const [before, after] = [opened(templateOf(sealed, plain)), opened(templateOf(app, stack))];
    expect(after.policies).toEqual([
      ...before.policies,
      { PolicyName: 'accepted-grants', PolicyDocument: { Version: '2012-10-17', Statement: [granted] } },
    ]);
    expect(after.boundary.Statement).toEqual([...before.boundary.Statement, granted]);
  });

  it('takes references to other stacks along', () => {
    const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' } });
    const stack = new Stack(app, 'Desk', { env: HOME });
    const data = new Stack(app, 'Data', { env: HOME });
    const { roles } = new AgentIdentity(stack, 'Identity', desk, INPUTS, { grants: 'accept' });
    new dynamodb.Table(data, 'Ledger', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } }).grantReadData(roles.clerk);
    expect(JSON.stringify(opened(templateOf(app, stack)))).toContain('Fn::ImportValue');
    expect(stack.dependencies).toEqual([data]);
  });

  it('stays as it was where nothing is granted', () => {
    const [open, sealed] = (['accept', 'sealed'] as const).map((grants) => {
      const app = new App();
      const stack = new Stack(app, 'Desk', { env: HOME });
      new AgentIdentity(stack, 'Identity', desk, INPUTS, { grants });
      return templateOf(app, stack);
    });
    expect(open).toEqual(sealed);
  });

  it('is told when what it takes does not fit its quotas any more', () => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    const { roles } = new AgentIdentity(stack, 'Identity', desk, INPUTS, { grants: 'accept' });
    const resources = Array.from({ length: 70 }, (_, index) => `arn:aws:sqs:eu-central-1:111122223333:${String(index).padStart(70, 'q')}`);
    roles.clerk.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['sqs:PurgeQueue'], resources }));
    expect(synthesize(app).error).toMatch(/WI152 quota\/boundary-size/);
  });

  it('cannot open a role whose boundary stands elsewhere', () => {
    const agent = defineAgent({
      name: 'desk',
      owner: 'front-office',
      inputs: {},
      components: () => ({
        clerk: { kind: 'tool', trust: trust.lambda({ functionName: 'desk-clerk' }), boundary: 'arn:aws:iam::111122223333:policy/bounds' },
      }),
      evidence: { retainDays: 30 },
    });
    const app = new App();
    const { roles } = new AgentIdentity(new Stack(app, 'Desk', { env: HOME }), 'Identity', agent, {}, { grants: 'accept' });
    grantPurge(roles.clerk);
    expect(synthesize(app).error).toMatch(/WI801 .*cannot be opened: its permissions boundary stands elsewhere/);
  });
});

describe('a workload', () => {
  it('waits for role, boundary and log group of its identity where it depends on the role', () => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    const { roles } = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    const queue = new sqs.CfnQueue(stack, 'Queue');
    queue.node.addDependency(roles.clerk);
    const template = templateOf(app, stack);
    expect(template.Resources.Queue?.DependsOn).toEqual(expect.arrayContaining([roleOf(template, 'desk-clerk').id]));
  });

  it('refers to the role by ARN and name, in its own stack and in another', () => {
    const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' } });
    const stack = new Stack(app, 'Desk', { env: HOME });
    const { roles } = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    const other = new Stack(app, 'Other', { env: HOME });
    for (const where of [stack, other]) {
      new iam.CfnInstanceProfile(where, 'Profile', { roles: [roles.clerk.roleName] });
    }
    const template = templateOf(app, stack);
    const { id } = roleOf(template, 'desk-clerk');
    expect(deployed(template.Resources.Profile?.Properties, { [id]: 'desk-clerk' })).toEqual({ Roles: ['desk-clerk'] });
    expect(other.dependencies).toEqual([stack]);
  });

  it('in another account is given the ARN as text, so that no stack waits for another account', () => {
    const app = new App();
    const { roles } = new AgentIdentity(new Stack(app, 'Desk', { env: HOME }), 'Identity', desk, INPUTS);
    const other = new Stack(app, 'Other', { env: { ...HOME, account: '444455556666' } });
    new iam.CfnInstanceProfile(other, 'Profile', { roles: [roles.clerk.roleArn] });
    expect(deployed(templateOf(app, other).Resources.Profile?.Properties)).toEqual({
      Roles: ['arn:aws:iam::111122223333:role/desk-clerk'],
    });
  });
});

describe('the policy of another resource that names a role', () => {
  it('pins the exact role without waiting for it', () => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    const { roles } = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    const archive = new s3.Bucket(stack, 'Archive');
    archive.addToResourcePolicy(
      new iam.PolicyStatement({ principals: [roles.clerk], actions: ['s3:GetObject'], resources: [archive.arnForObjects('*')] }),
    );
    const template = templateOf(app, stack);
    const [[, policy] = []] = ofType(template, 'AWS::S3::BucketPolicy');
    const [[id] = ['']] = ofType(template, 'AWS::S3::Bucket');
    const document = deployed(policy?.Properties.PolicyDocument, { [`${id}.Arn`]: 'arn:aws:s3:::archive' });
    expect(document).toMatchObject({
      Statement: [
        {
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/desk-clerk' } },
        },
      ],
    });
  });
});

describe('two identities of one agent', () => {
  it('do not let each other in: a caller of one deployment is no caller of another', () => {
    const app = new App();
    const identities = ['111122223333', '444455556666'].map(
      (account) => new AgentIdentity(new Stack(app, `In${account}`, { env: { ...HOME, account } }), 'Identity', desk, INPUTS),
    );
    identities[0]?.roles.courier.grantAssumeRole(identities[1]?.roles.planner as Role);
    expect(synthesize(app).error).toMatch(/`planner` is granted `sts:AssumeRole`/);
  });
});

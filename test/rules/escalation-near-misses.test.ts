import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import type { IdentityGraph } from '../../lib/graph/identity-graph';
import { PATHS_BY_RULE } from '../../lib/rules/escalation-paths/all-paths';
import type { TemplateResources } from '../../lib/rules/examples/example';
import { policy, role, serviceTrust, trustPolicy } from '../../lib/rules/examples/parts';
import { openPaths } from '../../lib/rules/reading/open-paths';
import { DEPLOYMENTS, readProgram } from './with-pulumi';

const paths = Object.values(PATHS_BY_RULE).flat();

type Json = Readonly<Record<string, unknown>>;

const ACCOUNT = '111122223333';
const iam = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`;

const allow = (action: string | readonly string[], resource: unknown = '*', conditions?: Json): Json => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(conditions === undefined ? {} : { Condition: conditions }),
});
const deny = (action: string | readonly string[], resource: unknown = '*'): Json => ({ ...allow(action, resource), Effect: 'Deny' });

const LAMBDA = serviceTrust('lambda.amazonaws.com');

/** What is open to, and what is open to question for, the holder `tool`. */
function toldOf(graph: IdentityGraph): readonly string[] {
  const holder = graph.holders.find(({ name }) => name === 'tool');
  if (holder === undefined) throw new Error('there is no tool');
  const found = openPaths(holder, paths, graph);
  if (found === undefined) throw new Error('the policies cannot be read');
  return [...found.open.map(({ path }) => path.id), ...found.undecided.map(({ path }) => `${path.id}?`)];
}

const told = (resources: Json): readonly string[] => toldOf(fromCloudFormation({ Resources: resources }));

const tool = (...statements: readonly Json[]): Json => ({
  Tool: role({ name: 'tool', trust: LAMBDA, policies: [{ name: 'declared', document: policy(...statements) }] }),
});
const user = (...statements: readonly Json[]): Json => ({
  Tool: {
    Type: 'AWS::IAM::User',
    Properties: { UserName: 'tool', Policies: [{ PolicyName: 'p', PolicyDocument: policy(...statements) }] },
  },
});
const other = (trust: unknown, ...statements: readonly Json[]): Json => ({
  Other: role({ name: 'other', trust, policies: [{ name: 'declared', document: policy(...statements) }] }),
});

const RUN = ['lambda:CreateFunction', 'lambda:InvokeFunction'];
const EVERYTHING = allow('*');

describe('a role that is passed', () => {
  const passes = (...more: readonly Json[]): Json => tool(allow('iam:PassRole', iam('role/other')), allow(RUN), ...more);

  it('gains what it may do', () => {
    expect(told({ ...passes(), ...other(LAMBDA, EVERYTHING) })).toEqual(['lambda-001']);
  });

  it('gains something where the template does not hold it', () => {
    expect(told(passes())).toEqual(['lambda-001']);
  });

  it('gains nothing where it may do nothing that the holder may not', () => {
    expect(told({ ...passes(allow('s3:*')), ...other(LAMBDA, allow('s3:GetObject', 'arn:aws:s3:::handbook/*')) })).toEqual([]);
  });

  it('gains nothing where it may do nothing at all, or its boundary leaves nothing', () => {
    expect(told({ ...passes(), Other: role({ name: 'other', trust: LAMBDA }) })).toEqual([]);
    const bounded = role({
      name: 'other',
      trust: LAMBDA,
      policies: [{ name: 'declared', document: policy(EVERYTHING) }],
      boundary: 'arn:aws:iam::aws:policy/AWSDenyAll',
    });
    expect(told({ ...passes(), Other: bounded })).toEqual([]);
  });

  it('gains nothing where it does not let the service become it', () => {
    expect(told({ ...passes(), ...other(serviceTrust('glue.amazonaws.com'), EVERYTHING) })).toEqual([]);
  });

  it('gains nothing where it is the holder itself', () => {
    expect(told(tool(allow('iam:PassRole', iam('role/tool')), allow(RUN), allow('dynamodb:*')))).toEqual([]);
    expect(
      told({
        Tool: role({
          name: 'tool',
          trust: LAMBDA,
          policies: [
            {
              name: 'p',
              document: policy(allow('iam:PassRole', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/tool' }), allow(RUN)),
            },
          ],
        }),
      }),
    ).toEqual([]);
  });

  it('is told by its reference as well as by its name', () => {
    const passing = { Other: role({ trust: LAMBDA, policies: [{ name: 'p', document: policy(EVERYTHING) }] }) };
    const referring = tool(allow('iam:PassRole', { 'Fn::GetAtt': ['Other', 'Arn'] }), allow(RUN));
    expect(told({ ...referring, ...passing })).toEqual(['lambda-001']);
    expect(told({ ...referring, Other: role({ trust: LAMBDA }) })).toEqual([]);
  });

  it('may be passed to no other service than the condition names', () => {
    const to = (service: string) =>
      told(tool(allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': service } }), allow(RUN)));
    expect(to('glue.amazonaws.com')).toEqual([]);
    expect(to('lambda.amazonaws.com')).toEqual(['lambda-001']);
    expect(to('lambda.amazonaws.com.cn')).toEqual(['lambda-001']);
  });

  it('counts wherever a wildcard reaches it, though a Deny names one', () => {
    expect(told({ ...tool(allow('iam:PassRole'), allow(RUN), deny('iam:PassRole', iam('role/other'))) })).toEqual(['lambda-001']);
  });

  it('does not count where a Deny leaves only one that gains nothing', () => {
    const spared = { Effect: 'Deny', Action: 'iam:PassRole', NotResource: iam('role/other') };
    expect(told({ ...tool(allow('iam:PassRole'), allow(RUN), spared), Other: role({ name: 'other', trust: LAMBDA }) })).toEqual([]);
    expect(told({ ...tool(allow('iam:PassRole'), allow(RUN), spared), ...other(LAMBDA, EVERYTHING) })).toEqual(['lambda-001']);
  });
});

describe('a policy that is written', () => {
  it('gains everything where it is the holder’s own', () => {
    expect(told(tool(allow('iam:PutRolePolicy', iam('role/tool'))))).toEqual(['iam-005']);
    expect(told(user(allow('iam:AttachUserPolicy', iam('user/tool'))))).toEqual(['iam-008']);
    expect(told(user(allow('iam:PutUserPolicy', iam('user/${aws:username}'))))).toEqual(['iam-007']);
  });

  it('gains nothing where it is of exactly somebody else', () => {
    expect(told(tool(allow('iam:PutRolePolicy', iam('role/other'))))).toEqual([]);
    expect(told(tool(allow(['iam:PutUserPolicy', 'iam:DeleteUserPermissionsBoundary'], iam('user/other'))))).toEqual([]);
  });

  it('gains everything where that somebody can be become', () => {
    const on = iam('role/other');
    const letsIn = trustPolicy({ AWS: iam('role/tool') }, 'sts:AssumeRole');
    expect(told(tool(allow(['iam:PutRolePolicy', 'sts:AssumeRole'], on)))).toEqual(['iam-017']);
    expect(told({ ...tool(allow(['iam:PutRolePolicy', 'sts:AssumeRole'], on)), ...other(letsIn) })).toEqual(['iam-017']);
    expect(told(tool(allow('iam:PutRolePolicy', on), allow('iam:UpdateAssumeRolePolicy', on)))).toContain('iam-021');
    expect(told(user(allow(['iam:AttachUserPolicy', 'iam:CreateAccessKey'], iam('user/other'))))).toContain('iam-015');
  });

  it('gains nothing where only others can be become, or that one lets somebody else in', () => {
    expect(told(tool(allow('iam:PutRolePolicy', iam('role/other')), allow('sts:AssumeRole', iam('role/third'))))).toEqual([]);
    const keepsOut = trustPolicy({ AWS: iam('role/third') }, 'sts:AssumeRole');
    expect(told({ ...tool(allow(['iam:PutRolePolicy', 'sts:AssumeRole'], iam('role/other'))), ...other(keepsOut) })).toEqual([]);
  });

  it('gains nothing beyond the boundary that it has to be written under', () => {
    const under = { StringEquals: { 'iam:PermissionsBoundary': iam('policy/limits') } };
    expect(told(tool(allow(['iam:PutRolePolicy', 'iam:AttachRolePolicy'], '*', under)))).toEqual([]);
    expect(told(tool(allow('iam:PutRolePolicy', '*', { StringLike: { 'iam:PermissionsBoundary': '*' } })))).toEqual([]);
  });

  it('gains what the managed policies permit that may be attached', () => {
    const only = (arn: string) => told(tool(allow('iam:AttachRolePolicy', '*', { ArnEquals: { 'iam:PolicyARN': arn } })));
    expect(only('arn:aws:iam::aws:policy/ReadOnlyAccess')).toEqual([]);
    expect(only('arn:aws:iam::aws:policy/AdministratorAccess')).toEqual(['iam-009']);
  });

  it('of which a new version is made has to be one that the holder carries', () => {
    const carried = {
      ManagedPolicy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          ManagedPolicyName: 'carried',
          Roles: [{ Ref: 'Tool' }],
          PolicyDocument: policy(allow('iam:CreatePolicyVersion', [iam('policy/carried')])),
        },
      },
    };
    expect(told({ ...tool(allow('s3:ListAllMyBuckets')), ...carried })).toEqual(['iam-001']);
    expect(told(tool(allow('iam:CreatePolicyVersion', iam('policy/of-others'))))).toEqual([]);
    expect(told(tool(allow('iam:CreatePolicyVersion', iam('policy/*'))))).toEqual(['iam-001']);
  });

  it('of AWS itself cannot be changed', () => {
    expect(told(tool(allow('iam:CreatePolicyVersion', 'arn:aws:iam::aws:policy/team-*')))).toEqual([]);
  });
});

describe('credentials that are made', () => {
  it('gain nothing for oneself', () => {
    const own = [allow(['iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:UploadSSHPublicKey'], 'arn:aws:iam::*:user/${aws:username}')];
    expect(told(user(...own))).toEqual([]);
    expect(told(tool(...own))).toEqual([]);
    expect(told(user(allow('iam:CreateAccessKey', iam('user/tool'))))).toEqual([]);
  });

  it('gain nothing where the user may do no more', () => {
    const weaker = {
      Weaker: {
        Type: 'AWS::IAM::User',
        Properties: {
          UserName: 'weaker',
          Policies: [{ PolicyName: 'p', PolicyDocument: policy(allow('s3:GetObject', 'arn:aws:s3:::handbook/a')) }],
        },
      },
    };
    const makes = allow('iam:CreateAccessKey', iam('user/weaker'));
    expect(told({ ...user(makes, allow('s3:*')), ...weaker })).toEqual([]);
    expect(told({ ...user(makes), ...weaker })).toEqual(['iam-002']);
    expect(told(user(makes))).toEqual(['iam-002']);
  });
});

describe('a workload whose code is changed', () => {
  const workload = (...statements: readonly Json[]): Json => ({
    ...other(LAMBDA, ...statements),
    Crm: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'crm', Role: { 'Fn::GetAtt': ['Other', 'Arn'] } } },
  });
  const on = (name: string): Json => allow('lambda:UpdateFunctionCode', `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:${name}`);

  it('gains what its role may do', () => {
    expect(told({ ...tool(on('crm')), ...workload(EVERYTHING) })).toEqual(['lambda-003']);
    expect(told({ ...tool(on('crm'), allow('s3:*')), ...workload(allow('s3:GetObject', 'arn:aws:s3:::handbook/a')) })).toEqual([]);
  });

  it('gains something where the template does not hold it, or a wildcard reaches others', () => {
    expect(told({ ...tool(on('mailer')), ...workload() })).toEqual(['lambda-003']);
    expect(told({ ...tool(on('crm*')), ...workload() })).toEqual(['lambda-003']);
  });

  it('gains nothing where it is the holder\u2019s own', () => {
    const own = { Crm: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'crm', Role: { 'Fn::GetAtt': ['Tool', 'Arn'] } } } };
    expect(told({ ...tool(on('crm')), ...own })).toEqual([]);
  });

  it('counts with a role that the template does not hold', () => {
    const foreign = { Crm: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'crm', Role: iam('role/third') } } };
    expect(told({ ...tool(on('crm')), ...foreign })).toEqual(['lambda-003']);
  });
});

describe('a condition', () => {
  it.each([
    ['only the past could meet', { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }],
    ['only sessions of the past could meet', { DateLessThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } }],
    ['only somebody else meets', { ArnEquals: { 'aws:PrincipalArn': iam('role/other') } }],
    ['only users meet', { StringEquals: { 'aws:PrincipalType': 'User' } }],
    ['only users meet, because roles have no name', { StringLike: { 'aws:username': '*' } }],
    ['nobody can meet', { StringEquals: { 'aws:SourceVpc': 'vpc-1' }, StringNotLike: { 'aws:SourceVpc': 'vpc-*' } }],
  ])('that %s opens nothing', (_what, conditions) => {
    expect(told(tool(allow('iam:CreatePolicyVersion', '*', conditions)))).toEqual([]);
  });

  it.each([
    ['time', { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }],
    ['a second factor', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }],
    ['a place', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
    ['a tag of the target', { StringEquals: { 'aws:ResourceTag/team': 'agents' } }],
    ['the holder’s own kind', { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }],
  ])('on %s can be met', (_what, conditions) => {
    expect(told(tool(allow('iam:CreatePolicyVersion', '*', conditions)))).toEqual(['iam-001']);
  });

  it('on the caller’s account is left open where the account is', () => {
    expect(told(tool(allow('iam:CreatePolicyVersion', '*', { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } })))).toEqual(['iam-001?']);
  });
});

describe('what comes from elsewhere', () => {
  const carrying = (arn: string, boundary?: string): Json => ({
    Tool: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'tool',
        AssumeRolePolicyDocument: LAMBDA,
        ManagedPolicyArns: [arn],
        ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
      },
    },
  });
  const ofAws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

  it('counts where it is a managed policy of AWS', () => {
    expect(told(carrying(ofAws('IAMFullAccess')))).toContain('iam-001');
    expect(told(carrying(ofAws('ReadOnlyAccess')))).toEqual([]);
    expect(told(carrying(ofAws('service-role/AWSLambdaBasicExecutionRole')))).toEqual([]);
  });

  it('is cut off by a boundary of AWS', () => {
    expect(told(carrying(ofAws('AdministratorAccess'), ofAws('ReadOnlyAccess')))).toEqual([]);
    expect(told(carrying(ofAws('AdministratorAccess'), ofAws('IAMFullAccess')))).toContain('iam-005');
  });

  it('counts for a user who is in the group that has it, and for a policy that nobody carries', () => {
    const group = {
      Group: {
        Type: 'AWS::IAM::Group',
        Properties: { GroupName: 'admins', Policies: [{ PolicyName: 'p', PolicyDocument: policy(allow('iam:AttachUserPolicy')) }] },
      },
      User: { Type: 'AWS::IAM::User', Properties: { UserName: 'tool', Groups: [{ Ref: 'Group' }] } },
    };
    expect(told(group)).toEqual(['iam-008']);
    const loose = {
      Loose: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { ManagedPolicyName: 'tool', PolicyDocument: policy(allow('iam:AttachUserPolicy')) },
      },
    };
    expect(told(loose)).toEqual(['iam-008']);
  });
});

describe.each(DEPLOYMENTS)('a Pulumi program for the account $account', (to) => {
  const run = (...resources: readonly TemplateResources[]): readonly string[] =>
    toldOf(readProgram({ title: 'near miss', cloudformation: Object.assign({}, ...resources) }, to).graph);
  const part = (id: string, name: string, ...statements: readonly Json[]): TemplateResources => ({
    [id]: role({ name, trust: LAMBDA, policies: [{ name: 'declared', document: policy(...statements) }] }),
  });
  const on = (resource: string): Json => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${resource}` });
  const passer = part('Tool', 'tool', allow('iam:PassRole', on('role/other')), allow(RUN));

  it('passes a stronger role, and gains nothing by one that may do nothing', () => {
    expect(run(passer, part('Other', 'other', EVERYTHING))).toEqual(['lambda-001']);
    expect(run(passer, part('Other', 'other', allow('lambda:InvokeFunction')))).toEqual([]);
  });

  it('gains by its own policies, and not by those of others', () => {
    expect(run(part('Tool', 'tool', allow('iam:PutRolePolicy', on('role/tool'))))).toEqual(['iam-005']);
    expect(run(part('Tool', 'tool', allow('iam:PutRolePolicy', on('role/other'))))).toEqual([]);
  });

  it('reaches no role of an account that is known to be another', () => {
    const foreign = part('Tool', 'tool', allow('iam:PassRole', 'arn:aws:iam::999999999999:role/other'), allow(RUN));
    expect(run(foreign)).toEqual(to.account === ACCOUNT ? [] : ['lambda-001']);
  });

  it('knows the caller\u2019s account where it is deployed to one that is known', () => {
    const within = (account: string) =>
      run(part('Tool', 'tool', allow('iam:CreatePolicyVersion', '*', { StringEquals: { 'aws:PrincipalAccount': account } })));
    expect(within(ACCOUNT)).toEqual([to.account === ACCOUNT ? 'iam-001' : 'iam-001?']);
    expect(within('999999999999')).toEqual(to.account === ACCOUNT ? [] : ['iam-001?']);
  });
});

/** That two components are isolated from each other, and that the log of one is kept. */
import { support } from '../../examples/support-agent/agent';
import { isolated, judgeClaims, logged } from '../../lib/assert';
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { fromPlan } from '../../lib/graph/from-plan';
import { fromPulumi } from '../../lib/graph/from-pulumi';
import { planIdentities } from '../../lib/plan';
import type { TemplateResource, TemplateResources } from '../../lib/rules/examples/example';
import { LAMBDA_TRUST, policy, soundRole, trustPolicy } from '../../lib/rules/examples/parts';
import { asPulumi } from '../../lib/rules/examples/pulumi/as-pulumi';
import { asState } from '../../lib/rules/examples/pulumi/as-state';

type Claim = Parameters<typeof judgeClaims>[1][number];

const HERE = { account: '111122223333', region: 'eu-central-1', partition: 'aws' };

/** The answers from both engines, which have to agree. */
function answerOf(resources: TemplateResources, claim: Claim) {
  const program = fromPulumi(asState(asPulumi(resources), HERE), HERE);
  const [template] = judgeClaims(fromCloudFormation({ Resources: resources }, HERE), [claim]);
  expect(judgeClaims(program, [claim])[0]?.answer.verdict).toBe(template?.answer.verdict);
  return template?.answer;
}

const planning = planIdentities(support, { deployment: { stage: 'dev' } });
if (!planning.ok) throw new Error('the example cannot be planned');
const { plan } = planning;
const declared = { graph: fromPlan(plan), plans: [plan] };

const statement = (action: string | readonly string[], resource: unknown) =>
  policy({ Effect: 'Allow', Action: action, Resource: resource });
const named = (id: string, name: string, permits?: unknown, trust: unknown = LAMBDA_TRUST): TemplateResources =>
  soundRole(id, trust, { name, ...(permits === undefined ? {} : { permits }) });
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

const workload = (role: string, name: string): TemplateResource => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: name,
    Role: arnOf(role),
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Code: { S3Bucket: 'code', S3Key: 'x' },
  },
});

describe('isolated(a, b)', () => {
  const pair = isolated('crm', 'search');
  const apart = { ...named('Crm', 'crm'), ...named('Search', 'search') };

  it('holds for two with roles and boundaries of their own and no way from one to the other', () => {
    expect(answerOf(apart, pair)).toEqual({ verdict: 'proved' });
    expect(pair.says).toBe('`crm` and `search` are isolated from each other');
  });

  it.each<readonly [string, TemplateResources, RegExp]>([
    [
      'one may become the other',
      {
        ...named('Crm', 'crm', statement('sts:AssumeRole', 'arn:aws:iam::111122223333:role/search')),
        ...named('Search', 'search', undefined, trustPolicy({ AWS: 'arn:aws:iam::111122223333:role/crm' }, 'sts:AssumeRole')),
      },
      /`crm` to `search`: it may become the other: `sts:AssumeRole`/,
    ],
    [
      'one may change the role of the other',
      { ...apart, ...named('Search', 'search', statement('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/crm')) },
      /iam:PutRolePolicy/,
    ],
    [
      'one may invoke what runs with the role of the other',
      {
        ...apart,
        ...named('Search', 'search', statement('lambda:InvokeFunction', 'arn:aws:lambda:eu-central-1:111122223333:function:crm')),
        Function: workload('Crm', 'crm'),
      },
      /`search` to `crm`: it may invoke the other: `lambda:InvokeFunction`/,
    ],
    [
      'one may rewrite what runs with the role of the other',
      {
        ...apart,
        ...named('Search', 'search', statement('lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-central-1:111122223333:function:crm')),
        Function: workload('Crm', 'crm'),
      },
      /lambda:UpdateFunctionCode/,
    ],
  ])('fails where %s', (_title, resources, shown) => {
    expect(answerOf(resources, pair)).toEqual({ verdict: 'refuted', shown: expect.stringMatching(shown) });
  });

  it('fails where both have one boundary', () => {
    const { CrmBoundary, Crm, Search } = apart;
    if (CrmBoundary === undefined || Crm === undefined || Search === undefined) throw new Error('there are two roles');
    const shared = {
      CrmBoundary,
      Crm,
      Search: { ...Search, Properties: { ...Object(Search.Properties), PermissionsBoundary: { Ref: 'CrmBoundary' } } },
    };
    expect(answerOf(shared, pair)).toEqual({ verdict: 'refuted', shown: expect.stringMatching(/^both have the boundary/) });
  });

  it('fails for a declared call, which is a way from one to the other', () => {
    expect(judgeClaims(declared, [isolated('crm', 'search')])[0]?.answer.verdict).toBe('proved');
    expect(judgeClaims(declared, [isolated('crm', 'orchestrator')])[0]?.answer).toEqual({
      verdict: 'refuted',
      shown: '`orchestrator` is declared to call `crm`',
    });
  });

  it('is undecided where a managed policy of elsewhere may lead from one to the other', () => {
    const { Crm, ...rest } = apart;
    const open = {
      ...Object(Crm?.Properties),
      PermissionsBoundary: undefined,
      ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/shared'],
    };
    const answer = judgeClaims({ Resources: { ...rest, Crm: { Type: 'AWS::IAM::Role', Properties: open } } }, [pair])[0]?.answer;
    expect(answer?.verdict).not.toBe('proved');
  });
});

describe('logged(component)', () => {
  const writes = (group: string) =>
    statement(['logs:CreateLogStream', 'logs:PutLogEvents'], `arn:aws:logs:eu-central-1:111122223333:log-group:${group}:*`);
  const log = (kept: boolean): TemplateResource => ({
    Type: 'AWS::Logs::LogGroup',
    Properties: {
      LogGroupName: '/aws/lambda/crm',
      RetentionInDays: 400,
      KmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/0d3f6a2e-7c4b-4a53-9b7e-4f1c2d3e4a5b',
    },
    ...(kept ? { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } : {}),
  });
  const logging: TemplateResources = {
    ...named('Crm', 'crm', writes('/aws/lambda/crm')),
    Function: workload('Crm', 'crm'),
    Log: log(true),
  };

  it('holds for what was declared', () => {
    expect(judgeClaims(declared, [logged('crm'), logged('orchestrator')]).map(({ answer }) => answer.verdict)).toEqual([
      'proved',
      'proved',
    ]);
  });

  it('holds without a declaration where the function of the role writes a group of the template', () => {
    expect(answerOf(logging, logged('crm'))).toEqual({ verdict: 'proved' });
  });

  it.each<readonly [string, TemplateResources, RegExp]>([
    [
      'there is no group',
      { ...named('Crm', 'crm', writes('/aws/lambda/crm')), Function: workload('Crm', 'crm') },
      /^no log group of the template/,
    ],
    ['its role may not write it', { ...logging, ...named('Crm', 'crm', writes('/aws/lambda/other')) }, /^nothing allows `crm` to write/],
    ['the group goes with its stack', { ...logging, Log: log(false) }, /is deleted with its stack/],
    [
      'another role writes it too',
      { ...logging, ...named('Search', 'search', writes('*')) },
      /^`search`: `logs:\w+` on .*\/aws\/lambda\/crm/,
    ],
    [
      'its own role may delete it',
      {
        ...logging,
        ...named(
          'Crm',
          'crm',
          policy({ Effect: 'Allow', Action: 'logs:*', Resource: 'arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/crm:*' }),
        ),
      },
      /^`crm`: `logs:Delete\w+`|^`crm`: `logs:\w+`/,
    ],
  ])('fails where %s', (_title, resources, shown) => {
    expect(answerOf(resources, logged('crm'))).toEqual({ verdict: 'refuted', shown: expect.stringMatching(shown) });
  });

  it('names the components there are where one is misspelt', () => {
    expect(judgeClaims(declared, [logged('cmr')])[0]?.answer).toEqual({ verdict: 'refuted', shown: expect.stringContaining('`crm`') });
  });
});

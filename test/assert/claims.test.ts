import { App, Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { support } from '../../examples/support-agent/agent';
import { ClaimsError, component, identityMatchers, isolated, judgeClaims, only, prove, provePlan } from '../../lib/assert';
import { fromPlan } from '../../lib/graph/from-plan';
import { planIdentities } from '../../lib/plan';
import { GITHUB_ACTIONS, LAMBDA_TRUST, policy, role, soundRole, trustPolicy, webIdentityTrust } from '../../lib/rules/examples/parts';

expect.extend(identityMatchers);

const planning = planIdentities(support, { deployment: { stage: 'dev' } });
if (!planning.ok) throw new Error('the example cannot be planned');
const { plan } = planning;
const graph = fromPlan(plan);

const template = (resources: object) => ({ Resources: resources });
const verdictOf = (about: unknown, claim: Parameters<typeof prove>[1]) => judgeClaims(about, [claim])[0]?.answer;

describe('prove', () => {
  it('is silent where every claim holds', () => {
    expect(
      prove(
        graph,
        isolated(),
        only('system:serviceaccount:agents:orchestrator').canBecome('orchestrator'),
        only('lambda.amazonaws.com').canBecome('crm'),
        component('crm').cannot('dynamodb:DeleteTable'),
      ),
    ).toEqual([]);
  });

  it('fails with every claim that does not hold and what shows it', () => {
    const claims = [
      only('system:serviceaccount:agents:attacker').canBecome('orchestrator'),
      component('crm').cannot('dynamodb:PutItem'),
      component('crm').cannot('dynamodb:DeleteItem'),
    ];
    expect(() => prove(graph, ...claims)).toThrow(ClaimsError);
    expect(() => prove(graph, ...claims)).toThrow(
      /^2 of 3 claims not proved\n\nrefuted: only `system:serviceaccount:agents:attacker` can become `orchestrator`\n {2}shown {2}.*`orchestrator`.* can become it too\n\nrefuted: `crm` cannot `dynamodb:PutItem`\n {2}shown {2}`dynamodb:PutItem` on /i,
    );
  });

  it('needs a claim and something to claim it about', () => {
    expect(() => prove(graph)).toThrow(TypeError);
    expect(() => prove(42, isolated())).toThrow(TypeError);
  });

  it('names the components there are where one is misspelt', () => {
    expect(verdictOf(graph, component('cmr').cannot('s3:*'))).toEqual({ verdict: 'refuted', shown: expect.stringContaining('`crm`') });
  });
});

describe('only(…).canBecome(…)', () => {
  const subject = 'repo:acme/agents:environment:production';
  const github = (conditions: Record<string, unknown>) => template({ Deploy: role({ trust: webIdentityTrust(conditions) }) });
  const exact = { [`${GITHUB_ACTIONS}:sub`]: subject };

  it('holds for a token with exactly this subject', () => {
    expect(verdictOf(github({ StringEquals: exact }), only(subject).canBecome('Deploy'))?.verdict).toBe('proved');
  });

  it('fails with a token of another subject where a pattern lets one in', () => {
    const answer = verdictOf(
      github({ StringLike: { [`${GITHUB_ACTIONS}:sub`]: 'repo:acme/agents:*' } }),
      only(subject).canBecome('Deploy'),
    );
    expect(answer).toEqual({ verdict: 'refuted', shown: expect.stringContaining('can become it too') });
  });

  it('fails where the subject itself cannot become it', () => {
    const answer = verdictOf(
      github({ StringEquals: { [`${GITHUB_ACTIONS}:sub`]: 'repo:acme/other:pull_request' } }),
      only('lambda.amazonaws.com').canBecome('Deploy'),
    );
    expect(answer?.verdict).toBe('refuted');
    const nobody = template({ Tool: role({ trust: policy({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }) }) });
    expect(verdictOf(nobody, only('lambda.amazonaws.com').canBecome('Tool'))).toEqual({
      verdict: 'refuted',
      shown: '`lambda.amazonaws.com` cannot become it',
    });
  });

  it('holds for the exact role of a caller', () => {
    const arn = 'arn:aws:iam::444455556666:role/orchestrator';
    const trust = trustPolicy({ AWS: 'arn:aws:iam::444455556666:root' }, 'sts:AssumeRole', { ArnEquals: { 'aws:PrincipalArn': arn } });
    expect(verdictOf(template({ Tool: role({ trust }) }), only(arn).canBecome('Tool'))?.verdict).toBe('proved');
    expect(verdictOf(template({ Tool: role({ trust }) }), only(`${arn}-other`).canBecome('Tool'))?.verdict).toBe('refuted');
  });

  it('is undecided for a trust policy that is settled at deployment', () => {
    const late = { Parameters: { Trust: { Type: 'String' } }, Resources: { Tool: role({ trust: { Ref: 'Trust' } }) } };
    expect(verdictOf(late, only(subject).canBecome('Tool'))?.verdict).toBe('undecided');
  });
});

describe('component(…).cannot(…)', () => {
  const tool = (statements: readonly Record<string, unknown>[], more: object = {}) =>
    template({ Tool: role({ trust: LAMBDA_TRUST, policies: [{ name: 'p', document: policy(...statements) }] }), ...more });
  const readAll = { Effect: 'Allow', Action: 's3:*', Resource: '*' };

  it('holds against a wildcard only where a deny takes it back', () => {
    expect(verdictOf(tool([readAll]), component('Tool').cannot('s3:DeleteBucket'))?.verdict).toBe('refuted');
    const denied = tool([readAll, { Effect: 'Deny', Action: 's3:Delete*', Resource: '*' }]);
    expect(verdictOf(denied, component('Tool').cannot('s3:DeleteBucket'))?.verdict).toBe('proved');
  });

  it('can be about some resources only', () => {
    const one = tool([{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/public/*' }]);
    expect(verdictOf(one, component('Tool').cannot('s3:GetObject').on('arn:aws:s3:::handbook/private/*'))?.verdict).toBe('proved');
    expect(verdictOf(one, component('Tool').cannot('s3:GetObject').on('arn:aws:s3:::handbook/*'))?.verdict).toBe('refuted');
  });

  it('counts the boundary', () => {
    const bounded = template({
      Boundary: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { PolicyDocument: policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }) },
      },
      Tool: role({ trust: LAMBDA_TRUST, boundary: { Ref: 'Boundary' }, policies: [{ name: 'p', document: policy(readAll) }] }),
    });
    expect(verdictOf(bounded, component('Tool').cannot('s3:DeleteBucket'))?.verdict).toBe('proved');
    expect(verdictOf(bounded, component('Tool').cannot('s3:GetObject'))?.verdict).toBe('refuted');
  });

  const carrying = (arn: string) =>
    template({
      Tool: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: LAMBDA_TRUST, ManagedPolicyArns: [arn] } },
    });

  it('is undecided where the role carries a managed policy that the template does not hold', () => {
    expect(verdictOf(carrying('arn:aws:iam::111122223333:policy/shared'), component('Tool').cannot('s3:GetObject'))).toEqual({
      verdict: 'undecided',
      shown: expect.stringContaining('shared'),
    });
  });

  it('knows what managed policies of AWS permit', () => {
    const reader = carrying('arn:aws:iam::aws:policy/ReadOnlyAccess');
    expect(verdictOf(reader, component('Tool').cannot('s3:GetObject'))?.verdict).toBe('refuted');
    expect(verdictOf(reader, component('Tool').cannot('s3:PutObject'))?.verdict).toBe('proved');
  });
});

describe('isolated(…)', () => {
  const both = { ...soundRole('Crm', LAMBDA_TRUST), Search: role({ trust: LAMBDA_TRUST }) };

  it('is about all components, or about those that are named', () => {
    expect(verdictOf(template(both), isolated('Crm'))?.verdict).toBe('proved');
    expect(verdictOf(template(both), isolated('Search'))).toEqual({ verdict: 'refuted', shown: expect.stringContaining('WI301') });
    expect(verdictOf(template(both), isolated())?.verdict).toBe('refuted');
  });

  it('is no empty claim: a template without roles has no component with an identity', () => {
    expect(verdictOf(template({ Bucket: { Type: 'AWS::S3::Bucket' } }), isolated())?.verdict).toBe('refuted');
  });
});

describe('toGiveEachComponentItsOwnIdentity', () => {
  function stack(bounded: boolean): Stack {
    const made = new Stack(new App({ analyticsReporting: false }), 'Support');
    const boundary = new CfnManagedPolicy(made, 'Boundary', {
      policyDocument: policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }),
    });
    new CfnRole(made, 'Tool', { assumeRolePolicyDocument: LAMBDA_TRUST, ...(bounded ? { permissionsBoundary: boundary.ref } : {}) });
    return made;
  }

  it('takes a stack of the CDK, synthesizes it and reads what came out', async () => {
    await expect(stack(true)).toGiveEachComponentItsOwnIdentity();
    expect(stack(false)).not.toGiveEachComponentItsOwnIdentity();
  });

  it('fails with the findings', () => {
    expect(() => expect(stack(false)).toGiveEachComponentItsOwnIdentity()).toThrow(
      /WI301 boundary\/is-present: .*\n.*where {2}Support\/Tool \(Tool\)/,
    );
  });

  it('takes a graph and a template', () => {
    expect(graph).toGiveEachComponentItsOwnIdentity();
    expect(template(soundRole('Tool', LAMBDA_TRUST))).toGiveEachComponentItsOwnIdentity();
  });
});

describe('provePlan', () => {
  it('proves a sound agent before anything is synthesized, although its inputs are unknown', () => {
    const { verdict, findings, summary } = provePlan(plan);
    expect({ verdict, findings }).toEqual({ verdict: 'proved', findings: [] });
    expect(summary.proved).toBeGreaterThan(50);
  });
});

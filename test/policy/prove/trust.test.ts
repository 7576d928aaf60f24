import { admitsOnly, contains, type PolicyDocument, REFERENCE_VOCABULARY } from 'agent-workload-identity/policy';
import { policy } from './documents';

const GITHUB = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${GITHUB}`;
const ROLE = 'arn:aws:iam::111122223333:role/orchestrator';

const trust = (principal: object | string, condition: object = {}, action: string | readonly string[] = 'sts:AssumeRole'): PolicyDocument =>
  policy([{ Effect: 'Allow', Principal: principal, Action: action, Condition: condition }], 'trust');
const web = (condition: object): PolicyDocument => trust({ Federated: PROVIDER }, condition, 'sts:AssumeRoleWithWebIdentity');

const subjectLike = (pattern: string) => ({
  conditions: [{ operator: 'StringLike', key: `${GITHUB}:sub`, values: [pattern], ifExists: false }],
});

describe('admitsOnly', () => {
  const audience = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };

  it('proves that only the subjects of a repository are admitted', () => {
    const pinned = web({ StringEquals: { ...audience, [`${GITHUB}:sub`]: 'repo:org/app:ref:refs/heads/main' } });
    expect(admitsOnly(pinned, subjectLike('repo:org/*'))).toEqual({ verdict: 'proved' });
  });

  it('shows a subject of the issuer that should not be', () => {
    const open = web({ StringEquals: audience, StringLike: { [`${GITHUB}:sub`]: 'repo:*' } });
    const verdict = admitsOnly(open, subjectLike('repo:org/*'), { vocabulary: REFERENCE_VOCABULARY });
    expect(verdict).toMatchObject({
      verdict: 'refuted',
      witness: {
        principal: { kind: 'federated', provider: PROVIDER },
        action: 'sts:AssumeRoleWithWebIdentity',
        context: { [`${GITHUB}:sub`]: expect.stringMatching(/^repo:[\w-]+\/[\w-]+:/), ...audience },
      },
    });
  });

  it('sees that ForAllValues on a claim admits tokens without it', () => {
    const loose = web({ StringEquals: audience, 'ForAllValues:StringEquals': { [`${GITHUB}:sub`]: 'repo:org/app:ref:refs/heads/main' } });
    expect(admitsOnly(loose, subjectLike('repo:org/*'))).toMatchObject({ verdict: 'refuted', witness: { context: audience } });
    expect(admitsOnly(loose, subjectLike('repo:org/*'), { alwaysPresent: [`${GITHUB}:sub`] })).toEqual({
      verdict: 'proved',
      assuming: [`\`${GITHUB}:sub\` is present`],
    });
  });

  it('bounds services by the resource they act for', () => {
    const scheduler = trust(
      { Service: 'scheduler.amazonaws.com' },
      { ArnLike: { 'aws:SourceArn': 'arn:aws:scheduler:*:111122223333:schedule/agents/*' } },
    );
    const own = {
      conditions: [{ operator: 'ArnLike', key: 'aws:SourceArn', values: ['arn:aws:scheduler:*:111122223333:*'], ifExists: false }],
    };
    expect(admitsOnly(scheduler, own)).toEqual({ verdict: 'proved' });
    expect(admitsOnly(trust({ Service: 'scheduler.amazonaws.com' }), own)).toMatchObject({
      verdict: 'refuted',
      witness: { principal: { kind: 'service', service: 'scheduler.amazonaws.com' } },
    });
  });

  it('finds the service that is one too many', () => {
    const verdict = admitsOnly(trust({ Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] }), {
      principals: [{ kind: 'service', value: 'lambda.amazonaws.com' }],
    });
    expect(verdict).toMatchObject({ verdict: 'refuted', witness: { principal: { service: 'ec2.amazonaws.com' } } });
  });
});

describe('contains, on principals', () => {
  it('knows that an account is wider than its roles, and a role wider than its sessions', () => {
    const session = trust({ AWS: 'arn:aws:sts::111122223333:assumed-role/orchestrator/task' });
    const role = trust({ AWS: ROLE });
    const account = trust({ AWS: 'arn:aws:iam::111122223333:root' });
    expect(contains(role, account)).toEqual({ verdict: 'proved' });
    expect(contains(account, role)).toMatchObject({ verdict: 'refuted' });
    expect(contains(session, account)).toEqual({ verdict: 'proved' });
    expect(contains(role, session)).toMatchObject({ verdict: 'refuted' });
    expect(contains(trust({ AWS: '111122223333' }), account).verdict).toBe('refuted');
  });

  it('reads aws:PrincipalArn and aws:PrincipalAccount as questions about the caller', () => {
    const edge = trust({ AWS: 'arn:aws:iam::111122223333:root' }, { ArnEquals: { 'aws:PrincipalArn': ROLE } });
    expect(contains(edge, trust({ AWS: ROLE }))).toEqual({ verdict: 'proved' });
    expect(contains(trust({ AWS: ROLE }), edge)).toEqual({ verdict: 'proved' });
    expect(contains(edge, trust('*', { StringEquals: { 'aws:PrincipalAccount': '111122223333' } }))).toEqual({ verdict: 'proved' });
  });

  it('does not take everyone with a condition on the ARN for callers without an ARN', () => {
    const everyone = trust('*', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } });
    const verdict = contains(everyone, trust({ AWS: '*' }, { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/*' } }));
    expect(verdict).toMatchObject({ verdict: 'refuted' });
  });

  it('holds for whatever account is deployed to', () => {
    const role = 'arn:⟨partition⟩:iam::⟨account⟩:role/orchestrator';
    const edge = trust({ AWS: 'arn:⟨partition⟩:iam::⟨account⟩:root' }, { ArnEquals: { 'aws:PrincipalArn': role } });
    expect(contains(edge, trust({ AWS: role }))).toEqual({ verdict: 'proved' });
    expect(contains(edge, trust({ AWS: 'arn:⟨partition⟩:iam::⟨account⟩:role/other' }))).toMatchObject({ verdict: 'refuted' });
  });
});

import { trust } from 'agent-workload-identity';
import { componentOf, HOME, planOf } from '../../plan/planned';
import { trusting } from '../agents';
import { policy, trustPolicyOf, withToken } from './asking';
import { PIPELINES } from './pipelines';

describe('GitHub Enterprise Server', () => {
  const host = 'github.example.com';
  const issuer = `${host}/_services/token`;
  const { 'github-enterprise-server': main } = PIPELINES;
  const claims = { aud: 'sts.amazonaws.com', sub: 'repo:acme/agents:ref:refs/heads/main', ref: 'refs/heads/main', repository_id: '7' };

  it('pins subject and audience, because STS offers nothing else of its tokens', () => {
    expect(trustPolicyOf(main)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${issuer}`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: { StringEquals: { [`${issuer}:aud`]: [claims.aud], [`${issuer}:sub`]: [claims.sub] } },
      }),
    );
  });

  it.each([
    ['as it is', claims],
    ['whatever the id of its repository, which is no key here', { ...claims, repository_id: '8' }],
    ['through a reusable workflow', { ...claims, job_workflow_ref: 'acme/ci/.github/workflows/deploy.yml@refs/heads/main' }],
  ])('admits a job of the branch, %s', (_name, token) => {
    expect(withToken(main, issuer, token)).toBe('allow');
  });

  it.each([
    ['of github.com', 'token.actions.githubusercontent.com', claims],
    ['of another server', 'github.evil.example/_services/token', claims],
    ['of another branch', issuer, { ...claims, sub: 'repo:acme/agents:ref:refs/heads/main-2' }],
    ['of a tag that is called like the branch', issuer, { ...claims, sub: 'repo:acme/agents:ref:refs/tags/main' }],
    ['of another repository', issuer, { ...claims, sub: 'repo:acme/other:ref:refs/heads/main' }],
    ['of an owner that begins alike', issuer, { ...claims, sub: 'repo:acme-evil/agents:ref:refs/heads/main' }],
    ['of a pull request', issuer, { ...claims, sub: 'repo:acme/agents:pull_request' }],
    ['for another audience', issuer, { ...claims, aud: 'https://github.example.com/acme' }],
    ['without a subject', issuer, { aud: claims.aud }],
  ])('does not admit a job %s', (_name, from, token) => {
    expect(withToken(main, from, token)).toBe('implicit-deny');
  });

  it('admits the jobs of a protected environment, and pull requests only for a reason', () => {
    const production = trust.githubEnterpriseServer({ host, repo: 'acme/agents', environment: 'production', environmentIsProtected: true });
    const any = trust.githubEnterpriseServer({ host, repo: 'acme/agents', dangerouslyAnyPullRequest: 'reads public data only' });
    expect(withToken(production, issuer, { ...claims, sub: 'repo:acme/agents:environment:production' })).toBe('allow');
    expect(withToken(production, issuer, claims)).toBe('implicit-deny');
    expect(withToken(any, issuer, { ...claims, sub: 'repo:acme/agents:pull_request' })).toBe('allow');
    expect(componentOf(planOf(trusting(any)), 'tool').waivers).toEqual([
      { what: 'any pull request of acme/agents', because: 'reads public data only' },
    ]);
  });
});

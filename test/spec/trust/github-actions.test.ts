import { type Trust, trust } from 'agent-workload-identity';
import { conditionKeySupported } from 'agent-workload-identity/policy';
import { HOME } from '../../plan/planned';
import { GITHUB, policy, trustPolicyOf, withToken } from './asking';

describe('GitHub Actions', () => {
  const ids = { owner: '123456', repo: '456789' };
  const production = trust.githubActions({ repo: 'acme/agents', ids, environment: 'production', ref: 'refs/heads/main' });
  const classic = 'repo:acme/agents:environment:production';
  const immutable = 'repo:acme@123456/agents@456789:environment:production';
  const claims = { aud: 'sts.amazonaws.com', sub: classic, ref: 'refs/heads/main', repository_id: '456789', repository_owner_id: '123456' };
  const subjectsOf = (given: Trust) => {
    const [statement] = trustPolicyOf(given).Statement;
    return statement?.Condition?.StringEquals?.[`${GITHUB}:sub`];
  };

  it('pins both forms of the subject, both ids and the ref of an environment', () => {
    expect(trustPolicyOf(production)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${GITHUB}`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: {
          StringEquals: {
            [`${GITHUB}:aud`]: ['sts.amazonaws.com'],
            [`${GITHUB}:sub`]: [classic, immutable],
            [`${GITHUB}:repository_id`]: ['456789'],
            [`${GITHUB}:repository_owner_id`]: ['123456'],
            [`${GITHUB}:ref`]: ['refs/heads/main'],
          },
        },
      }),
    );
  });

  it.each([
    ['classic', classic],
    ['immutable', immutable],
  ])('admits the job with the %s subject', (_form, sub) => {
    expect(withToken(production, GITHUB, { ...claims, sub })).toBe('allow');
  });

  it.each([
    ['of another environment', { ...claims, sub: 'repo:acme/agents:environment:staging' }],
    ['of another branch', { ...claims, ref: 'refs/heads/feature' }],
    ['of another repository', { ...claims, sub: 'repo:acme/other:environment:production', repository_id: '1' }],
    ['of a repository that took over the name', { ...claims, repository_id: '999999' }],
    ['of an owner that took over the name', { ...claims, repository_owner_id: '999999' }],
    ['of an owner whose name begins alike', { ...claims, sub: 'repo:acme-evil/agents:environment:production' }],
    ['of a pull request', { ...claims, sub: 'repo:acme/agents:pull_request' }],
    ['for another audience', { ...claims, aud: 'https://github.com/acme' }],
    ['without a ref', { aud: claims.aud, sub: classic, repository_id: '456789', repository_owner_id: '123456' }],
  ])('does not admit a job %s', (_name, others) => {
    expect(withToken(production, GITHUB, others)).toBe('implicit-deny');
  });

  it('names the subject of a branch, a tag and a pull request as GitHub writes it', () => {
    expect(subjectsOf(trust.githubActions({ repo: 'acme/agents', subjects: 'classic', branch: 'main' }))).toEqual([
      'repo:acme/agents:ref:refs/heads/main',
    ]);
    expect(subjectsOf(trust.githubActions({ repo: 'acme/agents', subjects: 'classic', branch: 'release/1.x' }))).toEqual([
      'repo:acme/agents:ref:refs/heads/release/1.x',
    ]);
    expect(subjectsOf(trust.githubActions({ repo: 'acme/agents', subjects: 'classic', tag: 'v1.2' }))).toEqual([
      'repo:acme/agents:ref:refs/tags/v1.2',
    ]);
    expect(
      subjectsOf(trust.githubActions({ repo: 'acme/agents', subjects: 'classic', dangerouslyAnyPullRequest: 'public data only' })),
    ).toEqual(['repo:acme/agents:pull_request']);
  });

  it('escapes colons within values, as GitHub does', () => {
    expect(
      subjectsOf(trust.githubActions({ repo: 'acme/agents', subjects: 'classic', environment: 'eu:prod:1', environmentIsProtected: true })),
    ).toEqual(['repo:acme/agents:environment:eu%3Aprod%3A1']);
  });

  it('accepts one form of the subject alone where that is said', () => {
    expect(subjectsOf(trust.githubActions({ repo: 'acme/agents', ids, branch: 'main', subjects: 'immutable' }))).toEqual([
      'repo:acme@123456/agents@456789:ref:refs/heads/main',
    ]);
    expect(subjectsOf(trust.githubActions({ repo: 'acme/agents', ids, branch: 'main', subjects: 'classic' }))).toEqual([
      'repo:acme/agents:ref:refs/heads/main',
    ]);
    expect(subjectsOf(trust.githubActions({ repo: 'acme/agents', ids, branch: 'main' }))).toHaveLength(2);
  });

  it('still tests the ids where only the classic subject is accepted, because they cannot be taken over', () => {
    const guarded = trust.githubActions({ repo: 'acme/agents', ids, branch: 'main', subjects: 'classic' });
    const token = {
      aud: 'sts.amazonaws.com',
      sub: 'repo:acme/agents:ref:refs/heads/main',
      repository_id: '456789',
      repository_owner_id: '123456',
    };
    expect(withToken(guarded, GITHUB, token)).toBe('allow');
    expect(withToken(guarded, GITHUB, { ...token, repository_id: '1' })).toBe('implicit-deny');
  });

  it('requires the reusable workflow where one is named', () => {
    const workflow = 'acme/ci/.github/workflows/deploy.yml@refs/heads/main';
    const guarded = trust.githubActions({ repo: 'acme/agents', ids, branch: 'main', reusableWorkflow: workflow });
    const token = { ...claims, sub: 'repo:acme/agents:ref:refs/heads/main' };
    expect(withToken(guarded, GITHUB, { ...token, job_workflow_ref: workflow })).toBe('allow');
    expect(withToken(guarded, GITHUB, { ...token, job_workflow_ref: workflow.replace('main', 'evil') })).toBe('implicit-deny');
    expect(withToken(guarded, GITHUB, token)).toBe('implicit-deny');
  });

  it('tests only claims that STS makes condition keys of', () => {
    const keys = Object.keys(trustPolicyOf(production).Statement[0]?.Condition?.StringEquals ?? {});
    expect(keys.map((key) => conditionKeySupported('sts:AssumeRoleWithWebIdentity', key))).toEqual(keys.map(() => 'yes'));
  });

  describe('at an issuer of its own', () => {
    const token = { ...claims, sub: 'repo:acme/agents:ref:refs/heads/main' };
    const enterprise = trust.githubActions({ repo: 'acme/agents', ids, branch: 'main', enterprise: 'acme-inc' });
    const residing = trust.githubActions({ repo: 'acme/agents', ids, branch: 'main', dataResidency: 'acme' });

    it('tests the claims of that issuer, not of the shared one', () => {
      expect(Object.keys(trustPolicyOf(enterprise).Statement[0]?.Condition?.StringEquals ?? {})).toEqual(
        ['aud', 'repository_id', 'repository_owner_id', 'sub'].map((claim) => `${GITHUB}/acme-inc:${claim}`),
      );
    });

    it.each([
      ['an enterprise', enterprise, `${GITHUB}/acme-inc`],
      ['an enterprise with data residency', residing, 'token.actions.acme.ghe.com'],
    ])('admits the jobs of %s', (_name, given, issuer) => {
      expect(withToken(given, issuer, token)).toBe('allow');
    });

    it.each([
      ['of the shared issuer', enterprise, GITHUB],
      ['of another enterprise', enterprise, `${GITHUB}/evil-inc`],
      ['of an enterprise that begins alike', enterprise, `${GITHUB}/acme-inc-2`],
      ['of the shared issuer, where data reside elsewhere', residing, GITHUB],
      ['of data that reside with another', residing, 'token.actions.evil.ghe.com'],
    ])('does not admit a token %s', (_name, given, issuer) => {
      expect(withToken(given, issuer, token)).toBe('implicit-deny');
    });
  });

  describe('with a subject of claims of one\u2019s own choice', () => {
    const workflow = 'acme/ci/.github/workflows/deploy.yml@refs/heads/main';
    const own = trust.githubActions({
      repo: 'acme/agents',
      ids,
      branch: 'main',
      reusableWorkflow: workflow,
      subjectClaims: ['repo', 'context', 'job_workflow_ref'],
    });
    const token = { ...claims, job_workflow_ref: workflow, sub: `repo:acme/agents:ref:refs/heads/main:job_workflow_ref:${workflow}` };

    it('makes up the subject from what is declared, in both forms of the repository', () => {
      expect(subjectsOf(own)).toEqual([token.sub, token.sub.replace('acme/agents', 'acme@123456/agents@456789')]);
      expect(
        subjectsOf(
          trust.githubActions({
            repo: 'acme/agents',
            ids,
            environment: 'eu:production',
            ref: 'refs/heads/main',
            subjectClaims: ['repository_owner', 'repository_owner_id', 'repository_id', 'context', 'ref', 'environment'],
          }),
        ),
      ).toEqual([
        'repository_owner:acme:repository_owner_id:123456:repository_id:456789:environment:eu%3Aproduction:ref:refs/heads/main:environment:eu%3Aproduction',
      ]);
    });

    it('admits the job with that subject', () => {
      expect(withToken(own, GITHUB, token)).toBe('allow');
    });

    it.each([
      ['with the usual subject', { ...token, sub: 'repo:acme/agents:ref:refs/heads/main' }],
      ['of a pull request', { ...token, sub: token.sub.replace('ref:refs/heads/main', 'pull_request') }],
      [
        'of another version of the workflow',
        { ...token, sub: token.sub.replace(/main$/, 'evil'), job_workflow_ref: workflow.replace('main', 'evil') },
      ],
      ['of another repository that chose the same claims', { ...token, repository_id: '1' }],
    ])('does not admit a job %s', (_name, other) => {
      expect(withToken(own, GITHUB, other)).toBe('implicit-deny');
    });
  });
});

import { type Trust, trust } from 'agent-workload-identity';
import { componentOf, HOME, planOf } from '../../plan/planned';
import { trusting } from '../agents';
import { policy, trustPolicyOf, withToken } from './asking';
import { PIPELINES } from './pipelines';

describe('GitLab.com', () => {
  const issuer = 'gitlab.com';
  const { gitlab: main } = PIPELINES;
  const claims = {
    aud: 'sts.amazonaws.com',
    sub: 'project_path:acme/agents:ref_type:branch:ref:main',
    project_id: '456789',
    namespace_id: '123456',
    project_path: 'acme/agents',
    namespace_path: 'acme',
    ref: 'main',
    ref_type: 'branch',
    ref_protected: 'true',
    pipeline_source: 'push',
    runner_environment: 'gitlab-hosted',
    user_login: 'someone',
  };
  const { ref_protected: _protected, ...withoutProtection } = claims;
  const { project_id: _project, ...withoutProject } = claims;
  const withOptions = (options: object): Trust => trust.gitlab({ ...main, ...options } as never);

  it('pins the subject of one branch, the ids of project and namespace, and that the branch is protected', () => {
    expect(trustPolicyOf(main)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/gitlab.com`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: {
          StringEquals: {
            'gitlab.com:aud': ['sts.amazonaws.com'],
            'gitlab.com:sub': ['project_path:acme/agents:ref_type:branch:ref:main'],
            'gitlab.com:project_id': ['456789'],
            'gitlab.com:namespace_id': ['123456'],
            'gitlab.com:ref_protected': ['true'],
          },
        },
      }),
    );
  });

  it.each([
    ['after a push', claims],
    ['by schedule, on a runner of its own', { ...claims, pipeline_source: 'schedule', runner_environment: 'self-hosted' }],
    ['of another user', { ...claims, user_login: 'another' }],
  ])('admits a job %s', (_name, token) => {
    expect(withToken(main, issuer, token)).toBe('allow');
  });

  it.each([
    ['of another branch', { ...claims, sub: 'project_path:acme/agents:ref_type:branch:ref:feature' }],
    ['of a tag that is called like the branch', { ...claims, sub: 'project_path:acme/agents:ref_type:tag:ref:main' }],
    ['of a branch that begins alike', { ...claims, sub: 'project_path:acme/agents:ref_type:branch:ref:main-2' }],
    ['of another project of the group', { ...claims, sub: 'project_path:acme/other:ref_type:branch:ref:main', project_id: '1' }],
    [
      'of a group that begins alike',
      { ...claims, sub: 'project_path:acme-evil/agents:ref_type:branch:ref:main', namespace_id: '9', project_id: '9' },
    ],
    ['of a project that took over the name', { ...claims, project_id: '999999' }],
    ['of a namespace that took over the name', { ...claims, namespace_id: '999999' }],
    ['of an unprotected branch', { ...claims, ref_protected: 'false' }],
    ['for another audience', { ...claims, aud: 'https://gitlab.com' }],
    ['without the claim of protection', withoutProtection],
    ['without the id of the project', withoutProject],
  ])('does not admit a job %s', (_name, token) => {
    expect(withToken(main, issuer, token)).toBe('implicit-deny');
  });

  it('admits only pipelines that were started in a way that is named', () => {
    const pushed = withOptions({ pipelineSources: ['push', 'web'] });
    expect(withToken(pushed, issuer, claims)).toBe('allow');
    expect(withToken(pushed, issuer, { ...claims, pipeline_source: 'web' })).toBe('allow');
    expect(withToken(pushed, issuer, { ...claims, pipeline_source: 'merge_request_event' })).toBe('implicit-deny');
  });

  it('admits only the runners that are named', () => {
    const own = withOptions({ runners: 'self-hosted' });
    expect(withToken(own, issuer, claims)).toBe('implicit-deny');
    expect(withToken(own, issuer, { ...claims, runner_environment: 'self-hosted' })).toBe('allow');
  });

  it('admits an unprotected branch only for a reason, which stands in the review', () => {
    const open = withOptions({ dangerouslyUnprotectedRef: 'everybody may try' });
    expect(withToken(open, issuer, { ...claims, ref_protected: 'false' })).toBe('allow');
    expect(componentOf(planOf(trusting(open)), 'tool').waivers).toEqual([
      { what: 'the unprotected branch main of acme/agents', because: 'everybody may try' },
    ]);
  });

  it('names a tag, and a project below several groups, as GitLab writes them', () => {
    const tagged = trust.gitlab({
      project: 'acme/ai/agents',
      ids: { project: '1', namespace: '2' },
      tag: 'v1.2',
      audience: 'sts.amazonaws.com',
    });
    expect(componentOf(planOf(trusting(tagged)), 'tool').trust[0]?.subject).toEqual(['project_path:acme/ai/agents:ref_type:tag:ref:v1.2']);
  });
});

describe('a GitLab server of your own', () => {
  const issuer = 'gitlab.example.com';
  const own = trust.gitlab({ host: issuer, refIsProtected: true, project: 'acme/agents', branch: 'main', audience: 'sts.amazonaws.com' });
  const claims = { aud: 'sts.amazonaws.com', sub: 'project_path:acme/agents:ref_type:branch:ref:main' };

  it('pins subject and audience, because STS offers nothing else of its tokens', () => {
    expect(trustPolicyOf(own)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${issuer}`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: { StringEquals: { [`${issuer}:aud`]: [claims.aud], [`${issuer}:sub`]: [claims.sub] } },
      }),
    );
  });

  it.each([
    ['as it is', claims],
    ['whatever its ids', { ...claims, project_id: '7' }],
    ['whatever its user', { ...claims, user_login: 'another' }],
  ])('admits a job of the branch, %s', (_name, token) => {
    expect(withToken(own, issuer, token)).toBe('allow');
  });

  it.each([
    ['of gitlab.com', 'gitlab.com', claims],
    ['of another branch', issuer, { ...claims, sub: claims.sub.replace('main', 'feature') }],
    ['of another project', issuer, { ...claims, sub: claims.sub.replace('agents', 'agents2') }],
    ['of another group', issuer, { ...claims, sub: claims.sub.replace('acme', 'acme-evil') }],
    ['for another audience', issuer, { ...claims, aud: 'https://gitlab.example.com' }],
    ['without a subject', issuer, { aud: claims.aud }],
  ])('does not admit a job %s', (_name, from, token) => {
    expect(withToken(own, from, token)).toBe('implicit-deny');
  });
});

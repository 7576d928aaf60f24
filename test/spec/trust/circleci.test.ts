import { trust } from 'agent-workload-identity';
import { componentOf, HOME, planOf } from '../../plan/planned';
import { trusting } from '../agents';
import { policy, trustPolicyOf, withToken } from './asking';
import { ORG, PIPELINES, PROJECT, ENVIRONMENT as USER } from './pipelines';

describe('CircleCI', () => {
  const issuer = `oidc.circleci.com/org/${ORG}`;
  const key = 'oidc.circleci.com/project-id';
  const { circleci: main } = PIPELINES;
  const first = `org/${ORG}/project/${PROJECT}/user/${USER}`;
  const tail = '/vcs-origin/github.com/acme/agents/vcs-ref/refs/heads/main';
  const claims = { aud: ORG, sub: `${first}${tail}`, [key]: PROJECT };

  it('pins project, repository and branch, and leaves open which user it is', () => {
    expect(trustPolicyOf(main)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${issuer}`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: {
          StringEquals: { [`${issuer}:aud`]: [ORG], [`${issuer}:${key}`]: [PROJECT] },
          StringLike: { [`${issuer}:sub`]: [`org/${ORG}/project/${PROJECT}/user/????????-????-????-????-????????????${tail}`] },
        },
      }),
    );
  });

  it.each([
    ['of one user', claims],
    ['of another user', { ...claims, sub: claims.sub.replace(USER, ORG) }],
    ['in a context', { ...claims, 'oidc.circleci.com/context-ids': [ORG] }],
  ])('admits a job of the branch, %s', (_name, token) => {
    expect(withToken(main, issuer, token)).toBe('allow');
  });

  it.each([
    ['of another branch', { ...claims, sub: `${claims.sub}-2` }],
    ['of a branch that is called like the rest of the subject', { ...claims, sub: `${first}${tail.replace('main', 'x')}${tail}` }],
    ['of a tag that is called like the branch', { ...claims, sub: claims.sub.replace('refs/heads', 'refs/tags') }],
    ['of a fork', { ...claims, sub: claims.sub.replace('github.com/acme', 'github.com/evil') }],
    ['of another project', { ...claims, sub: claims.sub.replace(PROJECT, USER), [key]: USER }],
    ['with the id of another project', { ...claims, [key]: USER }],
    ['without the id of the project', { aud: claims.aud, sub: claims.sub }],
    ['with a token of the first version, which names no branch', { ...claims, sub: first }],
    ['for another audience', { ...claims, aud: 'sts.amazonaws.com' }],
  ])('does not admit a job %s', (_name, token) => {
    expect(withToken(main, issuer, token)).toBe('implicit-deny');
  });

  it('does not admit a job of another organization, whose issuer is another', () => {
    expect(withToken(main, `oidc.circleci.com/org/${USER}`, claims)).toBe('implicit-deny');
  });

  it('admits every branch only for a reason, and then tokens of both versions, of the one project', () => {
    const any = trust.circleCi({
      organization: ORG,
      project: PROJECT,
      dangerouslyAnyRef: 'reads public data only',
      audience: 'sts.amazonaws.com',
    });
    const token = { ...claims, aud: 'sts.amazonaws.com' };
    expect(withToken(any, issuer, token)).toBe('allow');
    expect(withToken(any, issuer, { ...token, sub: first })).toBe('allow');
    expect(withToken(any, issuer, { ...token, sub: first.replace(PROJECT, USER) })).toBe('implicit-deny');
    expect(componentOf(planOf(trusting(any)), 'tool').waivers).toEqual([
      { what: `the jobs of every branch of project ${PROJECT}`, because: 'reads public data only' },
    ]);
  });
});

import { trust } from 'agent-workload-identity';
import { componentOf, HOME, planOf } from '../../plan/planned';
import { trusting } from '../agents';
import { policy, trustPolicyOf, withToken } from './asking';
import { ENVIRONMENT, ORG, PIPELINES, PROJECT, PIPELINE as STEP } from './pipelines';

describe('Bitbucket Pipelines', () => {
  const issuer = 'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc';
  const { bitbucket: production } = PIPELINES;
  const subject = `{${PROJECT}}:{${ENVIRONMENT}}`;
  const claims = { aud: `ari:cloud:bitbucket::workspace/${ORG}`, sub: `${subject}:{${STEP}}`, branchName: 'main' };

  it('pins repository and environment by their ids, and leaves open which step it is', () => {
    expect(trustPolicyOf(production)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${issuer}`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: {
          StringEquals: { [`${issuer}:aud`]: [claims.aud] },
          StringLike: { [`${issuer}:sub`]: [`${subject}:{????????-????-????-????-????????????}`] },
        },
      }),
    );
  });

  it.each([
    ['of one run', claims],
    ['of another run', { ...claims, sub: `${subject}:{${ORG}}` }],
    ['of another branch, which the environment lets deploy', { ...claims, branchName: 'hotfix' }],
  ])('admits a step that deploys to the environment, %s', (_name, token) => {
    expect(withToken(production, issuer, token)).toBe('allow');
  });

  it.each([
    ['that deploys elsewhere', { ...claims, sub: `{${PROJECT}}:{${ORG}}:{${STEP}}` }],
    ['that deploys nowhere', { ...claims, sub: `{${PROJECT}}:{${STEP}}` }],
    ['of another repository', { ...claims, sub: `{${ORG}}:{${ENVIRONMENT}}:{${STEP}}` }],
    ['with a longer subject', { ...claims, sub: `${claims.sub}:{${STEP}}` }],
    ['of a workspace that took over the name', { ...claims, aud: `ari:cloud:bitbucket::workspace/${STEP}` }],
    ['without a subject', { aud: claims.aud }],
    ['without an audience', { sub: claims.sub }],
  ])('does not admit a step %s', (_name, token) => {
    expect(withToken(production, issuer, token)).toBe('implicit-deny');
  });

  it('does not admit a step of another workspace, whose issuer is another', () => {
    expect(withToken(production, issuer.replace('acme', 'acme-evil'), claims)).toBe('implicit-deny');
  });

  it('admits steps outside of deployments only for a reason, and then no deployments', () => {
    const any = trust.bitbucket({
      workspace: 'acme',
      workspaceId: ORG,
      repository: PROJECT,
      dangerouslyAnyBranch: 'reads public data only',
    });
    expect(withToken(any, issuer, { ...claims, sub: `{${PROJECT}}:{${STEP}}` })).toBe('allow');
    expect(withToken(any, issuer, claims)).toBe('implicit-deny');
    expect(componentOf(planOf(trusting(any)), 'tool').waivers).toEqual([
      { what: `the steps of every branch of repository ${PROJECT}`, because: 'reads public data only' },
    ]);
  });
});

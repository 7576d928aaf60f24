import { trust } from 'agent-workload-identity';
import { componentOf, HOME, planOf } from '../../plan/planned';
import { trusting } from '../agents';
import { policy, trustPolicyOf, withToken } from './asking';
import { PIPELINES } from './pipelines';

describe('Vercel', () => {
  const issuer = 'oidc.vercel.com/acme';
  const { vercel: production } = PIPELINES;
  const claims = {
    aud: 'https://vercel.com/acme',
    sub: 'owner:acme:project:agents:environment:production',
    owner_id: 'team_1',
    project_id: 'prj_1',
    environment: 'production',
  };

  it('pins one environment of one project, at the issuer of the team', () => {
    expect(trustPolicyOf(production)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${issuer}`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: { StringEquals: { [`${issuer}:aud`]: [claims.aud], [`${issuer}:sub`]: [claims.sub] } },
      }),
    );
  });

  it.each([
    ['as it is', claims],
    ['whatever its ids, which are no keys', { ...claims, project_id: 'prj_2' }],
    ['for a user', { ...claims, user_id: 'user_1' }],
  ])('admits a deployment, %s', (_name, token) => {
    expect(withToken(production, issuer, token)).toBe('allow');
  });

  it.each([
    ['of a preview', { ...claims, sub: claims.sub.replace('production', 'preview') }],
    ['on the machine of a developer', { ...claims, sub: claims.sub.replace('production', 'development') }],
    ['of another project', { ...claims, sub: claims.sub.replace('agents', 'other') }],
    ['of a project that begins alike', { ...claims, sub: claims.sub.replace('agents', 'agents-evil') }],
    ['of another team', { ...claims, sub: claims.sub.replace('acme', 'evil'), aud: 'https://vercel.com/evil' }],
    ['for another audience', { ...claims, aud: 'sts.amazonaws.com' }],
    ['without a subject', { aud: claims.aud }],
  ])('does not admit a deployment %s', (_name, token) => {
    expect(withToken(production, issuer, token)).toBe('implicit-deny');
  });

  it('does not admit a token of the issuer that all teams share, or of another team\u2019s', () => {
    expect(withToken(production, 'oidc.vercel.com', claims)).toBe('implicit-deny');
    expect(withToken(production, 'oidc.vercel.com/acme-evil', claims)).toBe('implicit-deny');
  });

  it('takes the shared issuer only for a reason, and then the audience tells the team', () => {
    const shared = trust.vercel({
      team: 'acme',
      project: 'agents',
      environment: 'production',
      dangerouslySharedIssuer: 'to be moved in May',
    });
    expect(withToken(shared, 'oidc.vercel.com', claims)).toBe('allow');
    expect(withToken(shared, 'oidc.vercel.com', { ...claims, aud: 'https://vercel.com/evil' })).toBe('implicit-deny');
    expect(componentOf(planOf(trusting(shared)), 'tool').waivers).toEqual([
      { what: 'the issuer that team acme shares with all others', because: 'to be moved in May' },
    ]);
  });

  it('admits previews only for a reason, and an environment of your own by its slug', () => {
    const previews = trust.vercel({ team: 'acme', project: 'agents', dangerouslyAnyPreview: 'reads public data only' });
    const staging = trust.vercel({ team: 'acme', project: 'agents', customEnvironment: 'staging' });
    expect(withToken(previews, issuer, { ...claims, sub: claims.sub.replace('production', 'preview') })).toBe('allow');
    expect(withToken(previews, issuer, claims)).toBe('implicit-deny');
    expect(withToken(staging, issuer, { ...claims, sub: claims.sub.replace('production', 'staging') })).toBe('allow');
    expect(withToken(staging, issuer, claims)).toBe('implicit-deny');
    expect(componentOf(planOf(trusting(previews)), 'tool').waivers).toEqual([
      { what: 'the previews of every branch of agents', because: 'reads public data only' },
    ]);
  });
});

import { trust } from 'agent-workload-identity';
import { HOME } from '../../plan/planned';
import { policy, trustPolicyOf, withToken } from './asking';
import { PIPELINES } from './pipelines';

describe('Fly.io', () => {
  const issuer = 'oidc.fly.io/acme';
  const { 'fly-io': app } = PIPELINES;
  const claims = { aud: 'sts.amazonaws.com', sub: 'acme:agents:weathered-cloud-1', app_name: 'agents', org_name: 'acme', region: 'ams' };

  it('pins one app, at the issuer of the organization, and leaves open which machine it is', () => {
    expect(trustPolicyOf(app)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${issuer}`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: { StringEquals: { [`${issuer}:aud`]: [claims.aud] }, StringLike: { [`${issuer}:sub`]: ['acme:agents:*'] } },
      }),
    );
  });

  it.each([
    ['one', claims],
    ['another', { ...claims, sub: 'acme:agents:falling-leaf-2' }],
    ['one elsewhere', { ...claims, region: 'fra' }],
  ])('admits the machines of the app: %s', (_name, token) => {
    expect(withToken(app, issuer, token)).toBe('allow');
  });

  it.each([
    ['of another app', { ...claims, sub: 'acme:other:weathered-cloud-1' }],
    ['of an app that begins alike', { ...claims, sub: 'acme:agents-evil:weathered-cloud-1' }],
    ['of another organization', { ...claims, sub: 'evil:agents:weathered-cloud-1' }],
    ['that is called like the app', { ...claims, sub: 'acme:other:agents' }],
    ['for another audience', { ...claims, aud: 'https://fly.io/acme' }],
    ['without a subject', { aud: claims.aud }],
  ])('does not admit a machine %s', (_name, token) => {
    expect(withToken(app, issuer, token)).toBe('implicit-deny');
  });

  it('does not admit a token of another organization\u2019s issuer', () => {
    expect(withToken(app, 'oidc.fly.io/acme-evil', claims)).toBe('implicit-deny');
  });

  it('admits one machine alone where it is named', () => {
    const one = trust.flyIo({ organization: 'acme', app: 'agents', machine: 'weathered-cloud-1' });
    expect(withToken(one, issuer, claims)).toBe('allow');
    expect(withToken(one, issuer, { ...claims, sub: 'acme:agents:weathered-cloud-10' })).toBe('implicit-deny');
  });
});

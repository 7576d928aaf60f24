import { claimsOf, controlOf, IDENTITY_PROVIDER_CONTROLS, issuerOf } from '../../../lib/policy';

describe('what IAM demands of trust in a shared issuer', () => {
  it.each([
    ['token.actions.githubusercontent.com', 'sub'],
    ['oidc-configuration.audit-log.githubusercontent.com', 'sub'],
    ['vstoken.actions.githubusercontent.com', 'sub'],
    ['gitlab.com', 'sub'],
    ['app.terraform.io', 'sub'],
    ['agent.buildkite.com', 'sub'],
    ['oidc.codefresh.io', 'sub'],
    ['studio.datachain.ai/api', 'sub'],
    ['scalr.io', 'sub'],
    ['tokens.cloud.shisho.dev', 'sub'],
    ['proidc.upbound.io', 'sub'],
    ['oidc.vercel.com', 'aud'],
    ['api.pulumi.com/oidc', 'aud'],
    ['sandboxes.cloud', 'aud'],
    ['cognito-identity.amazonaws.com', 'aud'],
    ['sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/', 'sts:RoleSessionName'],
  ])('%s: a condition on %s', (issuer, control) => {
    expect(controlOf(issuer)).toMatchObject({ control });
    expect(controlOf(issuer.toUpperCase())).toMatchObject({ control });
  });

  it('covers the six issuers of IBM Turbonomic', () => {
    expect(IDENTITY_PROVIDER_CONTROLS.filter(({ title, control }) => title === 'IBM Turbonomic' && control === 'sub')).toHaveLength(6);
  });

  it.each([
    // Many tenants use these, but IAM demands nothing.
    'accounts.google.com',
    'oidc.circleci.com/org/6f1e2cca-4702-4368-8bc0-39b7dc9d4485',
    // An issuer of one team, enterprise or tenant is another issuer than the shared one.
    'oidc.vercel.com/example-team',
    'token.actions.githubusercontent.com/octo-enterprise',
    'sts.windows.net/0a1b2c3d-1111-4222-8333-444455556666/',
    'gitlab.example.com',
    'api.pulumi.com',
  ])('%s: nothing', (issuer) => {
    expect(controlOf(issuer)).toBeUndefined();
    expect(claimsOf(issuer)).not.toHaveProperty('control');
  });

  it('is part of what is known about the issuer', () => {
    expect(claimsOf('gitlab.com').control).toMatchObject({ control: 'sub' });
  });

  it('never names an issuer that many share as one of a tenant, nor one that is no issuer', () => {
    for (const { issuer, control } of IDENTITY_PROVIDER_CONTROLS) {
      expect(issuerOf(`https://${issuer}`)).toBe(issuer);
      if (control !== 'sts:RoleSessionName') expect([issuer, claimsOf(issuer).tenancy]).toEqual([issuer, 'shared']);
    }
  });
});

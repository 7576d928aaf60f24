import { trust } from 'agent-workload-identity';
import { HOME } from '../../plan/planned';
import { policy, trustPolicyOf, withToken } from './asking';
import { PIPELINES } from './pipelines';

describe('Pulumi Cloud', () => {
  const issuer = 'api.pulumi.com/oidc';
  const { 'pulumi-cloud': update } = PIPELINES;
  const environment = trust.pulumiCloud({ organization: 'acme', project: 'agents', environment: 'production' });
  const claims = {
    aud: 'acme',
    sub: 'pulumi:deploy:org:acme:project:agents:stack:production:operation:update:scope:write',
    deploymentVersion: '7',
  };
  const opened = { aud: 'aws:acme', sub: 'pulumi:environments:org:acme:env:agents/production' };

  it('pins one operation on one stack, and by the audience the organization', () => {
    expect(trustPolicyOf(update)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${issuer}`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: { StringEquals: { [`${issuer}:aud`]: ['acme'], [`${issuer}:sub`]: [claims.sub] } },
      }),
    );
  });

  it('pins one environment of ESC, whose audience has a prefix', () => {
    expect(trustPolicyOf(environment)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${issuer}`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: { StringEquals: { [`${issuer}:aud`]: ['aws:acme'], [`${issuer}:sub`]: [opened.sub] } },
      }),
    );
  });

  it('admits what was declared, the older audience of the project `default` included', () => {
    const legacy = trust.pulumiCloud({ organization: 'acme', project: 'default', environment: 'production' });
    expect(withToken(update, issuer, claims)).toBe('allow');
    expect(withToken(environment, issuer, opened)).toBe('allow');
    expect(withToken(legacy, issuer, { aud: 'acme', sub: 'pulumi:environments:org:acme:env:default/production' })).toBe('allow');
  });

  it.each([
    ['a preview', { ...claims, sub: claims.sub.replace('update', 'preview') }],
    ['another stack', { ...claims, sub: claims.sub.replace('production', 'production-2') }],
    ['another project', { ...claims, sub: claims.sub.replace('agents', 'other') }],
    ['another organization', { ...claims, aud: 'evil', sub: claims.sub.replace('acme', 'evil') }],
    ['another organization that writes the subject alike', { ...claims, aud: 'evil' }],
    ['an environment', { ...opened, aud: 'acme' }],
    ['a deployment without an audience', { sub: claims.sub }],
  ])('does not admit %s', (_name, token) => {
    expect(withToken(update, issuer, token)).toBe('implicit-deny');
  });

  it.each([
    ['another environment', { ...opened, sub: `${opened.sub}-2` }],
    ['the environment of another project', { ...opened, sub: opened.sub.replace('agents', 'other') }],
    ['the environment of another organization', { aud: 'aws:evil', sub: opened.sub.replace('acme', 'evil') }],
    ['a deployment', { ...claims, aud: 'aws:acme' }],
    ['the audience of another cloud', { ...opened, aud: 'azure:acme' }],
    ['a token without a subject', { aud: opened.aud }],
  ])('does not admit to an environment %s', (_name, token) => {
    expect(withToken(environment, issuer, token)).toBe('implicit-deny');
  });
});

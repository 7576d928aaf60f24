import { trust } from 'agent-workload-identity';
import { HOME } from '../../plan/planned';
import { policy, trustPolicyOf, withToken } from './asking';
import { PIPELINES } from './pipelines';

describe('HCP Terraform', () => {
  const issuer = 'app.terraform.io';
  const { 'hcp-terraform': apply } = PIPELINES;
  const plan = trust.hcpTerraform({ organization: 'acme', project: 'agents', workspace: 'production', phase: 'plan' });
  const subject = 'organization:acme:project:agents:workspace:production:run_phase:';
  const claims = {
    aud: 'aws.workload.identity',
    sub: `${subject}apply`,
    terraform_organization_name: 'acme',
    terraform_workspace_id: 'ws-1',
    terraform_run_phase: 'apply',
  };

  it('pins one phase of the runs of one workspace', () => {
    expect(trustPolicyOf(apply)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${issuer}`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: { StringEquals: { [`${issuer}:aud`]: ['aws.workload.identity'], [`${issuer}:sub`]: [`${subject}apply`] } },
      }),
    );
  });

  it('admits each phase to its own component only', () => {
    expect(withToken(apply, issuer, claims)).toBe('allow');
    expect(withToken(apply, issuer, { ...claims, sub: `${subject}plan` })).toBe('implicit-deny');
    expect(withToken(plan, issuer, { ...claims, sub: `${subject}plan` })).toBe('allow');
    expect(withToken(plan, issuer, claims)).toBe('implicit-deny');
  });

  it('admits a run for an audience of the workspace\u2019s own where that is said', () => {
    const own = trust.hcpTerraform({
      organization: 'acme',
      project: 'Agents of ours',
      workspace: 'prod',
      phase: 'apply',
      audience: 'aws.acme',
    });
    const token = { aud: 'aws.acme', sub: 'organization:acme:project:Agents of ours:workspace:prod:run_phase:apply' };
    expect(withToken(own, issuer, token)).toBe('allow');
    expect(withToken(own, issuer, { ...token, aud: claims.aud })).toBe('implicit-deny');
  });

  it.each([
    ['of another organization', { ...claims, sub: claims.sub.replace('acme', 'evil') }],
    ['of an organization that begins alike', { ...claims, sub: claims.sub.replace('acme', 'acme-evil') }],
    ['of another project', { ...claims, sub: claims.sub.replace('agents', 'other') }],
    ['of a workspace that begins alike', { ...claims, sub: claims.sub.replace('production', 'production-2') }],
    ['for another audience', { ...claims, aud: 'gcp.workload.identity' }],
    ['without a subject', { aud: claims.aud }],
    ['without an audience', { sub: claims.sub }],
  ])('does not admit a run %s', (_name, token) => {
    expect(withToken(apply, issuer, token)).toBe('implicit-deny');
  });
});

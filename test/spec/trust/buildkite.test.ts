import { trust } from 'agent-workload-identity';
import { HOME } from '../../plan/planned';
import { policy, trustPolicyOf, withToken } from './asking';
import { ORG, ENVIRONMENT as OTHER, PIPELINE, PIPELINES } from './pipelines';

describe('Buildkite', () => {
  const issuer = 'agent.buildkite.com';
  const { buildkite: main } = PIPELINES;
  const commit = '9f3182061f1e2cca4702c368cbc039b7dc9d4485';
  const ref = 'organization:acme:pipeline:agents:ref:refs/heads/main';
  const claims = {
    aud: 'sts.amazonaws.com',
    sub: `${ref}:commit:${commit}:step:deploy`,
    organization_slug: 'acme',
    pipeline_slug: 'agents',
    build_branch: 'main',
    organization_id: ORG,
    pipeline_id: PIPELINE,
    step_key: 'deploy',
  };
  const { pipeline_id: _pipeline, ...withoutPipeline } = claims;
  const { organization_id: _organization, ...withoutOrganization } = claims;

  it('pins pipeline, branch and step, with the ids, and leaves open which commit it is', () => {
    expect(trustPolicyOf(main)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${issuer}`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: ['sts.amazonaws.com'],
            [`${issuer}:build_branch`]: ['main'],
            [`${issuer}:organization_id`]: [ORG],
            [`${issuer}:pipeline_id`]: [PIPELINE],
          },
          StringLike: { [`${issuer}:sub`]: [`${ref}:commit:????????????????????????????????????????:step:deploy`] },
        },
      }),
    );
  });

  it.each([
    ['of one commit', claims],
    ['of another commit', { ...claims, sub: claims.sub.replace(commit, '0'.repeat(40)) }],
    ['in a cluster', { ...claims, cluster_id: OTHER, cluster_name: 'default' }],
  ])('admits the step of the branch, %s', (_name, token) => {
    expect(withToken(main, issuer, token)).toBe('allow');
  });

  it.each([
    ['of another step', { ...claims, sub: claims.sub.replace('deploy', 'test') }],
    ['of a step that is called like the rest of the subject', { ...claims, sub: `${ref}:commit:${commit}:step:x:step:deploy` }],
    ['of another branch', { ...claims, sub: claims.sub.replace('main', 'feature'), build_branch: 'feature' }],
    ['of a tag that is called like the branch', { ...claims, sub: claims.sub.replace('heads', 'tags') }],
    ['of another pipeline', { ...claims, sub: claims.sub.replace('agents', 'other'), pipeline_id: OTHER }],
    ['of an organization that begins alike', { ...claims, sub: claims.sub.replace('acme', 'acme-evil'), organization_id: OTHER }],
    ['of a pipeline that took over the slug', { ...claims, pipeline_id: OTHER }],
    ['of an organization that took over the slug', { ...claims, organization_id: OTHER }],
    ['of a commit that is not known yet', { ...claims, sub: claims.sub.replace(commit, 'HEAD') }],
    ['without the id of the pipeline', withoutPipeline],
    ['without the id of the organization', withoutOrganization],
    ['for another audience', { ...claims, aud: 'https://buildkite.com/acme' }],
  ])('does not admit a job %s', (_name, token) => {
    expect(withToken(main, issuer, token)).toBe('implicit-deny');
  });

  it('admits any step of the pipeline where none is named, of that tag alone', () => {
    const tagged = trust.buildkite({ organization: 'acme', pipeline: 'agents', ids: main.ids, tag: 'v1' });
    const token = { ...claims, sub: `organization:acme:pipeline:agents:ref:refs/tags/v1:commit:${commit}:step:`, build_branch: 'v1' };
    expect(withToken(tagged, issuer, token)).toBe('allow');
    expect(withToken(tagged, issuer, { ...token, sub: `${token.sub}publish` })).toBe('allow');
    expect(withToken(tagged, issuer, { ...token, sub: token.sub.replace('v1', 'v2') })).toBe('implicit-deny');
  });
});

/** One of each trust kind of a pipeline or platform, as docs/trust.md shows it. */
import { trust } from 'agent-workload-identity';

export const ORG = '6f1e2cca-4702-4368-8bc0-39b7dc9d4485';
export const PROJECT = '0a1b2c3d-1111-4222-8333-444455556666';
export const PIPELINE = '0184990a-4782-42b5-afc1-16715b10b1a0';
export const ENVIRONMENT = '9f8e7d6c-5555-4666-8777-888899990000';

export const PIPELINES = {
  bitbucket: trust.bitbucket({ workspace: 'acme', workspaceId: ORG, repository: PROJECT, environment: ENVIRONMENT }),
  buildkite: trust.buildkite({
    organization: 'acme',
    pipeline: 'agents',
    ids: { organization: ORG, pipeline: PIPELINE },
    branch: 'main',
    step: 'deploy',
  }),
  circleci: trust.circleCi({ organization: ORG, project: PROJECT, vcsOrigin: 'github.com/acme/agents', branch: 'main' }),
  'fly-io': trust.flyIo({ organization: 'acme', app: 'agents' }),
  'github-actions': trust.githubActions({
    repo: 'acme/agents',
    ids: { owner: '123456', repo: '456789' },
    environment: 'production',
    ref: 'refs/heads/main',
  }),
  'github-enterprise-server': trust.githubEnterpriseServer({ host: 'github.example.com', repo: 'acme/agents', branch: 'main' }),
  gitlab: trust.gitlab({
    project: 'acme/agents',
    ids: { project: '456789', namespace: '123456' },
    branch: 'main',
    audience: 'sts.amazonaws.com',
  }),
  'hcp-terraform': trust.hcpTerraform({ organization: 'acme', project: 'agents', workspace: 'production', phase: 'apply' }),
  oidc: trust.oidc({
    issuer: 'https://broker.example.com',
    audience: 'sts.amazonaws.com',
    subject: 'workload:tool',
    mustNameTheRole: true,
  }),
  'pulumi-cloud': trust.pulumiCloud({ organization: 'acme', project: 'agents', stack: 'production', operation: 'update' }),
  vercel: trust.vercel({ team: 'acme', project: 'agents', environment: 'production' }),
} as const;

const GITHUB = { repo: 'acme/agents', ids: { owner: '123456', repo: '456789' } } as const;

/** Other ways to say it. */
export const VARIANTS = {
  'a Bitbucket repository': trust.bitbucket({
    workspace: 'acme',
    workspaceId: ORG,
    repository: PROJECT,
    dangerouslyAnyBranch: 'reads public data only',
  }),
  'any step of a Buildkite tag': trust.buildkite({
    organization: 'acme',
    pipeline: 'agents',
    ids: { organization: ORG, pipeline: PIPELINE },
    tag: 'v1',
  }),
  'any branch of CircleCI': trust.circleCi({ organization: ORG, project: PROJECT, dangerouslyAnyRef: 'reads public data only' }),
  'one machine of Fly.io': trust.flyIo({ organization: 'acme', app: 'agents', machine: 'first' }),
  'a GitHub branch at the issuer of an enterprise': trust.githubActions({ ...GITHUB, enterprise: 'acme-inc', branch: 'main' }),
  'a GitHub branch with data residency': trust.githubActions({ ...GITHUB, dataResidency: 'acme', branch: 'main' }),
  'a GitHub subject of claims of one\u2019s own choice': trust.githubActions({
    ...GITHUB,
    branch: 'main',
    reusableWorkflow: 'acme/ci/.github/workflows/deploy.yml@refs/heads/main',
    subjectClaims: ['repository_id', 'context', 'job_workflow_ref'],
  }),
  'a protected environment of a GitHub server': trust.githubEnterpriseServer({
    host: 'github.example.com',
    repo: 'acme/agents',
    environment: 'production',
    environmentIsProtected: true,
  }),
  'a GitLab server of your own': trust.gitlab({
    host: 'gitlab.example.com',
    refIsProtected: true,
    project: 'acme/agents',
    branch: 'main',
    audience: 'sts.amazonaws.com',
  }),
  'an issuer that a person\u2019s e-mail address is asked of': trust.oidc({
    issuer: 'https://broker.example.com',
    audience: 'sts.amazonaws.com',
    subject: 'workload:tool',
    claims: { email: 'tool@example.com' },
  }),
  'a Pulumi ESC environment': trust.pulumiCloud({ organization: 'acme', project: 'agents', environment: 'production' }),
  'Vercel at the shared issuer': trust.vercel({
    team: 'acme',
    project: 'agents',
    environment: 'production',
    dangerouslySharedIssuer: 'to be moved in May',
  }),
} as const;

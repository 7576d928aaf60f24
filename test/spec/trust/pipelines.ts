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
  gitlab: trust.gitlab({
    project: 'acme/agents',
    ids: { project: '456789', namespace: '123456' },
    branch: 'main',
    audience: 'sts.amazonaws.com',
  }),
  'hcp-terraform': trust.hcpTerraform({ organization: 'acme', project: 'agents', workspace: 'production', phase: 'apply' }),
  'pulumi-cloud': trust.pulumiCloud({ organization: 'acme', project: 'agents', stack: 'production', operation: 'update' }),
  vercel: trust.vercel({ team: 'acme', project: 'agents', environment: 'production' }),
} as const;

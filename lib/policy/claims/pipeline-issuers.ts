import { always, type IssuerDefinition, sometimes, standardClaims, subject } from './claim';

const AWS_AUDIENCE = 'sts.amazonaws.com';
const REFERENCE = 'Service Authorization Reference, AWS Security Token Service, condition keys';
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const GITHUB_HOST = 'token.actions.githubusercontent.com';

/** The keys are the same wherever GitHub Actions issues tokens: github.com, an enterprise's own issuer, data residency. */
const githubClaims = (defaultAudience: string) => [
  ...standardClaims(
    subject(
      {
        syntax:
          'repo:OWNER/REPO:environment:NAME, repo:OWNER/REPO:pull_request or repo:OWNER/REPO:ref:REF; new repositories write OWNER@ID/REPO@ID',
        pattern:
          /^repo:[A-Za-z0-9-]+(?:@\d+)?\/[A-Za-z0-9._-]+(?:@\d+)?:(?:environment:[^:]+|pull_request|ref:refs\/(?:heads|tags)\/[^:]+)$/,
        globs: ['repo:*/*:environment:*', 'repo:*/*:pull_request', 'repo:*/*:ref:refs/heads/*', 'repo:*/*:ref:refs/tags/*'],
        // Organisations and repositories may choose other claims for `sub` (REST API, include_claim_keys).
        fixed: false,
      },
      [
        'repo:octo-org/octo-repo:ref:refs/heads/main',
        'repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main',
        'repo:octo-org/octo-repo:environment:production',
        'repo:octo-org@123456/octo-repo@456789:environment:production',
        'repo:octo-org/octo-repo:pull_request',
        'repo:octo-org/octo-repo:ref:refs/tags/v1.0.0',
      ],
    ),
    [AWS_AUDIENCE, defaultAudience],
  ),
  always('actor', ['octocat', 'dependabot[bot]']),
  always('actor_id', ['583231']),
  sometimes('enterprise_id', 'the repository belongs to an enterprise', ['345']),
  sometimes('environment', 'the job names an environment', ['production']),
  sometimes('job_workflow_ref', 'the job runs a reusable workflow', [
    'octo-org/octo-automation/.github/workflows/deploy.yml@refs/heads/main',
  ]),
  always('ref', ['refs/heads/main', 'refs/pull/7/merge', 'refs/tags/v1.0.0']),
  always('repository', ['octo-org/octo-repo']),
  always('repository_id', ['456789']),
  always('repository_owner_id', ['123456']),
  always('workflow', ['deploy']),
];

const GITHUB_HIDDEN = {
  repository_owner: 'repository_owner_id',
  workflow_ref: 'job_workflow_ref',
  event_name: 'sub',
  ref_type: 'ref',
  head_ref: 'ref',
  base_ref: 'ref',
  run_id: undefined,
  runner_environment: undefined,
  environment_node_id: 'environment',
};

const GITHUB_SOURCES = [REFERENCE, 'GitHub Docs, "OpenID Connect reference"'];

const github = (id: string, title: string, issuer: RegExp, example: string, tenancy: IssuerDefinition['tenancy']): IssuerDefinition => ({
  id,
  title,
  issuer,
  example,
  builtIn: false,
  tenancy,
  claims: githubClaims('https://github.com/octo-org'),
  hidden: GITHUB_HIDDEN,
  sources: GITHUB_SOURCES,
});

const buildkiteOnRequest = (what: string): string => `the job asks for it with --claim${what}`;

/** Issuers of build and deployment pipelines for which STS offers claims of their own. */
export const PIPELINE_ISSUERS: readonly IssuerDefinition[] = [
  github('github-actions', 'GitHub Actions', /^token\.actions\.githubusercontent\.com$/, GITHUB_HOST, 'shared'),
  github(
    'github-actions-enterprise',
    'GitHub Actions, issuer of an enterprise',
    /^token\.actions\.githubusercontent\.com\/.+$/,
    `${GITHUB_HOST}/octo-enterprise`,
    'per-tenant',
  ),
  github(
    'github-actions-data-residency',
    'GitHub Actions with data residency',
    /^token\.actions\.[a-z0-9-]+\.ghe\.com$/,
    'token.actions.octocorp.ghe.com',
    'per-tenant',
  ),
  github(
    'github-enterprise',
    'GitHub Enterprise',
    /^github\.com\/enterprises\/[^/]+$/,
    'github.com/enterprises/octo-enterprise',
    'per-tenant',
  ),
  {
    id: 'gitlab',
    title: 'GitLab.com',
    issuer: /^gitlab\.com$/,
    example: 'gitlab.com',
    builtIn: false,
    tenancy: 'shared',
    claims: [
      ...standardClaims(
        subject(
          {
            syntax: 'project_path:GROUP/PROJECT:ref_type:branch|tag:ref:REF',
            pattern: /^project_path:[^:]+:ref_type:(?:branch|tag):ref:.+$/,
            globs: ['project_path:*:ref_type:branch:ref:*', 'project_path:*:ref_type:tag:ref:*'],
            // A project may choose which of its claims make up `sub` (ci_id_token_sub_claim_components).
            fixed: false,
          },
          [
            'project_path:example-group/example-project:ref_type:branch:ref:main',
            'project_path:example-group/example-project:ref_type:tag:ref:v1.0.0',
          ],
        ),
        ['https://gitlab.com', AWS_AUDIENCE],
      ),
      always('namespace_id', ['72']),
      always('pipeline_source', ['push', 'merge_request_event', 'schedule']),
      always('project_id', ['20']),
      always('ref_protected', ['true', 'false']),
      always('runner_environment', ['gitlab-hosted', 'self-hosted']),
      sometimes('user_access_level', 'the user has a role in the project', ['maintainer', 'developer', 'owner']),
      always('user_email', ['someone@example.com']),
      always('user_id', ['1']),
      always('user_login', ['someone']),
    ],
    hidden: {
      namespace_path: 'namespace_id',
      project_path: 'project_id',
      ref: 'sub',
      ref_type: 'sub',
      ref_path: 'sub',
      environment: undefined,
    },
    sources: [REFERENCE, 'GitLab Docs, "OpenID Connect (OIDC) authentication using ID tokens", token payload'],
  },
  {
    id: 'buildkite',
    title: 'Buildkite',
    issuer: /^agent\.(?:buildkite\.com|[a-z0-9-]+\.buildkite\.(?:dev|site))$/,
    example: 'agent.buildkite.com',
    builtIn: false,
    tenancy: 'shared',
    claims: [
      ...standardClaims(
        subject(
          {
            syntax: 'organization:SLUG:pipeline:SLUG:ref:REF:commit:SHA:step:KEY',
            pattern: /^organization:[^:]+:pipeline:[^:]+:ref:refs\/(?:heads|tags)\/.+:commit:[^:]+:step:[^:]*$/,
            globs: [
              'organization:*:pipeline:*:ref:refs/heads/*:commit:*:step:*',
              'organization:*:pipeline:*:ref:refs/tags/*:commit:*:step:*',
            ],
            // A job may ask for one identifier in its place (--subject-claim).
            fixed: false,
          },
          ['organization:example-inc:pipeline:example-app:ref:refs/heads/main:commit:9f3182061f1e2cca4702c368cbc039b7dc9d4485:step:build'],
        ),
        [AWS_AUDIENCE, 'https://buildkite.com/example-inc'],
      ),
      always('build_branch', ['main']),
      sometimes('cluster_id', buildkiteOnRequest(' and runs in a cluster'), ['0191f956-042f-7ec4-aa62-8e5eeae396d0']),
      sometimes('cluster_name', buildkiteOnRequest(' and runs in a cluster'), ['default']),
      sometimes('organization_id', buildkiteOnRequest(''), ['f892efa9-103e-4d28-97a1-3b8616a0994d']),
      always('organization_slug', ['example-inc']),
      sometimes('pipeline_id', buildkiteOnRequest(''), ['0184990a-4782-42b5-afc1-16715b10b1a0']),
      always('pipeline_slug', ['example-app']),
    ],
    hidden: { build_source: undefined, build_tag: 'sub', step_key: 'sub', runner_environment: undefined, queue_id: 'cluster_id' },
    sources: [REFERENCE, 'Buildkite Docs, "buildkite-agent oidc", claims and optional claims'],
  },
  {
    id: 'circleci',
    title: 'CircleCI',
    issuer: /^oidc\.circleci\.com\/org\/[^/]+$/,
    example: 'oidc.circleci.com/org/6f1e2cca-4702-4368-8bc0-39b7dc9d4485',
    builtIn: false,
    tenancy: 'per-tenant',
    claims: [
      ...standardClaims(
        subject(
          {
            syntax: 'org/ORG_ID/project/PROJECT_ID/user/USER_ID, in newer tokens followed by /vcs-origin/ORIGIN/vcs-ref/REF',
            pattern: new RegExp(`^org/${UUID}/project/${UUID}/user/${UUID}(?:/vcs-origin/.+/vcs-ref/.+)?$`),
            globs: ['org/*/project/*/user/*'],
            fixed: false,
          },
          [
            'org/6f1e2cca-4702-4368-8bc0-39b7dc9d4485/project/0a1b2c3d-1111-4222-8333-444455556666/user/9f8e7d6c-5555-4666-8777-888899990000',
          ],
        ),
        ['6f1e2cca-4702-4368-8bc0-39b7dc9d4485', AWS_AUDIENCE],
      ),
      always('oidc.circleci.com/project-id', ['0a1b2c3d-1111-4222-8333-444455556666']),
    ],
    hidden: {
      'oidc.circleci.com/context-ids': undefined,
      'oidc.circleci.com/vcs-ref': 'sub',
      'oidc.circleci.com/vcs-origin': 'sub',
      'oidc.circleci.com/ssh-rerun': undefined,
    },
    sources: [REFERENCE, 'CircleCI Docs, "Use OpenID Connect tokens in jobs"'],
  },
];

import { type Grammar, type IssuerDefinition, opaqueSubject, standardClaims, subject } from './claim';

/** Issuers for which STS offers the standard claims only, but whose subjects have a known form. */

const AWS_AUDIENCE = 'sts.amazonaws.com';

const SERVICE_ACCOUNT: Grammar = {
  syntax: 'system:serviceaccount:NAMESPACE:SERVICE_ACCOUNT',
  pattern: /^system:serviceaccount:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/,
  globs: ['system:serviceaccount:*:*'],
  fixed: true,
};

interface Platform {
  readonly id: string;
  readonly title: string;
  readonly issuer: RegExp;
  readonly example: string;
  readonly tenancy?: IssuerDefinition['tenancy'];
  readonly audiences?: readonly string[];
  readonly subject?: Omit<Grammar, 'fixed'> & { readonly fixed?: boolean };
  readonly subjects: readonly string[];
  readonly source: string;
}

const PLATFORMS: readonly Platform[] = [
  {
    id: 'eks',
    title: 'Amazon EKS cluster',
    issuer: /^oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/id\/[0-9a-z]+$/,
    example: 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
    subject: SERVICE_ACCOUNT,
    subjects: ['system:serviceaccount:default:default', 'system:serviceaccount:agents:orchestrator'],
    source: 'Amazon EKS User Guide, "IAM roles for service accounts"',
  },
  {
    id: 'github-enterprise-server',
    title: 'GitHub Enterprise Server',
    issuer: /^[a-z0-9.-]+\/_services\/token$/,
    example: 'github.example.com/_services/token',
    subject: {
      syntax: 'repo:OWNER/REPO:environment:NAME, repo:OWNER/REPO:pull_request or repo:OWNER/REPO:ref:REF',
      pattern: /^repo:[A-Za-z0-9_-]+\/[A-Za-z0-9._-]+:(?:environment:[^:]+|pull_request|ref:refs\/(?:heads|tags)\/[^:]+)$/,
      globs: ['repo:*/*:environment:*', 'repo:*/*:pull_request', 'repo:*/*:ref:refs/heads/*', 'repo:*/*:ref:refs/tags/*'],
    },
    subjects: ['repo:octo-org/octo-repo:ref:refs/heads/main', 'repo:octo-org/octo-repo:environment:production'],
    source: 'GitHub Docs, "OpenID Connect reference", Enterprise Server',
  },
  {
    id: 'hcp-terraform',
    title: 'HCP Terraform',
    issuer: /^app\.terraform\.io$/,
    example: 'app.terraform.io',
    tenancy: 'shared',
    audiences: ['aws.workload.identity'],
    subject: {
      syntax: 'organization:NAME:project:NAME:workspace:NAME:run_phase:plan|apply',
      pattern: /^organization:[^:]+:project:[^:]+:workspace:[^:]+:run_phase:(?:plan|apply)$/,
      globs: ['organization:*:project:*:workspace:*:run_phase:plan', 'organization:*:project:*:workspace:*:run_phase:apply'],
    },
    subjects: [
      'organization:example-org:project:example-project:workspace:example-workspace:run_phase:apply',
      'organization:example-org:project:example-project:workspace:example-workspace:run_phase:plan',
    ],
    source: 'HCP Terraform Docs, "Workload identity tokens"',
  },
  {
    id: 'bitbucket',
    title: 'Bitbucket Pipelines',
    issuer: /^api\.bitbucket\.org\/2\.0\/workspaces\/[^/]+\/pipelines-config\/identity\/oidc$/,
    example: 'api.bitbucket.org/2.0/workspaces/example/pipelines-config/identity/oidc',
    audiences: ['ari:cloud:bitbucket::workspace/0a1b2c3d-1111-4222-8333-444455556666'],
    subject: {
      syntax: '{REPOSITORY_UUID}:{ENVIRONMENT_UUID}:{STEP_UUID}, the environment only for deployments',
      pattern: /^\{[0-9a-f-]{36}\}(?::\{[0-9a-f-]{36}\}){1,2}$/,
      globs: ['{*}:{*}'],
    },
    subjects: ['{0a1b2c3d-1111-4222-8333-444455556666}:{9f8e7d6c-5555-4666-8777-888899990000}'],
    source: 'Bitbucket Support, "Deploy on AWS using Bitbucket Pipelines OpenID Connect"',
  },
  {
    id: 'vercel',
    title: 'Vercel, issuer of a team',
    issuer: /^oidc\.vercel\.com\/[^/]+$/,
    example: 'oidc.vercel.com/example-team',
    audiences: ['https://vercel.com/example-team'],
    subject: {
      syntax: 'owner:TEAM:project:PROJECT:environment:ENVIRONMENT',
      pattern: /^owner:[^:]+:project:[^:]+:environment:[^:]+$/,
      globs: ['owner:*:project:*:environment:*'],
    },
    subjects: ['owner:example-team:project:example-project:environment:production'],
    source: 'Vercel Docs, "OpenID Connect (OIDC) federation reference"',
  },
  {
    id: 'vercel-global',
    title: 'Vercel, global issuer',
    issuer: /^oidc\.vercel\.com$/,
    example: 'oidc.vercel.com',
    tenancy: 'shared',
    audiences: ['https://vercel.com/example-team'],
    subject: {
      syntax: 'owner:TEAM:project:PROJECT:environment:ENVIRONMENT',
      pattern: /^owner:[^:]+:project:[^:]+:environment:[^:]+$/,
      globs: ['owner:*:project:*:environment:*'],
    },
    subjects: ['owner:example-team:project:example-project:environment:production'],
    source: 'Vercel Docs, "OpenID Connect (OIDC) federation reference"',
  },
  {
    id: 'fly',
    title: 'Fly.io',
    issuer: /^oidc\.fly\.io\/[^/]+$/,
    example: 'oidc.fly.io/example-org',
    subject: { syntax: 'ORG:APP:MACHINE', pattern: /^[^:]+:[^:]+:[^:]+$/, globs: ['*:*:*'] },
    subjects: ['example-org:example-app:example-machine'],
    source: 'Fly.io Docs, "OpenID Connect"',
  },
  {
    id: 'pulumi-cloud',
    title: 'Pulumi Cloud',
    issuer: /^api\.pulumi\.com\/oidc$/,
    example: 'api.pulumi.com/oidc',
    tenancy: 'shared',
    // With the prefix for ESC environments, without it for deployments.
    audiences: ['aws:example-org', 'example-org'],
    subject: {
      syntax:
        'pulumi:deploy:org:ORG:project:PROJECT:stack:STACK:operation:OPERATION:scope:write or pulumi:environments:org:ORG:env:PROJECT/ENVIRONMENT',
      pattern: /^pulumi:.+$/,
      globs: ['pulumi:*'],
    },
    subjects: [
      'pulumi:deploy:org:example-org:project:example-project:stack:production:operation:update:scope:write',
      'pulumi:environments:org:example-org:env:example-project/production',
    ],
    source: 'Pulumi Docs, "Configuring OpenID Connect for AWS"',
  },
  {
    id: 'entra',
    title: 'Microsoft Entra ID',
    issuer: /^(?:sts\.windows\.net\/[0-9a-f-]+\/|login\.microsoftonline\.com\/[0-9a-f-]+\/v2\.0)$/,
    example: 'sts.windows.net/0a1b2c3d-1111-4222-8333-444455556666/',
    audiences: ['api://example-app'],
    subject: {
      syntax: 'OBJECT_ID of the service principal; for a user a value made for each application',
      pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      globs: ['????????-????-????-????-????????????'],
    },
    subjects: ['9f8e7d6c-5555-4666-8777-888899990000'],
    source: 'Microsoft Learn, "Access token claims reference"',
  },
  {
    id: 'cognito-user-pool',
    title: 'Amazon Cognito user pool',
    issuer: /^cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[^/]+$/,
    example: 'cognito-idp.eu-central-1.amazonaws.com/eu-central-1_EXAMPLE01',
    audiences: ['1example23456789'],
    subjects: ['9f8e7d6c-5555-4666-8777-888899990000'],
    source: 'Amazon Cognito Developer Guide, "Understanding the identity (ID) token"',
  },
];

const subjectOf = (platform: Platform) =>
  platform.subject === undefined
    ? opaqueSubject(platform.subjects)
    : subject({ ...platform.subject, fixed: platform.subject.fixed ?? false }, platform.subjects);

export const PLATFORM_ISSUERS: readonly IssuerDefinition[] = PLATFORMS.map((platform) => ({
  id: platform.id,
  title: platform.title,
  issuer: platform.issuer,
  example: platform.example,
  builtIn: false,
  tenancy: platform.tenancy ?? 'per-tenant',
  claims: standardClaims(subjectOf(platform), platform.audiences ?? [AWS_AUDIENCE]),
  sources: [platform.source],
}));

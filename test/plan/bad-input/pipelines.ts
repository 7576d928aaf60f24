/** What is wrong with trust in pipelines and platforms. */
import { type Trust, trust } from 'agent-workload-identity';
import { ENVIRONMENT, PIPELINES } from '../../spec/trust/pipelines';
import { loose, withTrust } from '../declared';
import type { BadInput } from './bad-input-case';

/** A sound trust with some options changed; those that are undefined are left out. */
const changed =
  (kind: keyof typeof PIPELINES) =>
  (options: object): Trust =>
    loose(Object.fromEntries(Object.entries({ ...PIPELINES[kind], ...options }).filter(([, value]) => value !== undefined)));

const gitlab = changed('gitlab');
const own = (options: object): Trust =>
  trust.gitlab(
    loose({ host: 'gitlab.example.com', refIsProtected: true, project: 'a/b', branch: 'main', audience: 'sts.amazonaws.com', ...options }),
  );
const github = changed('github-actions');
const server = changed('github-enterprise-server');
const hcp = changed('hcp-terraform');
const circle = changed('circleci');
const kite = changed('buildkite');
const bucket = changed('bitbucket');
const vercel = changed('vercel');
const fly = changed('fly-io');
const pulumi = changed('pulumi-cloud');

interface Fault {
  readonly code?: string;
  /** Option that is at fault; absent where several are. */
  readonly option?: string;
  readonly says: string;
  readonly fix: string;
}

const bad = (what: string, given: Trust, { code = 'WI133', option, says, fix }: Fault): BadInput => ({
  what,
  agent: withTrust(given),
  code,
  at: `components.crm.trust${option === undefined ? '' : `.${option}`}`,
  says,
  fix,
});

export const PIPELINE_TRUSTS: readonly BadInput[] = [
  bad('a GitLab project by its URL', gitlab({ project: 'https://gitlab.com/acme/agents' }), {
    option: 'project',
    says: 'no path of a project',
    fix: 'group/project',
  }),
  bad('a GitLab project without a group', gitlab({ project: 'agents' }), { option: 'project', says: '`agents`', fix: 'group/project' }),
  bad('every GitLab project of a group', gitlab({ project: 'acme/*' }), {
    code: 'WI130',
    option: 'project',
    says: '`acme/*`',
    fix: 'exact',
  }),
  bad('a GitLab branch as ref', gitlab({ branch: 'refs/heads/main' }), { option: 'branch', says: 'is a ref', fix: 'alone' }),
  bad('a GitLab branch and a tag', gitlab({ tag: 'v1' }), { says: '`branch` and `tag` exclude each other', fix: 'exactly one' }),
  bad('no GitLab branch', gitlab({ branch: undefined }), { says: 'no branch or tag', fix: 'exactly one' }),
  bad('a GitLab branch that holds a variable', gitlab({ branch: '${aws:userid}' }), {
    option: 'branch',
    says: '`${aws:userid}`',
    fix: 'git branch',
  }),
  bad('no GitLab ids', gitlab({ ids: undefined }), { option: 'ids', says: 'no ids', fix: 'glab api' }),
  bad('GitLab ids that are names', gitlab({ ids: { project: 'agents', namespace: 'acme' } }), {
    option: 'ids',
    says: 'not numbers',
    fix: 'glab api',
  }),
  bad('no way to start a GitLab pipeline', gitlab({ pipelineSources: [] }), { option: 'pipelineSources', says: 'no way', fix: '`push`' }),
  bad('a way to start a pipeline that GitLab does not know', gitlab({ pipelineSources: ['pushed'] }), {
    code: 'WI100',
    option: 'pipelineSources.0',
    says: '`pushed`',
    fix: 'did you mean `push`?',
  }),
  bad('no GitLab audience', gitlab({ audience: undefined }), {
    code: 'WI131',
    option: 'audience',
    says: 'no audience',
    fix: 'the audience',
  }),
  bad('an unprotected branch without a reason', gitlab({ dangerouslyUnprotectedRef: ' ' }), {
    code: 'WI111',
    option: 'dangerouslyUnprotectedRef',
    says: 'no reason',
    fix: 'say why',
  }),
  bad('ids on a GitLab server of your own', own({ ids: { project: '1', namespace: '2' } }), {
    code: 'WI160',
    option: 'ids',
    says: 'STS does not offer',
    fix: 'subject and audience',
  }),
  bad('sources of pipelines on a GitLab server of your own', own({ pipelineSources: ['push'] }), {
    code: 'WI160',
    option: 'pipelineSources',
    says: 'STS does not offer',
    fix: 'take `pipelineSources` out',
  }),
  bad('a GitLab server by its URL', own({ host: 'https://gitlab.example.com' }), {
    option: 'host',
    says: 'no host name',
    fix: 'no scheme',
  }),
  bad('gitlab.com as a server of your own', own({ host: 'gitlab.com' }), { option: 'host', says: 'no server of your own', fix: 'ids' }),
  bad('nothing said of protection', own({ refIsProtected: undefined }), {
    option: 'refIsProtected',
    says: 'nothing says',
    fix: 'refIsProtected: true',
  }),

  bad('an enterprise by its URL', github({ enterprise: 'github.com/enterprises/acme' }), {
    option: 'enterprise',
    says: 'no slug of an enterprise',
    fix: 'lower case',
  }),
  bad('an enterprise by a pattern', github({ enterprise: 'acme-*' }), {
    code: 'WI130',
    option: 'enterprise',
    says: '`acme-*`',
    fix: 'exact',
  }),
  bad('a subdomain with its domain', github({ dataResidency: 'acme.ghe.com' }), {
    option: 'dataResidency',
    says: '`acme.ghe.com`',
    fix: 'URL',
  }),
  bad('an enterprise and data residency', github({ enterprise: 'acme', dataResidency: 'acme' }), {
    code: 'WI160',
    option: 'enterprise',
    says: 'STS offers no claims',
    fix: 'alone',
  }),
  bad('a subject without its context', github({ subjectClaims: ['repository_id'] }), {
    option: 'subjectClaims',
    says: 'without `context`',
    fix: 'include_claim_keys',
  }),
  bad('a subject with a workflow that is not named', github({ subjectClaims: ['repo', 'context', 'job_workflow_ref'] }), {
    option: 'subjectClaims',
    says: 'no reusable workflow',
    fix: '`reusableWorkflow`',
  }),
  bad(
    'a subject with an environment that is not named',
    github({ environment: undefined, ref: undefined, branch: 'main', subjectClaims: ['context', 'environment'] }),
    {
      option: 'subjectClaims',
      says: 'no environment is named',
      fix: '`environment`',
    },
  ),
  bad('a subject with a claim twice', github({ subjectClaims: ['context', 'repo', 'repo'] }), {
    option: 'subjectClaims',
    says: 'twice',
    fix: 'once',
  }),
  bad('a subject with a claim whose value nobody declares', github({ subjectClaims: ['context', 'actor'] }), {
    code: 'WI100',
    option: 'subjectClaims.1',
    says: '`actor`',
    fix: 'one of',
  }),
  bad('a subject of claims without ids', github({ ids: undefined, subjects: 'classic', subjectClaims: ['repo', 'context'] }), {
    option: 'subjectClaims',
    says: 'without ids',
    fix: '`ids`',
  }),
  bad('a GitHub branch that Git would not take', github({ environment: undefined, ref: undefined, branch: 'a..b' }), {
    option: 'branch',
    says: 'no name of a branch',
    fix: 'git branch',
  }),

  bad('a GitHub server by its URL', server({ host: 'https://github.example.com' }), {
    option: 'host',
    says: 'no host name',
    fix: 'no scheme',
  }),
  bad('github.com as a server of your own', server({ host: 'github.com' }), {
    option: 'host',
    says: 'no server',
    fix: 'trust.githubActions',
  }),
  bad('ids on a GitHub server', server({ ids: { owner: '1', repo: '2' } }), {
    code: 'WI160',
    option: 'ids',
    says: 'STS does not offer',
    fix: 'take it out',
  }),
  bad(
    'a ref on a GitHub server',
    server({ branch: undefined, environment: 'production', environmentIsProtected: true, ref: 'refs/heads/main' }),
    {
      code: 'WI160',
      option: 'ref',
      says: 'STS does not offer',
      fix: 'take it out',
    },
  ),
  bad('an unprotected environment of a GitHub server', server({ branch: undefined, environment: 'production' }), {
    option: 'environmentIsProtected',
    says: 'nothing says',
    fix: 'environmentIsProtected: true',
  }),
  bad(
    'an environment with a colon on a GitHub server',
    server({ branch: undefined, environment: 'eu:prod', environmentIsProtected: true }),
    {
      option: 'environment',
      says: 'colon',
      fix: 'without one',
    },
  ),
  bad('a repository of a GitHub server without its owner', server({ repo: 'agents' }), {
    option: 'repo',
    says: 'no repository',
    fix: 'owner/name',
  }),

  bad('no phase of runs', hcp({ phase: undefined }), { option: 'phase', says: 'no `phase`', fix: "phase: 'plan'" }),
  bad('a phase that HCP Terraform does not have', hcp({ phase: 'destroy' }), {
    code: 'WI100',
    option: 'phase',
    says: '`destroy`',
    fix: '`plan`, `apply`',
  }),
  bad('a workspace with a colon', hcp({ workspace: 'prod:run_phase:plan' }), {
    option: 'workspace',
    says: 'no name of a workspace',
    fix: 'letters',
  }),
  bad('every workspace', hcp({ workspace: '*' }), { code: 'WI130', option: 'workspace', says: '`*`', fix: 'exact' }),
  bad('no organization of HCP Terraform', hcp({ organization: '' }), {
    option: 'organization',
    says: 'no `organization`',
    fix: 'organization',
  }),

  bad('a CircleCI project by its name', circle({ project: 'agents' }), { option: 'project', says: 'no UUID', fix: 'project settings' }),
  bad('a CircleCI organization in capitals', circle({ organization: PIPELINES.circleci.organization.toUpperCase() }), {
    option: 'organization',
    says: 'lower case',
    fix: 'organization settings',
  }),
  bad('a repository of CircleCI by its URL', circle({ vcsOrigin: 'https://github.com/acme/agents' }), {
    option: 'vcsOrigin',
    says: 'no origin',
    fix: 'github.com/acme/agents',
  }),
  bad('no repository of CircleCI', circle({ vcsOrigin: undefined }), { option: 'vcsOrigin', says: 'no `vcsOrigin`', fix: 'vcsOrigin' }),
  bad('every branch of CircleCI without a reason', circle({ vcsOrigin: undefined, branch: undefined, dangerouslyAnyRef: '' }), {
    code: 'WI111',
    option: 'dangerouslyAnyRef',
    says: 'no reason',
    fix: 'say why',
  }),
  bad('one branch and every branch', circle({ dangerouslyAnyRef: 'reads public data only' }), {
    says: 'exclude each other',
    fix: 'exactly one',
  }),

  bad('no Buildkite ids', kite({ ids: undefined }), { option: 'ids', says: 'no ids', fix: 'UUIDs' }),
  bad('a Buildkite id that is a slug', kite({ ids: { ...PIPELINES.buildkite.ids, pipeline: 'agents' } }), {
    option: 'ids.pipeline',
    says: 'no UUID',
    fix: 'settings of the pipeline',
  }),
  bad('a Buildkite pipeline with its organization', kite({ pipeline: 'acme/agents' }), { option: 'pipeline', says: 'no slug', fix: 'URL' }),
  bad('a Buildkite step by its label', kite({ step: ':rocket: Deploy' }), { option: 'step', says: 'no key of a step', fix: '`key`' }),
  bad('every Buildkite branch', kite({ branch: '*' }), { code: 'WI130', option: 'branch', says: '`*`', fix: 'exact' }),

  bad('a Bitbucket id in braces', bucket({ repository: `{${ENVIRONMENT}}` }), {
    option: 'repository',
    says: 'without braces',
    fix: 'OpenID',
  }),
  bad('a Bitbucket workspace by its URL', bucket({ workspace: 'bitbucket.org/acme' }), {
    option: 'workspace',
    says: 'no name of a workspace',
    fix: 'URL',
  }),
  bad('an environment of Bitbucket by its name', bucket({ environment: 'production' }), {
    option: 'environment',
    says: 'no UUID',
    fix: 'OpenID',
  }),
  bad('no environment of Bitbucket', bucket({ environment: undefined }), {
    option: 'environment',
    says: 'says its branch',
    fix: '`environment`',
  }),
  bad('any branch of Bitbucket without a reason', bucket({ environment: undefined, dangerouslyAnyBranch: '' }), {
    code: 'WI111',
    option: 'dangerouslyAnyBranch',
    says: 'no reason',
    fix: 'say why',
  }),

  bad('previews as environment', vercel({ environment: 'preview' }), {
    code: 'WI100',
    option: 'environment',
    says: '`preview`',
    fix: '`production`',
  }),
  bad('previews as an environment of your own', vercel({ environment: undefined, customEnvironment: 'preview' }), {
    option: 'customEnvironment',
    says: "an environment of Vercel's",
    fix: 'tracks one branch',
  }),
  bad('no environment of Vercel', vercel({ environment: undefined }), { says: 'no environment', fix: 'production' }),
  bad('two environments of Vercel', vercel({ customEnvironment: 'staging' }), { says: 'exclude each other', fix: 'production' }),
  bad('a team by its URL', vercel({ team: 'vercel.com/acme' }), { option: 'team', says: 'no slug of a team', fix: 'URL' }),
  bad('the issuer of all teams without a reason', vercel({ dangerouslySharedIssuer: '' }), {
    code: 'WI111',
    option: 'dangerouslySharedIssuer',
    says: 'no reason',
    fix: 'say why',
  }),

  bad('the organization that every user of Fly.io has', fly({ organization: 'personal' }), {
    option: 'organization',
    says: 'every single user',
    fix: 'name of its own',
  }),
  bad('an app with its host', fly({ app: 'agents.fly.dev' }), { option: 'app', says: 'no name of an app', fix: 'fly apps list' }),
  bad('every machine by a pattern', fly({ machine: '*' }), { code: 'WI130', option: 'machine', says: '`*`', fix: 'exact' }),
  bad('an audience of Fly.io with a wildcard', fly({ audience: 'sts.*' }), {
    code: 'WI131',
    option: 'audience',
    says: '`sts.*`',
    fix: 'no wildcard',
  }),

  bad('no operation on a stack', pulumi({ operation: undefined }), {
    option: 'operation',
    says: 'no `operation`',
    fix: "operation: 'update'",
  }),
  bad('an operation without a stack', pulumi({ stack: undefined, environment: 'production' }), {
    option: 'operation',
    says: 'without a stack',
    fix: 'declare a component',
  }),
  bad('a stack and an environment', pulumi({ environment: 'production' }), { says: 'exclude each other', fix: '`stack`' }),
  bad('neither stack nor environment', pulumi({ stack: undefined, operation: undefined }), {
    says: 'no stack or environment',
    fix: '`stack`',
  }),
  bad('a stack by its full name', pulumi({ stack: 'acme/agents/production' }), {
    option: 'stack',
    says: 'no name of a stack',
    fix: 'alone',
  }),
];

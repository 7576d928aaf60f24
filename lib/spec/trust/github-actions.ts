/**
 * GitHub Actions: a workflow's job becomes the component with the token that GitHub signs for it.
 *
 * Subject grammar: `repo:OWNER/REPO:environment:NAME`, `…:ref:refs/heads/BRANCH`, `…:ref:refs/tags/TAG` or `…:pull_request`; a `:` inside a value is
 * written `%3A`. The immutable form writes `OWNER@OWNER_ID/REPO@REPO_ID`; it is the default for repositories created, renamed or transferred after
 * 2026-07-15. Organisations and repositories may choose which claims make up their subjects (`subjectClaims`). Audience: what the job asks for;
 * `sts.amazonaws.com` by the action that configures AWS credentials.
 *
 * Issuer: `https://token.actions.githubusercontent.com`, shared by all; the issuer of an enterprise has its name as path, one with data residency stands
 * below `ghe.com`. For a server of your own there is `trust.githubEnterpriseServer`. Claim keys that STS can test: actor, actor_id, enterprise_id,
 * environment, job_workflow_ref, ref, repository, repository_id, repository_owner_id, workflow.
 *
 * Cost: 620 characters of statement for the example of docs/trust.md.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
import type { FindingList } from '../../finding/finding-list';
import type { ExactIn } from '../exact';
import { flag, listOf, oneOf, record, text } from '../form';
import { defineWebIdentity } from './define-web-identity';
import type { ByBranch, ByTag } from './git-ref';
import {
  type ByEnvironmentAndRef,
  type ByProtectedEnvironment,
  type ByPullRequest,
  checkJobs,
  jobsInWords,
  pullRequestWaivers,
} from './github-job';
import { checkIds, checkSubjectClaims, type OwnSubject, subjectsOf, type UsualSubject } from './github-subject';
import type { OneOf } from './one-of';
import { checkAudience, checkExact, checkPart, type ProviderSource } from './web-identity';

const HOST = 'token.actions.githubusercontent.com';
const AUDIENCE = 'sts.amazonaws.com';

interface Repository {
  /** `owner/name`, exact. */
  readonly repo: string;
  /** Which forms of the subject are accepted. Default: both where ids are given, else the classic one. */
  readonly subjects?: 'both' | 'classic' | 'immutable';
  /** Only jobs that come through this reusable workflow: `org/repo/.github/workflows/file.yml@refs/heads/main`. */
  readonly reusableWorkflow?: string;
  /** Default `sts.amazonaws.com`. */
  readonly audience?: string;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

interface EnterpriseIssuer {
  /** Slug of the enterprise whose tokens come from an issuer of its own. */
  readonly enterprise: string;
}

interface DataResidency {
  /** Subdomain of the enterprise below `ghe.com`, where its data stay in one place. */
  readonly dataResidency: string;
}

interface SharedIssuer {
  readonly enterprise?: never;
}

type Job = OneOf<ByEnvironmentAndRef | ByProtectedEnvironment | ByBranch | ByTag | ByPullRequest>;

/** Options of {@link githubActions}. */
export type GithubActionsOptions = Repository & Job & (OwnSubject | UsualSubject) & OneOf<EnterpriseIssuer | DataResidency | SharedIssuer>;

export type GithubActionsTrust = GithubActionsOptions & { readonly kind: 'github-actions' };

type ExactParts = 'repo' | 'environment' | 'branch' | 'tag' | 'ref' | 'reusableWorkflow' | 'audience' | 'enterprise' | 'dataResidency';

/** GitHub Actions: exactly the jobs of one repository for one environment, branch or tag. */
export const githubActions = <const Options extends GithubActionsOptions>(
  options: Options & ExactIn<Options, ExactParts>,
): GithubActionsTrust => ({ ...(options as GithubActionsOptions), kind: 'github-actions' });

function issuerOf({ enterprise, dataResidency }: GithubActionsTrust): string {
  if (dataResidency !== undefined) return `https://token.actions.${dataResidency}.ghe.com`;
  return enterprise === undefined ? `https://${HOST}` : `https://${HOST}/${enterprise}`;
}

function checkRef({ ref, environment, environmentIsProtected }: GithubActionsTrust, findings: FindingList): void {
  if (ref !== undefined) checkExact('ref', ref, findings);
  if (ref !== undefined && ref !== '' && !String(ref).startsWith('refs/'))
    findings.add('WI133', {
      what: `\`${String(ref)}\` is no full ref`,
      fix: `write \`refs/heads/${String(ref)}\` or \`refs/tags/${String(ref)}\``,
      pointer: 'ref',
    });
  if (ref !== undefined && environment === undefined)
    findings.add('WI133', {
      what: '`ref` stands without an environment',
      fix: 'name the branch or tag alone: the subject says it',
      pointer: 'ref',
    });
  if (environment !== undefined && ref === undefined && environmentIsProtected !== true)
    findings.add('WI133', {
      what: `the environment \`${String(environment)}\` is trusted from every branch`,
      fix: 'add `ref`, or say `environmentIsProtected: true` if its protection rules bound the branches',
      pointer: 'environment',
    });
}

const WORKFLOW = /^[^/*?]+\/[^/*?]+\/\.github\/workflows\/[^/@*?]+\.ya?ml@refs\/[^*?]+$/;

const SLUG = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

export const githubActionsKind = defineWebIdentity<GithubActionsTrust>({
  kind: 'github-actions',
  fields: {
    repo: text,
    ids: record({ owner: text, repo: text }),
    subjects: oneOf('both', 'classic', 'immutable'),
    subjectClaims: listOf(
      oneOf('context', 'environment', 'job_workflow_ref', 'ref', 'repo', 'repository_id', 'repository_owner', 'repository_owner_id'),
      'claims of the subject',
    ),
    reusableWorkflow: text,
    audience: text,
    enterprise: text,
    dataResidency: text,
    environment: text,
    ref: text,
    environmentIsProtected: flag,
    branch: text,
    tag: text,
    dangerouslyAnyPullRequest: text,
  },
  check: (trust, findings) => {
    checkJobs(trust, findings);
    checkRef(trust, findings);
    if (trust.reusableWorkflow !== undefined)
      checkPart(
        'reusableWorkflow',
        trust.reusableWorkflow,
        WORKFLOW,
        'reusable workflow',
        'write `owner/repo/.github/workflows/file.yml@refs/heads/main`',
        findings,
      );
    checkIds(trust, findings);
    checkSubjectClaims(trust, findings);
    for (const key of ['enterprise', 'dataResidency'] as const)
      if (trust[key] !== undefined)
        checkPart(key, trust[key], SLUG, 'slug of an enterprise', 'write it as in the URL of the enterprise, in lower case', findings);
    if (trust.enterprise !== undefined && trust.dataResidency !== undefined)
      findings.add('WI160', {
        what: 'for an issuer with data residency and a path STS offers no claims of GitHub\u2019s',
        fix: 'name the `enterprise` or the `dataResidency` alone',
        pointer: 'enterprise',
      });
    checkAudience(trust.audience ?? AUDIENCE, findings);
  },
  token: (trust) => ({
    sid: 'GitHubActions',
    who: `GitHub Actions jobs of ${jobsInWords(trust)}`,
    issuer: issuerOf(trust),
    subjects: subjectsOf(trust),
    audiences: [trust.audience ?? AUDIENCE],
    claims: {
      ...(trust.ids === undefined ? {} : { repository_id: [trust.ids.repo], repository_owner_id: [trust.ids.owner] }),
      ...(trust.ref === undefined ? {} : { ref: [trust.ref] }),
      ...(trust.reusableWorkflow === undefined ? {} : { job_workflow_ref: [trust.reusableWorkflow] }),
    },
  }),
  waivers: pullRequestWaivers,
});

/**
 * GitHub Actions: a workflow's job becomes the component with the token that GitHub signs for it.
 *
 * Subject grammar: `repo:OWNER/REPO:environment:NAME`, `…:ref:refs/heads/BRANCH`, `…:ref:refs/tags/TAG` or `…:pull_request`; a `:` inside a value is
 * written `%3A`. The immutable form writes `OWNER@OWNER_ID/REPO@REPO_ID`; it is the default for repositories created, renamed or transferred after
 * 2026-07-15 and does not exist on GitHub Enterprise Server. Claim keys that STS can test: actor, actor_id, enterprise_id, environment, job_workflow_ref,
 * ref, repository, repository_id, repository_owner_id, workflow.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
import type { FindingList } from '../../finding/finding-list';
import type { ExactIn } from '../exact';
import { flag, oneOf, record, text } from '../form';
import { defineTrust } from './define-trust';
import { checkAudience, checkExact, type ProviderSource, providerNeed, providerSource, webIdentityStatement } from './web-identity';

const ISSUER = 'https://token.actions.githubusercontent.com';
const AUDIENCE = 'sts.amazonaws.com';

interface Repository {
  /** `owner/name`, exact. */
  readonly repo: string;
  /** Ids of owner and repository, which survive renaming and cannot be taken over. Digits. */
  readonly ids?: { readonly owner: string; readonly repo: string };
  /** Which forms of the subject are accepted. Default: both where ids are given, else the classic one. */
  readonly subjects?: 'both' | 'classic' | 'immutable';
  /** Only jobs that come through this reusable workflow: `org/repo/.github/workflows/file.yml@refs/heads/main`. */
  readonly reusableWorkflow?: string;
  /** Default `sts.amazonaws.com`. */
  readonly audience?: string;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

interface ByEnvironmentAndRef {
  readonly environment: string;
  /** The git ref that the job must run for, such as `refs/heads/main`: a subject with an environment does not say it. */
  readonly ref: string;
}
interface ByProtectedEnvironment {
  readonly environment: string;
  /** Says that the environment's own protection rules bound which refs may deploy. */
  readonly environmentIsProtected: true;
}
interface ByBranch {
  readonly branch: string;
}
interface ByTag {
  readonly tag: string;
}
interface ByPullRequest {
  /** Lets the jobs of every pull request become the component; the reason stands in the review. */
  readonly dangerouslyAnyPullRequest: string;
}

type Only<Arm, All> = Arm & { readonly [Key in Exclude<All extends unknown ? keyof All : never, keyof Arm>]?: never };
type Arms = ByEnvironmentAndRef | ByProtectedEnvironment | ByBranch | ByTag | ByPullRequest;
type Job = Arms extends infer Arm ? (Arm extends Arms ? Only<Arm, Arms> : never) : never;

/** Options of {@link githubActions}. */
export type GithubActionsOptions = Repository & Job;

export type GithubActionsTrust = GithubActionsOptions & { readonly kind: 'github-actions' };

/** GitHub Actions: exactly the jobs of one repository for one environment, branch or tag. */
export const githubActions = <const Options extends GithubActionsOptions>(
  options: Options & ExactIn<Options, 'repo' | 'environment' | 'branch' | 'tag' | 'ref' | 'reusableWorkflow' | 'audience'>,
): GithubActionsTrust => ({ ...(options as GithubActionsOptions), kind: 'github-actions' });

const escaped = (value: string): string => value.replaceAll(':', '%3A');

function jobPart(trust: GithubActionsTrust): string {
  if (trust.environment !== undefined) return `environment:${escaped(trust.environment)}`;
  if (trust.branch !== undefined) return `ref:refs/heads/${escaped(trust.branch)}`;
  if (trust.tag !== undefined) return `ref:refs/tags/${escaped(trust.tag)}`;
  return 'pull_request';
}

function subjectsOf(trust: GithubActionsTrust): readonly string[] {
  const [owner = '', name = ''] = trust.repo.split('/');
  const job = jobPart(trust);
  const forms = trust.subjects ?? (trust.ids === undefined ? 'classic' : 'both');
  return [
    ...(forms === 'immutable' ? [] : [`repo:${owner}/${name}:${job}`]),
    ...(forms === 'classic' || trust.ids === undefined ? [] : [`repo:${owner}@${trust.ids.owner}/${name}@${trust.ids.repo}:${job}`]),
  ];
}

/** Values of the right kind that GitHub never writes in this place. */
function checkRefs(trust: GithubActionsTrust, findings: FindingList): void {
  const { ref, environment, reusableWorkflow }: { ref?: string; environment?: string; reusableWorkflow?: string } = trust;
  for (const key of ['branch', 'tag'] as const) {
    const name = trust[key];
    if (name?.startsWith('refs/') === true)
      findings.add('WI133', { what: `\`${name}\` is a ref, not the name of a ${key}`, fix: `name the ${key} alone`, pointer: key });
  }
  if (ref !== undefined && ref !== '' && !ref.startsWith('refs/'))
    findings.add('WI133', {
      what: `\`${ref}\` is no full ref`,
      fix: `write \`refs/heads/${ref}\` or \`refs/tags/${ref}\``,
      pointer: 'ref',
    });
  if (ref !== undefined && environment === undefined)
    findings.add('WI133', {
      what: '`ref` stands without an environment',
      fix: 'name the branch or tag alone: the subject says it',
      pointer: 'ref',
    });
  if (
    reusableWorkflow !== undefined &&
    !/^[^/*?]+\/[^/*?]+\/\.github\/workflows\/[^/@*?]+\.ya?ml@refs\/[^*?]+$/.test(reusableWorkflow) &&
    !/[*?]/.test(reusableWorkflow)
  )
    findings.add('WI133', {
      what: `\`${reusableWorkflow}\` is no reusable workflow`,
      fix: 'write `owner/repo/.github/workflows/file.yml@refs/heads/main`',
      pointer: 'reusableWorkflow',
    });
  if (trust.dangerouslyAnyPullRequest?.trim() === '')
    findings.add('WI111', {
      what: '`dangerouslyAnyPullRequest` gives no reason',
      fix: 'say why any pull request may become the component; reviewers read it',
      pointer: 'dangerouslyAnyPullRequest',
    });
}

function check(trust: GithubActionsTrust, findings: FindingList): void {
  checkExact('repo', trust.repo, findings);
  if (typeof trust.repo === 'string' && !/[*?]/.test(trust.repo) && !/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/.test(trust.repo)) {
    findings.add('WI133', { what: `\`${trust.repo}\` is no repository`, fix: 'write `owner/name`', pointer: 'repo' });
  }
  const named = (['environment', 'branch', 'tag', 'dangerouslyAnyPullRequest'] as const).filter((key) => trust[key] !== undefined);
  if (named.length !== 1) {
    findings.add('WI133', {
      what:
        named.length === 0
          ? 'no environment, branch or tag is named'
          : `${named.map((key) => `\`${key}\``).join(' and ')} exclude each other`,
      fix: 'name exactly one of `environment`, `branch` and `tag`',
    });
  }
  for (const key of ['environment', 'branch', 'tag', 'ref', 'reusableWorkflow'] as const) {
    if (trust[key] !== undefined) checkExact(key, trust[key], findings);
  }
  const { environment, ref, environmentIsProtected }: { environment?: string; ref?: string; environmentIsProtected?: boolean } = trust;
  if (environment !== undefined && ref === undefined && environmentIsProtected !== true) {
    findings.add('WI133', {
      what: `the environment \`${environment}\` is trusted from every branch`,
      fix: 'add `ref`, or say `environmentIsProtected: true` if its protection rules bound the branches',
      pointer: 'environment',
    });
  }
  checkRefs(trust, findings);
  if (trust.ids !== undefined && !(/^\d+$/.test(String(trust.ids.owner)) && /^\d+$/.test(String(trust.ids.repo)))) {
    findings.add('WI133', {
      what: 'the ids of owner and repository are not numbers',
      fix: 'take them from the API: `gh api repos/OWNER/NAME`',
      pointer: 'ids',
    });
  }
  if (trust.ids === undefined && (trust.subjects === 'immutable' || trust.subjects === 'both')) {
    findings.add('WI133', {
      what: `the subjects are \`${trust.subjects}\` and no ids are given`,
      fix: 'give `ids` of owner and repository',
      pointer: 'subjects',
    });
  }
  if (trust.ids === undefined && trust.subjects === undefined) {
    findings.add('WI134', {
      what: `only the classic subject of \`${trust.repo}\` is accepted`,
      fix: "give `ids` of owner and repository, or say `subjects: 'classic'`",
      pointer: 'ids',
    });
  }
  checkAudience(trust.audience ?? AUDIENCE, findings);
}

export const githubActionsKind = defineTrust<GithubActionsTrust>({
  kind: 'github-actions',
  fields: {
    repo: text,
    ids: record({ owner: text, repo: text }),
    subjects: oneOf('both', 'classic', 'immutable'),
    reusableWorkflow: text,
    audience: text,
    provider: providerSource,
    environment: text,
    ref: text,
    environmentIsProtected: flag,
    branch: text,
    tag: text,
    dangerouslyAnyPullRequest: text,
  },
  check,
  statements: (trust) => [
    webIdentityStatement({
      sid: 'GitHubActions',
      issuer: ISSUER,
      subjects: subjectsOf(trust),
      audiences: [trust.audience ?? AUDIENCE],
      claims: {
        ...(trust.ids === undefined ? {} : { repository_id: [trust.ids.repo], repository_owner_id: [trust.ids.owner] }),
        ...(trust.ref === undefined ? {} : { ref: [trust.ref] }),
        ...(trust.reusableWorkflow === undefined ? {} : { job_workflow_ref: [trust.reusableWorkflow] }),
      },
    }),
  ],
  summary: (trust) => ({
    who: `GitHub Actions jobs of ${trust.repo}, ${jobPart(trust).replace(':', ' ')}`,
    issuer: ISSUER,
    subject: subjectsOf(trust),
    audience: [trust.audience ?? AUDIENCE],
  }),
  log: (_trust, { logGroup }) => ({ writer: 'self', group: logGroup }),
  carriesSourceIdentity: false,
  transitiveTags: [],
  provider: (trust) => providerNeed(ISSUER, [trust.audience ?? AUDIENCE], trust.provider),
  waivers: ({ repo, dangerouslyAnyPullRequest: because }) =>
    because === undefined ? [] : [{ what: `any pull request of ${repo}`, because }],
});

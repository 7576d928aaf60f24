/**
 * GitLab CI/CD: a job of one project, for one branch or tag, becomes the component with the ID token that GitLab signs for it.
 *
 * Subject grammar: `project_path:GROUP/PROJECT:ref_type:branch|tag:ref:NAME`; groups nest. It holds names, which can change hands; on gitlab.com the ids
 * of project and namespace stand beside it, and they cannot. Audience: what the job's `id_tokens` names in `aud`; GitLab sets none by itself.
 *
 * Claim keys that STS can test, on gitlab.com only: namespace_id, pipeline_source, project_id, ref_protected, runner_environment, user_access_level,
 * user_email, user_id, user_login. `ref`, `ref_type`, `namespace_path` and `environment` are no keys. Of a server of your own STS tests `sub` and `aud`
 * alone, so ids, protection of the ref and source of the pipeline cannot be asked for.
 *
 * A pipeline for a merge request has the name of the source branch in `ref`, so a branch called like the trusted one elsewhere comes near: leave
 * `merge_request_event` out of `pipelineSources` to keep such pipelines out.
 *
 * Cost: 406 characters of statement for the example of docs/trust.md.
 *
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
import type { FindingList } from '../../finding/finding-list';
import type { ExactIn } from '../exact';
import { flag, listOf, oneOf, record, text } from '../form';
import { defineWebIdentity } from './define-web-identity';
import { type ByBranch, type ByTag, checkGitRef, refInWords } from './git-ref';
import type { OneOf } from './one-of';
import { checkAudience, checkHost, checkPart, checkReason, type ProviderSource } from './web-identity';

interface Project {
  /** Full path: `group/project`, `group/subgroup/project`. */
  readonly project: string;
  /** What the job's `id_tokens` names in `aud`. */
  readonly audience: string;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

/** How a pipeline can have been started: GitLab's values of `CI_PIPELINE_SOURCE`. */
export type GitlabPipelineSource =
  | 'api'
  | 'chat'
  | 'external'
  | 'external_pull_request_event'
  | 'merge_request_event'
  | 'parent_pipeline'
  | 'pipeline'
  | 'push'
  | 'schedule'
  | 'trigger'
  | 'web'
  | 'webide';

interface OnGitlabCom {
  /** Ids of the project and of its namespace, which survive renaming and cannot be taken over. Digits. */
  readonly ids: { readonly project: string; readonly namespace: string };
  /** Only pipelines that were started in one of these ways. Default: any. */
  readonly pipelineSources?: readonly [GitlabPipelineSource, ...GitlabPipelineSource[]];
  /** Only jobs on runners of GitLab's, or only on your own. Default: either. */
  readonly runners?: 'gitlab-hosted' | 'self-hosted';
  /** Lets the branch or tag become the component although it is not protected, so that every developer may push to it; the reason stands in the review. */
  readonly dangerouslyUnprotectedRef?: string;
}

interface OnOwnServer {
  /** Name of the server, such as `gitlab.example.com`. */
  readonly host: string;
  /** Says that the branch or tag is protected, which no claim tells STS. */
  readonly refIsProtected: true;
}

/** Options of {@link gitlab}. */
export type GitlabOptions = Project & OneOf<ByBranch | ByTag> & OneOf<OnGitlabCom | OnOwnServer>;

export type GitlabTrust = GitlabOptions & { readonly kind: 'gitlab' };

/** GitLab CI/CD: exactly the jobs of one project for one branch or tag, which on gitlab.com is protected. */
export const gitlab = <const Options extends GitlabOptions>(
  options: Options & ExactIn<Options, 'project' | 'branch' | 'tag' | 'audience' | 'host'>,
): GitlabTrust => ({ ...(options as GitlabOptions), kind: 'gitlab' });

const issuerOf = ({ host }: GitlabTrust): string => `https://${host ?? 'gitlab.com'}`;

const subjectOf = ({ project, branch, tag }: GitlabTrust): string =>
  tag === undefined ? `project_path:${project}:ref_type:branch:ref:${branch ?? ''}` : `project_path:${project}:ref_type:tag:ref:${tag}`;

const SEGMENT = '[A-Za-z0-9_][A-Za-z0-9_.-]*';
const PATH = new RegExp(`^${SEGMENT}(?:/${SEGMENT})+$`);

/** What may be said of projects on gitlab.com only. */
const OF_GITLAB_COM = ['ids', 'pipelineSources', 'runners', 'dangerouslyUnprotectedRef'] as const;

function checkOwnServer(trust: GitlabTrust, findings: FindingList): void {
  checkHost(trust.host, findings);
  if (trust.host === 'gitlab.com')
    findings.add('WI133', { what: '`gitlab.com` is no server of your own', fix: 'leave `host` out and give `ids`', pointer: 'host' });
  for (const key of OF_GITLAB_COM)
    if (trust[key] !== undefined)
      findings.add('WI160', {
        what: `\`${key}\` asks for a claim that STS does not offer for a GitLab server of your own`,
        fix: `take \`${key}\` out; of such a server only subject and audience can be tested`,
        pointer: key,
      });
  if (trust.refIsProtected !== true)
    findings.add('WI133', {
      what: 'nothing says that the branch or tag is protected',
      fix: 'protect it at GitLab and say `refIsProtected: true`: no claim tells STS',
      pointer: 'refIsProtected',
    });
}

function checkGitlabCom(trust: GitlabTrust, findings: FindingList): void {
  const { project, namespace }: { project?: unknown; namespace?: unknown } = trust.ids ?? {};
  if (![project, namespace].every((id) => typeof id === 'string' && /^\d+$/.test(id)))
    findings.add('WI133', {
      what: trust.ids === undefined ? 'no ids of project and namespace are given' : 'the ids of project and namespace are not numbers',
      fix: 'take `id` and `namespace.id` from `glab api projects/GROUP%2FPROJECT`',
      pointer: 'ids',
    });
  if (trust.pipelineSources?.length === 0)
    findings.add('WI133', {
      what: 'no way to start a pipeline is named',
      fix: 'name at least one, such as `push`',
      pointer: 'pipelineSources',
    });
  if (trust.refIsProtected !== undefined)
    findings.add('WI133', {
      what: '`refIsProtected` is said of a project on gitlab.com',
      fix: 'take it out: the claim `ref_protected` is tested there',
      pointer: 'refIsProtected',
    });
  checkReason('dangerouslyUnprotectedRef', trust.dangerouslyUnprotectedRef, 'every developer may become the component', findings);
}

export const gitlabKind = defineWebIdentity<GitlabTrust>({
  kind: 'gitlab',
  fields: {
    project: text,
    audience: text,
    branch: text,
    tag: text,
    ids: record({ project: text, namespace: text }),
    pipelineSources: listOf(
      oneOf(
        'api',
        'chat',
        'external',
        'external_pull_request_event',
        'merge_request_event',
        'parent_pipeline',
        'pipeline',
        'push',
        'schedule',
        'trigger',
        'web',
        'webide',
      ),
      'ways to start a pipeline',
    ),
    runners: oneOf('gitlab-hosted', 'self-hosted'),
    dangerouslyUnprotectedRef: text,
    host: text,
    refIsProtected: flag,
  },
  check: (trust, findings) => {
    checkPart('project', trust.project, PATH, 'path of a project', 'write `group/project`', findings);
    checkGitRef(trust, findings);
    checkAudience(trust.audience, findings);
    if (trust.host === undefined) checkGitlabCom(trust, findings);
    else checkOwnServer(trust, findings);
  },
  token: (trust) => ({
    sid: 'GitLab',
    who: `GitLab jobs of ${trust.project}, ${refInWords(trust)}`,
    issuer: issuerOf(trust),
    subjects: [subjectOf(trust)],
    audiences: [trust.audience],
    claims: {
      ...(trust.ids === undefined ? {} : { project_id: [trust.ids.project], namespace_id: [trust.ids.namespace] }),
      ...(trust.host !== undefined || trust.dangerouslyUnprotectedRef !== undefined ? {} : { ref_protected: ['true'] }),
      ...(trust.pipelineSources === undefined ? {} : { pipeline_source: trust.pipelineSources }),
      ...(trust.runners === undefined ? {} : { runner_environment: [trust.runners] }),
    },
  }),
  waivers: (trust) =>
    trust.dangerouslyUnprotectedRef === undefined
      ? []
      : [{ what: `the unprotected ${refInWords(trust)} of ${trust.project}`, because: trust.dangerouslyUnprotectedRef }],
});

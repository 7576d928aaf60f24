/** Which jobs of a repository of GitHub are meant, wherever GitHub runs, and what its subjects say of them. */
import type { FindingList } from '../../finding/finding-list';
import { checkGitRef } from './git-ref';
import { checkExact, checkReason } from './web-identity';

export interface ByEnvironmentAndRef {
  readonly environment: string;
  /** The git ref that the job must run for, such as `refs/heads/main`: a subject with an environment does not say it. */
  readonly ref: string;
}

export interface ByProtectedEnvironment {
  readonly environment: string;
  /** Says that the environment's own protection rules bound which refs may deploy. */
  readonly environmentIsProtected: true;
}

export interface ByPullRequest {
  /** Lets the jobs of every pull request become the component; the reason stands in the review. */
  readonly dangerouslyAnyPullRequest: string;
}

/** What is said of the jobs, whichever way. */
export interface Jobs {
  readonly repo: string;
  readonly environment?: string;
  readonly environmentIsProtected?: boolean;
  readonly branch?: string;
  readonly tag?: string;
  readonly dangerouslyAnyPullRequest?: string;
}

/** A value as it stands within a subject, where colons separate. */
export const escaped = (value: string): string => value.replaceAll(':', '%3A');

/** What follows the repository in a subject; GitHub calls it the context. */
export function jobContext({ environment, branch, tag }: Jobs): string {
  if (environment !== undefined) return `environment:${escaped(environment)}`;
  if (branch !== undefined) return `ref:refs/heads/${escaped(branch)}`;
  if (tag !== undefined) return `ref:refs/tags/${escaped(tag)}`;
  return 'pull_request';
}

export const jobsInWords = (jobs: Jobs): string => `${jobs.repo}, ${jobContext(jobs).replace(':', ' ')}`;

export const pullRequestWaivers = ({ repo, dangerouslyAnyPullRequest: because }: Jobs) =>
  because === undefined ? [] : [{ what: `any pull request of ${repo}`, because }];

/** Tells jobs that are named in no way or in several, and names that GitHub does not have. */
export function checkJobs(jobs: Jobs, findings: FindingList): void {
  const { repo, environment, dangerouslyAnyPullRequest } = jobs;
  checkExact('repo', repo, findings);
  if (typeof repo === 'string' && !/[*?]/.test(repo) && !/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/.test(repo))
    findings.add('WI133', { what: `\`${repo}\` is no repository`, fix: 'write `owner/name`', pointer: 'repo' });
  checkGitRef(jobs, findings, { environment, dangerouslyAnyPullRequest });
  if (environment !== undefined) checkExact('environment', environment, findings);
  checkReason('dangerouslyAnyPullRequest', dangerouslyAnyPullRequest, 'any pull request may become the component', findings);
}

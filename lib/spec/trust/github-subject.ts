/** What subjects of GitHub's jobs say: the usual two forms, or claims of one's own choice. */
import type { FindingList } from '../../finding/finding-list';
import { gitRef } from './git-ref';
import { escaped, type Jobs, jobContext } from './github-job';

interface Ids {
  /** Ids of owner and repository, which survive renaming and cannot be taken over. Digits. */
  readonly ids: { readonly owner: string; readonly repo: string };
}

/** A claim that a subject of one's own choice may consist of, and whose value follows from what is declared. */
export type GithubSubjectClaim =
  | 'context'
  | 'environment'
  | 'job_workflow_ref'
  | 'ref'
  | 'repo'
  | 'repository_id'
  | 'repository_owner'
  | 'repository_owner_id';

export interface OwnSubject extends Ids {
  /**
   * What `include_claim_keys` of the repository or organization says, in its order: the subject then consists of these claims. `context` must be among
   * them, because nothing else tells the jobs of a branch from those of pull requests into it.
   */
  readonly subjectClaims: readonly [GithubSubjectClaim, ...GithubSubjectClaim[]];
}

export interface UsualSubject extends Partial<Ids> {
  readonly subjectClaims?: never;
}

/** What is said of the subject, whichever way. */
export interface Subject extends Jobs {
  readonly ids?: Ids['ids'];
  readonly subjects?: 'both' | 'classic' | 'immutable';
  readonly subjectClaims?: readonly GithubSubjectClaim[];
  readonly reusableWorkflow?: string;
  readonly ref?: string;
}

/** A claim within a subject of one's own choice, with its value. */
function partOf(claim: GithubSubjectClaim, repo: string, trust: Subject): string {
  if (claim === 'context') return jobContext(trust);
  if (claim === 'repo') return `repo:${repo}`;
  const values: { readonly [Claim in Exclude<GithubSubjectClaim, 'context' | 'repo'>]: string } = {
    environment: trust.environment ?? '',
    job_workflow_ref: trust.reusableWorkflow ?? '',
    ref: trust.ref ?? gitRef(trust),
    repository_id: trust.ids?.repo ?? '',
    repository_owner: trust.repo.split('/')[0] ?? '',
    repository_owner_id: trust.ids?.owner ?? '',
  };
  return `${claim}:${escaped(values[claim])}`;
}

/** The subjects that are accepted: each form of the repository's name, where the subject holds it. */
export function subjectsOf(trust: Subject): readonly string[] {
  const [owner = '', name = ''] = trust.repo.split('/');
  const forms = trust.subjects ?? (trust.ids === undefined ? 'classic' : 'both');
  const repos = [
    ...(forms === 'immutable' ? [] : [`${owner}/${name}`]),
    ...(forms === 'classic' || trust.ids === undefined ? [] : [`${owner}@${trust.ids.owner}/${name}@${trust.ids.repo}`]),
  ];
  const claims = trust.subjectClaims ?? (['repo', 'context'] as const);
  return [...new Set(repos.map((repo) => claims.map((claim) => partOf(claim, repo, trust)).join(':')))];
}

export function checkIds({ repo, ids, subjects }: Subject, findings: FindingList): void {
  if (ids !== undefined && !(/^\d+$/.test(String(ids.owner)) && /^\d+$/.test(String(ids.repo))))
    findings.add('WI133', {
      what: 'the ids of owner and repository are not numbers',
      fix: 'take them from the API: `gh api repos/OWNER/NAME`',
      pointer: 'ids',
    });
  if (ids === undefined && (subjects === 'immutable' || subjects === 'both'))
    findings.add('WI133', {
      what: `the subjects are \`${subjects}\` and no ids are given`,
      fix: 'give `ids` of owner and repository',
      pointer: 'subjects',
    });
  if (ids === undefined && subjects === undefined)
    findings.add('WI134', {
      what: `only the classic subject of \`${repo}\` is accepted`,
      fix: "give `ids` of owner and repository, or say `subjects: 'classic'`",
      pointer: 'ids',
    });
}

/** What a subject of one's own choice has to say, and can. */
export function checkSubjectClaims(trust: Subject, findings: FindingList): void {
  const { subjectClaims: claims, ids, environment, reusableWorkflow } = trust;
  if (claims === undefined) return;
  const add = (what: string, fix: string) => findings.add('WI133', { what, fix, pointer: 'subjectClaims' });
  if (ids === undefined)
    add('a subject of your own choice is accepted without ids of the repository', 'give `ids` of owner and repository');
  if (!claims.includes('context'))
    add(
      'a subject without `context` does not tell the jobs of a branch from those of pull requests into it',
      'add `context` to `include_claim_keys` at GitHub and here',
    );
  if (new Set(claims).size < claims.length) add('a claim stands twice in the subject', 'name each claim once');
  if (claims.includes('environment') && environment === undefined)
    add('the subject holds `environment`, and no environment is named', 'name the `environment`, or leave the claim out');
  if (claims.includes('job_workflow_ref') && reusableWorkflow === undefined)
    add('the subject holds `job_workflow_ref`, and no reusable workflow is named', 'name the `reusableWorkflow`, or leave the claim out');
  if (claims.includes('ref') && trust.ref === undefined && trust.branch === undefined && trust.tag === undefined)
    add('the subject holds `ref`, and no ref is named', 'name the `ref`, or leave the claim out');
}

/**
 * CircleCI: a job of one project, for one branch or tag, becomes the component with the OpenID Connect token of the job.
 *
 * Subject grammar: `org/ORG_ID/project/PROJECT_ID/user/USER_ID/vcs-origin/ORIGIN/vcs-ref/REF` in tokens of the second version
 * (`CIRCLE_OIDC_TOKEN_V2`); the first version ends with the user. Ids are UUIDs and do not change hands. Only the user varies: in its place stands a
 * pattern of the length of a UUID, so that no branch can be called like the rest of a subject. The issuer is the organisation's own. Audience: the id of
 * the organisation, unless the job asks for another one. Claim keys that STS can test besides `sub` and `aud`: `oidc.circleci.com/project-id`.
 *
 * Cost: 745 characters of statement for the example of docs/trust.md.
 *
 * @see https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/
 */
import type { FindingList } from '../../finding/finding-list';
import type { ExactIn } from '../exact';
import { text } from '../form';
import { defineWebIdentity } from './define-web-identity';
import { type ByBranch, type ByTag, checkGitRef, gitRef, refInWords } from './git-ref';
import type { OneOf } from './one-of';
import { ANY_UUID, checkAudience, checkPart, checkReason, checkUuid, type ProviderSource } from './web-identity';

interface Project {
  /** Id of the organization, a UUID. */
  readonly organization: string;
  /** Id of the project, a UUID. */
  readonly project: string;
  /** Default: the id of the organization. */
  readonly audience?: string;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

interface Repository {
  /** The repository as the token has it in `oidc.circleci.com/vcs-origin`: `github.com/acme/agents`. */
  readonly vcsOrigin: string;
}

interface AnyRef {
  /** Lets the jobs of every branch become the component, as tokens of the first version make necessary; the reason stands in the review. */
  readonly dangerouslyAnyRef: string;
}

/** Options of {@link circleCi}. */
export type CircleCiOptions = Project & OneOf<(Repository & ByBranch) | (Repository & ByTag) | AnyRef>;

export type CircleCiTrust = CircleCiOptions & { readonly kind: 'circleci' };

/** CircleCI: exactly the jobs of one project for one branch or tag. */
export const circleCi = <const Options extends CircleCiOptions>(
  options: Options & ExactIn<Options, 'organization' | 'project' | 'vcsOrigin' | 'branch' | 'tag' | 'audience'>,
): CircleCiTrust => ({ ...(options as CircleCiOptions), kind: 'circleci' });

const ORIGIN = /^[a-z0-9.-]+(?:\/[A-Za-z0-9._-]+)+$/;

function check(trust: CircleCiTrust, findings: FindingList): void {
  checkUuid('organization', trust.organization, 'take it from the organization settings of CircleCI', findings);
  checkUuid('project', trust.project, 'take it from the project settings of CircleCI', findings);
  checkGitRef(trust, findings, { dangerouslyAnyRef: trust.dangerouslyAnyRef });
  if (trust.dangerouslyAnyRef === undefined)
    checkPart(
      'vcsOrigin',
      trust.vcsOrigin,
      ORIGIN,
      'origin of a repository',
      'write host and path, such as `github.com/acme/agents`',
      findings,
    );
  checkReason('dangerouslyAnyRef', trust.dangerouslyAnyRef, 'the jobs of every branch may become the component', findings);
  if (trust.audience !== undefined) checkAudience(trust.audience, findings);
}

function subjectOf(trust: CircleCiTrust): string {
  const project = `org/${trust.organization}/project/${trust.project}/user/`;
  return trust.vcsOrigin === undefined ? `${project}*` : `${project}${ANY_UUID}/vcs-origin/${trust.vcsOrigin}/vcs-ref/${gitRef(trust)}`;
}

export const circleCiKind = defineWebIdentity<CircleCiTrust>({
  kind: 'circleci',
  fields: { organization: text, project: text, vcsOrigin: text, branch: text, tag: text, dangerouslyAnyRef: text, audience: text },
  check,
  token: (trust) => ({
    sid: 'CircleCi',
    who: `CircleCI jobs of project ${trust.project}, ${trust.vcsOrigin === undefined ? 'any branch' : refInWords(trust)}`,
    issuer: `https://oidc.circleci.com/org/${trust.organization}`,
    subjects: [subjectOf(trust)],
    subjectsAreLike: true,
    audiences: [trust.audience ?? trust.organization],
    claims: { 'oidc.circleci.com/project-id': [trust.project] },
  }),
  waivers: ({ project, dangerouslyAnyRef: because }) =>
    because === undefined ? [] : [{ what: `the jobs of every branch of project ${project}`, because }],
});

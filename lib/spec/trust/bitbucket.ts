/**
 * Bitbucket Pipelines: a step of one repository, for one deployment environment, becomes the component with the step's token.
 *
 * Subject grammar: `{REPOSITORY_UUID}:{ENVIRONMENT_UUID}:{STEP_UUID}` for the steps of a deployment, `{REPOSITORY_UUID}:{STEP_UUID}` for others, braces
 * included. All parts are ids and do not change hands; the step's is new for each run, so a pattern of exactly its length stands in its place. No claim
 * says the branch: which branches may deploy, the environment's own restrictions bound. Issuer and audience are the workspace's own: the issuer by its
 * name, the audience by its id. Claim keys that STS can test: `sub` and `aud`.
 *
 * Cost: 607 characters of statement for the example of docs/trust.md.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/
 */
import type { FindingList } from '../../finding/finding-list';
import type { ExactIn } from '../exact';
import { text } from '../form';
import { defineWebIdentity } from './define-web-identity';
import type { OneOf } from './one-of';
import { ANY_UUID, checkPart, checkReason, checkUuid, type ProviderSource } from './web-identity';

interface Repository {
  /** Name of the workspace, as in its URL. */
  readonly workspace: string;
  /** Id of the workspace, a UUID. */
  readonly workspaceId: string;
  /** Id of the repository, a UUID. */
  readonly repository: string;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

interface ByEnvironment {
  /** Id of the deployment environment, a UUID. Its restrictions bound which branches may become the component. */
  readonly environment: string;
}

interface AnyStep {
  /** Lets the steps of every branch become the component that are part of no deployment; the reason stands in the review. */
  readonly dangerouslyAnyBranch: string;
}

/** Options of {@link bitbucket}. */
export type BitbucketOptions = Repository & OneOf<ByEnvironment | AnyStep>;

export type BitbucketTrust = BitbucketOptions & { readonly kind: 'bitbucket' };

/** Bitbucket Pipelines: exactly the steps of one repository that deploy to one environment. */
export const bitbucket = <const Options extends BitbucketOptions>(
  options: Options & ExactIn<Options, 'workspace' | 'workspaceId' | 'repository' | 'environment'>,
): BitbucketTrust => ({ ...(options as BitbucketOptions), kind: 'bitbucket' });

const WORKSPACE = /^[a-z0-9_-]+$/;

function check(trust: BitbucketTrust, findings: FindingList): void {
  checkPart('workspace', trust.workspace, WORKSPACE, 'name of a workspace', 'write it as in the URL of Bitbucket', findings);
  checkUuid('workspaceId', trust.workspaceId, 'take it from the audience on the OpenID Connect page of the repository settings', findings);
  checkUuid('repository', trust.repository, 'take it from the OpenID Connect page of the repository settings', findings);
  if (trust.environment !== undefined)
    checkUuid('environment', trust.environment, 'take it from the OpenID Connect page of the repository settings', findings);
  checkReason('dangerouslyAnyBranch', trust.dangerouslyAnyBranch, 'every branch may become the component', findings);
  if ((trust.environment === undefined) === (trust.dangerouslyAnyBranch === undefined))
    findings.add('WI133', {
      what:
        trust.environment === undefined
          ? 'no deployment environment is named, and nothing else of a step says its branch'
          : '`environment` and `dangerouslyAnyBranch` exclude each other',
      fix: 'name the `environment` alone',
      pointer: 'environment',
    });
}

const subjectOf = ({ repository, environment }: BitbucketTrust): string =>
  `{${repository}}:${environment === undefined ? '' : `{${environment}}:`}{${ANY_UUID}}`;

export const bitbucketKind = defineWebIdentity<BitbucketTrust>({
  kind: 'bitbucket',
  fields: { workspace: text, workspaceId: text, repository: text, environment: text, dangerouslyAnyBranch: text },
  check,
  token: (trust) => ({
    sid: 'Bitbucket',
    who: `Bitbucket steps of repository ${trust.repository}, ${trust.environment === undefined ? 'any branch' : `environment ${trust.environment}`}`,
    issuer: `https://api.bitbucket.org/2.0/workspaces/${trust.workspace}/pipelines-config/identity/oidc`,
    subjects: [subjectOf(trust)],
    subjectsAreLike: true,
    audiences: [`ari:cloud:bitbucket::workspace/${trust.workspaceId}`],
  }),
  waivers: ({ repository, dangerouslyAnyBranch: because }) =>
    because === undefined ? [] : [{ what: `the steps of every branch of repository ${repository}`, because }],
});

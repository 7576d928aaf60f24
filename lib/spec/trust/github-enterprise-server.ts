/**
 * GitHub Enterprise Server: a job of one repository on a server of your own becomes the component with the token that the server signs for it.
 *
 * Subject grammar: `repo:OWNER/REPO:environment:NAME`, `…:ref:refs/heads/BRANCH`, `…:ref:refs/tags/TAG` or `…:pull_request`. It holds names, which can
 * change hands on the server; there is no immutable form. Issuer: `https://HOST/_services/token`, which has to be reachable for AWS. Audience: what the job
 * asks for. Claim keys that STS can test: `sub` and `aud`; GitHub's own claims are none here, so an environment cannot be bound to a ref by them: its
 * protection rules bind it.
 *
 * Cost: 363 characters of statement for the example of docs/trust.md.
 *
 * @see https://docs.github.com/en/enterprise-server@3.19/actions/reference/security/oidc
 */
import type { ExactIn } from '../exact';
import { type Form, flag, text } from '../form';
import { defineWebIdentity } from './define-web-identity';
import type { ByBranch, ByTag } from './git-ref';
import { type ByProtectedEnvironment, type ByPullRequest, checkJobs, jobContext, jobsInWords, pullRequestWaivers } from './github-job';
import type { OneOf } from './one-of';
import { checkAudience, checkHost, type ProviderSource } from './web-identity';

const AUDIENCE = 'sts.amazonaws.com';

interface Repository {
  /** Name of the server, such as `github.example.com`. */
  readonly host: string;
  /** `owner/name`, exact. */
  readonly repo: string;
  /** Default `sts.amazonaws.com`. */
  readonly audience?: string;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
  /** STS offers no ids for a server of your own. */
  readonly ids?: never;
  /** Nor the ref of a job with an environment. */
  readonly ref?: never;
  /** Nor the reusable workflow. */
  readonly reusableWorkflow?: never;
  /** A server writes the classic subject only. */
  readonly subjects?: never;
}

/** Options of {@link githubEnterpriseServer}. */
export type GithubEnterpriseServerOptions = Repository & OneOf<ByProtectedEnvironment | ByBranch | ByTag | ByPullRequest>;

export type GithubEnterpriseServerTrust = GithubEnterpriseServerOptions & { readonly kind: 'github-enterprise-server' };

/** GitHub Enterprise Server: exactly the jobs of one repository for one environment, branch or tag. */
export const githubEnterpriseServer = <const Options extends GithubEnterpriseServerOptions>(
  options: Options & ExactIn<Options, 'host' | 'repo' | 'environment' | 'branch' | 'tag' | 'audience'>,
): GithubEnterpriseServerTrust => ({ ...(options as GithubEnterpriseServerOptions), kind: 'github-enterprise-server' });

/** Tells an option of GitHub elsewhere that asks for a claim which is no key here. */
const notOffered: Form<never> = (_value, findings) => {
  findings.add('WI160', {
    what: 'this asks for a claim that STS does not offer for a server of your own',
    fix: 'take it out: of such a server only subject and audience can be tested',
  });
  return undefined;
};

export const githubEnterpriseServerKind = defineWebIdentity<GithubEnterpriseServerTrust>({
  kind: 'github-enterprise-server',
  fields: {
    host: text,
    repo: text,
    audience: text,
    environment: text,
    environmentIsProtected: flag,
    branch: text,
    tag: text,
    dangerouslyAnyPullRequest: text,
    ids: notOffered,
    ref: notOffered,
    reusableWorkflow: notOffered,
    subjects: notOffered,
  },
  check: (trust, findings) => {
    checkHost(trust.host, findings);
    if (trust.host === 'github.com')
      findings.add('WI133', { what: '`github.com` is no server of your own', fix: 'declare trust.githubActions({ … })', pointer: 'host' });
    checkJobs(trust, findings);
    const { environment, environmentIsProtected }: { environment?: string; environmentIsProtected?: boolean } = trust;
    if (environment !== undefined && environmentIsProtected !== true)
      findings.add('WI133', {
        what: `nothing says that the environment \`${environment}\` is protected`,
        fix: 'bound its branches at GitHub and say `environmentIsProtected: true`: no claim tells STS',
        pointer: 'environmentIsProtected',
      });
    if (environment?.includes(':') === true)
      findings.add('WI133', {
        what: `the environment \`${environment}\` holds a colon, which not every version of the server escapes`,
        fix: 'name an environment without one',
        pointer: 'environment',
      });
    checkAudience(trust.audience ?? AUDIENCE, findings);
  },
  token: (trust) => ({
    sid: 'GitHubServer',
    who: `jobs of ${trust.host}/${jobsInWords(trust)}`,
    issuer: `https://${trust.host}/_services/token`,
    subjects: [`repo:${trust.repo}:${jobContext(trust)}`],
    audiences: [trust.audience ?? AUDIENCE],
  }),
  waivers: pullRequestWaivers,
});

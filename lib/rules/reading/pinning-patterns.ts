/** Which patterns of a subject, and which other claims, tell one workload from all others of an issuer. */
import { claimsOf } from '../../policy/claims/claims-of';
import { hasHole, holesOf } from '../../policy/text';

interface Pinning {
  /** Patterns of `sub` whose fixed part is one workload's alone. */
  readonly subjects: readonly RegExp[];
  /** Other claims that, with a fixed value, are one workload's alone. */
  readonly claims: readonly string[];
  /** Accepts the subjects without wildcards that any tenant can have, because tenants choose what theirs say. Absent: there are none. */
  readonly anybodys?: RegExp;
}

/** Claims of GitHub's that say of a subject whose it is. */
const OWNED =
  /(?:^|:)(?:repo|repository|repository_id|repository_owner|repository_owner_id|job_workflow_ref|workflow_ref|enterprise|enterprise_id):/;

const GITHUB: Pinning = {
  // Owner and repository in full; organisations may also choose claims of these names as their subject.
  subjects: [/^repo:[^:/*?]+\/[^:/*?]+:/, /(?:^|:)repository_id:\d+(?::|$)/, /(?:^|:)repository:[^:/*?]+\/[^:/*?]+(?::|$)/],
  claims: ['repository_id', 'repository'],
  anybodys: new RegExp(`^(?!.*${OWNED.source})[a-z_]+:`, 's'),
};

const OWNER_AND_PROJECT: Pinning = { subjects: [/^owner:[^:*?]+:project:[^:*?]+:/], claims: [] };

const BY_ISSUER: Readonly<Record<string, Pinning>> = {
  'github-actions': GITHUB,
  'github-actions-enterprise': GITHUB,
  'github-actions-data-residency': GITHUB,
  'github-enterprise': GITHUB,
  'github-enterprise-server': { ...GITHUB, claims: [] },
  gitlab: { subjects: [/^project_path:[^:*?]+\/[^:*?]+:/], claims: ['project_id'] },
  buildkite: { subjects: [/^organization:[^:*?]+:pipeline:[^:*?]+:/], claims: ['pipeline_id'] },
  circleci: { subjects: [/^org\/[^/*?]+\/project\/[^/*?]+\//], claims: ['oidc.circleci.com/project-id'] },
  'hcp-terraform': { subjects: [/^organization:[^:*?]+:project:[^:]+:workspace:[^:*?]+:/], claims: [] },
  bitbucket: { subjects: [/^\{[^:*?]+\}:/], claims: [] },
  // A project of a stack or of an ESC environment; what stands before it is the organization's alone, or everybody's.
  'pulumi-cloud': {
    subjects: [/^pulumi:deploy:org:[^:*?]+:project:[^:*?]+:/, /^pulumi:environments:org:[^:*?]+:env:[^:/*?]+\//],
    claims: [],
  },
  fly: { subjects: [/^[^:*?]+:[^:*?]+:/], claims: [] },
  vercel: OWNER_AND_PROJECT,
  'vercel-global': OWNER_AND_PROJECT,
  // Every part of a service account's subject names it, so no pattern pins one.
  eks: { subjects: [], claims: [] },
  google: { subjects: [], claims: [] },
  'cognito-identity-pool': { subjects: [], claims: ['aud'] },
  facebook: { subjects: [], claims: ['id', 'app_id'] },
  'login-with-amazon': { subjects: [], claims: ['user_id', 'app_id'] },
  entra: { subjects: [], claims: [] },
};

const SERVICE_ACCOUNT = /^system:serviceaccount:/;
/** Of an issuer without a known grammar: text that ends where a part of the subject does. */
const WHOLE_PART = /^[^*?]*[A-Za-z0-9@}][^*?]*[:/|]$/;

/** Whether the subject, in full, is one that every tenant of the issuer can give to workloads of his own. */
export const isAnybodys = (issuer: string | undefined, subject: string): boolean =>
  issuer !== undefined && !hasHole(subject) && BY_ISSUER[claimsOf(issuer).id]?.anybodys?.test(subject) === true;

/** Whether a value under a pattern operator pins one workload. */
export function pinsOne(issuer: string | undefined, pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return true;
  const pinning = issuer === undefined ? undefined : BY_ISSUER[claimsOf(issuer).id];
  if (pinning !== undefined) return pinning.subjects.some((subject) => subject.test(pattern));
  if (SERVICE_ACCOUNT.test(pattern)) return false;
  return WHOLE_PART.test(pattern.slice(0, pattern.search(/[*?]/)));
}

/** Whether a value under a pattern operator may itself turn out to hold wildcards. */
export const mayHoldWildcards = (pattern: string): boolean => hasHole(pattern) && holesOf(pattern).some(({ shape }) => shape === 'any');

/** Claims besides `sub` that pin one workload of the issuer by a fixed value. */
export const pinningClaims = (issuer: string | undefined): readonly string[] =>
  (issuer === undefined ? undefined : BY_ISSUER[claimsOf(issuer).id])?.claims ?? [];

import { claimSupport } from '../../policy/claims/claims-of';
import { claimKey } from '../../policy/claims/issuer';
import { defineRule } from '../define-rule';
import { GITHUB_ACTIONS, GITHUB_JOB, role, soundRole, webIdentityTrust } from '../examples/parts';
import type { Outcome } from '../outcome';
import { type Asked, askedOf } from '../reading/asked';
import { isGithub, namedRefs, narrowValues, repositorySubjects } from '../reading/github';
import { likelySubjects, likelyToken } from '../reading/likely-tokens';
import { pinningClaims } from '../reading/pinning-patterns';
import { nameOf, within } from '../reading/places';
import { declaredFor } from '../reading/plan-of';
import { showContext } from '../reading/show-request';
import { readTrust, statementNaming, type Trust } from '../reading/trust';
import { acceptsOnly, keysFor, type Provider, providersOf } from '../reading/web-identity';

const AUDIENCE = { [`${GITHUB_ACTIONS}:aud`]: 'sts.amazonaws.com' };
const SUBJECT = `${GITHUB_ACTIONS}:sub`;
const SERVER = 'github.example.com/_services/token';

/** A subject of an environment's jobs, which names no ref. */
const ENVIRONMENT = /^repo:[^:]+:environment:/;
const ANY_WORKFLOW = /@(?:refs\/)?[*?]*$|^[^@]*$/;

/** What makes a job one of a named branch, tag or workflow. A subject of the tenant's own form may name either. */
const boundsOf = (trust: Trust, provider: Provider): readonly Asked[] => [
  ...namedRefs(trust, provider),
  ...repositorySubjects(trust, provider).filter(({ value }) => !/[*?]/.test(value) && !ENVIRONMENT.test(value)),
  ...narrowValues(trust, provider, ['job_workflow_ref'], ANY_WORKFLOW),
];

/** What the trust policy names of the repository, so that its jobs are all that can be meant. */
const repositoryOf = (trust: Trust, provider: Provider): readonly Asked[] => [
  ...repositorySubjects(trust, provider),
  ...narrowValues(trust, provider, pinningClaims(provider.issuer), /[*?]/),
];

export default defineRule({
  code: 'WI209',
  name: 'trust/job-names-its-ref',
  severity: 'warning',
  preset: 'strict',
  principle: 'only reviewed code can become the component',
  standards: ['OWASP ASI03', 'SLSA'],
  summary: 'of a repository\u2019s jobs, a trust policy lets in those of named branches, tags or reusable workflows',
  why: 'whoever may push any branch of the repository can otherwise become the component with code that nobody has reviewed',
  acknowledge: 'where an environment\u2019s own protection rules bound which refs may use it, or nobody can push but through review',
  misses: ['an environment\u2019s protection rules are kept at GitHub, where no template shows them'],
  sources: ['GitHub Docs, "OpenID Connect reference", example subject claims'],
  visits: 'role',
  messages: {
    anyJob: {
      what: 'the trust policy of `<role>` lets every job of the repository become it, whatever its branch',
      fix: 'name the branch in the subject, such as `repo:OWNER/REPO:ref:refs/heads/main`, or add `"StringEquals": { "<key>": "refs/heads/main" }`',
    },
    anyRef: {
      what: 'the trust policy of `<role>` lets the jobs of an environment become it from every branch',
      fix: 'add `"StringEquals": { "<key>": "refs/heads/main" }`; the subject of a job with an environment does not name its ref',
    },
    anyJobOfServer: {
      what: 'the trust policy of `<role>` lets <jobs> become it from every branch',
      fix: 'name the branch in the subject, such as `repo:OWNER/REPO:ref:refs/heads/main`; `<key>` is no condition key for a server of your own',
    },
    openRef: {
      what: 'whether the trust policy of `<role>` names the ref of the jobs that become it is not known before deployment',
      fix: 'name the ref under `StringEquals` on `<key>`',
    },
  },
  check: (role, tell, { plans }) => {
    const trust = readTrust(role);
    // Planning asks for a ref or for the word that the environment is protected.
    if (trust === undefined || declaredFor(role, plans) !== undefined) return [];
    return providersOf(trust)
      .filter(isGithub)
      .flatMap((provider): readonly Outcome[] => {
        const repository = repositoryOf(trust, provider);
        // Where more than one repository is let in, `trust/subject-is-pinned` says so.
        if (repository.length === 0 || acceptsOnly(trust, provider, repository).verdict !== 'proved') return [];
        const bounds = boundsOf(trust, provider);
        const verdict = acceptsOnly(trust, provider, bounds);
        if (verdict.verdict === 'proved') return [tell.proved(verdict.assuming)];
        const at = within(role.trust, statementNaming(trust, provider.principal)?.pointer);
        const names = { role: nameOf(role), key: claimKey(provider.issuer, 'ref') };
        if (verdict.verdict === 'undecided') return [tell.undecided('openRef', names, { at, shown: verdict.reasons.join(', ') })];
        const patterns = askedOf(trust, keysFor(trust, provider, ['sub'])).map(({ value }) => value);
        const witness = likelyToken(verdict.witness, trust, claimKey(provider.issuer, 'sub'), likelySubjects(provider, patterns), bounds);
        const isEnvironment =
          patterns.some((value) => ENVIRONMENT.test(value)) && !patterns.some((value) => /^repo:[^:]+:\*+$/.test(value));
        const details = { at, shown: `${showContext(witness.context)} is allowed`, witness };
        if (claimSupport(names.key).support !== 'exposed') {
          const jobs = isEnvironment ? 'the jobs of an environment' : 'the jobs of the repository';
          return [tell.refuted('anyJobOfServer', { ...names, jobs }, details)];
        }
        return [tell.refuted(isEnvironment ? 'anyRef' : 'anyJob', names, details)];
      });
  },
  examples: {
    bad: [
      {
        title: 'every job of the repository',
        cloudformation: {
          Deploy: role({ trust: webIdentityTrust({ StringEquals: AUDIENCE, StringLike: { [SUBJECT]: 'repo:acme/agents:*' } }) }),
        },
        finds: { message: 'anyJob', resource: 'Deploy', shown: 'repo:acme/agents:' },
      },
      {
        title: 'an environment from every branch',
        cloudformation: {
          Deploy: role({
            trust: webIdentityTrust({ StringEquals: { ...AUDIENCE, [SUBJECT]: 'repo:acme/agents:environment:production' } }),
          }),
        },
        finds: { message: 'anyRef', resource: 'Deploy' },
      },
      {
        title: 'an environment on a server of your own, where no claim says the branch',
        cloudformation: {
          Deploy: role({
            trust: webIdentityTrust(
              { StringEquals: { [`${SERVER}:aud`]: 'sts.amazonaws.com', [`${SERVER}:sub`]: 'repo:acme/agents:environment:production' } },
              SERVER,
            ),
          }),
        },
        finds: { message: 'anyJobOfServer', resource: 'Deploy', shown: 'environment:production' },
      },
    ],
    good: [
      { title: 'the jobs of one branch', cloudformation: soundRole('Deploy', webIdentityTrust({ StringEquals: GITHUB_JOB })) },
      {
        title: 'an environment and the branch that may use it',
        cloudformation: soundRole(
          'Deploy',
          webIdentityTrust({
            StringEquals: {
              ...GITHUB_JOB,
              [SUBJECT]: ['repo:acme/agents:environment:production', 'repo:acme@123456/agents@456789:environment:production'],
              [`${GITHUB_ACTIONS}:ref`]: 'refs/heads/main',
            },
          }),
        ),
      },
    ],
  },
});

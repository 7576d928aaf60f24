import { defineRule } from '../define-rule';
import { GITHUB_ACTIONS, GITHUB_JOB, role, soundRole, webIdentityTrust } from '../examples/parts';
import type { Outcome } from '../outcome';
import { condition } from '../reading/build';
import { isGithub, narrowValues, repositorySubjects } from '../reading/github';
import { declaredFor } from '../reading/plan-of';
import { nameOf, within } from '../reading/places';
import { showContext } from '../reading/show-request';
import { readTrust, statementNaming, UNREADABLE_TRUST } from '../reading/trust';
import { providersOf, refuses } from '../reading/web-identity';

const AUDIENCE = { [`${GITHUB_ACTIONS}:aud`]: 'sts.amazonaws.com' };
const SUBJECT = `${GITHUB_ACTIONS}:sub`;

/** A subject whose text after the repository says nothing of the job. */
const ANY_JOB = /^repo:[^:]+:\*+$/;
/** A subject of an environment's jobs, which names no ref. */
const ENVIRONMENT = /^repo:[^:]+:environment:/;
const ANY_REF = /^(?:refs\/)?(?:heads\/)?[*?]+$/;
const ANY_WORKFLOW = /@(?:refs\/)?[*?]*$|^[^@]*$/;

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
      what: 'the trust policy of `<role>` lets every job of the repository become it, whatever its branch: `<value>`',
      fix: 'name the branch in the subject, such as `repo:OWNER/REPO:ref:refs/heads/main`, or add `"StringEquals": { "<key>": "refs/heads/main" }`',
    },
    anyRef: {
      what: 'the trust policy of `<role>` lets the jobs of an environment become it from every branch: `<value>`',
      fix: 'add `"StringEquals": { "<key>": "refs/heads/main" }`; the subject of a job with an environment does not name its ref',
    },
    openRef: {
      what: 'whether the trust policy of `<role>` names the ref of the jobs with `<value>` is not known before deployment',
      fix: 'name the ref under `StringEquals` on `<key>`',
    },
  },
  check: (role, tell, { plans }) => {
    const trust = readTrust(role);
    if (trust === undefined) return [UNREADABLE_TRUST];
    // Planning asks for a ref or for the word that the environment is protected.
    if (declaredFor(role, plans) !== undefined) return [];
    return providersOf(trust)
      .filter(isGithub)
      .flatMap((provider): readonly Outcome[] => {
        const asked = repositorySubjects(trust, provider).filter(
          ({ isPattern, value }) => (isPattern && ANY_JOB.test(value)) || ENVIRONMENT.test(value),
        );
        const bounds = [...narrowValues(trust, provider, ['ref'], ANY_REF), ...narrowValues(trust, provider, ['job_workflow_ref'], ANY_WORKFLOW)];
        const at = within(role.trust, statementNaming(trust, provider.principal)?.pointer);
        const found = asked.flatMap(({ key, operator, value }): readonly Outcome[] => {
          const verdict = refuses(trust, provider, [condition(operator, key, [value])], bounds);
          if (verdict.verdict === 'proved') return [];
          const names = { role: nameOf(role), value, key: `${provider.issuer}:ref` };
          if (verdict.verdict === 'undecided') return [tell.undecided('openRef', names, { at, shown: verdict.reasons.join(', ') })];
          const shown = `${showContext(verdict.witness.context)} is allowed`;
          return [tell.refuted(ENVIRONMENT.test(value) ? 'anyRef' : 'anyJob', names, { at, shown, witness: verdict.witness })];
        });
        return found.length === 0 ? [tell.proved()] : found;
      });
  },
  examples: {
    bad: [
      {
        title: 'every job of the repository',
        cloudformation: { Deploy: role({ trust: webIdentityTrust({ StringEquals: AUDIENCE, StringLike: { [SUBJECT]: 'repo:acme/agents:*' } }) }) },
        finds: { message: 'anyJob', resource: 'Deploy', shown: 'repo:acme/agents:' },
      },
      {
        title: 'an environment from every branch',
        cloudformation: {
          Deploy: role({ trust: webIdentityTrust({ StringEquals: { ...AUDIENCE, [SUBJECT]: 'repo:acme/agents:environment:production' } }) }),
        },
        finds: { message: 'anyRef', resource: 'Deploy' },
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

import { defineRule } from '../define-rule';
import { GITHUB_ACTIONS, GITHUB_JOB, role, soundRole, webIdentityTrust } from '../examples/parts';
import type { Outcome } from '../outcome';
import { askedOf } from '../reading/asked';
import { condition } from '../reading/build';
import { isGithub } from '../reading/github';
import { nameOf, within } from '../reading/places';
import { declaredFor } from '../reading/plan-of';
import { showContext } from '../reading/show-request';
import { readTrust, statementNaming } from '../reading/trust';
import { keysFor, providersOf, refuses } from '../reading/web-identity';

const AUDIENCE = { [`${GITHUB_ACTIONS}:aud`]: 'sts.amazonaws.com' };
const SUBJECT = `${GITHUB_ACTIONS}:sub`;

/** Subjects and refs that only runs for pull requests have. */
const OF_PULL_REQUESTS = /(?:^|:)pull_request$|(?:^|:)refs\/pull\//;

export default defineRule({
  code: 'WI208',
  name: 'trust/subject-is-not-a-pull-request',
  severity: 'error',
  principle: 'only reviewed code can become the component',
  standards: ['OWASP ASI03', 'SLSA'],
  summary: 'no trust policy names the jobs that run for pull requests',
  why: 'such a job runs the code of the pull request before anybody has reviewed it, workflow file included',
  acknowledge: 'where the role can only read what everybody may read',
  misses: ['a pattern for all jobs of a repository lets in those of pull requests too: see `trust/job-names-its-ref`'],
  sources: ['GitHub Docs, "OpenID Connect reference", filtering for `pull_request` events'],
  visits: 'role',
  messages: {
    pullRequest: {
      what: 'the trust policy of `<role>` lets the jobs of pull requests become it: `<value>`',
      fix: 'name the branch or environment that reviewed code is deployed from, such as `repo:OWNER/REPO:ref:refs/heads/main`',
    },
    openPullRequest: {
      what: 'whether the trust policy of `<role>` lets the jobs of pull requests become it is not known before deployment: `<value>`',
      fix: 'name the branch or environment that reviewed code is deployed from',
    },
  },
  check: (role, tell, { plans }) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    // Planning lets pull requests in only for a reason, which stands in the review.
    const declared = declaredFor(role, plans)?.component.trust.flatMap(({ subject = [] }) => subject) ?? [];
    return providersOf(trust)
      .filter(isGithub)
      .flatMap((provider): readonly Outcome[] => {
        const asked = askedOf(trust, keysFor(trust, provider, ['sub', 'ref'])).filter(
          ({ value }) => OF_PULL_REQUESTS.test(value) && !declared.includes(value),
        );
        const at = within(role.trust, statementNaming(trust, provider.principal)?.pointer);
        const found = asked.flatMap(({ key, operator, value }): readonly Outcome[] => {
          const verdict = refuses(trust, provider, [condition(operator, key, [value])]);
          if (verdict.verdict === 'proved') return [];
          const names = { role: nameOf(role), value };
          if (verdict.verdict === 'undecided') return [tell.undecided('openPullRequest', names, { at, shown: verdict.reasons.join(', ') })];
          const shown = `${showContext(verdict.witness.context)} is allowed`;
          return [tell.refuted('pullRequest', names, { at, shown, witness: verdict.witness })];
        });
        return found.length === 0 ? [tell.proved()] : found;
      });
  },
  examples: {
    bad: [
      {
        title: 'the jobs of every pull request of the repository',
        cloudformation: {
          Deploy: role({ trust: webIdentityTrust({ StringEquals: { ...AUDIENCE, [SUBJECT]: 'repo:acme/agents:pull_request' } }) }),
        },
        finds: { message: 'pullRequest', resource: 'Deploy', shown: 'repo:acme/agents:pull_request' },
      },
    ],
    good: [{ title: 'the jobs of one branch', cloudformation: soundRole('Deploy', webIdentityTrust({ StringEquals: GITHUB_JOB })) }],
  },
});

import { claimsOf } from '../../policy/claims/claims-of';
import { defineRule } from '../define-rule';
import { GITHUB_ACTIONS, GITHUB_JOB, role, soundRole, webIdentityTrust } from '../examples/parts';
import type { Outcome } from '../outcome';
import { condition } from '../reading/build';
import { isGithub, narrowValues, repositorySubjects } from '../reading/github';
import { nameOf, within } from '../reading/places';
import { declaredFor } from '../reading/plan-of';
import { showContext } from '../reading/show-request';
import { readTrust, statementNaming } from '../reading/trust';
import { providersOf, refuses } from '../reading/web-identity';

const BY_NAME = { [`${GITHUB_ACTIONS}:aud`]: 'sts.amazonaws.com', [`${GITHUB_ACTIONS}:sub`]: 'repo:acme/agents:ref:refs/heads/main' };

/** `repo:OWNER/REPO:`, by names alone. */
const NAMED = /^repo:([^:/@*?]+)\/([^:/@*?]+):/;

/** The same repository with its ids, as GitHub writes the subjects of newer repositories. */
function withIds(value: string, all: readonly string[]): boolean {
  const [, owner = '', name = ''] = NAMED.exec(value) ?? [];
  return all.some((other) => {
    const [, itsOwner, itsName] = /^repo:([^:/@]+)@\d+\/([^:/@]+)@\d+:/.exec(other) ?? [];
    return itsOwner === owner && itsName === name;
  });
}

export default defineRule({
  code: 'WI210',
  name: 'trust/repository-has-its-id',
  severity: 'warning',
  preset: 'strict',
  principle: 'names change hands, ids do not',
  standards: ['OWASP ASI03'],
  summary: 'a trust policy that names a repository of GitHub also names its id, or the form of its subject that holds the ids',
  why: 'repositories made, renamed or moved since July 2026 have a subject with ids, which the old form does not match; and whoever takes over a name that was given up, takes over the trust in it',
  acknowledge: 'where the subjects of the repository are set to the old form and its name is never given up',
  sources: ['GitHub Docs, "OpenID Connect reference", immutable subject claims'],
  visits: 'role',
  messages: {
    nameOnly: {
      what: 'the trust policy of `<role>` knows the repository by its name alone: `<value>`',
      fix: 'add `"StringEquals": { "<key>": "ID" }` and the subject `repo:OWNER@OWNER_ID/REPO@ID:…`; `gh api repos/OWNER/REPO` tells the ids',
    },
    openId: {
      what: 'whether the trust policy of `<role>` knows the repository of `<value>` by its id is not known before deployment',
      fix: 'name the id under `StringEquals` on `<key>`',
    },
  },
  check: (role, tell, { plans }) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    // Planning asks for the ids, or for the word that the old form is meant.
    if (declaredFor(role, plans) !== undefined) return [];
    return (
      providersOf(trust)
        .filter(isGithub)
        // GitHub Enterprise Server writes no ids.
        .filter(({ issuer }) => claimsOf(issuer).id !== 'github-enterprise-server')
        .flatMap((provider): readonly Outcome[] => {
          const asked = repositorySubjects(trust, provider);
          const texts = asked.map(({ value }) => value);
          const bounds = narrowValues(trust, provider, ['repository_id', 'repository_owner_id'], /[*?]/);
          const at = within(role.trust, statementNaming(trust, provider.principal)?.pointer);
          const found = asked
            .filter(({ value }) => NAMED.test(value) && !withIds(value, texts))
            .flatMap(({ key, operator, value }): readonly Outcome[] => {
              const verdict = refuses(trust, provider, [condition(operator, key, [value])], bounds);
              if (verdict.verdict === 'proved') return [];
              const names = { role: nameOf(role), value, key: `${provider.issuer}:repository_id` };
              if (verdict.verdict === 'undecided') return [tell.undecided('openId', names, { at, shown: verdict.reasons.join(', ') })];
              const shown = `${showContext(verdict.witness.context)} is allowed`;
              return [tell.refuted('nameOnly', names, { at, shown, witness: verdict.witness })];
            });
          return found.length === 0 ? [tell.proved()] : found;
        })
    );
  },
  examples: {
    bad: [
      {
        title: 'a repository by its name alone',
        cloudformation: { Deploy: role({ trust: webIdentityTrust({ StringEquals: BY_NAME }) }) },
        finds: { message: 'nameOnly', resource: 'Deploy', shown: 'repo:acme/agents:ref:refs/heads/main' },
      },
    ],
    good: [
      { title: 'a repository by name and id', cloudformation: soundRole('Deploy', webIdentityTrust({ StringEquals: GITHUB_JOB })) },
      {
        title: 'a repository by its id, whatever its name',
        cloudformation: soundRole(
          'Deploy',
          webIdentityTrust({ StringEquals: { ...BY_NAME, [`${GITHUB_ACTIONS}:repository_id`]: '456789' } }),
        ),
      },
    ],
  },
});

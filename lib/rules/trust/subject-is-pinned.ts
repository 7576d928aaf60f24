import { claimKey } from '../../policy/claims/issuer';
import { defineRule } from '../define-rule';
import { GITHUB_ACTIONS, GITHUB_JOB, role, soundRole, webIdentityTrust } from '../examples/parts';
import { askedOf } from '../reading/asked';
import { likelySubjects, likelyToken } from '../reading/likely-tokens';
import { isAnybodys, mayHoldWildcards, pinningClaims, pinsOne } from '../reading/pinning-patterns';
import { nameOf, within } from '../reading/places';
import { showContext } from '../reading/show-request';
import { readTrust, statementNaming, UNREADABLE_TRUST } from '../reading/trust';
import { acceptsOnly, issuerName, keysFor, providersOf } from '../reading/web-identity';

const AUDIENCE = { [`${GITHUB_ACTIONS}:aud`]: 'sts.amazonaws.com' };
const SUBJECT = `${GITHUB_ACTIONS}:sub`;

export default defineRule({
  code: 'WI201',
  name: 'trust/subject-is-pinned',
  severity: 'error',
  principle: 'only the workload itself can become the component',
  standards: ['OWASP ASI03', 'NIST SP 800-207'],
  summary:
    'every token that a trust policy accepts has a subject, or another claim that is one workload\u2019s alone, which the policy names',
  why: 'without a subject of its own, every workload that the issuer signs a token for can assume the role',
  acknowledge: 'never for an issuer that others share; for an issuer of your own, where every workload that it serves is meant',
  misses: [
    'a pattern that covers all jobs of one repository or project is accepted: which of its jobs may assume the role is another question',
    'of an issuer without a known grammar, a pattern is accepted where its fixed beginning ends with a whole part of the subject',
  ],
  sources: [
    'IAM User Guide, "Create a role for OpenID Connect federation"',
    'IAM User Guide, "Identity-provider controls for shared OIDC providers"',
    'GitHub Docs, "OpenID Connect reference"',
  ],
  visits: 'role',
  messages: {
    anySubject: {
      what: 'the trust policy of `<role>` accepts any subject from `<issuer>`',
      fix: 'add `"StringEquals": { "<key>": "…" }` with the exact subject to the condition, or declare the trust with its factory, such as trust.githubActions({ repo, environment })',
    },
    otherSubjects: {
      what: 'the trust policy of `<role>` accepts subjects of other workloads from `<issuer>`: `<patterns>`',
      fix: 'name the exact subject under `StringEquals` on `<key>`, or a pattern whose fixed part is this workload\u2019s alone',
    },
    optionalSubject: {
      what: 'the trust policy of `<role>` also accepts a token of `<issuer>` that has no subject',
      fix: 'write the condition on `<key>` without `IfExists`, `ForAllValues:` and `Null`, which hold when the claim is absent',
    },
    openSubject: {
      what: 'whether the trust policy of `<role>` pins the subject of `<issuer>` is not known before deployment',
      fix: 'name the subject under `StringEquals`, where a wildcard has no meaning, or give the value a shape without wildcards',
    },
  },
  check: (role, tell, _context) => {
    const trust = readTrust(role);
    if (trust === undefined) return [UNREADABLE_TRUST];
    return providersOf(trust).map((provider) => {
      const { issuer } = provider;
      const subjectKeys = keysFor(trust, provider, ['sub']);
      const asked = askedOf(trust, subjectKeys);
      const pinned = asked.filter(({ isPattern, value }) => !isAnybodys(issuer, value) && (!isPattern || pinsOne(issuer, value)));
      const others = askedOf(trust, keysFor(trust, provider, pinningClaims(issuer))).filter(
        ({ isPattern, value }) => !isPattern || !/[*?]/.test(value),
      );
      const accepted = [...pinned, ...others];
      const at = within(role.trust, statementNaming(trust, provider.principal)?.pointer);
      const [key = issuer === undefined ? 'sub' : claimKey(issuer, 'sub')] = subjectKeys;
      const names = { role: nameOf(role), issuer: issuerName(provider), key };

      const verdict = acceptsOnly(trust, provider, accepted);
      if (verdict.verdict === 'undecided') return tell.undecided('openSubject', names, { at, shown: verdict.reasons.join(', ') });
      if (verdict.verdict === 'proved') {
        const open = pinned.filter(({ isPattern, value }) => isPattern && mayHoldWildcards(value));
        if (open.length === 0) return tell.proved(verdict.assuming);
        return tell.undecided('openSubject', names, { at, shown: `depends on ${open.map(({ value }) => `\`${value}\``).join(', ')}` });
      }
      const refused = asked.filter((one) => !pinned.includes(one)).map(({ value }) => value);
      const witness = likelyToken(verdict.witness, trust, key, likelySubjects(provider, refused), accepted);
      const shown = `${showContext(witness.context) || 'any token'} is allowed`;
      // No other subject gets in, and yet not every token is kept out: those without a subject are not.
      if (pinned.length > 0 && !subjectKeys.some((one) => Object.hasOwn(witness.context, one))) {
        return tell.refuted('optionalSubject', names, { at, shown: `no sub, ${shown}`, witness });
      }
      if (refused.length === 0) return tell.refuted('anySubject', names, { at, shown, witness });
      return tell.refuted('otherSubjects', { ...names, patterns: refused.join('`, `') }, { at, shown, witness });
    });
  },
  examples: {
    bad: [
      {
        title: 'no condition on the subject',
        cloudformation: { Deploy: role({ trust: webIdentityTrust({ StringEquals: AUDIENCE }) }) },
        finds: { message: 'anySubject', resource: 'Deploy', shown: 'sub `repo:attacker/fork:ref:refs/heads/main`' },
      },
      {
        title: 'a subject that any repository whose owner begins alike has',
        cloudformation: { Deploy: role({ trust: webIdentityTrust({ StringEquals: AUDIENCE, StringLike: { [SUBJECT]: 'repo:acme*' } }) }) },
        finds: { message: 'otherSubjects', resource: 'Deploy', shown: 'repo:acme-evil/agents' },
      },
      {
        title: 'every repository of the organisation',
        cloudformation: {
          Deploy: role({ trust: webIdentityTrust({ StringEquals: AUDIENCE, StringLike: { [SUBJECT]: 'repo:acme/*' } }) }),
        },
        finds: { message: 'otherSubjects', resource: 'Deploy', shown: 'repo:acme/another-repository' },
      },
      {
        title: 'a condition that a token without the claim fulfils',
        cloudformation: {
          Deploy: role({
            trust: webIdentityTrust({
              StringEquals: AUDIENCE,
              'ForAllValues:StringEquals': { [SUBJECT]: 'repo:acme/agents:environment:production' },
            }),
          }),
        },
        finds: { message: 'optionalSubject', resource: 'Deploy' },
      },
    ],
    good: [
      {
        title: 'the exact subject of one branch',
        cloudformation: soundRole('Deploy', webIdentityTrust({ StringEquals: GITHUB_JOB })),
      },
      {
        title: 'a pattern beside the repository\u2019s immutable id',
        cloudformation: soundRole(
          'Deploy',
          webIdentityTrust({
            StringEquals: {
              ...AUDIENCE,
              [`${GITHUB_ACTIONS}:repository_id`]: '456789',
              [`${GITHUB_ACTIONS}:ref`]: 'refs/heads/main',
            },
            StringLike: { [SUBJECT]: 'repo:acme*' },
          }),
        ),
      },
    ],
  },
});

import { claimKey } from '../../policy/claims/issuer';
import { defineRule } from '../define-rule';
import { GITHUB_ACTIONS, GITHUB_JOB, role, soundRole, webIdentityTrust } from '../examples/parts';
import { askedOf } from '../reading/asked';
import { likelyToken } from '../reading/likely-tokens';
import { mayHoldWildcards } from '../reading/pinning-patterns';
import { nameOf, within } from '../reading/places';
import { showContext } from '../reading/show-request';
import { readTrust, statementNaming, UNREADABLE_TRUST } from '../reading/trust';
import { acceptsOnly, issuerName, keysFor, providersOf } from '../reading/web-identity';

const AUDIENCE = `${GITHUB_ACTIONS}:aud`;
const SUBJECT = { [`${GITHUB_ACTIONS}:sub`]: 'repo:acme/agents:environment:production' };

/** The claims that name an audience: `oaud` is the audience of tokens that also name an authorized party; older issuers call it `app_id`. */
const AUDIENCES = ['aud', 'oaud', 'app_id'];

/** An audience that a token for somebody else has. */
const ANOTHER = ['https://another-service.example'];

export default defineRule({
  code: 'WI202',
  name: 'trust/audience-is-pinned',
  severity: 'error',
  principle: 'a token is good only for whom it was issued for',
  standards: ['OWASP ASI03', 'RFC 7519 section 4.1.3'],
  summary: 'every token that a trust policy accepts was issued for an audience that the policy names',
  why: 'a token that the workload hands to another service would otherwise be as good here, and that service could become the component with it',
  acknowledge: 'where the OIDC provider registers exactly one audience and no other policy relies on it',
  sources: ['IAM User Guide, "Create a role for OpenID Connect federation"', 'RFC 7519, section 4.1.3'],
  visits: 'role',
  messages: {
    anyAudience: {
      what: 'the trust policy of `<role>` accepts tokens of `<issuer>` that were issued for anybody',
      fix: 'add `"StringEquals": { "<key>": "sts.amazonaws.com" }` to the condition, with the audience that the workload asks for',
    },
    otherAudiences: {
      what: 'the trust policy of `<role>` accepts tokens of `<issuer>` for more than one audience: `<patterns>`',
      fix: 'name the exact audience under `StringEquals` on `<key>`',
    },
    optionalAudience: {
      what: 'the trust policy of `<role>` also accepts a token of `<issuer>` that has no audience',
      fix: 'write the condition on `<key>` without `IfExists`, `ForAllValues:` and `Null`, which hold when the claim is absent',
    },
    openAudience: {
      what: 'whether the trust policy of `<role>` pins the audience of `<issuer>` is not known before deployment',
      fix: 'name the audience under `StringEquals`, where a wildcard has no meaning',
    },
  },
  check: (role, tell) => {
    const trust = readTrust(role);
    if (trust === undefined) return [UNREADABLE_TRUST];
    return providersOf(trust).map((provider) => {
      const keys = keysFor(trust, provider, AUDIENCES);
      const asked = askedOf(trust, keys);
      const accepted = asked.filter(({ isPattern, value }) => !isPattern || !/[*?]/.test(value));
      const at = within(role.trust, statementNaming(trust, provider.principal)?.pointer);
      const [key = provider.issuer === undefined ? 'aud' : claimKey(provider.issuer, 'aud')] = keys;
      const names = { role: nameOf(role), issuer: issuerName(provider), key };

      const verdict = acceptsOnly(trust, provider, accepted);
      if (verdict.verdict === 'undecided') return tell.undecided('openAudience', names, { at, shown: verdict.reasons.join(', ') });
      if (verdict.verdict === 'proved') {
        const open = accepted.filter(({ isPattern, value }) => isPattern && mayHoldWildcards(value));
        if (open.length === 0) return tell.proved(verdict.assuming);
        return tell.undecided('openAudience', names, { at, shown: `depends on ${open.map(({ value }) => `\`${value}\``).join(', ')}` });
      }
      const refused = asked.filter((one) => !accepted.includes(one)).map(({ value }) => value);
      const witness = likelyToken(verdict.witness, trust, key, ANOTHER, accepted);
      const token = showContext(witness.context);
      if (accepted.length > 0 && !keys.some((one) => Object.hasOwn(witness.context, one))) {
        return tell.refuted('optionalAudience', names, { at, shown: `no aud, ${token} is allowed`, witness });
      }
      if (refused.length === 0) return tell.refuted('anyAudience', names, { at, shown: `${token} is allowed`, witness });
      return tell.refuted('otherAudiences', { ...names, patterns: refused.join('`, `') }, { at, shown: `${token} is allowed`, witness });
    });
  },
  examples: {
    bad: [
      {
        title: 'no condition on the audience',
        cloudformation: { Deploy: role({ trust: webIdentityTrust({ StringEquals: SUBJECT }) }) },
        finds: { message: 'anyAudience', resource: 'Deploy', shown: 'aud `https://another-service.example`' },
      },
      {
        title: 'a pattern that matches every audience',
        cloudformation: { Deploy: role({ trust: webIdentityTrust({ StringEquals: SUBJECT, StringLike: { [AUDIENCE]: '*' } }) }) },
        finds: { message: 'otherAudiences', resource: 'Deploy' },
      },
      {
        title: 'a condition that a token without the claim fulfils',
        cloudformation: {
          Deploy: role({ trust: webIdentityTrust({ StringEquals: SUBJECT, StringEqualsIfExists: { [AUDIENCE]: 'sts.amazonaws.com' } }) }),
        },
        finds: { message: 'optionalAudience', resource: 'Deploy' },
      },
    ],
    good: [
      {
        title: 'the exact audience',
        cloudformation: soundRole('Deploy', webIdentityTrust({ StringEquals: GITHUB_JOB })),
      },
    ],
  },
});

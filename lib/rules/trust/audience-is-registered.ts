import { hasHole } from '../../policy/text';
import { defineRule } from '../define-rule';
import { GITHUB_ACTIONS, GITHUB_JOB, role, soundRole, webIdentityTrust } from '../examples/parts';
import type { Outcome } from '../outcome';
import { askedOf } from '../reading/asked';
import { nameOf, within } from '../reading/places';
import { readTrust, statementNaming } from '../reading/trust';
import { keysFor, providersOf } from '../reading/web-identity';

const provider = (...audiences: readonly string[]) => ({
  Type: 'AWS::IAM::OIDCProvider',
  Properties: { Url: `https://${GITHUB_ACTIONS}`, ClientIdList: audiences },
});

const withoutScheme = (url: string): string => url.replace(/^https:\/\//i, '');

export default defineRule({
  code: 'WI230',
  name: 'trust/audience-is-registered',
  severity: 'warning',
  principle: 'a condition says what its author meant',
  standards: ['OWASP ASI03'],
  summary: 'an audience that a trust policy asks for is one that the provider registers, where the template makes the provider',
  why: 'IAM takes a token only if the provider registers its audience, so that nobody gets in by another one',
  acknowledge: 'where the audience is added to the provider outside of the template',
  misses: ['providers that exist in the account already', 'audiences that are known only at deployment'],
  sources: ['IAM User Guide, "Create an OpenID Connect (OIDC) identity provider in IAM", audience'],
  visits: 'role',
  messages: {
    unregistered: {
      what: 'the trust policy of `<role>` asks for the audience `<audience>`, which the provider of `<issuer>` does not register: nobody gets in by it',
      fix: 'add `<audience>` to the client ids of the provider, or ask for one that it registers: <registered>',
    },
  },
  check: (visited, tell, { graph }) => {
    const trust = readTrust(visited);
    if (trust === undefined) return [];
    return providersOf(trust).flatMap((named): readonly Outcome[] => {
      const { issuer, principal } = named;
      const made = issuer === undefined ? undefined : graph.oidcProviders.find(({ url }) => withoutScheme(url) === issuer);
      if (issuer === undefined || made === undefined || made.audiences.some((audience) => hasHole(audience))) return [];
      const asked = askedOf(trust, keysFor(trust, named, ['aud'])).filter(({ isPattern, value }) => !isPattern && !hasHole(value));
      const missing = [...new Set(asked.map(({ value }) => value))].filter((value) => !made.audiences.includes(value));
      const at = within(visited.trust, statementNaming(trust, principal)?.pointer);
      const registered = made.audiences.length === 0 ? 'there is none' : made.audiences.map((one) => `\`${one}\``).join(', ');
      const found = missing.map((audience) =>
        tell.refuted(
          'unregistered',
          { role: nameOf(visited), audience, issuer, registered },
          { at, shown: `the provider registers: ${registered}` },
        ),
      );
      return found.length === 0 ? [tell.proved()] : found;
    });
  },
  examples: {
    bad: [
      {
        title: 'a provider for another audience',
        cloudformation: {
          Provider: provider('https://github.com/acme'),
          Deploy: role({ trust: webIdentityTrust({ StringEquals: GITHUB_JOB }) }),
        },
        finds: { message: 'unregistered', resource: 'Deploy', shown: 'https://github.com/acme' },
      },
      {
        title: 'a provider without an audience',
        cloudformation: { Provider: provider(), Deploy: role({ trust: webIdentityTrust({ StringEquals: GITHUB_JOB }) }) },
        finds: { message: 'unregistered', resource: 'Deploy', shown: 'there is none' },
      },
    ],
    good: [
      {
        title: 'a provider that registers the audience',
        cloudformation: {
          Provider: provider('https://github.com/acme', 'sts.amazonaws.com'),
          ...soundRole('Deploy', webIdentityTrust({ StringEquals: GITHUB_JOB })),
        },
      },
    ],
  },
});

/** OIDC providers: there is one for each URL in an account, so it is imported unless the declaration says otherwise. */
import { type Component, defineAgent, trust } from 'agent-workload-identity';
import { planOf, resourcesOfKind } from './planned';

const ISSUER = 'https://agents.example.com';
const oidc = (subject: string, options: object = {}) =>
  trust.oidc({ issuer: ISSUER, audience: 'sts.amazonaws.com', subject, ...options } as never);

const providersOf = (components: (inputs: { readonly issuer: never; readonly away: never }) => Record<string, Component>) =>
  resourcesOfKind(
    planOf(
      defineAgent({
        name: 'support',
        owner: 'platform',
        inputs: { issuer: 'oidc-issuer-url', away: 'account-id' },
        components: components as never,
        evidence: { retainDays: 90 },
      }),
    ),
    'oidc-provider',
  );

describe('the OIDC provider of an issuer', () => {
  it('is expected to be there, and not made', () => {
    expect(
      providersOf(() => ({
        a: { kind: 'tool', trust: oidc('a') },
        ci: { kind: 'tool', trust: trust.githubActions({ repo: 'acme/agents', branch: 'main' }) },
      })),
    ).toEqual([]);
  });

  it('is made where that is said, with the audience and no thumbprint', () => {
    expect(providersOf(() => ({ a: { kind: 'tool', trust: oidc('a', { provider: 'created' }) } }))).toEqual([
      {
        kind: 'oidc-provider',
        id: 'oidc-provider/agents.example.com',
        url: ISSUER,
        audiences: ['sts.amazonaws.com'],
        tags: { 'agent-identity:agent': 'support', 'agent-identity:owner': 'platform' },
      },
    ]);
  });

  it('is not made where it is said what it registers', () => {
    expect(
      providersOf(() => ({ a: { kind: 'tool', trust: oidc('a', { provider: { registers: ['other', 'sts.amazonaws.com'] } }) } })),
    ).toEqual([]);
  });

  it('is made once for all who need it, with the audiences of all, also of those that only import it', () => {
    const [provider, ...others] = providersOf(() => ({
      a: { kind: 'tool', trust: oidc('a', { provider: 'created', audience: 'b.example.com' }) },
      b: { kind: 'tool', trust: oidc('b', { provider: 'created', audience: 'a.example.com' }) },
      c: { kind: 'tool', trust: oidc('c') },
    }));
    expect(others).toEqual([]);
    expect(provider?.audiences).toEqual(['a.example.com', 'b.example.com', 'sts.amazonaws.com']);
  });

  it('is another one for another URL, to the letter', () => {
    const urls = providersOf(() => ({
      a: { kind: 'tool', trust: oidc('a', { provider: 'created' }) },
      b: { kind: 'tool', trust: oidc('b', { provider: 'created', issuer: `${ISSUER}/` }) },
    })).map(({ url }) => url);
    expect(urls).toEqual([ISSUER, `${ISSUER}/`]);
  });

  it('is another one in another account', () => {
    const accounts = providersOf(({ away }) => ({
      a: { kind: 'tool', trust: oidc('a', { provider: 'created' }) },
      b: { kind: 'tool', trust: oidc('b', { provider: 'created' }), account: away },
    })).map(({ account }) => account);
    expect(accounts).toEqual([undefined, 'away']);
  });

  it('may be one whose URL is known late', () => {
    const [provider] = providersOf(({ issuer }) => ({
      a: { kind: 'tool', trust: trust.eksIrsa({ issuer, namespace: 'agents', serviceAccount: 'a', provider: 'created' }) },
    }));
    expect(provider).toMatchObject({ url: '⟨issuer:oidc-issuer-url⟩', audiences: ['sts.amazonaws.com'] });
  });
});

import {
  assumeRoleWithSaml,
  assumeRoleWithWebIdentity,
  authorize,
  claimKeys,
  ISSUER_CLAIMS,
  type RoleSession,
  type SessionOutcome,
  type WebIdentityCall,
} from '../../lib/policy';
import { document, HOME, identity, trust } from './policies';

const GITHUB = 'token.actions.githubusercontent.com';
const PROVIDER = { principal: `arn:aws:iam::${HOME}:oidc-provider/${GITHUB}`, issuer: GITHUB };
const TARGET = `arn:aws:iam::${HOME}:role/Deploy`;
const CLAIMS = {
  iss: `https://${GITHUB}`,
  aud: 'sts.amazonaws.com',
  sub: 'repo:acme/agents:environment:production',
  repository_id: '456789',
  repository_owner: 'acme',
};

const trusting = (
  Condition: object,
  Action: string | readonly string[] = 'sts:AssumeRoleWithWebIdentity',
  Federated = PROVIDER.principal,
) => trust({ Effect: 'Allow', Principal: { Federated }, Action, Condition });

const PINNED = { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:acme/agents:environment:production' } };

const call = (more: Partial<WebIdentityCall> = {}): WebIdentityCall => ({
  role: { arn: TARGET, trust: trusting(PINNED) },
  provider: PROVIDER,
  claims: CLAIMS,
  claimTable: ISSUER_CLAIMS,
  session: { name: 'run-1' },
  ...more,
});

function sessionOf(outcome: SessionOutcome): RoleSession {
  if (outcome.decision !== 'allow') throw new Error(JSON.stringify(outcome));
  return outcome.session;
}

describe('AssumeRoleWithWebIdentity', () => {
  it('asks the trust policy about the claims of the token', () => {
    expect(assumeRoleWithWebIdentity(call()).decision).toBe('allow');
    expect(assumeRoleWithWebIdentity(call({ claims: { ...CLAIMS, sub: 'repo:attacker/fork:ref:refs/heads/main' } })).decision).toBe(
      'implicit-deny',
    );
    expect(assumeRoleWithWebIdentity(call({ claims: { ...CLAIMS, aud: 'other' } })).decision).toBe('implicit-deny');
  });

  it('knows the claims that STS offers for the issuer, and no others', () => {
    expect(claimKeys(GITHUB, CLAIMS, ISSUER_CLAIMS)).toEqual({
      [`${GITHUB}:aud`]: 'sts.amazonaws.com',
      [`${GITHUB}:sub`]: 'repo:acme/agents:environment:production',
      [`${GITHUB}:repository_id`]: '456789',
    });
    const hidden = { StringEquals: { [`${GITHUB}:repository_owner`]: 'acme' } };
    expect(assumeRoleWithWebIdentity(call({ role: { arn: TARGET, trust: trusting(hidden) } })).decision).toBe('implicit-deny');
    const failsOpen = { 'ForAllValues:StringEquals': { [`${GITHUB}:repository_owner`]: 'acme' } };
    expect(
      assumeRoleWithWebIdentity(
        call({ role: { arn: TARGET, trust: trusting(failsOpen) }, claims: { ...CLAIMS, repository_owner: 'attacker' } }),
      ).decision,
    ).toBe('allow');
  });

  it('keeps a trailing slash of the issuer in the condition keys', () => {
    const issuer = 'sts.windows.net/1234abcd/';
    const provider = { principal: `arn:aws:iam::${HOME}:oidc-provider/${issuer}`, issuer };
    const ask = (key: string) =>
      assumeRoleWithWebIdentity(
        call({
          provider,
          claims: { iss: `https://${issuer}`, aud: 'api://agents', sub: 'object-id' },
          role: { arn: TARGET, trust: trusting({ StringEquals: { [key]: 'api://agents' } }, undefined, provider.principal) },
        }),
      ).decision;
    expect(ask('sts.windows.net/1234abcd/:aud')).toBe('allow');
    expect(ask('sts.windows.net/1234abcd:aud')).toBe('implicit-deny');
  });

  it("takes the authorized party for the audience where the token has one, as Google's do", () => {
    const provider = { principal: 'accounts.google.com', issuer: 'accounts.google.com' };
    const claims = { iss: 'https://accounts.google.com', azp: '1080', aud: 'sts.amazonaws.com', sub: '1080' };
    expect(claimKeys('accounts.google.com', claims, ISSUER_CLAIMS)).toMatchObject({
      'accounts.google.com:aud': '1080',
      'accounts.google.com:oaud': 'sts.amazonaws.com',
    });
    const Condition = { StringEquals: { 'accounts.google.com:oaud': 'sts.amazonaws.com', 'accounts.google.com:sub': '1080' } };
    const outcome = assumeRoleWithWebIdentity(
      call({ provider, claims, role: { arn: TARGET, trust: trusting(Condition, undefined, 'accounts.google.com') } }),
    );
    expect(sessionOf(outcome).context).toMatchObject({ 'accounts.google.com:sub': '1080', 'aws:FederatedProvider': 'accounts.google.com' });
  });

  it('ends the claims of a registered provider with the call, but not the provider itself', () => {
    const { context } = sessionOf(assumeRoleWithWebIdentity(call()));
    expect(context).not.toHaveProperty(`${GITHUB}:sub`);
    expect(context).toMatchObject({ 'aws:FederatedProvider': PROVIDER.principal });
    const policies = {
      identity: [
        identity({
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: '*',
          Condition: { StringEquals: { 'aws:FederatedProvider': PROVIDER.principal } },
        }),
      ],
    };
    const { principal } = sessionOf(assumeRoleWithWebIdentity(call()));
    expect(authorize({ principal, context, action: 's3:GetObject', resource: 'arn:aws:s3:::b/x' }, policies).decision).toBe('allow');
  });

  it.each([
    ['of another issuer', { claims: { ...CLAIMS, iss: 'https://gitlab.com' } }, 'was issued by'],
    ['for an audience that is not registered', { provider: { ...PROVIDER, clientIds: ['other'] } }, 'is registered'],
    ['that expired more than five minutes ago', { claims: { ...CLAIMS, exp: 1000 }, now: 1301 }, 'has expired'],
    [
      'whose roles claim does not list the role',
      { claims: { ...CLAIMS, 'https://aws.amazon.com/roles': [`arn:aws:iam::${HOME}:role/Other`] } },
      'is not in the token',
    ],
    [
      'with a source identity that STS does not take',
      { claims: { ...CLAIMS, 'https://aws.amazon.com/source_identity': 'spiffe://x' } },
      'is no source identity',
    ],
  ])('refuses a token %s', (_, more, because) => {
    expect(assumeRoleWithWebIdentity(call(more))).toEqual({ decision: 'refused', because: [expect.stringContaining(because)] });
  });

  it('takes a token within five minutes of its expiry', () => {
    expect(assumeRoleWithWebIdentity(call({ claims: { ...CLAIMS, exp: 1000 }, now: 1300 })).decision).toBe('allow');
  });

  it('lets a trust policy insist on the roles claim', () => {
    const role = { arn: TARGET, trust: trusting({ Bool: { 'sts:RoleAuthorizedByIdp': 'true' } }) };
    expect(assumeRoleWithWebIdentity(call({ role })).decision).toBe('implicit-deny');
    expect(assumeRoleWithWebIdentity(call({ role, claims: { ...CLAIMS, 'https://aws.amazon.com/roles': TARGET } })).decision).toBe('allow');
  });

  it.each([
    ['nested', { 'https://aws.amazon.com/tags': { principal_tags: { task: ['7'] }, transitive_tag_keys: ['task'] } }],
    ['flat', { 'https://aws.amazon.com/tags/principal_tags/task': '7', 'https://aws.amazon.com/tags/transitive_tag_keys': ['task'] }],
  ])('takes tags from the token, %s, and asks for sts:TagSession', (_, tags) => {
    const claims = { ...CLAIMS, ...tags };
    expect(assumeRoleWithWebIdentity(call({ claims })).decision).toBe('implicit-deny');
    const role = {
      arn: TARGET,
      trust: trusting({ StringEquals: { 'aws:RequestTag/task': '7' } }, ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']),
    };
    const session = sessionOf(assumeRoleWithWebIdentity(call({ claims, role })));
    expect(session.transitiveTags).toEqual({ task: '7' });
    expect(session.context).toMatchObject({ 'aws:PrincipalTag/task': '7' });
  });

  it('takes the source identity from the token, and asks for sts:SetSourceIdentity', () => {
    const claims = { ...CLAIMS, 'https://aws.amazon.com/source_identity': 'user-7' };
    expect(assumeRoleWithWebIdentity(call({ claims })).decision).toBe('implicit-deny');
    const role = { arn: TARGET, trust: trusting(PINNED, ['sts:AssumeRoleWithWebIdentity', 'sts:SetSourceIdentity']) };
    expect(sessionOf(assumeRoleWithWebIdentity(call({ claims, role }))).sourceIdentity).toBe('user-7');
  });

  it('compares several values of a claim as a set', () => {
    const provider = { principal: 'cognito-identity.amazonaws.com', issuer: 'cognito-identity.amazonaws.com' };
    const Condition = { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } };
    const role = { arn: TARGET, trust: trusting(Condition, undefined, provider.principal) };
    const ask = (amr: readonly string[]) =>
      assumeRoleWithWebIdentity(call({ provider, role, claims: { aud: 'pool', sub: 'id', amr } })).decision;
    expect(ask(['authenticated', 'login.example.com'])).toBe('allow');
    expect(ask(['unauthenticated'])).toBe('implicit-deny');
  });

  it('is bound by resource control policies', () => {
    const rcps = [
      document('rcp', {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:FederatedProvider': 'arn:aws:iam::111122223333:oidc-provider/gitlab.com' } },
      }),
    ];
    expect(assumeRoleWithWebIdentity(call({ rcps })).decision).toBe('explicit-deny');
  });

  it('is undecided where the issuer is known at deployment only', () => {
    const Condition = { StringEquals: { '⟨i:oidc-issuer⟩:sub': 'repo:acme/agents:environment:production' } };
    expect(assumeRoleWithWebIdentity(call({ role: { arn: TARGET, trust: trusting(Condition) } })).decision).toBe('undecided');
  });

  it('does not stumble over claims of the wrong type', () => {
    expect(
      assumeRoleWithWebIdentity(
        call({ claims: { iss: 7, aud: null, sub: { a: 1 }, 'https://aws.amazon.com/tags': 'x', exp: 'soon' }, now: 1 }),
      ).decision,
    ).not.toBe('allow');
  });
});

describe('AssumeRoleWithSAML', () => {
  const provider = `arn:aws:iam::${HOME}:saml-provider/Corp`;
  const role = {
    arn: TARGET,
    trust: trust({
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      Condition: { StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml' } },
    }),
  };
  const saml = {
    role,
    provider,
    keys: { 'saml:aud': 'https://signin.aws.amazon.com/saml', 'saml:sub': 'alice', 'saml:iss': 'https://idp.example.com' },
    session: { name: 'alice', tags: { team: 'red' } },
  } as const;

  it('asks the trust policy about the assertion', () => {
    const session = sessionOf(assumeRoleWithSaml(saml));
    expect(session.context).toMatchObject({ 'saml:sub': 'alice', 'aws:PrincipalTag/team': 'red', 'aws:FederatedProvider': provider });
    expect(session.context).not.toHaveProperty('saml:iss');
    expect(assumeRoleWithSaml({ ...saml, keys: { 'saml:aud': 'https://elsewhere' } }).decision).toBe('implicit-deny');
    expect(assumeRoleWithSaml({ ...saml, provider: `${provider}2` }).decision).toBe('implicit-deny');
  });

  it('asks for sts:SetSourceIdentity', () => {
    expect(assumeRoleWithSaml({ ...saml, session: { ...saml.session, sourceIdentity: 'alice' } }).decision).toBe('implicit-deny');
  });

  it('refuses an assertion that does not name the role with the provider', () => {
    expect(assumeRoleWithSaml({ ...saml, roles: [{ role: TARGET, provider: 'other' }] }).decision).toBe('refused');
    expect(assumeRoleWithSaml({ ...saml, roles: [{ role: TARGET, provider }] }).decision).toBe('allow');
  });
});

/** Identity providers and clusters of one's own: the exact document, the tokens that are the component, and those that are not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineAgent, like, type Trust, trust } from 'agent-workload-identity';
import type { TokenClaims } from 'agent-workload-identity/policy';
import { provePlan } from '../../../lib/assert';
import { componentOf, HOME, planOf, resourceOf, resourcesOfKind } from '../../plan/planned';
import { trusting } from '../agents';
import { trustPolicyOf, withToken } from './asking';
import { PROVIDER_CASES } from './identity-providers';

describe.each(Object.entries(PROVIDER_CASES))(
  '%s',
  (_name, { file, trust: given, issuer, builtIn, statements, token, admitted, refused }) => {
    const ask = (claims: TokenClaims) =>
      withToken(given, issuer, { ...token, ...claims }, builtIn === true ? issuer : `arn:aws:iam::${HOME}:oidc-provider/${issuer}`);

    it('has exactly this trust policy', () => {
      expect(trustPolicyOf(given)).toEqual({ Version: '2012-10-17', Statement: statements });
    });

    it('admits its token', () => {
      expect(ask({})).toBe('allow');
    });

    it.each(admitted)('admits a token %s', (_what, claims) => {
      expect(ask(claims)).toBe('allow');
    });

    it.each(refused)('refuses a token %s', (_what, claims) => {
      expect(['implicit-deny', 'refused']).toContain(ask(claims));
    });

    it('stands up to every rule', () => {
      const { verdict, findings } = provePlan(planOf(trusting(given)));
      expect({ verdict, findings }).toEqual({ verdict: 'proved', findings: [] });
    });

    it('says in its file and in docs/trust.md what its statements cost', () => {
      const { trust: document } = resourceOf(planOf(trusting(given)), 'role', 'tool');
      const size = new Intl.NumberFormat('en-US').format(JSON.stringify(document.Statement).length - 2);
      const root = join(__dirname, '../../..');
      expect(readFileSync(join(root, `lib/spec/trust/${file}.ts`), 'utf8')).toContain(`${size} characters`);
      const { subject = ['none'], audience = ['none'] } = componentOf(planOf(trusting(given)), 'tool').trust[0] ?? {};
      const row = readFileSync(join(root, 'docs/trust.md'), 'utf8')
        .split('\n')
        .filter((line) => line.startsWith(`| \`${given.kind}\``) && line.endsWith(`| ${size} |`));
      expect(row).toEqual([expect.stringContaining(`| \`${subject[0]}\` | \`${audience[0]}\` |`)]);
    });
  },
);

describe('the provider', () => {
  const providersOf = (given: Parameters<typeof trusting>[0]) =>
    resourcesOfKind(planOf(trusting(given)), 'oidc-provider').map(({ url, audiences }) => ({ url, audiences }));
  const entra = {
    tenant: '0a1b2c3d-1111-4222-8333-444455556666',
    objectId: '9f8e7d6c-5555-4666-8777-888899990000',
    provider: 'created',
  } as const;

  it('keeps the slash at the end of Entra\u2019s first issuer', () => {
    expect(providersOf(trust.entra({ ...entra, version: 'v1', audience: 'api://agents' }))).toEqual([
      { url: `https://sts.windows.net/${entra.tenant}/`, audiences: ['api://agents'] },
    ]);
  });

  it('knows both the audience of Entra\u2019s second issuer and who asks for tokens', () => {
    const [audience, clientId] = ['6f1e2cca-4702-4368-8bc0-39b7dc9d4485', '3c9d4485-4702-4368-8bc0-6f1e2cca39b7'];
    expect(providersOf(trust.entra({ ...entra, version: 'v2', audience, clientId }))).toEqual([
      { url: `https://login.microsoftonline.com/${entra.tenant}/v2.0`, audiences: [clientId, audience] },
    ]);
  });

  it('is none for issuers that IAM knows by their host', () => {
    expect(providersOf(trust.googleServiceAccount({ uniqueId: '116400000000000000001' }))).toEqual([]);
    expect(providersOf(trust.cognitoIdentityPool({ pool: `eu-central-1:${entra.tenant}`, dangerouslyEveryIdentity: 'all users' }))).toEqual(
      [],
    );
  });
});

describe('every identity of a Cognito identity pool', () => {
  const pool = 'eu-central-1:0a1b2c3d-1111-4222-8333-444455556666';
  const given = trust.cognitoIdentityPool({ pool, dangerouslyEveryIdentity: 'each user acts with the permissions of all' });
  const ask = (claims: TokenClaims) =>
    withToken(given, 'cognito-identity.amazonaws.com', { aud: pool, amr: ['authenticated'], ...claims }, 'cognito-identity.amazonaws.com');

  it('is let in, guests and other pools are not, and the review is told why', () => {
    expect(ask({ sub: 'eu-central-1:9f8e7d6c-5555-4666-8777-888899990000' })).toBe('allow');
    expect(ask({ sub: 'eu-central-1:11111111-2222-4333-8444-555555555555' })).toBe('allow');
    expect(ask({ amr: ['unauthenticated'] })).toBe('implicit-deny');
    expect(ask({ aud: 'eu-central-1:11111111-2222-4333-8444-555555555555' })).toBe('implicit-deny');
    expect(componentOf(planOf(trusting(given)), 'tool').waivers).toEqual([
      { what: `every authenticated identity of the Cognito identity pool ${pool}`, because: 'each user acts with the permissions of all' },
    ]);
  });

  it('stands up to every rule', () => {
    expect(provePlan(planOf(trusting(given)))).toMatchObject({ verdict: 'proved', findings: [] });
  });
});

describe('a source identity that the token sets', () => {
  const agentOf = (planner: Trust) =>
    defineAgent({
      name: 'support',
      owner: 'platform',
      components: () => ({
        planner: { kind: 'orchestrator', trust: planner, calls: ['tool'] },
        tool: { kind: 'tool', trust: trust.component() },
      }),
      evidence: { retainDays: 90 },
    });
  const workload = { issuer: 'https://spire.example.com', spiffeId: 'spiffe://example.com/planner' } as const;
  const conditionOf = (planner: Trust, index = 0) =>
    resourceOf(planOf(agentOf(planner)), 'role', 'tool').trust.Statement.filter(
      ({ Action }) => Action?.includes('sts:AssumeRole') === true,
    )[index]?.Condition ?? {};

  it('goes on to the components that are called, which cannot be given another; the run and the user come with the call', () => {
    expect(conditionOf(trust.spiffeJwt({ ...workload, sourceIdentity: 'planner' }))).toMatchObject({
      StringLike: { 'aws:SourceIdentity': ['?*'], 'aws:RequestTag/run': ['?*'], 'aws:RequestTag/user': ['?*'] },
    });
  });

  it('keeps a session to the user that its token names', () => {
    expect(conditionOf(trust.spiffeJwt({ ...workload, sourceIdentity: 'planner', tags: { user: like('user-*') } }))).toMatchObject({
      StringEquals: { 'aws:RequestTag/user': ['${aws:PrincipalTag/user}'] },
      StringLike: { 'aws:SourceIdentity': ['?*'], 'aws:RequestTag/run': ['?*'] },
    });
  });

  it('is set by the caller where the token sets none', () => {
    const { StringLike = {} } = conditionOf(trust.spiffeJwt(workload));
    expect(Object.keys(StringLike)).toContain('sts:SourceIdentity');
    expect(Object.keys(StringLike)).not.toContain('aws:SourceIdentity');
  });

  it('does not let a session of an earlier hop come in as one that a token made, which is bound to less', () => {
    const agent = defineAgent({
      name: 'support',
      owner: 'platform',
      components: () => ({
        root: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'root' }), calls: ['planner'] },
        planner: {
          kind: 'orchestrator',
          trust: [trust.component(), trust.spiffeJwt({ ...workload, sourceIdentity: 'planner' })],
          calls: ['tool'],
        },
        tool: { kind: 'tool', trust: trust.component() },
      }),
      evidence: { retainDays: 90 },
    });
    const assumed = resourceOf(planOf(agent), 'role', 'tool').trust.Statement.filter(
      ({ Action }) => Action?.includes('sts:AssumeRole') === true,
    );
    expect(assumed.map(({ Condition }) => Condition?.Null)).toEqual([
      undefined,
      { 'aws:PrincipalTag/run': ['true'], 'aws:PrincipalTag/user': ['true'] },
    ]);
  });
});

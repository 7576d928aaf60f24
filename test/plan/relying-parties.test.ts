/**
 * The other side of outbound tokens: an evaluator of each configuration, written from the pages of those who take it, admits the tokens of our component and
 * nobody else's.
 */
import {
  allow,
  defineAgent,
  type EntraConfiguration,
  type GoogleConfiguration,
  getWebIdentityToken,
  type RelyingPartyConfiguration,
  type RelyingPartyDocument,
  relyingPartyConfigurations,
  trust,
} from '../../lib';
import { planOf } from './planned';

const ISSUER = 'https://0a1b2c3d-4e5f-6789-abcd-ef0123456789.tokens.sts.global.api.aws';
const ENTRA = 'api://AzureADTokenExchange';
const GOOGLE = 'https://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/agents/providers/aws-agents';
const BILLING = 'https://billing.acme.example';

const agent = defineAgent({
  name: 'support',
  owner: 'platform',
  components: () => ({
    crm: {
      kind: 'tool',
      trust: trust.lambda({ functionName: 'support-crm' }),
      can: [getWebIdentityToken({ audiences: [GOOGLE, ENTRA, BILLING], maxSeconds: 300, algorithm: 'RS256' })],
    },
    mail: {
      kind: 'tool',
      trust: trust.lambda({ functionName: 'support-mail' }),
      can: [allow('sts:GetCallerIdentity').on('arn:aws:iam::111122223333:role/x')],
    },
  }),
  evidence: { retainDays: 90 },
});

const OURS = 'arn:aws:iam::111122223333:role/support-crm-eu-central-1';

interface Token {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly alg: string;
  readonly iat: number;
  readonly exp: number;
}

const token = (changed: Partial<Token> = {}): Token => ({
  iss: ISSUER,
  sub: OURS,
  aud: BILLING,
  alg: 'RS256',
  iat: 0,
  exp: 300,
  ...changed,
});

/** CEL as far as conditions are written here: equalities of `assertion.sub` with a literal, joined by `||`. Anything else is an error. */
const celHolds = (condition: string, { sub }: Token): boolean =>
  condition.split(' || ').some((term) => {
    const [, literal] = /^assertion\.sub == '([^'\\]*)'$/.exec(term) ?? [];
    if (literal === undefined) throw new Error(`no condition that is known here: ${term}`);
    return literal === sub;
  });

const ADMITS: {
  readonly [Kind in RelyingPartyConfiguration['kind']]: (one: RelyingPartyConfiguration & { kind: Kind }, given: Token) => boolean;
} = {
  google: ({ oidc, attributeCondition, principals, projectNumber, pool }, given) => {
    const isTaken = given.iss === oidc.issuerUri && oidc.allowedAudiences.some((audience) => audience === given.aud);
    const principal = `principal://iam.googleapis.com/projects/${projectNumber}/locations/global/workloadIdentityPools/${pool}/subject/${given.sub}`;
    return (
      isTaken && given.sub.length <= 127 && celHolds(attributeCondition, given) && principals.some((one) => one.principal === principal)
    );
  },
  entra: ({ issuer, subject, audiences }, given) =>
    given.alg === 'RS256' && given.iss === issuer && given.sub === subject && audiences.some((audience) => audience === given.aud),
  any: ({ claims, algorithms, maxSeconds }, given) =>
    claims.every(({ claim, equals }) => (given as unknown as Readonly<Record<string, unknown>>)[claim] === equals) &&
    algorithms.includes(given.alg) &&
    given.exp - given.iat <= maxSeconds,
};

const made = (): readonly RelyingPartyConfiguration[] => {
  const parties = relyingPartyConfigurations(planOf(agent), { issuer: ISSUER });
  if (!parties.ok) throw new Error(parties.findings.map(({ what }) => what).join('; '));
  return parties.configurations;
};

const admits = (one: RelyingPartyConfiguration, given: Token): boolean =>
  (ADMITS[one.kind] as (one: unknown, given: Token) => boolean)(one, given);

describe.each([
  ['google', GOOGLE],
  ['entra', ENTRA],
  ['any', BILLING],
] as const)('a relying party of kind %s', (kind, aud) => {
  const party = made().find((one) => one.kind === kind);
  if (party === undefined) throw new Error(`none of kind ${kind}`);

  it.each([
    ['of our component', token({ aud })],
    ['that is shorter than it may be', token({ aud, exp: 60 })],
    ['that was made later', token({ aud, iat: 1000, exp: 1300 })],
  ])('admits a token %s', (_title, given) => {
    expect(admits(party, given)).toBe(true);
  });

  it.each([
    ['of another component', token({ aud, sub: 'arn:aws:iam::111122223333:role/support-mail-eu-central-1' })],
    ['of a role whose name begins with ours', token({ aud, sub: `${OURS}-2` })],
    ['of a role of ours by name, in another account', token({ aud, sub: OURS.replace('111122223333', '999988887777') })],
    ['of ours in another case', token({ aud, sub: OURS.replace('crm-', 'CRM-') })],
    ['of our session instead of our role', token({ aud, sub: 'arn:aws:sts::111122223333:assumed-role/support-crm-eu-central-1/run-1' })],
    ['for another audience', token({ aud: 'https://evil.example' })],
    ['of the issuer of another account', token({ aud, iss: ISSUER.replace('0a1b', 'ffff') })],
    ['of no issuer of AWS', token({ aud, iss: 'https://evil.example' })],
  ])('refuses a token %s', (_title, given) => {
    expect(admits(party, given)).toBe(false);
  });
});

describe('the configuration', () => {
  it('is one for each system, and for nobody who may get no tokens', () => {
    expect(made().map(({ kind }) => kind)).toEqual(['entra', 'any', 'google']);
    expect(JSON.stringify(made())).not.toContain('support-mail');
  });

  it('is never a pool without a condition', () => {
    const google = made().find((one): one is GoogleConfiguration => one.kind === 'google');
    expect(google).toMatchObject({
      projectNumber: '123456789',
      pool: 'agents',
      provider: 'aws-agents',
      attributeMapping: { 'google.subject': 'assertion.sub' },
      attributeCondition: `assertion.sub == '${OURS}'`,
    });
  });

  it('names the exact subject and the one audience of Entra', () => {
    const entra = made().find((one): one is EntraConfiguration => one.kind === 'entra');
    expect(entra).toEqual({
      kind: 'entra',
      component: 'crm',
      name: 'support-crm-eu-central-1',
      issuer: ISSUER,
      subject: OURS,
      audiences: [ENTRA],
    });
  });

  it('refuses tokens of another algorithm or a longer life, and warns of tags that a session writes itself', () => {
    const any = made().find((one): one is RelyingPartyDocument => one.kind === 'any');
    if (any === undefined) throw new Error('none');
    expect([admits(any, token({ alg: 'ES384' })), admits(any, token({ exp: 301 }))]).toEqual([false, false]);
    expect(any).toMatchObject({
      discovery: `${ISSUER}/.well-known/openid-configuration`,
      warnings: [expect.stringContaining('principal_tags')],
    });
  });
});

describe('what cannot be configured is told', () => {
  const codes = (plan: Parameters<typeof relyingPartyConfigurations>[0], options: object): readonly string[] => {
    const parties = relyingPartyConfigurations(plan, options as Parameters<typeof relyingPartyConfigurations>[1]);
    return parties.ok ? [] : parties.findings.map(({ code }) => code);
  };
  const open = planOf(agent, {});

  it.each([
    ['another issuer', planOf(agent), { issuer: 'https://evil.example' }, ['WI1030']],
    ['an issuer with a path', planOf(agent), { issuer: `${ISSUER}/` }, ['WI1030']],
    ['no issuer', planOf(agent), {}, ['WI1030']],
    ['a subject that is partly open', open, { issuer: ISSUER }, ['WI1031']],
    ['an account of the agent without such components', planOf(agent), { issuer: ISSUER, account: 'data' }, ['WI1033']],
    ['everything at once', open, { issuer: '' }, ['WI1030', 'WI1031']],
  ] as const)('%s', (_title, plan, options, expected) => {
    expect(codes(plan, options)).toEqual(expected);
  });

  it('and what is open is filled in', () => {
    expect(codes(open, { issuer: ISSUER, values: { account: '111122223333', partition: 'aws' } })).toEqual([]);
  });

  it('a subject that Google Cloud does not take', () => {
    const { components, ...plan } = planOf(agent);
    const long = components.map((one) => ({ ...one, roleArn: `arn:aws:iam::111122223333:role/${'a'.repeat(60)}/${'b'.repeat(60)}` }));
    expect(codes({ ...plan, components: long }, { issuer: ISSUER })).toEqual(['WI1032']);
  });
});

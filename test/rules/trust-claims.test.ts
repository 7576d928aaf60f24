/** Claims that trust policies test: are they there, do they have to be, and can their values occur. */
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { GITHUB_ACTIONS, GITHUB_JOB, policy, role, webIdentityTrust } from '../../lib/rules/examples/parts';
import known from '../../lib/rules/trust/claims-are-known';
import required from '../../lib/rules/trust/claims-are-required';
import control from '../../lib/rules/trust/control-claim-is-tested';
import guests from '../../lib/rules/trust/guests-are-told-apart';
import subject from '../../lib/rules/trust/subject-is-pinned';
import values from '../../lib/rules/trust/values-can-match';
import { judged, judgedTrust } from './judged';

const key = (claim: string): string => `${GITHUB_ACTIONS}:${claim}`;
const aud = { [key('aud')]: 'sts.amazonaws.com' };
const github = (conditions: Record<string, unknown>) => webIdentityTrust(conditions);
const graphOf = (trust: unknown) => fromCloudFormation({ Resources: { Role: role({ trust }) } });
const told = (outcomes: ReturnType<typeof judgedTrust>) => outcomes.map(({ message, verdict }) => message ?? verdict);

describe('trust/claims-are-known', () => {
  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['claims of GitHub', { StringEquals: GITHUB_JOB }, ['proved']],
    ['keys in another case, which IAM folds', { StringEquals: { [key('SUB')]: 'x', [key('Aud')]: 'y' } }, ['proved']],
    ['the issuer in another case', { StringEquals: { [`${GITHUB_ACTIONS.toUpperCase()}:sub`]: 'x' } }, ['proved']],
    ['a claim that sounds right', { StringEquals: { [key('subject')]: 'x' } }, ['unknownClaimClosed']],
    ['a claim that STS keeps to itself', { StringEquals: { [key('iss')]: 'x' } }, ['unknownClaimClosed']],
    ['such a claim where it may be absent', { 'ForAllValues:StringEquals': { [key('iss')]: 'x' } }, ['unknownClaim']],
    ['such a claim that must not have a value', { StringNotLike: { [key('head_ref')]: 'dev*' } }, ['unknownClaim']],
    ['the absence of such a claim', { Null: { [key('run_id')]: 'true' } }, ['unknownClaim']],
    ['the claim of another issuer', { StringEquals: { 'gitlab.com:sub': 'x' } }, ['otherIssuerClosed']],
    [
      'an enterprise\u2019s issuer beside the provider of all',
      { StringEquals: { [`${GITHUB_ACTIONS}/acme:sub`]: 'x' } },
      ['otherIssuerClosed'],
    ],
    ['keys that are no claims', { StringEquals: { 'aws:RequestTag/team': 'x', 'sts:RoleSessionName': 'y' } }, ['proved']],
  ])('%s', (_what, conditions, expected) => {
    expect(told(judgedTrust(known, github(conditions)))).toEqual(expected);
  });

  it('says what was meant', () => {
    const trust = github({ StringEquals: { [key('repository_idd')]: '1' } });
    expect(known.judge({ graph: graphOf(trust), plans: [] })).toEqual([
      expect.objectContaining({ fix: `did you mean \`${key('repository_id')}\`` }),
    ]);
    const misspelt = github({ StringLike: { 'token.actions.githubusercontent.co:sub': 'repo:acme/agents:*' } });
    expect(known.judge({ graph: graphOf(misspelt), plans: [] })).toEqual([
      expect.objectContaining({ fix: expect.stringContaining(`write \`${key('sub')}\``) }),
    ]);
  });

  it('minds the slash at the end of an issuer', () => {
    const tenant = 'sts.windows.net/0a1b2c3d-1111-4222-8333-444455556666';
    const slashed = (issuer: string): string => `${issuer}/`;
    const entra = (provider: string, inKey: string) => webIdentityTrust({ StringEquals: { [`${inKey}:aud`]: 'api://agents' } }, provider);
    expect(told(judgedTrust(known, entra(slashed(tenant), slashed(tenant))))).toEqual(['proved']);
    expect(told(judgedTrust(known, entra(slashed(tenant), tenant)))).toEqual(['otherIssuerClosed']);
    expect(told(judgedTrust(known, entra(tenant, slashed(tenant))))).toEqual(['otherIssuerClosed']);
  });

  it('lets a key be of any of the providers that a statement names', () => {
    const both = policy({
      Effect: 'Allow',
      Principal: {
        Federated: ['gitlab.com', GITHUB_ACTIONS].map((issuer) => `arn:aws:iam::111122223333:oidc-provider/${issuer}`),
      },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEqualsIfExists: { [key('sub')]: 'x', 'gitlab.com:sub': 'y' } },
    });
    expect(told(judgedTrust(known, both))).toEqual(['proved']);
  });

  it('finds a denial that never applies, and one that always does', () => {
    const denying = (Condition: unknown) =>
      policy(...(github({ StringEquals: GITHUB_JOB }).Statement as readonly Record<string, unknown>[]), {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition,
      });
    expect(told(judgedTrust(known, denying({ StringEquals: { [key('event_name')]: 'pull_request' } })))).toEqual(['unknownClaim']);
    expect(told(judgedTrust(known, denying({ StringNotEquals: { [key('event_name')]: 'push' } })))).toEqual(['unknownClaimClosed']);
    expect(told(judgedTrust(known, denying({ StringNotEquals: { [key('ref')]: 'refs/heads/main' } })))).toEqual(['proved']);
  });

  it('knows nothing of an issuer that is settled at deployment, nor of a key that is', () => {
    const late = (issuer: string, tested: string) => ({
      'Fn::Sub': [
        JSON.stringify(
          policy({
            Effect: 'Allow',
            Principal: { Federated: `arn:aws:iam::\${AWS::AccountId}:oidc-provider/${issuer}` },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { [tested]: 'x' } },
          }),
        ),
        { Issuer: { 'Fn::GetAtt': ['Cluster', 'OpenIdConnectIssuerUrl'] } },
      ],
    });
    expect(told(judgedTrust(known, late('${Issuer}', '${Issuer}:whatever')))).toEqual(['proved']);
    expect(told(judgedTrust(known, late(GITHUB_ACTIONS, '${Issuer}:sub')))).toEqual(['proved']);
  });

  it('compares with the provider that the template makes', () => {
    const issuer = 'login.example.com/agents/';
    const template = (named: string) => ({
      Resources: {
        Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${issuer}`, ClientIdList: ['agents'] } },
        Role: role({ trust: webIdentityTrust({ StringEquals: { [`${named}:sub`]: 'x', [`${named}:aud`]: 'agents' } }, named) }),
      },
    });
    expect(told(judged(known, template(issuer)))).toEqual(['proved']);
    expect(told(judged(known, template('login.example.com/agents')))).toEqual(['otherProvider']);
    expect(told(judged(known, template('login.example.com/Agents/')))).toEqual(['otherProvider']);
    expect(told(judged(known, template('another.example.com')))).toEqual(['proved']);
  });

  it('has nothing to say of a role that no token can assume, or whose trust policy cannot be read', () => {
    expect(
      judgedTrust(known, policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' })),
    ).toEqual([]);
    expect(judgedTrust(known, 'no policy')).toEqual([]);
  });
});

describe('trust/claims-are-required', () => {
  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['every claim required', { StringEquals: GITHUB_JOB }, ['proved']],
    [
      'one required, and narrowed where it is there',
      { StringEquals: GITHUB_JOB, StringLikeIfExists: { [key('sub')]: 'repo:*' } },
      ['proved'],
    ],
    [
      'one that may be absent',
      { StringEquals: aud, StringEqualsIfExists: { [key('sub')]: 'repo:acme/agents:ref:refs/heads/main' } },
      ['optional'],
    ],
    ['one whose absence is asked for', { StringEquals: GITHUB_JOB, Null: { [key('environment')]: 'true' } }, ['optional']],
    ['one whose presence is asked for', { StringEquals: GITHUB_JOB, Null: { [key('environment')]: 'false' } }, ['proved']],
    [
      'one of several values, which needs the claim',
      { StringEquals: aud, 'ForAnyValue:StringLike': { [key('sub')]: 'repo:acme/agents:*' } },
      ['proved'],
    ],
    [
      'another that is only ever there sometimes, negated',
      { StringEquals: GITHUB_JOB, StringNotEquals: { [key('environment')]: 'dev' } },
      ['optional'],
    ],
    [
      'a negated claim that narrows a pattern of itself',
      { StringLike: { [key('sub')]: 'repo:acme/agents:*' }, StringNotLike: { [key('sub')]: '*:pull_request' } },
      ['proved'],
    ],
    [
      'a qualifier on session tags, where it is right',
      { StringEquals: GITHUB_JOB, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } },
      ['proved'],
    ],
  ])('%s', (_what, conditions, expected) => {
    expect(told(judgedTrust(required, github(conditions)))).toEqual(expected);
  });

  it('is content where a denial takes back what the condition leaves open', () => {
    const denied = policy(
      ...(github({ StringEquals: GITHUB_JOB, StringEqualsIfExists: { [key('environment')]: 'prod' } }).Statement as readonly Record<
        string,
        unknown
      >[]),
      { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRoleWithWebIdentity', Condition: { Null: { [key('environment')]: 'true' } } },
    );
    expect(told(judgedTrust(required, denied))).toEqual(['proved']);
  });
});

describe('trust/values-can-match', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['subjects of GitHub in both forms', github({ StringEquals: GITHUB_JOB }), ['proved']],
    ['a pattern under a pattern operator', github({ StringLike: { [key('sub')]: 'repo:acme/agents:*' } }), ['proved']],
    ['a star under an equals operator', github({ StringEquals: { [key('sub')]: '*' } }), ['literalWildcard']],
    [
      'a question mark, without regard to case',
      github({ StringEqualsIgnoreCase: { [key('sub')]: 'repo:acme/agents:environment:prod?' } }),
      ['literalWildcard'],
    ],
    ['a star in a name that people choose', github({ StringEquals: { ...GITHUB_JOB, [key('workflow')]: 'build *' } }), ['proved']],
    [
      'a star in a tag, which tags cannot hold',
      github({ StringEquals: { ...GITHUB_JOB, 'aws:RequestTag/team': 'a*' } }),
      ['literalWildcard'],
    ],
    ['an empty repository', github({ StringEquals: { [key('sub')]: 'repo:' } }), ['malformedSubject']],
    ['an owner without a repository', github({ StringEquals: { [key('sub')]: 'repo:acme:ref:refs/heads/main' } }), ['malformedSubject']],
    ['no claim at all', github({ StringEquals: { [key('sub')]: 'invalid' } }), ['malformedSubject']],
    ['a repository and no job', github({ StringLike: { [key('sub')]: 'repo:acme/agents' } }), ['bareRepository']],
    [
      'a subject of the tenant\u2019s own',
      github({ StringEquals: { [key('sub')]: 'repository_id:456789:environment:production' } }),
      ['proved'],
    ],
    [
      'a job of a reusable workflow',
      github({ StringEquals: { [key('sub')]: 'repo:acme/api:job_workflow_ref:acme/shared/.github/workflows/deploy.yml@refs/heads/main' } }),
      ['proved'],
    ],
    ['a subject known at deployment', github({ StringEquals: { [key('sub')]: { Ref: 'Subject' } } }), ['proved']],
    [
      'one good and one that cannot be',
      github({ StringEquals: { [key('sub')]: ['repo:acme/agents:ref:refs/heads/main', 'repo:acme/*'] } }),
      ['literalWildcard'],
    ],
    [
      'a service account without a namespace',
      webIdentityTrust(
        { StringEquals: { 'oidc.eks.eu-central-1.amazonaws.com/id/ABC123:sub': 'system:serviceaccount:crm' } },
        'oidc.eks.eu-central-1.amazonaws.com/id/ABC123',
      ),
      ['malformedSubject'],
    ],
    [
      'a pattern that no service account matches',
      webIdentityTrust(
        { StringLike: { 'oidc.eks.eu-central-1.amazonaws.com/id/ABC123:sub': 'serviceaccount:agents:*' } },
        'oidc.eks.eu-central-1.amazonaws.com/id/ABC123',
      ),
      ['malformedSubject'],
    ],
    [
      'a service account',
      webIdentityTrust(
        { StringEquals: { 'oidc.eks.eu-central-1.amazonaws.com/id/ABC123:sub': 'system:serviceaccount:agents:crm' } },
        'oidc.eks.eu-central-1.amazonaws.com/id/ABC123',
      ),
      ['proved'],
    ],
    [
      'an issuer of one\u2019s own',
      webIdentityTrust({ StringEquals: { 'login.example.com:sub': 'anything' } }, 'login.example.com'),
      ['proved'],
    ],
  ])('%s', (_what, trust, expected) => {
    expect(told(judgedTrust(values, trust))).toEqual(expected);
  });

  it('tells what fails open from what fails closed', () => {
    const allow = github({ StringEquals: GITHUB_JOB }).Statement as readonly Record<string, unknown>[];
    const denying = (Condition: unknown) => policy(...allow, { Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition });
    expect(told(judgedTrust(values, denying({ StringEquals: { [key('ref')]: 'refs/pull/*' } })))).toEqual(['literalWildcardOpen']);
    expect(told(judgedTrust(values, denying({ StringNotEquals: { [key('ref')]: 'refs/heads/*' } })))).toEqual(['literalWildcard']);
  });
});

describe('trust/control-claim-is-tested', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['the subject', github({ StringEquals: GITHUB_JOB }), ['proved']],
    ['a subject by pattern', github({ StringLike: { [key('sub')]: 'repo:acme/*' } }), ['proved']],
    ['a subject of wildcards alone', github({ StringLike: { [key('sub')]: ['*', '?*'] } }), ['untested']],
    ['the presence of a subject', github({ Null: { [key('sub')]: 'false' } }), ['untested']],
    ['another claim', github({ StringEquals: { [key('repository_id')]: '1' } }), ['untested']],
    ['the subject, known at deployment', github({ StringEquals: { [key('sub')]: { Ref: 'Subject' } } }), ['proved']],
    [
      'the audience of an issuer that tells tenants apart by it',
      webIdentityTrust({ StringEquals: { 'oidc.vercel.com:aud': 'https://vercel.com/acme' } }, 'oidc.vercel.com'),
      ['proved'],
    ],
    [
      'its subject',
      webIdentityTrust({ StringEquals: { 'oidc.vercel.com:sub': 'owner:acme:project:x:environment:production' } }, 'oidc.vercel.com'),
      ['untested'],
    ],
    [
      'an issuer of one team',
      webIdentityTrust(
        { StringEquals: { 'oidc.vercel.com/acme:sub': 'owner:acme:project:x:environment:production' } },
        'oidc.vercel.com/acme',
      ),
      ['proved'],
    ],
    ['an issuer that IAM has no control for', webIdentityTrust(undefined, 'login.example.com'), ['proved']],
  ])('%s', (_what, trust, expected) => {
    expect(told(judgedTrust(control, trust))).toEqual(expected);
  });

  it('looks at every statement by itself', () => {
    const [sound] = github({ StringEquals: GITHUB_JOB }).Statement as readonly Record<string, unknown>[];
    const [open] = github({ StringEquals: aud }).Statement as readonly Record<string, unknown>[];
    expect(told(judgedTrust(control, policy({ ...sound }, { ...open })))).toEqual(['proved', 'untested']);
  });
});

describe('trust/guests-are-told-apart', () => {
  const pool = 'cognito-identity.amazonaws.com';
  const cognito = (conditions: Record<string, unknown>) =>
    policy({
      Effect: 'Allow',
      Principal: { Federated: pool },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${pool}:aud`]: 'eu-central-1:12345678-dcba-4321-abcd-1234567890ab' }, ...conditions },
    });
  it.each<[string, unknown, readonly string[]]>([
    ['those who have signed in', cognito({ 'ForAnyValue:StringLike': { [`${pool}:amr`]: 'authenticated' } }), ['proved']],
    ['guests, and it says so', cognito({ 'ForAnyValue:StringLike': { [`${pool}:amr`]: 'unauthenticated' } }), ['proved']],
    ['both, and it says neither', cognito({}), ['guests']],
    ['both, by a pattern', cognito({ 'ForAnyValue:StringLike': { [`${pool}:amr`]: '*authenticated' } }), ['guests']],
    ['another issuer', github({ StringEquals: GITHUB_JOB }), []],
  ])('%s', (_what, trust, expected) => {
    expect(told(judgedTrust(guests, trust))).toEqual(expected);
  });
});

describe('trust/subject-is-pinned', () => {
  it.each<[string, string]>([
    ['an environment of whatever repository', 'environment:production'],
    ['a workflow by its name', 'workflow:deploy'],
    ['a branch of whatever repository', 'ref:refs/heads/main'],
  ])('finds a subject in full that every tenant can give to jobs of his own: %s', (_what, sub) => {
    expect(told(judgedTrust(subject, github({ StringEquals: { ...aud, [key('sub')]: sub } })))).toEqual(['otherSubjects']);
  });

  it.each<[string, string]>([
    ['by id', 'repository_id:456789:environment:production'],
    ['by owner', 'repository_owner_id:123456:environment:production'],
    ['by name, behind another claim', 'environment:production:repository:acme/agents'],
  ])('knows whose a subject of a tenant\u2019s own is: %s', (_what, sub) => {
    expect(told(judgedTrust(subject, github({ StringEquals: { ...aud, [key('sub')]: sub } })))).toEqual(['proved']);
  });
});

import { GITHUB_ACTIONS, policy, webIdentityTrust } from '../../lib/rules/examples/parts';
import audience from '../../lib/rules/trust/audience-is-pinned';
import subject from '../../lib/rules/trust/subject-is-pinned';
import { judgedTrust } from './judged';

const SUB = `${GITHUB_ACTIONS}:sub`;
const AUD = `${GITHUB_ACTIONS}:aud`;
const EXACT = 'repo:acme/agents:environment:production';
const aud = { [AUD]: 'sts.amazonaws.com' };
const github = (conditions: Record<string, unknown>) => webIdentityTrust(conditions);

describe('trust/subject-is-pinned decides by meaning', () => {
  it.each<[string, unknown, string]>([
    ['an exact subject', github({ StringEquals: { ...aud, [SUB]: EXACT } }), 'proved'],
    [
      'several exact subjects',
      github({ StringEquals: { ...aud, [SUB]: [EXACT, 'repo:acme@1/agents@2:environment:production'] } }),
      'proved',
    ],
    ['an exact subject under a pattern operator', github({ StringEquals: aud, StringLike: { [SUB]: EXACT } }), 'proved'],
    ['a key in another case, which IAM folds', github({ StringEquals: { ...aud, [SUB.replace('sub', 'Sub')]: EXACT } }), 'proved'],
    ['any job of one repository', github({ StringEquals: aud, StringLike: { [SUB]: 'repo:acme/agents:*' } }), 'proved'],
    ['the immutable form with any job', github({ StringEquals: aud, StringLike: { [SUB]: 'repo:acme@123/agents@456:*' } }), 'proved'],
    [
      'a subject that the tenant composes of an immutable id',
      github({ StringLike: { ...aud, [SUB]: 'repository_id:456789:*' } }),
      'proved',
    ],
    ['no subject', github({ StringEquals: aud }), 'anySubject'],
    ['any subject by pattern', github({ StringEquals: aud, StringLike: { [SUB]: '*' } }), 'otherSubjects'],
    ['an owner with a longer name', github({ StringLike: { ...aud, [SUB]: 'repo:acme*' } }), 'otherSubjects'],
    ['a repository with a longer name', github({ StringLike: { ...aud, [SUB]: 'repo:acme/agents*' } }), 'otherSubjects'],
    ['every repository of the owner', github({ StringLike: { ...aud, [SUB]: 'repo:acme/*:ref:refs/heads/main' } }), 'otherSubjects'],
    ['any owner', github({ StringLike: { ...aud, [SUB]: 'repo:*/agents:ref:refs/heads/main' } }), 'otherSubjects'],
    [
      'one good pattern and one that is not',
      github({ StringLike: { ...aud, [SUB]: ['repo:acme/agents:*', 'repo:a?me/*'] } }),
      'otherSubjects',
    ],
    ['a negated operator', github({ StringEquals: aud, StringNotEquals: { [SUB]: EXACT } }), 'anySubject'],
    ['IfExists', github({ StringEquals: aud, StringEqualsIfExists: { [SUB]: EXACT } }), 'optionalSubject'],
    ['ForAllValues', github({ StringEquals: aud, 'ForAllValues:StringLike': { [SUB]: 'repo:acme/agents:*' } }), 'optionalSubject'],
    ['ForAnyValue, which needs the claim', github({ StringEquals: aud, 'ForAnyValue:StringEquals': { [SUB]: EXACT } }), 'proved'],
    ['presence alone', github({ StringEquals: aud, Null: { [SUB]: 'false' } }), 'anySubject'],
    [
      'an optional condition beside a strict one',
      github({ StringEquals: { [SUB]: EXACT }, StringLikeIfExists: { [SUB]: 'repo:*' } }),
      'proved',
    ],
    [
      'a pattern beside the repository\u2019s immutable id',
      github({ StringEquals: { [`${GITHUB_ACTIONS}:repository_id`]: '456' }, StringLike: { [SUB]: '*' } }),
      'proved',
    ],
    [
      'a pattern beside the owner\u2019s id, which all its repositories share',
      github({ StringEquals: { [`${GITHUB_ACTIONS}:repository_owner_id`]: '123' }, StringLike: { [SUB]: '*' } }),
      'otherSubjects',
    ],
  ])('%s', (_what, trust, expected) => {
    const [told, ...more] = judgedTrust(subject, trust);
    expect(more).toEqual([]);
    expect(told?.message ?? told?.verdict).toBe(expected);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a literal star under an equals operator', { StringEquals: { ...aud, [SUB]: 'repo:acme/*' } }],
    ['a claim that STS does not offer', { StringEquals: { ...aud, [`${GITHUB_ACTIONS}:repository_owner`]: 'acme' } }],
    ['a claim of another issuer', { StringEquals: { ...aud, 'gitlab.com:sub': 'x' } }],
    ['a key that only services send', { StringEquals: { ...aud, 'aws:SourceAccount': '111122223333' } }],
  ])('%s lets nobody in, which is no exposure', (_what, conditions) => {
    expect(judgedTrust(subject, github(conditions)).map(({ verdict }) => verdict)).toEqual(['proved']);
  });

  it('takes all statements together: one that is open undoes one that is pinned', () => {
    const federated = { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB_ACTIONS}` };
    const statement = (Condition: unknown) => ({
      Effect: 'Allow',
      Principal: federated,
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition,
    });
    const both = policy(statement({ StringEquals: { [SUB]: EXACT } }), statement({ StringEquals: aud }));
    expect(judgedTrust(subject, both)).toEqual([
      { verdict: 'refuted', message: 'anySubject', shown: expect.stringContaining('attacker/fork') },
    ]);
    const denied = policy(statement({ StringEquals: aud }), { ...statement({ StringNotEquals: { [SUB]: EXACT } }), Effect: 'Deny' });
    expect(judgedTrust(subject, denied)[0]?.verdict).toBe('proved');
  });

  it('wants a service account of Kubernetes in full', () => {
    const issuer = 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
    const irsa = (operator: string, value: string) => webIdentityTrust({ [operator]: { [`${issuer}:sub`]: value } }, issuer);
    expect(judgedTrust(subject, irsa('StringEquals', 'system:serviceaccount:agents:crm'))[0]?.verdict).toBe('proved');
    expect(judgedTrust(subject, irsa('StringLike', 'system:serviceaccount:agents:*'))).toEqual([
      {
        verdict: 'refuted',
        message: 'otherSubjects',
        shown: expect.stringMatching(/^sub `system:serviceaccount:agents:[a-z-]+` is allowed$/),
      },
    ]);
  });

  it('judges an issuer that is known only at deployment', () => {
    const late = (operator: string, value: string) => ({
      'Fn::Sub': [
        JSON.stringify(
          policy({
            Effect: 'Allow',
            Principal: { Federated: 'arn:aws:iam::${AWS::AccountId}:oidc-provider/${Issuer}' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { [operator]: { '${Issuer}:sub': value } },
          }),
        ),
        { Issuer: { 'Fn::GetAtt': ['Cluster', 'OpenIdConnectIssuerUrl'] } },
      ],
    });
    expect(judgedTrust(subject, late('StringEquals', 'system:serviceaccount:agents:crm'))[0]?.verdict).toBe('proved');
    expect(judgedTrust(subject, late('StringLike', 'system:serviceaccount:*:crm'))[0]?.message).toBe('otherSubjects');
  });

  it('is undecided where a pattern itself is known only at deployment', () => {
    const trust = github({ StringEquals: aud, StringLike: { [SUB]: { Ref: 'Subject' } } });
    const template = { Parameters: { Subject: { Type: 'String' } } };
    expect(judgedTrust(subject, trust)[0]?.verdict).toBe('undecided');
    expect(template).toBeDefined();
  });

  it('has nothing to say of a role that no token can assume', () => {
    expect(
      judgedTrust(subject, policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' })),
    ).toEqual([]);
  });

  it('leaves a trust policy that cannot be read to the rule that says so', () => {
    expect(judgedTrust(subject, 'no policy')).toEqual([{ verdict: 'undecided', message: undefined, shown: undefined }]);
  });
});

describe('trust/audience-is-pinned decides by meaning', () => {
  const sub = { [SUB]: EXACT };
  it.each<[string, Record<string, unknown>, string]>([
    ['the exact audience', { StringEquals: { ...sub, ...aud } }, 'proved'],
    ['one of two audiences', { StringEquals: { ...sub, [AUD]: ['sts.amazonaws.com', 'api://agents'] } }, 'proved'],
    ['no audience', { StringEquals: sub }, 'anyAudience'],
    ['a pattern', { StringEquals: sub, StringLike: { [AUD]: 'sts*' } }, 'otherAudiences'],
    ['a condition that a missing claim fulfils', { StringEquals: sub, 'ForAllValues:StringEquals': aud }, 'optionalAudience'],
    ['a negated operator', { StringEquals: sub, StringNotEquals: aud }, 'anyAudience'],
  ])('%s', (_what, conditions, expected) => {
    const [told] = judgedTrust(audience, github(conditions));
    expect(told?.message ?? told?.verdict).toBe(expected);
  });

  it('takes the audience of a Google service account from `oaud`', () => {
    const google = (conditions: Record<string, unknown>) =>
      policy({
        Effect: 'Allow',
        Principal: { Federated: 'accounts.google.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: conditions,
      });
    const account = { 'accounts.google.com:sub': '116400000000000000001' };
    expect(judgedTrust(audience, google({ StringEquals: { ...account, 'accounts.google.com:oaud': 'api' } }))[0]?.verdict).toBe('proved');
    expect(judgedTrust(audience, google({ StringEquals: account }))[0]?.message).toBe('anyAudience');
  });
});

describe('trust/subject-is-pinned knows how the subjects of pipelines and platforms are made', () => {
  const ID = '0a1b2c3d-1111-4222-8333-444455556666';

  it.each([
    ['gitlab.com', 'project_path:acme/agents:ref_type:branch:*', 'project_path:acme/*:ref_type:branch:ref:main'],
    ['agent.buildkite.com', 'organization:acme:pipeline:agents:*', 'organization:acme:pipeline:*'],
    [`oidc.circleci.com/org/${ID}`, `org/${ID}/project/${ID}/user/*`, `org/${ID}/project/*`],
    ['app.terraform.io', 'organization:acme:project:agents:workspace:prod:*', 'organization:acme:project:agents:workspace:*'],
    [`api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc`, `{${ID}}:*`, '{*}:*'],
    ['oidc.vercel.com/acme', 'owner:acme:project:agents:*', 'owner:acme:project:*:environment:production'],
    ['oidc.fly.io/acme', 'acme:agents:*', 'acme:*'],
    ['api.pulumi.com/oidc', 'pulumi:deploy:org:acme:project:agents:*', 'pulumi:deploy:org:acme:*'],
    ['api.pulumi.com/oidc', 'pulumi:environments:org:acme:env:agents/*', 'pulumi:environments:org:acme:env:*'],
    ['github.example.com/_services/token', 'repo:acme/agents:*', 'repo:acme/*'],
  ])('%s: %s is one workload\u2019s, %s is not', (issuer, one, many) => {
    const asked = (value: string) =>
      webIdentityTrust({ StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${issuer}:sub`]: value } }, issuer);
    expect(judgedTrust(subject, asked(one))).toEqual([expect.objectContaining({ verdict: 'proved' })]);
    expect(judgedTrust(subject, asked(many))).toEqual([expect.objectContaining({ verdict: 'refuted', message: 'otherSubjects' })]);
  });
});

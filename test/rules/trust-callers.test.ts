/** Who calls, what callers may set, and statements that let nobody in. */
import { GITHUB_ACTIONS, GITHUB_JOB, policy, role, serviceTrust, trustPolicy, webIdentityTrust } from '../../lib/rules/examples/parts';
import account from '../../lib/rules/trust/account-is-narrowed';
import actions from '../../lib/rules/trust/actions-are-named';
import keys from '../../lib/rules/trust/keys-fit-the-caller';
import foreign from '../../lib/rules/trust/principal-is-not-foreign';
import tags from '../../lib/rules/trust/session-tags-are-bound';
import somebody from '../../lib/rules/trust/somebody-can-assume';
import sourceIdentity from '../../lib/rules/trust/source-identity-is-bound';
import { judged, judgedTrust } from './judged';

const told = (outcomes: ReturnType<typeof judgedTrust>) => outcomes.map(({ message, verdict }) => message ?? verdict);
const ROOT = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
const OTHER = { AWS: 'arn:aws:iam::444455556666:root' };
const own = (resource: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${resource}` });
const caller = { ArnEquals: { 'aws:PrincipalArn': own('role/orchestrator') } };

describe('trust/account-is-narrowed', () => {
  const assume = (principal: unknown, conditions?: Record<string, unknown>) => trustPolicy(principal, 'sts:AssumeRole', conditions);
  it.each<[string, unknown, readonly string[]]>([
    ['the whole account', assume(ROOT), ['wholeAccount']],
    ['the account by its bare id', assume({ AWS: { Ref: 'AWS::AccountId' } }), ['wholeAccount']],
    ['one caller', assume(ROOT, caller), ['proved']],
    ['callers of one path', assume(ROOT, { ArnLike: { 'aws:PrincipalArn': own('role/agents/*') } }), ['proved']],
    ['every role', assume(ROOT, { ArnLike: { 'aws:PrincipalArn': own('role/*') } }), ['wholeAccount']],
    ['everybody by a pattern', assume(ROOT, { StringLike: { 'aws:PrincipalArn': '*' } }), ['wholeAccount']],
    ['callers with a tag', assume(ROOT, { StringEquals: { 'aws:PrincipalTag/team': 'agents' } }), ['proved']],
    ['callers with whatever tag', assume(ROOT, { StringLike: { 'aws:PrincipalTag/team': '*' } }), ['wholeAccount']],
    ['people with a second factor', assume(ROOT, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), ['proved']],
    ['callers without one', assume(ROOT, { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }), ['wholeAccount']],
    [
      'a condition that all of the account fulfil',
      assume(ROOT, { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } }),
      ['wholeAccount'],
    ],
    ['one role', assume({ AWS: own('role/orchestrator') }), []],
    ['another account, which another rule judges', assume(OTHER), []],
  ])('%s', (_what, trust, expected) => {
    expect(told(judgedTrust(account, trust))).toEqual(expected);
  });

  it('takes all statements together', () => {
    const denied = policy(
      { Effect: 'Allow', Principal: ROOT, Action: 'sts:AssumeRole' },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sts:AssumeRole',
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': own('role/orchestrator') } },
      },
    );
    expect(told(judgedTrust(account, denied))).toEqual(['proved']);
  });
});

describe('trust/session-tags-are-bound', () => {
  const CONTROL = { 'agent-identity:component': 'crm' };
  const tagging = (conditions: Record<string, unknown>, principal: unknown = ROOT) =>
    trustPolicy(principal, ['sts:AssumeRole', 'sts:TagSession'], conditions);
  const onComponent = (trust: unknown) => told(judged(tags, { Resources: { Role: role({ trust, tags: CONTROL }) } }));
  const allowed = (list: readonly string[]) => ({ 'ForAllValues:StringEquals': { 'aws:TagKeys': list } });

  it('wants the tags of a component to be out of reach', () => {
    expect(onComponent(tagging(caller))).toEqual(['controlTags']);
    expect(onComponent(tagging({ ...caller, StringEquals: { 'aws:RequestTag/task': 'x' } }))).toEqual(['controlTags']);
    expect(onComponent(tagging({ ...caller, ...allowed(['task', 'run']) }))).toEqual(['proved']);
    expect(onComponent(tagging({ ...caller, ...allowed(['task', 'agent-identity:component']) }))).toEqual(['controlTags']);
  });

  it('is not taken in by a denial that minds the case of a key, as tags do not', () => {
    const denying = (operator: string) =>
      policy(
        { Effect: 'Allow', Principal: ROOT, Action: ['sts:AssumeRole', 'sts:TagSession'], Condition: caller },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sts:TagSession',
          Condition: { [operator]: { 'aws:TagKeys': 'agent-identity:component' } },
        },
      );
    expect(onComponent(denying('ForAnyValue:StringEquals'))).toEqual(['controlTags']);
    expect(onComponent(denying('ForAnyValue:StringEqualsIgnoreCase'))).toEqual(['proved']);
  });

  it('wants any other role to say which tags', () => {
    expect(told(judgedTrust(tags, tagging(caller)))).toEqual(['anyTag']);
    expect(told(judgedTrust(tags, tagging({ ...caller, StringEquals: { 'aws:RequestTag/team': 'agents' } })))).toEqual(['proved']);
    expect(told(judgedTrust(tags, tagging({ ...caller, ...allowed(['team']) })))).toEqual(['proved']);
    expect(told(judgedTrust(tags, trustPolicy(ROOT, 'sts:AssumeRole', caller)))).toEqual([]);
  });

  it('leaves services alone, which give tags of their own', () => {
    expect(told(judgedTrust(tags, serviceTrust('pods.eks.amazonaws.com', undefined, ['sts:AssumeRole', 'sts:TagSession'])))).toEqual([]);
  });
});

describe('trust/source-identity-is-bound', () => {
  const setting = (conditions: Record<string, unknown> | undefined, principal: unknown = ROOT) =>
    trustPolicy(principal, ['sts:AssumeRole', 'sts:SetSourceIdentity'], conditions);
  it.each<[string, unknown, readonly string[]]>([
    ['the whole account', setting(undefined), ['anySourceIdentity']],
    ['one caller', setting(caller), ['proved']],
    ['one role', setting(undefined, { AWS: own('role/orchestrator') }), []],
    ['the whole account, one form', setting({ StringLike: { 'sts:SourceIdentity': 'task-*' } }), ['proved']],
    ['the whole account, any form', setting({ StringLike: { 'sts:SourceIdentity': '*' } }), ['anySourceIdentity']],
    ['a call that sets none', trustPolicy(ROOT, 'sts:AssumeRole'), []],
    ['tokens', webIdentityTrustSetting(undefined), ['anySourceIdentity']],
    ['tokens, one form', webIdentityTrustSetting({ StringLike: { 'sts:SourceIdentity': '*@acme.example' } }), ['proved']],
    [
      'a service that sets its own',
      serviceTrust('rolesanywhere.amazonaws.com', undefined, ['sts:AssumeRole', 'sts:SetSourceIdentity']),
      [],
    ],
  ])('%s', (_what, trust, expected) => {
    expect(told(judgedTrust(sourceIdentity, trust))).toEqual(expected);
  });

  it('is content where the call itself is bound, in a statement of its own', () => {
    const both = (condition: unknown) =>
      policy(
        { Effect: 'Allow', Principal: ROOT, Action: 'sts:AssumeRole', Condition: condition },
        { Effect: 'Allow', Principal: ROOT, Action: 'sts:SetSourceIdentity' },
      );
    expect(told(judgedTrust(sourceIdentity, both({ StringLike: { 'sts:SourceIdentity': 'task-*' } })))).toEqual(['proved']);
    expect(told(judgedTrust(sourceIdentity, both({ StringLikeIfExists: { 'sts:SourceIdentity': 'task-*' } })))).toEqual(['proved']);
    expect(told(judgedTrust(sourceIdentity, both({ Null: { 'sts:SourceIdentity': 'false' } })))).toEqual(['anySourceIdentity']);
  });
});

function webIdentityTrustSetting(conditions: Record<string, unknown> | undefined) {
  const issuer = 'login.example.com';
  return trustPolicy(
    { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
    ['sts:AssumeRoleWithWebIdentity', 'sts:SetSourceIdentity'],
    {
      StringEquals: { [`${issuer}:sub`]: 'agent', [`${issuer}:aud`]: 'sts.amazonaws.com' },
      ...conditions,
    },
  );
}

describe('trust/actions-are-named', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['one call', serviceTrust('lambda.amazonaws.com'), ['proved']],
    ['calls that begin alike', serviceTrust('lambda.amazonaws.com', undefined, 'sts:AssumeRole*'), ['proved']],
    ['every call', serviceTrust('lambda.amazonaws.com', undefined, 'sts:*'), ['everyAction']],
    ['everything', serviceTrust('lambda.amazonaws.com', undefined, ['sts:AssumeRole', '*']), ['everyAction']],
    ['every call, denied', policy({ Effect: 'Deny', Principal: '*', Action: 'sts:*' }), ['proved']],
  ])('%s', (_what, trust, expected) => {
    expect(told(judgedTrust(actions, trust))).toEqual(expected);
  });
});

describe('trust/keys-fit-the-caller', () => {
  const github = (conditions: Record<string, unknown>) => webIdentityTrust(conditions);
  it.each<[string, unknown, readonly string[]]>([
    ['a service', serviceTrust('lambda.amazonaws.com'), ['proved']],
    [
      'a service and the source that it sends',
      serviceTrust('states.amazonaws.com', { StringEquals: { 'aws:SourceAccount': '111122223333' } }),
      ['proved'],
    ],
    [
      'a service that sends no source',
      serviceTrust('lambda.amazonaws.com', { StringEquals: { 'aws:SourceAccount': '111122223333' } }),
      ['absentKey'],
    ],
    [
      'such a source where it is there',
      serviceTrust('lambda.amazonaws.com', { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } }),
      ['proved'],
    ],
    [
      'two services, one of which sends it',
      serviceTrustOf(['lambda.amazonaws.com', 'states.amazonaws.com'], { StringEquals: { 'aws:SourceAccount': '111122223333' } }),
      ['proved'],
    ],
    [
      'a service by its caller\u2019s ARN',
      serviceTrust('states.amazonaws.com', { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/x' } }),
      ['absentKey'],
    ],
    [
      'a token with a source',
      github({ StringEquals: GITHUB_JOB, ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:*:111122223333:*' } }),
      ['absentKey'],
    ],
    ['a token with an external id', github({ StringEquals: { ...GITHUB_JOB, 'sts:ExternalId': 'x' } }), ['absentKey']],
    [
      'a role with a claim',
      trustPolicy({ AWS: own('role/x') }, 'sts:AssumeRole', { StringEquals: { [`${GITHUB_ACTIONS}:sub`]: 'x' } }),
      ['absentKey'],
    ],
    [
      'a token for AssumeRole',
      trustPolicy({ Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB_ACTIONS}` }, 'sts:AssumeRole'),
      ['otherCall'],
    ],
    ['a role for a token\u2019s call', trustPolicy({ AWS: own('role/x') }, 'sts:AssumeRoleWithWebIdentity'), ['otherCall']],
    [
      'an assertion and its call',
      trustPolicy({ Federated: 'arn:aws:iam::111122223333:saml-provider/corp' }, 'sts:AssumeRoleWithSAML'),
      ['proved'],
    ],
    ['a statement that adds to a call', trustPolicy({ AWS: own('role/x') }, 'sts:TagSession'), []],
  ])('%s', (_what, trust, expected) => {
    expect(told(judgedTrust(keys, trust))).toEqual(expected);
  });
});

describe('trust/somebody-can-assume', () => {
  it.each<[string, unknown, readonly string[]]>([
    [
      'conditions that exclude each other',
      trustPolicy({ AWS: own('role/x') }, 'sts:AssumeRole', {
        StringEquals: { 'sts:ExternalId': 'a' },
        StringNotEquals: { 'sts:ExternalId': ['a', 'b'] },
      }),
      ['contradiction'],
    ],
    [
      'conditions that narrow each other',
      trustPolicy({ AWS: own('role/x') }, 'sts:AssumeRole', {
        StringLike: { 'sts:ExternalId': 'a*' },
        StringNotEquals: { 'sts:ExternalId': ['a', 'b'] },
      }),
      ['proved'],
    ],
    ['what another rule tells', serviceTrust('lambda.amazonaws.com', { StringEquals: { 'aws:SourceAccount': '111122223333' } }), []],
  ])('%s', (_what, trust, expected) => {
    expect(told(judgedTrust(somebody, trust))).toEqual(expected);
  });

  it('sees what a denial takes away, and what it leaves', () => {
    const denying = (Condition?: unknown) =>
      policy(
        { Effect: 'Allow', Principal: ROOT, Action: 'sts:AssumeRole', Condition: caller },
        { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', ...(Condition === undefined ? {} : { Condition }) },
      );
    expect(told(judgedTrust(somebody, denying()))).toEqual(['contradiction']);
    expect(told(judgedTrust(somebody, denying({ ArnNotEquals: { 'aws:PrincipalArn': own('role/orchestrator') } })))).toEqual(['proved']);
    expect(told(judgedTrust(somebody, denying({ ArnNotEquals: { 'aws:PrincipalArn': { Ref: 'Caller' } } })))).toEqual(['proved']);
  });
});

function serviceTrustOf(services: readonly string[], conditions: Record<string, unknown>) {
  return trustPolicy({ Service: services }, 'sts:AssumeRole', conditions);
}

describe('trust/principal-is-not-foreign', () => {
  const assume = (principal: unknown, conditions?: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    policy({
      Effect: 'Allow',
      Principal: principal,
      Action: 'sts:AssumeRole',
      ...(conditions === undefined ? {} : { Condition: conditions }),
      ...more,
    });
  it.each<[string, unknown, readonly string[]]>([
    ['another account with a second factor', assume(OTHER, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), ['proved']],
    ['another account without one', assume(OTHER, { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }), ['foreignAccount']],
    [
      'another account where the factor may be absent',
      assume(OTHER, { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }),
      ['foreignAccount'],
    ],
    ['another account, in a statement with a resource, which IAM refuses', assume(OTHER, undefined, { Resource: '*' }), ['foreignAccount']],
    ['such a statement with an external id', assume(OTHER, { StringEquals: { 'sts:ExternalId': '8f2a' } }, { Resource: '*' }), ['proved']],
    ['a principal that is none', assume({ AWS: 'arn:aws:iam::root' }), ['nobodyKnown']],
    [
      'a principal that is none, denied',
      policy({ Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::root' }, Action: 'sts:AssumeRole' }),
      ['undecided'],
    ],
  ])('%s', (_what, trust, expected) => {
    expect(told(judgedTrust(foreign, trust))).toEqual(expected);
    expect(told(judgedTrust(foreign, JSON.stringify(trust)))).toEqual(expected);
  });
});

import { type AuthorizationRequest, authorize, type Decision, type PolicySet } from '../../lib/policy';
import { accountIn, matchArnText, matchText, sameText } from '../../lib/policy/authorize-holes';
import { parsePattern } from '../../lib/policy/pattern';
import { AWAY, document, HOME, identity, ROLE, trust } from './policies';

const pattern = (text: string) => parsePattern(text, { wildcards: true, variables: false });

const ask = (statement: object, request: Partial<AuthorizationRequest> = {}, more: PolicySet = {}) =>
  authorize(
    { principal: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::handbook/a', context: {}, ...request },
    {
      // Elements that are given as undefined are left out.
      identity: [identity(JSON.parse(JSON.stringify({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...statement })))],
      ...more,
    },
  );

describe('a value that is not known yet', () => {
  it.each<[string, object, Partial<AuthorizationRequest>, Decision]>([
    ['in the resource, where it could fit', { Resource: 'arn:aws:s3:::⟨bucket:name⟩/*' }, {}, 'undecided'],
    ['in the resource, where nothing it could hold fits', { Resource: 'arn:aws:sqs:::⟨bucket:name⟩' }, {}, 'implicit-deny'],
    ['in the resource, of a shape that does not fit', { Resource: '⟨table:dynamodb-table-arn⟩' }, {}, 'implicit-deny'],
    ['in the resource, of a shape that fits', { Resource: '⟨bucket:s3-bucket-arn⟩/*' }, {}, 'undecided'],
    ['the same in policy and request', { Resource: '⟨bucket:s3-bucket-arn⟩/*' }, { resource: '⟨bucket:s3-bucket-arn⟩/a' }, 'allow'],
    [
      'the same in both, another object',
      { Resource: '⟨bucket:s3-bucket-arn⟩/public/*' },
      { resource: '⟨bucket:s3-bucket-arn⟩/private/a' },
      'undecided',
    ],
    ['two different ones', { Resource: '⟨one:s3-bucket-arn⟩/*' }, { resource: '⟨two:s3-bucket-arn⟩/a' }, 'undecided'],
    [
      'only in the request, under a pattern that takes anything',
      { Resource: 'arn:aws:s3:::*' },
      { resource: 'arn:aws:s3:::⟨bucket:name⟩/a' },
      'allow',
    ],
    ['only in the request, under `*`', { Resource: '*' }, { resource: '⟨anything⟩', resourceAccount: HOME }, 'allow'],
    ['only in the request, where it hides whose the resource is', { Resource: '*' }, { resource: '⟨anything⟩' }, 'undecided'],
    ['in the action', { Action: 's3:⟨verb⟩Object' }, {}, 'undecided'],
    ['in the action of another service', { Action: 'sqs:⟨verb⟩' }, {}, 'implicit-deny'],
    ['in NotResource', { Resource: undefined, NotResource: 'arn:aws:s3:::⟨bucket:name⟩/*' }, {}, 'undecided'],
    ['in NotResource, where nothing it could hold fits', { Resource: undefined, NotResource: '⟨table:dynamodb-table-arn⟩' }, {}, 'allow'],
    [
      'in a condition value',
      { Condition: { StringEquals: { 'aws:PrincipalOrgID': '⟨org:organization-id⟩' } } },
      { context: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      'undecided',
    ],
    [
      'in a condition value that cannot be',
      { Condition: { StringEquals: { 'aws:PrincipalOrgID': '⟨org:organization-id⟩' } } },
      { context: { 'aws:PrincipalOrgID': 'none' } },
      'implicit-deny',
    ],
    ['in a condition value on an absent key', { Condition: { StringEquals: { 'aws:PrincipalOrgID': '⟨org⟩' } } }, {}, 'implicit-deny'],
    [
      'in one of two condition values, the other fits',
      { Condition: { StringEquals: { 'aws:PrincipalOrgID': ['⟨org⟩', 'o-1'] } } },
      { context: { 'aws:PrincipalOrgID': 'o-1' } },
      'allow',
    ],
    [
      'in a negated condition value',
      { Condition: { StringNotEquals: { 'aws:PrincipalOrgID': '⟨org⟩' } } },
      { context: { 'aws:PrincipalOrgID': 'o-1' } },
      'undecided',
    ],
    [
      'the same in condition and request',
      { Condition: { StringEquals: { 'aws:SourceAccount': '⟨account⟩' } } },
      { context: { 'aws:SourceAccount': '⟨account⟩' } },
      'allow',
    ],
    [
      'the same, whatever the case',
      { Condition: { StringEqualsIgnoreCase: { 'aws:PrincipalTag/x': 'A⟨n:name⟩' } } },
      { context: { 'aws:PrincipalTag/x': 'a⟨n:name⟩' } },
      'allow',
    ],
    ['in a number', { Condition: { NumericLessThan: { 's3:max-keys': '⟨n⟩' } } }, { context: { 's3:max-keys': '1' } }, 'undecided'],
    [
      'in a date',
      { Condition: { DateLessThan: { 'aws:CurrentTime': '⟨d⟩' } } },
      { context: { 'aws:CurrentTime': '2026-01-01' } },
      'undecided',
    ],
    [
      'in an address range',
      { Condition: { IpAddress: { 'aws:SourceIp': '⟨cidr⟩' } } },
      { context: { 'aws:SourceIp': '10.0.0.1' } },
      'undecided',
    ],
    ['in Null', { Condition: { Null: { 'aws:SourceIp': '⟨b⟩' } } }, {}, 'undecided'],
    [
      'in a condition key that the request may have',
      { Condition: { StringEquals: { '⟨i:oidc-issuer⟩:sub': 'x' } } },
      { context: { 'gitlab.com:sub': 'x' } },
      'undecided',
    ],
    [
      'in a condition key that the request cannot have',
      { Condition: { StringEquals: { '⟨i:oidc-issuer⟩:sub': 'x' } } },
      { context: { 'aws:username': 'x' } },
      'implicit-deny',
    ],
    [
      'in the same condition key of policy and request',
      { Condition: { StringEquals: { '⟨i:oidc-issuer⟩:sub': 'x' } } },
      { context: { '⟨i:oidc-issuer⟩:sub': 'x' } },
      'allow',
    ],
    [
      'in a policy variable',
      { Resource: 'arn:aws:s3:::handbook/${⟨i:oidc-issuer⟩:sub}' },
      { context: { 'gitlab.com:sub': 'a' } },
      'undecided',
    ],
    [
      'as the value of a variable',
      { Resource: 'arn:aws:s3:::handbook/${aws:PrincipalTag/t}' },
      { context: { 'aws:PrincipalTag/t': '⟨t:name⟩' } },
      'undecided',
    ],
    ['in a default', { Resource: "arn:aws:s3:::handbook/${aws:PrincipalTag/t, '⟨t:name⟩'}" }, {}, 'undecided'],
  ])('%s', (_, statement, request, decision) => {
    expect(ask(statement, request).decision).toBe(decision);
  });

  it('does not matter where the answer is the same without it', () => {
    expect(ask({}, {}, { identity: [identity({ Effect: 'Allow', Action: '*', Resource: ['arn:aws:s3:::⟨b:name⟩', '*'] })] }).decision).toBe(
      'allow',
    );
  });

  it('does not save from a Deny that applies whatever it holds', () => {
    const policies = {
      identity: [identity({ Effect: 'Allow', Action: '*', Resource: '⟨x⟩' }, { Effect: 'Deny', Action: '*', Resource: '*' })],
    };
    expect(authorize({ principal: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::b/a', context: {} }, policies).decision).toBe(
      'explicit-deny',
    );
  });

  it('leaves open what an Allow gives where it may make a Deny apply', () => {
    const deny = { Effect: 'Deny', Action: '*', Resource: 'arn:aws:s3:::⟨b:name⟩/*' };
    const answer = authorize(
      { principal: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::handbook/a', context: {} },
      { identity: [identity({ Effect: 'Allow', Action: '*', Resource: '*' }, deny)] },
    );
    expect(answer).toMatchObject({
      decision: 'undecided',
      reasons: ['whether statement `/Statement/1` of the identity policy applies depends on `⟨b:name⟩`'],
    });
  });

  it('is denied for sure where nothing allows, though a Deny is open', () => {
    const policies = { identity: [identity({ Effect: 'Deny', Action: '*', Resource: '⟨x⟩' })] };
    expect(authorize({ principal: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::b/a', context: {} }, policies).decision).toBe(
      'implicit-deny',
    );
  });

  it('is named in the reasons, each statement with what it depends on', () => {
    const answer = ask(
      { Sid: 'Shared', Resource: 'arn:aws:s3:::⟨b:name⟩/⟨account⟩/*' },
      { resource: 'arn:aws:s3:::handbook/111122223333/a' },
    );
    expect(answer.reasons).toEqual(['whether statement `Shared` of the identity policy applies depends on `⟨b:name⟩`, `⟨account⟩`']);
    expect(answer.missing).toEqual(['identity']);
  });
});

describe('principals that are not known yet', () => {
  const assume = (principal: object, caller = ROLE) =>
    authorize(
      { principal: caller, action: 'sts:AssumeRole', resource: `arn:aws:iam::${HOME}:role/Target`, context: {} },
      { resource: trust({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }) },
    ).decision;

  it('leave the decision open where they could be the caller', () => {
    expect(assume({ AWS: '⟨r:iam-role-arn⟩' })).toBe('undecided');
    expect(assume({ AWS: 'arn:aws:iam::⟨account⟩:role/app/Worker' })).toBe('undecided');
  });

  it('do not where they cannot', () => {
    expect(assume({ AWS: 'arn:aws:iam::⟨account⟩:user/bob' })).toBe('implicit-deny');
    expect(assume({ Service: '⟨s⟩' })).toBe('implicit-deny');
  });

  it('that could only be the account do not grant by themselves', () => {
    expect(assume({ AWS: '⟨account⟩' })).toBe('implicit-deny');
  });

  it('leave open whose the resource is', () => {
    const request = { principal: ROLE, action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:⟨account⟩:q', context: {} };
    const answer = authorize(request, { identity: [identity({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' })] });
    expect(answer).toMatchObject({ decision: 'undecided', reasons: ['whether caller and resource belong to one account is open'] });
  });

  it('do not where both are in the account deployed to', () => {
    const caller = { kind: 'aws', arn: 'arn:aws:iam::⟨account⟩:role/R', account: '⟨account⟩', session: 's' } as const;
    const request = { principal: caller, action: 'sqs:SendMessage', resource: 'arn:aws:sqs:⟨region⟩:⟨account⟩:q', context: {} };
    expect(
      authorize(request, { identity: [identity({ Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs:⟨region⟩:⟨account⟩:q' })] })
        .decision,
    ).toBe('allow');
  });

  it('do not where two accounts are known and differ', () => {
    expect(
      authorize(
        { principal: ROLE, action: 'sqs:SendMessage', resource: `arn:aws:sqs:⟨region⟩:${AWAY}:q`, context: {} },
        { identity: [identity({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' })] },
      ).decision,
    ).toBe('implicit-deny');
  });
});

describe('what AWS does not define', () => {
  it('is undecided, with the reason: several values without a set operator', () => {
    const answer = ask({ Condition: { StringEquals: { 'aws:TagKeys': 'a' } } }, { context: { 'aws:TagKeys': ['a', 'b'] } });
    expect(answer.decision).toBe('undecided');
    expect(answer.reasons[0]).toContain(
      '`aws:TagKeys` has several values, and AWS does not define `StringEquals` on them without a set operator',
    );
  });

  it('is undecided, with the reason: a set operator before Null, where its readings differ', () => {
    const Condition = { 'ForAllValues:Null': { 'aws:TagKeys': 'false' } };
    expect(ask({ Condition }).reasons[0]).toContain('AWS does not define `ForAllValues:Null` on the absent key `aws:TagKeys`');
    expect(ask({ Condition }, { context: { 'aws:TagKeys': ['a'] } }).decision).toBe('allow');
    expect(ask({ Condition: { 'ForAllValues:Null': { 'aws:TagKeys': 'true' } } }).decision).toBe('allow');
    expect(ask({ Condition: { 'ForAnyValue:Null': { 'aws:TagKeys': 'false' } } }).decision).toBe('implicit-deny');
    expect(ask({ Condition: { 'ForAnyValue:Null': { 'aws:TagKeys': 'true' } } }).decision).toBe('undecided');
  });

  it('is undecided, with the reason: NotPrincipal that lists only part of what the caller acts as', () => {
    const resource = document('resource', { Effect: 'Deny', NotPrincipal: { AWS: ROLE.arn }, Action: '*', Resource: '*' });
    expect(ask({}, {}, { resource }).reasons[0]).toContain('AWS leaves it to the service whether `NotPrincipal` spares a caller');
  });
});

describe('matching with holes', () => {
  it.each([
    ['a⟨x:name⟩c', 'a⟨x:name⟩c', 'yes'],
    ['a*', 'a⟨x:name⟩', 'yes'],
    ['a?', 'a⟨x:name⟩', 'unknown'],
    ['b*', 'a⟨x:name⟩', 'no'],
    ['⟨x:account-id⟩', '111122223333', 'unknown'],
    ['⟨x:account-id⟩', '11112222333', 'no'],
    ['⟨x⟩⟨y⟩', 'anything', 'unknown'],
    ['⟨x', 'x', 'unknown'],
  ])('%s against %s: %s', (text, value, truth) => {
    expect(matchText(pattern(text), value)).toBe(truth);
  });

  it.each([
    ['⟨b:s3-bucket-arn⟩', '⟨b:s3-bucket-arn⟩', 'yes'],
    ['⟨b:s3-bucket-arn⟩/*', '⟨b:s3-bucket-arn⟩/k', 'yes'],
    ['arn:aws:s3:::*', '⟨b:s3-bucket-arn⟩', 'unknown'],
    ['arn:*:s3:::*', '⟨b:s3-bucket-arn⟩', 'yes'],
    ['arn:*:sqs:*:*:*', '⟨b:s3-bucket-arn⟩', 'no'],
    ['arn:aws:s3*', '⟨b:s3-bucket-arn⟩', 'unknown'],
    ['⟨x⟩', 'arn:aws:s3:::b', 'unknown'],
    ['⟨x⟩:role/*', 'arn:aws:iam::111122223333:role/y', 'unknown'],
    ['⟨x⟩', '⟨x⟩', 'yes'],
    ['arn:aws:iam::⟨account⟩:role/*', 'arn:aws:iam::⟨account⟩:user/x', 'no'],
  ])('as resources, %s against %s: %s', (text, arn, truth) => {
    expect(matchArnText(pattern(text), arn, true)).toBe(truth);
  });

  it('compares texts', () => {
    expect([sameText('⟨a:name⟩', '⟨a:name⟩'), sameText('⟨a:name⟩', '⟨b:name⟩'), sameText('x⟨a:name⟩', 'y')]).toEqual([
      'yes',
      'unknown',
      'no',
    ]);
  });

  it('finds the account of an ARN behind holes', () => {
    expect(accountIn('arn:aws:sqs:⟨region⟩:111122223333:q')).toBe('111122223333');
    expect(accountIn('arn:aws:sqs:⟨region⟩:⟨account⟩:q')).toBe('⟨account⟩');
    expect(accountIn('⟨b:s3-bucket-arn⟩/k')).toBe('');
    expect(accountIn('⟨x⟩')).toBeUndefined();
    expect(accountIn('arn:aws:sqs:⟨x⟩')).toBeUndefined();
    expect(accountIn('arn:aws:s3:::⟨x⟩')).toBe('');
  });

  it('gives up rather than take long', () => {
    const start = performance.now();
    expect(matchText(pattern(`⟨x⟩${'*a'.repeat(4000)}`), 'a'.repeat(4000))).toBe('unknown');
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

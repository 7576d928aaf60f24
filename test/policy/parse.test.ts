import { type DocumentFault, type PolicyDocument, type PolicyType, parsePolicy } from '../../lib/policy';

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const PUBLIC = { ...ALLOW, Principal: '*' };

const policy = (...statements: readonly unknown[]) => ({ Version: '2012-10-17', Statement: statements });

function read(input: unknown, type: PolicyType = 'identity'): PolicyDocument {
  const parsed = parsePolicy(input, type);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.document;
}

function faults(input: unknown, type: PolicyType = 'identity'): readonly DocumentFault[] {
  const parsed = parsePolicy(input, type);
  return parsed.ok ? [] : parsed.faults;
}

const places = (input: unknown, type: PolicyType = 'identity'): readonly string[] => faults(input, type).map(({ pointer }) => pointer);

describe('reading a policy into normal form', () => {
  it('makes lists of single values and keeps their places', () => {
    const document = read({
      Version: '2012-10-17',
      Id: 'P',
      Statement: { Sid: 'One', ...ALLOW, Condition: { Bool: { 'aws:SecureTransport': true } } },
    });
    expect(document).toEqual({
      type: 'identity',
      version: '2012-10-17',
      id: 'P',
      statements: [
        {
          sid: 'One',
          effect: 'Allow',
          action: { negated: false, patterns: ['s3:GetObject'] },
          resource: { negated: false, patterns: ['*'] },
          conditions: [
            {
              operator: 'Bool',
              ifExists: false,
              key: 'aws:SecureTransport',
              values: ['true'],
              pointer: '/Statement/Condition/Bool/aws:SecureTransport',
            },
          ],
          pointer: '/Statement',
        },
      ],
    });
  });

  it('reads JSON text like values', () => {
    expect(read(JSON.stringify(policy(ALLOW)))).toEqual(read(policy(ALLOW)));
  });

  it('takes a document without version for one of 2008', () => {
    expect(read({ Statement: [ALLOW] }).version).toBe('2008-10-17');
  });

  it('reads the negated elements', () => {
    const [statement] = read(
      policy({ Effect: 'Deny', NotPrincipal: { AWS: '111122223333' }, NotAction: ['iam:*'], NotResource: ['arn:aws:s3:::a'] }),
      'resource',
    ).statements;
    expect(statement).toMatchObject({
      principal: { negated: true, principals: [{ kind: 'aws', value: '111122223333' }] },
      action: { negated: true, patterns: ['iam:*'] },
      resource: { negated: true, patterns: ['arn:aws:s3:::a'] },
    });
  });

  it.each([
    ['*', [{ kind: 'everyone' }]],
    [{ AWS: '*' }, [{ kind: 'everyone' }]],
    [
      { AWS: ['111122223333', 'arn:aws:iam::111122223333:root'] },
      [
        { kind: 'aws', value: '111122223333' },
        { kind: 'aws', value: 'arn:aws:iam::111122223333:root' },
      ],
    ],
    [
      { AWS: 'arn:aws:sts::111122223333:assumed-role/R/session' },
      [{ kind: 'aws', value: 'arn:aws:sts::111122223333:assumed-role/R/session' }],
    ],
    [{ AWS: 'AROAEXAMPLEEXAMPLEABC' }, [{ kind: 'aws', value: 'AROAEXAMPLEEXAMPLEABC' }]],
    [
      { Service: ['ec2.amazonaws.com'], Federated: 'accounts.google.com' },
      [
        { kind: 'service', value: 'ec2.amazonaws.com' },
        { kind: 'federated', value: 'accounts.google.com' },
      ],
    ],
    [{ CanonicalUser: '79a59df9' }, [{ kind: 'canonical-user', value: '79a59df9' }]],
  ])('reads the principal %j', (principal, principals) => {
    expect(read(policy({ ...ALLOW, Principal: principal }), 'resource').statements[0]?.principal).toEqual({ negated: false, principals });
  });

  it('takes operators apart into name, qualifier and suffix', () => {
    const Condition = { 'ForAnyValue:StringNotLikeIfExists': { 'aws:TagKeys': ['a', 1, true] } };
    expect(read(policy({ ...ALLOW, Condition })).statements[0]?.conditions).toEqual([
      {
        operator: 'StringNotLike',
        qualifier: 'ForAnyValue',
        ifExists: true,
        key: 'aws:TagKeys',
        values: ['a', '1', 'true'],
        pointer: '/Statement/0/Condition/ForAnyValue:StringNotLikeIfExists/aws:TagKeys',
      },
    ]);
  });

  it('escapes slashes and tildes in the places of keys, as RFC 6901 asks', () => {
    const [statement] = read(policy({ ...ALLOW, Condition: { StringEquals: { 'aws:PrincipalTag/a~b': 'x' } } })).statements;
    expect(statement?.conditions[0]?.pointer).toBe('/Statement/0/Condition/StringEquals/aws:PrincipalTag~1a~0b');
  });

  it('takes a trust policy without resource and a resource policy without one', () => {
    expect(
      read(policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }), 'trust').statements[0]
        ?.resource,
    ).toBeUndefined();
    expect(read(policy({ Effect: 'Allow', Principal: '*', Action: 'ecr:*' }), 'resource').statements[0]?.resource).toBeUndefined();
  });

  it('takes holes in every string position', () => {
    const holed = {
      Sid: 'a⟨x⟩',
      Effect: 'Allow',
      Principal: { AWS: '⟨r:iam-role-arn⟩', Service: '⟨s⟩', Federated: 'arn:aws:iam::⟨account⟩:oidc-provider/⟨i:oidc-issuer⟩' },
      Action: ['⟨a⟩', 's3:⟨verb⟩Object'],
      Resource: ['⟨b:s3-bucket-arn⟩/*', '⟨t⟩', 'arn:aws:s3:::⟨n:name⟩'],
      Condition: {
        StringEquals: { '⟨i:oidc-issuer⟩:sub': '⟨v⟩' },
        NumericLessThan: { 's3:max-keys': '⟨n⟩' },
        DateLessThan: { 'aws:CurrentTime': '⟨d⟩' },
        Bool: { 'aws:SecureTransport': '⟨b⟩' },
        IpAddress: { 'aws:SourceIp': '⟨cidr⟩' },
        ArnLike: { 'aws:SourceArn': '⟨arn⟩' },
        BinaryEquals: { 'app:Digest': '⟨x⟩' },
        Null: { 'aws:TokenIssueTime': '⟨y⟩' },
      },
    };
    expect(faults({ Version: '2012-10-17', Id: '⟨id⟩', Statement: [holed] }, 'resource')).toEqual([]);
  });
});

describe('what is wrong with a document', () => {
  it('is told all at once, each fault with its place', () => {
    const bad = policy(
      {
        Effect: 'allow',
        Action: 's3',
        Resource: 'bucket',
        Condition: { stringEquals: { 'aws:x': 'y' }, NumericEquals: { 's3:max-keys': ['1', 'many'] } },
      },
      { Effect: 'Allow', Resource: '*', Princpal: '*' },
    );
    expect(places(bad)).toEqual([
      '/Statement/0/Effect',
      '/Statement/0/Action',
      '/Statement/0/Resource',
      '/Statement/0/Condition/stringEquals',
      '/Statement/0/Condition/NumericEquals/s3:max-keys/1',
      '/Statement/1/Princpal',
      '/Statement/1',
    ]);
  });

  it.each<[string, unknown, PolicyType, string, RegExp]>([
    ['no object', 7, 'identity', '', /must be an object, not a number/],
    ['null', null, 'identity', '', /not null/],
    ['a list', [], 'identity', '', /not a list/],
    ['text that is no JSON', '{', 'identity', '', /not JSON/],
    ['no statement', { Version: '2012-10-17' }, 'identity', '', /no `Statement`/],
    ['an empty list of statements', policy(), 'identity', '/Statement', /empty list/],
    ['an unknown version', { Version: '2012-10-18', Statement: [ALLOW] }, 'identity', '/Version', /2012-10-17/],
    ['a version that is no text', { Version: 2012, Statement: [ALLOW] }, 'identity', '/Version', /not a number/],
    ['an unknown element', { ...policy(ALLOW), Statements: [] }, 'identity', '/Statements', /no element of a policy/],
    ['a statement that is text', policy('x'), 'identity', '/Statement/0', /must be an object, not a string/],
    ['a missing effect', policy({ Action: '*', Resource: '*' }), 'identity', '/Statement/0', /`Allow` or `Deny`/],
    ['a missing action', policy({ Effect: 'Allow', Resource: '*' }), 'identity', '/Statement/0', /no `Action`/],
    ['action and its negation', policy({ ...ALLOW, NotAction: '*' }), 'identity', '/Statement/0', /not both/],
    ['an empty list of actions', policy({ ...ALLOW, Action: [] }), 'identity', '/Statement/0/Action', /empty list/],
    ['an action without service', policy({ ...ALLOW, Action: 'GetObject' }), 'identity', '/Statement/0/Action', /service:Action/],
    ['an action that is no text', policy({ ...ALLOW, Action: [null] }), 'identity', '/Statement/0/Action/0', /must be a string, not null/],
    ['a missing resource', policy({ Effect: 'Allow', Action: '*' }), 'identity', '/Statement/0', /no `Resource`/],
    ['a resource that is no ARN', policy({ ...ALLOW, Resource: 'my-bucket' }), 'identity', '/Statement/0/Resource', /neither an ARN nor/],
    [
      'an ARN with too few parts',
      policy({ ...ALLOW, Resource: 'arn:aws:s3' }),
      'identity',
      '/Statement/0/Resource',
      /fewer than six parts/,
    ],
    [
      'a variable before the fifth colon',
      policy({ ...ALLOW, Resource: 'arn:aws:sqs:*:${aws:PrincipalAccount}:q' }),
      'identity',
      '/Statement/0/Resource',
      /before its fifth colon/,
    ],
    ['a principal in an identity policy', policy(PUBLIC), 'identity', '/Statement/0/Principal', /no place here/],
    ['a principal in a boundary', policy(PUBLIC), 'boundary', '/Statement/0/Principal', /no place here/],
    ['a principal in a session policy', policy(PUBLIC), 'session', '/Statement/0/Principal', /no place here/],
    ['a principal in a service control policy', policy(PUBLIC), 'scp', '/Statement/0/Principal', /no place here/],
    ['no principal in a resource policy', policy(ALLOW), 'resource', '/Statement/0', /no `Principal`/],
    ['no principal in a trust policy', policy({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'trust', '/Statement/0', /no `Principal`/],
    ['a resource in a trust policy', policy({ ...PUBLIC, Action: 'sts:AssumeRole' }), 'trust', '/Statement/0', /takes no `Resource`/],
    [
      'an action of another service in a trust policy',
      policy({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' }),
      'trust',
      '/Statement/0/Action',
      /`sts` actions only/,
    ],
    [
      'NotPrincipal in a trust policy',
      policy({ Effect: 'Deny', NotPrincipal: '*', Action: 'sts:AssumeRole' }),
      'trust',
      '/Statement/0/NotPrincipal',
      /takes no `NotPrincipal`/,
    ],
    ['NotPrincipal with Allow', policy({ ...ALLOW, NotPrincipal: '*' }), 'resource', '/Statement/0/NotPrincipal', /denies only/],
    [
      'a principal as plain text',
      policy({ ...ALLOW, Principal: '111122223333' }),
      'resource',
      '/Statement/0/Principal',
      /`\*` or an object/,
    ],
    [
      'a wildcard within a principal',
      policy({ ...ALLOW, Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }),
      'resource',
      '/Statement/0/Principal/AWS',
      /wildcard/,
    ],
    [
      'all services as a principal',
      policy({ ...ALLOW, Principal: { Service: '*' } }),
      'resource',
      '/Statement/0/Principal/Service',
      /wildcard/,
    ],
    [
      'an account with eleven digits',
      policy({ ...ALLOW, Principal: { AWS: '11112222333' } }),
      'resource',
      '/Statement/0/Principal/AWS',
      /no account, user, role or session/,
    ],
    [
      'an unknown kind of principal',
      policy({ ...ALLOW, Principal: { Role: 'x' } }),
      'resource',
      '/Statement/0/Principal/Role',
      /no kind of principal/,
    ],
    ['a Sid with spaces', policy({ ...ALLOW, Sid: 'two words' }), 'identity', '/Statement/0/Sid', /letters and digits/],
    ['a Sid that occurs twice', policy({ ...ALLOW, Sid: 'A' }, { ...ALLOW, Sid: 'A' }), 'identity', '/Statement/1/Sid', /two statements/],
    [
      'an operator in another case',
      policy({ ...ALLOW, Condition: { stringlike: { 'aws:x': 'y' } } }),
      'identity',
      '/Statement/0/Condition/stringlike',
      /no condition operator/,
    ],
    [
      'Null with IfExists',
      policy({ ...ALLOW, Condition: { NullIfExists: { 'aws:x': 'true' } } }),
      'identity',
      '/Statement/0/Condition/NullIfExists',
      /takes no `IfExists`/,
    ],
    [
      'a condition key without prefix',
      policy({ ...ALLOW, Condition: { StringEquals: { sub: 'y' } } }),
      'identity',
      '/Statement/0/Condition/StringEquals/sub',
      /no prefix/,
    ],
    [
      'an operator without keys',
      policy({ ...ALLOW, Condition: { StringEquals: {} } }),
      'identity',
      '/Statement/0/Condition/StringEquals',
      /names no condition key/,
    ],
    [
      'a condition without values',
      policy({ ...ALLOW, Condition: { StringEquals: { 'aws:x': [] } } }),
      'identity',
      '/Statement/0/Condition/StringEquals/aws:x',
      /empty list/,
    ],
    [
      'an object for a value',
      policy({ ...ALLOW, Condition: { StringEquals: { 'aws:x': {} } } }),
      'identity',
      '/Statement/0/Condition/StringEquals/aws:x',
      /must be a string, not an object/,
    ],
    [
      'yes for a Boolean',
      policy({ ...ALLOW, Condition: { Bool: { 'aws:x': 'yes' } } }),
      'identity',
      '/Statement/0/Condition/Bool/aws:x',
      /neither `true` nor `false`/,
    ],
    [
      '30 February',
      policy({ ...ALLOW, Condition: { DateLessThan: { 'aws:x': '2026-02-30' } } }),
      'identity',
      '/Statement/0/Condition/DateLessThan/aws:x',
      /not a date/,
    ],
    [
      'a time without zone',
      policy({ ...ALLOW, Condition: { DateLessThan: { 'aws:x': '2026-02-03T10:00:00' } } }),
      'identity',
      '/Statement/0/Condition/DateLessThan/aws:x',
      /not a date/,
    ],
    [
      'an address with 256',
      policy({ ...ALLOW, Condition: { IpAddress: { 'aws:x': '10.0.0.256' } } }),
      'identity',
      '/Statement/0/Condition/IpAddress/aws:x',
      /no IP address/,
    ],
    [
      'a prefix length of 33',
      policy({ ...ALLOW, Condition: { IpAddress: { 'aws:x': '10.0.0.0/33' } } }),
      'identity',
      '/Statement/0/Condition/IpAddress/aws:x',
      /no IP address/,
    ],
    [
      'an IPv6 address with two gaps',
      policy({ ...ALLOW, Condition: { IpAddress: { 'aws:x': '1::2::3' } } }),
      'identity',
      '/Statement/0/Condition/IpAddress/aws:x',
      /no IP address/,
    ],
    [
      'base-64 of a wrong length',
      policy({ ...ALLOW, Condition: { BinaryEquals: { 'aws:x': 'QQQQQ' } } }),
      'identity',
      '/Statement/0/Condition/BinaryEquals/aws:x',
      /not base-64/,
    ],
    [
      'a short ARN under ArnLike',
      policy({ ...ALLOW, Condition: { ArnLike: { 'aws:x': 'arn:aws:s3*' } } }),
      'identity',
      '/Statement/0/Condition/ArnLike/aws:x',
      /no ARN/,
    ],
    [
      'a variable under a numeric operator',
      policy({ ...ALLOW, Condition: { NumericEquals: { 'aws:x': '${aws:y}' } } }),
      'identity',
      '/Statement/0/Condition/NumericEquals/aws:x',
      /takes no policy variables/,
    ],
    [
      'a default without quotes',
      policy({ ...ALLOW, Condition: { StringEquals: { 'aws:x': '${aws:y, z}' } } }),
      'identity',
      '/Statement/0/Condition/StringEquals/aws:x',
      /no policy variable/,
    ],
    [
      'a character that IAM does not take',
      policy({ ...ALLOW, Resource: 'arn:aws:s3:::b/\u4f60' }),
      'identity',
      '/Statement/0/Resource',
      /does not accept/,
    ],
    ['an Allow in a resource control policy', policy({ ...PUBLIC, Action: 's3:*' }), 'rcp', '/Statement/0', /may only deny/],
    [
      'a principal in a resource control policy',
      policy({ Effect: 'Deny', Principal: { AWS: '111122223333' }, Action: 's3:*', Resource: '*' }),
      'rcp',
      '/Statement/0',
      /must be `\*`/,
    ],
    [
      'NotAction in a resource control policy',
      policy({ Effect: 'Deny', Principal: '*', NotAction: 's3:*', Resource: '*' }),
      'rcp',
      '/Statement/0',
      /no `NotAction`/,
    ],
    [
      'all actions in a resource control policy',
      policy({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }),
      'rcp',
      '/Statement/0',
      /must name its service/,
    ],
  ])('%s', (_, input, type, pointer, what) => {
    expect(faults(input, type)).toEqual([expect.objectContaining({ pointer, what: expect.stringMatching(what) })]);
  });

  it('takes the resource control policy that AWS attaches everywhere', () => {
    expect(faults(policy({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }), 'rcp')).toEqual([]);
  });

  it('names what was probably meant', () => {
    const Condition = { forAnyValues_stringLike: { 'aws:x': 'y' }, stringequalsifexists: { 'aws:x': 'y' } };
    const found = faults({ Version: '2012-10-17', statement: [ALLOW], Statement: [{ ...ALLOW, actions: '*', Condition }] });
    expect(found.map(({ fix }) => fix)).toEqual([
      'did you mean `Statement`',
      'did you mean `Action`',
      'did you mean `ForAnyValue:StringLike`',
      'did you mean `StringEqualsIfExists`',
    ]);
  });

  it('includes a key that JSON text holds twice, which a JSON parser would hide', () => {
    const text = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}]}';
    expect(faults(text)).toEqual([{ pointer: '/Statement/0/Effect', what: 'the key `Effect` is written twice' }]);
  });

  it('does not mistake equal values, or equal keys of different objects, for a key that is written twice', () => {
    expect(
      faults(
        '{"Version":"2012-10-17","Statement":[{"Sid":"Effect","Effect":"Allow","Action":["a:b","a:b"],"Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*"}]}',
      ),
    ).toEqual([]);
  });

  it('is cut off after a hundred faults, with their number', () => {
    const found = faults(policy(...Array.from({ length: 150 }, () => 7)));
    expect(found).toHaveLength(101);
    expect(found.at(-1)?.what).toBe('50 more faults are not listed');
  });

  it('takes other services at their word on characters and statement ids', () => {
    const statement = { ...PUBLIC, Sid: 'any words', Resource: 'arn:aws:s3:::b/\u4f60' };
    expect(faults(policy(statement, statement), 'resource')).toEqual([]);
  });

  it('takes actions and resources with wildcards anywhere', () => {
    expect(
      faults(
        policy({
          Effect: 'Allow',
          Action: ['*', 's3:*', '*:*', 'iam:*Access?ey*'],
          Resource: ['*', 'arn:aws:s3:::*', 'arn:aws:*', 'arn:*:s3:::b'],
        }),
      ),
    ).toEqual([]);
  });
});

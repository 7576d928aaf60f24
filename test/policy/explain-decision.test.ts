import { type AuthorizationRequest, authorize, type ContextValue, explainDecision, nearMisses, type PolicySet } from '../../lib/policy';
import { document, HOME, identity, ROLE } from './policies';

const request = (context: Record<string, ContextValue> = {}, more: Partial<AuthorizationRequest> = {}): AuthorizationRequest => ({
  principal: ROLE,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::handbook/a',
  context,
  ...more,
});

const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' };
const SECURE = { Sid: 'Insecure', Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
const OFFICE = { ...READ, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };

const explained = (asked: AuthorizationRequest, policies: PolicySet) => explainDecision(asked, authorize(asked, policies));

describe('the trace of a decision', () => {
  it("tells who asked for what, and each statement's part", () => {
    expect(explained(request({ 'aws:SourceIp': '198.51.100.1' }), { identity: [identity(OFFICE, SECURE)] })).toEqual([
      `denied, as nothing allows it: \`s3:GetObject\` on \`arn:aws:s3:::handbook/a\` by \`${ROLE.arn}\` in session \`run-1\``,
      'no identity policy allows it',
      'identity policy 0, statement `Read` (Allow) does not apply: `IpAddress` on `aws:SourceIp` with `203.0.113.0/24` does not hold: the request has `198.51.100.1`',
      'identity policy 0, statement `Insecure` (Deny) does not apply: `Bool` on `aws:SecureTransport` with `false` does not hold: the request lacks the key',
    ]);
  });

  it('tells which element did not fit', () => {
    const statements = [
      { ...READ, Action: ['s3:PutObject', 's3:List*'] },
      { Effect: 'Allow', NotAction: 's3:*', Resource: '*' },
      { ...READ, Sid: 'Other', Resource: 'arn:aws:s3:::other/*' },
      { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::handbook/*' },
    ];
    const resource = document('resource', { ...READ, Principal: { Service: ['ec2.amazonaws.com'] } });
    expect(explained(request(), { identity: [identity(...statements)], resource }).slice(2)).toEqual([
      'identity policy 0, statement `Read` (Allow) does not apply: `s3:GetObject` is none of `s3:PutObject`, `s3:List*`',
      'identity policy 0, statement `/Statement/1` (Allow) does not apply: `s3:GetObject` is one of `s3:*`, which it leaves out',
      'identity policy 0, statement `Other` (Allow) does not apply: `arn:aws:s3:::handbook/a` is none of `arn:aws:s3:::other/*`',
      'identity policy 0, statement `/Statement/3` (Allow) does not apply: `arn:aws:s3:::handbook/a` is one of `arn:aws:s3:::handbook/*`, which it leaves out',
      'resource policy 0, statement `Read` (Allow) does not apply: the caller is none of `ec2.amazonaws.com`',
    ]);
  });

  it('tells what is open, and on what it depends', () => {
    expect(explained(request(), { identity: [identity({ ...READ, Resource: 'arn:aws:s3:::⟨bucket:name⟩/*' })] })).toEqual([
      `undecided: \`s3:GetObject\` on \`arn:aws:s3:::handbook/a\` by \`${ROLE.arn}\` in session \`run-1\``,
      'no identity policy allows it for sure',
      'whether statement `Read` of the identity policy applies depends on `⟨bucket:name⟩`',
      'identity policy 0, statement `Read` (Allow) may apply: `arn:aws:s3:::handbook/a` is none of `arn:aws:s3:::⟨bucket:name⟩/*`',
    ]);
  });

  it('tells the level of a service control policy, and other callers by their kind', () => {
    const scps = [
      [document('scp', { Effect: 'Allow', Action: '*', Resource: '*' })],
      [document('scp', { Sid: 'No', Effect: 'Deny', Action: '*', Resource: '*' })],
    ];
    expect(explained(request(), { scps })).toContain('service control policy 1.0, statement `No` (Deny) applies');
    expect(explained(request({}, { principal: { kind: 'anonymous' } }), {})[0]).toMatch(/by an anonymous caller$/);
    expect(explained(request({}, { principal: { kind: 'service', service: 'ec2.amazonaws.com' } }), {})[0]).toMatch(
      /by the service `ec2.amazonaws.com`$/,
    );
  });
});

describe('the nearest change that turns a decision round', () => {
  const changes = (asked: AuthorizationRequest, policies: PolicySet) =>
    nearMisses(asked, policies).map((miss) => [miss.side, ...miss.changes]);

  it('is the one key that keeps an Allow from applying', () => {
    expect(changes(request({ 'aws:SourceIp': '198.51.100.1' }), { identity: [identity(OFFICE)] })).toEqual([
      ['request', 'send `aws:SourceIp` with the value `203.0.113.0`'],
      ['policies', 'drop the condition `IpAddress` on `aws:SourceIp` with `203.0.113.0/24` from statement `Read` of the identity policy'],
      ['policies', 'add an identity policy that allows `s3:GetObject` on `arn:aws:s3:::handbook/a`'],
    ]);
  });

  it('is what makes a Deny apply', () => {
    expect(changes(request({ 'aws:SecureTransport': 'false' }), { identity: [identity(READ, SECURE)] })).toEqual([
      ['request', 'send `aws:SecureTransport` with the value `true`'],
      ['request', 'leave out `aws:SecureTransport`'],
      ['policies', 'remove statement `Insecure` of the identity policy'],
    ]);
  });

  it('is told for what is allowed too', () => {
    expect(changes(request(), { identity: [identity(READ, SECURE)] })).toEqual([
      ['request', 'send `aws:SecureTransport` with the value `false`'],
      ['policies', 'remove statement `Read` of the identity policy'],
    ]);
  });

  it('takes two changes where one does not do', () => {
    const both = { ...READ, Condition: { StringEquals: { 'aws:PrincipalTag/a': '1', 'aws:PrincipalTag/b': '2' } } };
    const [first] = nearMisses(request(), { identity: [identity(both)] });
    expect(first?.changes).toEqual(['send `aws:PrincipalTag/a` with the value `1`', 'send `aws:PrincipalTag/b` with the value `2`']);
  });

  it('takes two changes of one policy', () => {
    const both = { ...READ, Condition: { StringEquals: { 'aws:PrincipalTag/a': '1' }, Bool: { 'aws:SecureTransport': 'true' } } };
    const boundary = document('boundary', READ);
    const found = nearMisses(request(), { identity: [identity(both)], boundary }, { most: 10 }).filter(({ side }) => side === 'policies');
    expect(found.map((miss) => miss.changes)).toEqual([['add an identity policy that allows `s3:GetObject` on `arn:aws:s3:::handbook/a`']]);
    const withDeny = { identity: [identity(both, SECURE)], boundary };
    const asked = request({ 'aws:SecureTransport': 'false', 'aws:PrincipalTag/a': '1' });
    expect(
      nearMisses(asked, withDeny, { most: 10 })
        .filter(({ side }) => side === 'policies')
        .map((miss) => miss.changes)[0],
    ).toEqual([
      'drop the condition `Bool` on `aws:SecureTransport` with `true` from statement `Read` of the identity policy',
      'remove statement `Insecure` of the identity policy',
    ]);
  });

  it('names the resource, the action or the caller that a policy lacks', () => {
    const only = (side: object, more: Partial<AuthorizationRequest> = {}) => changes(request({}, more), side as PolicySet);
    expect(only({ identity: [identity({ ...READ, Resource: 'arn:aws:s3:::other/*' })] })).toContainEqual([
      'policies',
      'let statement `Read` of the identity policy name the resource `arn:aws:s3:::handbook/a`',
    ]);
    expect(only({ identity: [identity({ ...READ, Action: 's3:PutObject' })] })).toContainEqual([
      'request',
      'ask for the action `s3:PutObject`',
    ]);
    expect(only({ resource: document('resource', { ...READ, Principal: { AWS: `arn:aws:iam::${HOME}:role/Other` } }) })).toContainEqual([
      'policies',
      'let statement `Read` of the resource policy name the caller',
    ]);
  });

  it('has been decided anew: request and policies after the change give the decision that it tells', () => {
    const policies = { identity: [identity(OFFICE, SECURE)], boundary: document('boundary', { ...READ, Sid: 'Bound' }) };
    for (const context of [{}, { 'aws:SourceIp': '203.0.113.7' }, { 'aws:SourceIp': '203.0.113.7', 'aws:SecureTransport': 'false' }]) {
      const found = nearMisses(request(context), policies);
      expect(found.length).toBeGreaterThan(0);
      for (const miss of found) expect(authorize(miss.request, miss.policies).decision).toBe(miss.decision);
    }
  });

  it('is not told where nothing so small does it', () => {
    const Condition = { StringEquals: { 'aws:PrincipalTag/a': '1', 'aws:PrincipalTag/b': '2', 'aws:PrincipalTag/c': '3' } };
    expect(nearMisses(request(), { identity: [identity({ ...READ, Condition })] }).filter(({ side }) => side === 'request')).toEqual([]);
  });

  it('keeps to the number of tries that it is given', () => {
    expect(nearMisses(request({ 'aws:SourceIp': '198.51.100.1' }), { identity: [identity(OFFICE)] }, { tries: 0 })).toEqual([]);
  });
});

import { type Authorization, type AuthorizationRequest, authorize, type ContextValue, type PolicySet } from '../../lib/policy';
import { document, HOME, identity, ROLE } from './policies';

const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' };

const request = (context: Record<string, ContextValue> = {}): AuthorizationRequest => ({
  principal: ROLE,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::handbook/a',
  context,
});

const shown = ({ statements }: Authorization) =>
  statements.map(({ statement, applies, failed }) => [statement.sid ?? statement.pointer, applies, failed?.element]);

describe('a decision', () => {
  it('names the Allows that carry it', () => {
    const answer = authorize(request(), { identity: [identity(READ), identity({ ...READ, Sid: 'Also' })] });
    expect(answer.decision).toBe('allow');
    expect(answer.deciding.map(({ statement, policy }) => [statement.sid, policy])).toEqual([
      ['Read', 0],
      ['Also', 1],
    ]);
    expect(answer.missing).toEqual([]);
  });

  it('names the Denies that carry it, wherever they stand', () => {
    const answer = authorize(request(), {
      identity: [identity(READ)],
      scps: [
        [document('scp', { Effect: 'Allow', Action: '*', Resource: '*' })],
        [document('scp', { Sid: 'No', Effect: 'Deny', Action: 's3:*', Resource: '*' })],
      ],
      resource: document('resource', { Sid: 'Never', Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }),
    });
    expect(answer.decision).toBe('explicit-deny');
    expect(answer.deciding.map(({ layer, level, statement }) => [layer, level, statement.sid])).toEqual([
      ['scp', 1, 'No'],
      ['resource', 0, 'Never'],
    ]);
  });

  it('says of every statement that did not apply which element kept it from applying', () => {
    const statements = [
      { ...READ, Sid: 'Action', Action: 's3:PutObject' },
      { ...READ, Sid: 'NotAction', Action: undefined, NotAction: 's3:*' },
      { ...READ, Sid: 'Resource', Resource: 'arn:aws:s3:::other/*' },
      { ...READ, Sid: 'Condition', Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
      { ...READ, Sid: 'Applies' },
    ].map((statement) => JSON.parse(JSON.stringify(statement)));
    const answer = authorize(request(), {
      identity: [identity(...statements)],
      resource: document('resource', { ...READ, Sid: 'Principal', Principal: { Service: 'ec2.amazonaws.com' } }),
    });
    expect(shown(answer)).toEqual([
      ['Action', 'no', 'action'],
      ['NotAction', 'no', 'action'],
      ['Resource', 'no', 'resource'],
      ['Condition', 'no', 'condition'],
      ['Applies', 'yes', undefined],
      ['Principal', 'no', 'principal'],
    ]);
  });

  it('names the condition that failed, of several the first', () => {
    const Condition = { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:PrincipalTag/a': '1', 'aws:PrincipalTag/b': '2' } };
    const answer = authorize(request({ 'aws:SecureTransport': 'true', 'aws:PrincipalTag/a': '1' }), {
      identity: [identity({ ...READ, Condition })],
    });
    expect(answer.statements[0]?.failed).toMatchObject({
      element: 'condition',
      condition: { operator: 'StringEquals', key: 'aws:PrincipalTag/b' },
    });
  });

  it.each<[string, PolicySet, readonly string[]]>([
    ['nothing is given', {}, ['identity']],
    [
      'the boundary is silent',
      { identity: [identity(READ)], boundary: document('boundary', { Effect: 'Allow', Action: 'ec2:*', Resource: '*' }) },
      ['boundary'],
    ],
    [
      'the session policy is silent',
      { identity: [identity(READ)], session: [document('session', { Effect: 'Allow', Action: 'ec2:*', Resource: '*' })] },
      ['session'],
    ],
    ['a level of the organisation is silent', { identity: [identity(READ)], scps: [[]] }, ['scp']],
    [
      'two layers are silent',
      { identity: [identity(READ)], scps: [[]], boundary: document('boundary', { Effect: 'Allow', Action: 'ec2:*', Resource: '*' }) },
      ['scp', 'boundary'],
    ],
  ])('names the layers that would have had to allow: %s', (_, policies, missing) => {
    expect(authorize(request(), policies)).toMatchObject({ decision: 'implicit-deny', missing });
  });

  it('names the resource policy where another account owns the resource', () => {
    expect(authorize({ ...request(), resourceAccount: '444455556666' }, { identity: [identity(READ)] })).toMatchObject({
      decision: 'implicit-deny',
      missing: ['resource'],
    });
  });

  it('is plain data once written as JSON', () => {
    const { decision, deciding, statements, missing, reasons } = JSON.parse(
      JSON.stringify(authorize(request(), { identity: [identity(READ)] })),
    );
    expect({ decision, deciding: deciding.length, statements: statements.length, missing, reasons }).toEqual({
      decision: 'allow',
      deciding: 1,
      statements: 1,
      missing: [],
      reasons: [],
    });
  });

  it('takes numbers and Booleans from callers without types', () => {
    const Condition = { NumericLessThan: { 's3:max-keys': '10' }, Bool: { 'aws:SecureTransport': 'true' } };
    const context = { 's3:max-keys': 5, 'aws:SecureTransport': true } as unknown as Record<string, ContextValue>;
    expect(authorize(request(context), { identity: [identity({ ...READ, Condition })] }).decision).toBe('allow');
  });

  it('does not take inherited members of the context for keys', () => {
    const context = Object.create({ 'aws:SecureTransport': 'true' });
    const Condition = { Bool: { 'aws:SecureTransport': 'true' } };
    expect(authorize(request(context), { identity: [identity({ ...READ, Condition })] }).decision).toBe('implicit-deny');
  });

  it('leaves everything as it was: the same question has the same answer', () => {
    const policies = { identity: [identity({ ...READ, Resource: 'arn:aws:s3:::handbook/${aws:PrincipalTag/team}' })] };
    const of = (team: string, key: string) =>
      authorize({ ...request({ 'aws:PrincipalTag/team': team }), resource: `arn:aws:s3:::handbook/${key}` }, policies).decision;
    expect([of('red', 'red'), of('blue', 'red'), of('blue', 'blue'), of('red', 'red'), of('red', 'blue')]).toEqual([
      'allow',
      'implicit-deny',
      'allow',
      'allow',
      'implicit-deny',
    ]);
  });

  it("takes the account of a resource without one for the caller's", () => {
    const model = 'arn:aws:bedrock:eu-central-1::foundation-model/some-model';
    const policies = { identity: [identity({ Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: model })] };
    expect(
      authorize({ principal: { ...ROLE, account: HOME }, action: 'bedrock:InvokeModel', resource: model, context: {} }, policies).decision,
    ).toBe('allow');
  });
});

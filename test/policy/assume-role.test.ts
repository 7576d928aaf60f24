import { type AssumeRoleCall, assumeRole, authorize, type RoleSession, type SessionOutcome } from '../../lib/policy';
import { AWAY, document, HOME, identity, ROLE, trust, USER } from './policies';

const TARGET = `arn:aws:iam::${HOME}:role/Target`;
const ACTIONS = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

const role = (...statements: readonly object[]) => ({ arn: TARGET, trust: trust(...statements) });
const trusting = (principal: object, Action: string | readonly string[] = ACTIONS, Condition?: object) => ({
  Effect: 'Allow',
  Principal: principal,
  Action,
  ...(Condition && { Condition }),
});
const MAY_ASSUME = identity({ Effect: 'Allow', Action: 'sts:*', Resource: TARGET });

const call = (more: Partial<AssumeRoleCall> = {}): AssumeRoleCall => ({
  role: role(trusting({ AWS: HOME })),
  caller: ROLE,
  policies: { identity: [MAY_ASSUME] },
  session: { name: 'task-7' },
  ...more,
});

function sessionOf(outcome: SessionOutcome): RoleSession {
  if (outcome.decision !== 'allow') throw new Error(outcome.decision);
  return outcome.session;
}

describe('AssumeRole', () => {
  it('gives a session of the role, ready to make requests', () => {
    const session = sessionOf(assumeRole(call({ role: { ...role(trusting({ AWS: HOME })), tags: { team: 'red' } } })));
    expect(session.principal).toEqual({ kind: 'aws', arn: TARGET, account: HOME, session: 'task-7' });
    expect(session.context).toMatchObject({
      'aws:PrincipalArn': TARGET,
      'aws:PrincipalAccount': HOME,
      'aws:PrincipalTag/team': 'red',
      'aws:PrincipalType': 'AssumedRole',
    });
    const policies = {
      identity: [identity({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/team}/*' })],
    };
    expect(authorize({ ...session, action: 's3:GetObject', resource: 'arn:aws:s3:::b/red/x' }, policies).decision).toBe('allow');
  });

  it("needs the trust policy and, where only the account is trusted, the caller's own", () => {
    expect(assumeRole(call({ policies: {} })).decision).toBe('implicit-deny');
    expect(assumeRole(call({ role: role(trusting({ Service: 'ec2.amazonaws.com' })) })).decision).toBe('implicit-deny');
    expect(assumeRole(call({ role: role(trusting({ AWS: ROLE.arn })), policies: {} })).decision).toBe('allow');
  });

  it('knows who calls: conditions on the caller need no context', () => {
    const pinned = role(trusting({ AWS: HOME }, ACTIONS, { ArnEquals: { 'aws:PrincipalArn': ROLE.arn } }));
    expect(assumeRole(call({ role: pinned })).decision).toBe('allow');
    expect(assumeRole(call({ role: pinned, caller: USER })).decision).toBe('implicit-deny');
  });

  it('offers session name and external id to the policies', () => {
    const strict = role(trusting({ AWS: HOME }, ACTIONS, { StringEquals: { 'sts:ExternalId': 'x-1', 'sts:RoleSessionName': 'task-7' } }));
    expect(assumeRole(call({ role: strict, externalId: 'x-1' })).decision).toBe('allow');
    expect(assumeRole(call({ role: strict })).decision).toBe('implicit-deny');
    expect(assumeRole(call({ role: strict, externalId: 'x-1', session: { name: 'task-8' } })).decision).toBe('implicit-deny');
  });

  it('with tags needs sts:TagSession on both sides', () => {
    const tagged = { name: 'task-7', tags: { task: '7' } };
    expect(assumeRole(call({ session: tagged })).decision).toBe('allow');
    expect(assumeRole(call({ session: tagged, role: role(trusting({ AWS: HOME }, 'sts:AssumeRole')) })).decision).toBe('implicit-deny');
    const onlyAssume = identity({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: TARGET });
    const outcome = assumeRole(call({ session: tagged, policies: { identity: [onlyAssume] } }));
    expect(outcome).toMatchObject({
      decision: 'implicit-deny',
      checks: [
        { action: 'sts:AssumeRole', authorization: { decision: 'allow' } },
        { action: 'sts:TagSession', authorization: { decision: 'implicit-deny' } },
      ],
    });
  });

  it('offers tags, their keys and the transitive ones to the policies', () => {
    const Condition = {
      StringEquals: { 'aws:RequestTag/task': '7' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['task', 'run'], 'sts:TransitiveTagKeys': ['task'] },
    };
    const strict = role(trusting({ AWS: HOME }, 'sts:AssumeRole'), trusting({ AWS: HOME }, 'sts:TagSession', Condition));
    const ask = (tags: Record<string, string>, transitiveTagKeys: readonly string[] = []) =>
      assumeRole(call({ role: strict, session: { name: 'task-7', tags, transitiveTagKeys } })).decision;
    expect(ask({ task: '7', run: 'a' })).toBe('allow');
    expect(ask({ task: '7' }, ['task'])).toBe('allow');
    expect(ask({ task: '7', run: 'a' }, ['run'])).toBe('implicit-deny');
    expect(ask({ task: '8' })).toBe('implicit-deny');
    expect(ask({ task: '7', owner: 'x' })).toBe('implicit-deny');
  });

  it('lets session tags take the place of role tags of the same key in any case', () => {
    const session = sessionOf(
      assumeRole(
        call({
          role: { ...role(trusting({ AWS: HOME })), tags: { Team: 'red', keep: '1' } },
          session: { name: 'task-7', tags: { team: 'blue' } },
        }),
      ),
    );
    const tags = Object.entries(session.context).filter(([key]) => key.startsWith('aws:PrincipalTag/'));
    expect(tags).toEqual([
      ['aws:PrincipalTag/team', 'blue'],
      ['aws:PrincipalTag/keep', '1'],
    ]);
  });

  it('with a source identity needs sts:SetSourceIdentity', () => {
    const asked = { name: 'task-7', sourceIdentity: 'user-7' };
    expect(sessionOf(assumeRole(call({ session: asked }))).context).toMatchObject({ 'aws:SourceIdentity': 'user-7' });
    expect(assumeRole(call({ session: asked, role: role(trusting({ AWS: HOME }, ['sts:AssumeRole', 'sts:TagSession'])) })).decision).toBe(
      'implicit-deny',
    );
  });

  it('tells an explicit deny from an implicit one', () => {
    const denying = role(trusting({ AWS: HOME }), { ...trusting({ AWS: HOME }, 'sts:TagSession'), Effect: 'Deny' });
    expect(assumeRole(call({ role: denying, session: { name: 'task-7', tags: { a: '1' } } })).decision).toBe('explicit-deny');
    expect(assumeRole(call({ role: denying })).decision).toBe('allow');
  });

  it('is undecided where a hole decides', () => {
    expect(assumeRole(call({ role: role(trusting({ AWS: '⟨r:iam-role-arn⟩' })), policies: {} })).decision).toBe('undecided');
  });

  it("is bound by resource control policies of the role's account", () => {
    const rcps = [
      document('rcp', {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sts:AssumeRole',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalAccount': AWAY } },
      }),
    ];
    expect(assumeRole(call({ policies: { identity: [MAY_ASSUME], rcps } })).decision).toBe('explicit-deny');
  });
});

describe('role chaining', () => {
  const first = sessionOf(
    assumeRole(call({ session: { name: 'task-7', tags: { task: '7', run: 'a' }, transitiveTagKeys: ['task'], sourceIdentity: 'user-7' } })),
  );
  const next = (more: Partial<AssumeRoleCall> = {}): AssumeRoleCall => ({
    role: { arn: `arn:aws:iam::${HOME}:role/Next`, trust: trust(trusting({ AWS: first.principal.arn })) },
    caller: first.principal,
    callerSession: first,
    policies: { identity: [identity({ Effect: 'Allow', Action: 'sts:*', Resource: '*' })] },
    session: { name: 'hop' },
    ...more,
  });

  it('carries transitive tags and source identity on, and nothing else', () => {
    const second = sessionOf(assumeRole(next()));
    expect(second.context).toMatchObject({ 'aws:PrincipalTag/task': '7', 'aws:SourceIdentity': 'user-7' });
    expect(second.context).not.toHaveProperty('aws:PrincipalTag/run');
    expect(second.transitiveTags).toEqual({ task: '7' });
  });

  it("shows the session's keys to the next trust policy", () => {
    const pinned = trust(
      trusting({ AWS: HOME }, ACTIONS, { StringEquals: { 'aws:SourceIdentity': 'user-7', 'aws:PrincipalTag/run': 'a' } }),
    );
    expect(assumeRole(next({ role: { arn: `arn:aws:iam::${HOME}:role/Next`, trust: pinned } })).decision).toBe('allow');
  });

  it('needs sts:SetSourceIdentity again to carry the source identity on', () => {
    const without = trust(trusting({ AWS: HOME }, 'sts:AssumeRole'));
    expect(assumeRole(next({ role: { arn: `arn:aws:iam::${HOME}:role/Next`, trust: without } })).decision).toBe('implicit-deny');
  });

  it.each([
    ['another source identity', { session: { name: 'hop', sourceIdentity: 'user-8' } }, 'which nothing can change'],
    ['a transitive tag passed again', { session: { name: 'hop', tags: { TASK: '8' } } }, 'is transitive and cannot be passed again'],
    ['more than an hour', { session: { name: 'hop', seconds: 3601 } }, 'role chaining limits the session to one hour'],
  ])('refuses %s', (_, more, because) => {
    expect(assumeRole(next(more))).toEqual({ decision: 'refused', because: [expect.stringContaining(because)] });
  });

  it("limits the hour even where nothing else is known of the caller's session", () => {
    expect(assumeRole(call({ session: { name: 'task-7', seconds: 7200 } }))).toMatchObject({ decision: 'refused' });
    expect(
      assumeRole(
        call({
          caller: USER,
          role: { ...role(trusting({ AWS: USER.arn })), maxSessionSeconds: 7200 },
          session: { name: 'task-7', seconds: 7200 },
        }),
      ).decision,
    ).toBe('allow');
  });
});

describe('calls that STS refuses', () => {
  it.each([
    ['a short session name', { name: 'x' }],
    ['a session name with a slash', { name: 'a/b' }],
    ['a source identity with a colon', { name: 'task-7', sourceIdentity: 'spiffe://x' }],
    ["a tag of AWS's own", { name: 'task-7', tags: { 'aws:x': '1' } }],
    ['a tag key passed twice in two cases', { name: 'task-7', tags: { a: '1', A: '2' } }],
    ['a tag value that is too long', { name: 'task-7', tags: { a: 'x'.repeat(257) } }],
    ['51 tags', { name: 'task-7', tags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, ''])) }],
    ['a transitive key that is not passed', { name: 'task-7', transitiveTagKeys: ['a'] }],
    ['less than a quarter of an hour', { name: 'task-7', seconds: 899 }],
  ])('%s', (_, session) => {
    expect(assumeRole(call({ session })).decision).toBe('refused');
  });

  it('by the root user', () => {
    const caller = { kind: 'aws', arn: `arn:aws:iam::${HOME}:root`, account: HOME } as const;
    expect(assumeRole(call({ caller }))).toEqual({ decision: 'refused', because: ['the root user cannot call `AssumeRole`'] });
  });

  it('longer than the role allows', () => {
    expect(assumeRole(call({ caller: USER, session: { name: 'task-7', seconds: 3601 } })).decision).toBe('refused');
  });
});

describe('services', () => {
  const service = (name: string, statement: object, more: Partial<AssumeRoleCall> = {}) =>
    assumeRole(call({ role: role(statement), caller: { kind: 'service', service: name }, policies: {}, ...more }));

  it('need the trust policy alone', () => {
    const Condition = { StringEquals: { 'aws:SourceAccount': HOME }, Bool: { 'aws:PrincipalIsAWSService': 'true' } };
    const statement = trusting({ Service: 'ecs-tasks.amazonaws.com' }, 'sts:AssumeRole', Condition);
    expect(service('ecs-tasks.amazonaws.com', statement, { context: { 'aws:SourceAccount': HOME } }).decision).toBe('allow');
    expect(service('ecs-tasks.amazonaws.com', statement).decision).toBe('implicit-deny');
  });

  it('pass tags that the trust policy can ask for: EKS Pod Identity', () => {
    const Condition = { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'agents' } };
    const statement = trusting({ Service: 'pods.eks.amazonaws.com' }, ['sts:AssumeRole', 'sts:TagSession'], Condition);
    const session = { name: 'pod', tags: { 'kubernetes-namespace': 'agents' }, transitiveTagKeys: ['kubernetes-namespace'] };
    expect(service('pods.eks.amazonaws.com', statement, { session }).decision).toBe('allow');
    expect(service('pods.eks.amazonaws.com', statement).decision).toBe('implicit-deny');
  });

  it('pass what stands in the certificate as tags of the principal: IAM Roles Anywhere', () => {
    const Condition = { StringEquals: { 'aws:PrincipalTag/x509SAN/URI': 'spiffe://acme/agent' } };
    const session = { name: 'serial', tags: { 'x509SAN/URI': 'spiffe://acme/agent' }, sourceIdentity: 'agent' };
    const all = trusting({ Service: 'rolesanywhere.amazonaws.com' }, ACTIONS, Condition);
    expect(service('rolesanywhere.amazonaws.com', all, { session }).decision).toBe('allow');
    expect(service('rolesanywhere.amazonaws.com', { ...all, Action: ['sts:AssumeRole', 'sts:TagSession'] }, { session }).decision).toBe(
      'implicit-deny',
    );
    const asRequestTag = { StringEquals: { 'aws:RequestTag/x509SAN/URI': 'spiffe://acme/agent' } };
    expect(service('rolesanywhere.amazonaws.com', { ...all, Condition: asRequestTag }, { session }).decision).toBe('implicit-deny');
  });
});

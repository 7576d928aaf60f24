import {
  authorize,
  disjoint,
  empty,
  equal,
  explainContains,
  intersects,
  nearMiss,
  reaches,
  whatCan,
  whoCan,
} from 'agent-workload-identity/policy';
import { allow, deny, policy } from './documents';

const A = policy([allow('s3:GetObject', 'arn:aws:s3:::a/*')]);
const B = policy([allow('s3:Get*', 'arn:aws:s3:::*/shared/*')]);

describe('intersects and disjoint', () => {
  it('gives a request that both permit', () => {
    const answer = intersects(A, B);
    if (answer.verdict !== 'proved') throw new Error(answer.verdict);
    for (const document of [A, B]) expect(authorize(answer.example, { identity: [document] }).decision).toBe('allow');
    expect(disjoint([A, B])).toEqual({ verdict: 'refuted', witness: answer.example });
  });

  it('shows that there is none', () => {
    expect(intersects(A, policy([allow('s3:PutObject')]))).toEqual({ verdict: 'refuted' });
    expect(disjoint([A, policy([allow('*', 'arn:aws:s3:::b/*')])])).toEqual({ verdict: 'proved' });
  });
});

describe('equal', () => {
  it('sees through another way of writing the same', () => {
    const split = policy([
      allow('s3:*', 'arn:aws:s3:::a/*'),
      deny('s3:?*', 'arn:aws:s3:::a/x'),
      deny('*', '*', { Null: { 's3:prefix': 'false' } }),
    ]);
    const joint = policy([
      { Effect: 'Allow', Action: ['S3:*'], Resource: 'arn:aws:s3:::a/*', Condition: { Null: { 's3:prefix': 'true' } } },
      deny('s3:*', 'arn:aws:s3:::a/x'),
    ]);
    expect(equal(split, joint)).toEqual({ verdict: 'proved' });
  });

  it('gives a request that only one of them permits, whichever it is', () => {
    expect(equal(A, B)).toMatchObject({ verdict: 'refuted' });
    expect(equal(policy([deny('*')]), A)).toMatchObject({ verdict: 'refuted', witness: { action: 's3:GetObject' } });
  });
});

describe('empty', () => {
  it('is proved for Allow statements that are denied throughout', () => {
    expect(empty(policy([allow('s3:Get*', '*'), deny('*:Get*')]))).toEqual({ verdict: 'proved' });
    expect(empty(policy([allow('s3:Get*', '*'), deny('s3:GetObject*')]))).toMatchObject({ verdict: 'refuted' });
  });

  it('is proved for conditions that exclude each other', () => {
    expect(empty(policy([allow('*', '*', { StringEquals: { 's3:prefix': 'a' }, StringNotLike: { 's3:prefix': 'a*' } })]))).toEqual({
      verdict: 'proved',
    });
  });
});

describe('whoCan and whatCan', () => {
  const reader = { identity: [A] };
  const guarded = { identity: [policy([allow(['s3:*', 'iam:PassRole'])])], boundary: policy([allow('s3:Get*')], 'boundary') };

  it('answers for every principal', () => {
    const answers = whoCan({ reader, guarded }, { action: 's3:Get*', resource: 'arn:aws:s3:::b/*' });
    expect([...answers].map(([name, { verdict }]) => [name, verdict])).toEqual([
      ['reader', 'refuted'],
      ['guarded', 'proved'],
    ]);
  });

  it('lists what is left of every Allow', () => {
    expect(whatCan(guarded).map(({ action, resource, answer }) => [action, resource, answer.verdict])).toEqual([
      ['s3:*', '*', 'proved'],
      ['iam:PassRole', '*', 'refuted'],
    ]);
  });
});

describe('reaches', () => {
  const arn = (name: string, account = '111122223333') => `arn:aws:iam::${account}:role/${name}`;
  const trusting = (...principals: readonly string[]) =>
    policy([{ Effect: 'Allow', Principal: { AWS: principals }, Action: 'sts:AssumeRole' }], 'trust');
  const assuming = (...targets: readonly string[]) => ({ identity: [policy([allow('sts:AssumeRole', targets)])] });
  const roles = {
    entry: { arn: arn('entry'), policies: assuming(arn('*')), trust: trusting(arn('nobody')) },
    middle: { arn: arn('middle'), policies: assuming(arn('far', '444455556666')), trust: trusting('111122223333') },
    far: { arn: arn('far', '444455556666'), policies: { identity: [] }, trust: trusting(arn('middle')) },
    apart: { arn: arn('apart', '444455556666'), policies: assuming('*'), trust: trusting('444455556666') },
  };

  it('gives the steps of a way, each of which the evaluator confirms', () => {
    const answer = reaches(roles, 'entry', 'far');
    if (answer.verdict !== 'proved') throw new Error(answer.verdict);
    expect(answer.example.map(({ from, to }) => [from, to])).toEqual([
      ['entry', 'middle'],
      ['middle', 'far'],
    ]);
    for (const { from, to, request } of answer.example) {
      const [source, target] = [roles[from as keyof typeof roles], roles[to as keyof typeof roles]];
      expect(authorize(request, { ...source.policies, resource: target.trust }).decision).toBe('allow');
    }
  });

  it('shows that there is no way', () => {
    expect(reaches(roles, 'entry', 'apart')).toEqual({ verdict: 'refuted' });
    expect(reaches(roles, 'far', 'entry')).toEqual({ verdict: 'refuted' });
  });

  it('is undecided where a step depends on a hole', () => {
    const open = { ...roles, far: { ...roles.far, trust: trusting('arn:aws:iam::111122223333:role/⟨who:name⟩') } };
    const answer = reaches(open, 'entry', 'far');
    expect(answer).toMatchObject({ verdict: 'undecided', reasons: [expect.stringContaining('⟨who:name⟩')] });
  });

  it('refuses names of no role', () => {
    expect(() => reaches(roles, 'entry', 'toString')).toThrow('`toString` is none of the roles');
  });
});

describe('explainContains', () => {
  const outer = policy([
    allow('s3:Get*', 'arn:aws:s3:::a/*'),
    allow('ec2:*'),
    { Effect: 'Allow', NotAction: 's3:Get*', Resource: 'arn:aws:s3:::a/*' },
  ]);

  it('names the statement that covers a statement, and several where one is not enough', () => {
    const inner = policy([allow('ec2:RunInstances'), allow('s3:*', 'arn:aws:s3:::a/x'), allow('kms:*')]);
    expect(explainContains(inner, outer)).toEqual([
      { inner: '/Statement/0', outer: ['/Statement/1'], verdict: 'proved' },
      { inner: '/Statement/1', outer: ['/Statement/0', '/Statement/2'], verdict: 'proved' },
      { inner: '/Statement/2', outer: [], verdict: 'refuted' },
    ]);
  });
});

describe('nearMiss', () => {
  const request = {
    principal: { kind: 'aws', arn: 'arn:aws:iam::111122223333:role/tool', account: '111122223333' },
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::a/x',
    context: { 's3:prefix': 'b' },
  } as const;
  const subject = policy([allow('s3:*', 'arn:aws:s3:::a/*', { StringEquals: { 's3:prefix': 'a' } }), allow('ec2:*')]);

  it('changes the one part of the request that matters', () => {
    expect(nearMiss(request, subject)).toEqual({
      request: { parts: [{ key: 's3:prefix' }], request: { ...request, context: { 's3:prefix': 'a' } } },
      policy: { change: 'widen-allow', statement: subject.statements[0], elements: [subject.statements[0]?.conditions[0]] },
    });
  });

  it('names the Deny that is in the way', () => {
    const denied = policy([allow('*'), deny('s3:*', 'arn:aws:s3:::a/*')]);
    expect(nearMiss(request, denied)).toMatchObject({
      request: { parts: ['resource'] },
      policy: { change: 'narrow-deny', statement: { pointer: '/Statement/1' } },
    });
  });

  it('says so where nothing comes near', () => {
    expect(nearMiss(request, policy([deny('ec2:*')]))).toEqual({ policy: { change: 'add-allow' } });
  });
});

import { actionInfo, contains, empty, fillWithExamples, REFERENCE_VOCABULARY, resourceFits } from 'agent-workload-identity/policy';
import { allow, deny, policy } from './documents';

describe('witnesses', () => {
  const pairs = [
    ['an action that is too much', [allow('s3:*')], [allow('s3:Get*')]],
    ['a resource that is too much', [allow('dynamodb:*', 'arn:aws:dynamodb:*:*:table/*')], [allow('*', 'arn:aws:dynamodb:*:*:table/a*')]],
    ['a Deny that is not there', [allow('*')], [allow('*'), deny('iam:*')]],
    ['anything', [allow('*')], [deny('ec2:*')]],
  ] as const;

  it.each(pairs)('are real actions on resources that fit them: %s', (_, inner, outer) => {
    const verdict = contains(policy(inner), policy(outer), { vocabulary: REFERENCE_VOCABULARY });
    if (verdict.verdict !== 'refuted') throw new Error(verdict.verdict);
    const { action, resource } = verdict.witness;
    expect(actionInfo(action)).toMatchObject({ status: 'known' });
    expect(resourceFits(action, resource)).toBe('yes');
  });

  it.each(pairs)('are the same every time: %s', (_, inner, outer) => {
    expect(contains(policy(inner), policy(outer))).toEqual(contains(policy(inner), policy(outer)));
  });

  it('hold only the keys that matter', () => {
    const inner = policy([allow('s3:*', '*', { StringEquals: { 's3:prefix': 'a' }, StringNotEquals: { 's3:delimiter': '/' } })]);
    const verdict = contains(inner, policy([allow('ec2:*', '*', { StringEquals: { 'ec2:Region': 'eu-west-1' } })]));
    expect(verdict).toMatchObject({ verdict: 'refuted', witness: { context: { 's3:prefix': 'a' } } });
    if (verdict.verdict === 'refuted') expect(Object.keys(verdict.witness.context)).toEqual(['s3:prefix']);
  });

  it('keep the holes of the policies, which can be filled with examples', () => {
    const verdict = contains(
      policy([allow('s3:GetObject', '⟨handbook:s3-bucket-arn⟩/*')]),
      policy([allow('s3:GetObject', '⟨handbook:s3-bucket-arn⟩/public/*')]),
    );
    if (verdict.verdict !== 'refuted') throw new Error(verdict.verdict);
    expect(verdict.witness.resource).toBe('⟨handbook:s3-bucket-arn⟩/example');
    expect(fillWithExamples(verdict.witness.resource)).toBe('arn:aws:s3:::handbook/example');
  });
});

describe('limits', () => {
  it('leave undecided, with the reason, what would take more states', () => {
    const inner = policy([allow('*', 'arn:aws:s3:::*a*')]);
    const outer = policy([allow('*', ['arn:aws:s3:::*a', 'arn:aws:s3:::*a?*'])]);
    expect(contains(inner, outer)).toEqual({ verdict: 'proved' });
    expect(contains(inner, outer, { maximumStates: 1 })).toEqual({
      verdict: 'undecided',
      reasons: [expect.stringContaining('`maximumStates`')],
    });
  });

  it('leave undecided, with the reason, what would take more branches', () => {
    const inner = policy([allow(['a:b', 'a:c', 'a:d'])]);
    expect(contains(inner, policy([allow('a:*')]))).toEqual({ verdict: 'proved' });
    expect(contains(inner, policy([allow('a:*')]), { maximumBranches: 1 })).toEqual({
      verdict: 'undecided',
      reasons: [expect.stringContaining('`maximumBranches`')],
    });
  });

  it('keep patterns that blow up bounded: a string that holds all of sixteen letters has 2^16 states behind it', () => {
    const letters = 'abcdefghijklmnop'.split('');
    const inner = policy([allow('*'), ...letters.map((letter) => deny('*', '*', { StringNotLike: { 's3:prefix': `*${letter}*` } }))]);
    expect(empty(inner)).toEqual({ verdict: 'undecided', reasons: [expect.stringContaining('`maximumStates`')] });
    expect(empty(inner, { maximumStates: 100_000 })).toMatchObject({ verdict: 'refuted' });
  });
});

import { contains } from 'agent-workload-identity/policy';
import { allow, policy } from './documents';

const within = (inner: object, outer: object) => contains(policy([inner]), policy([outer]));

// IAM User Guide, reference_policies_variables.
describe('contains, with policy variables', () => {
  it('takes a variable for the same value on both sides', () => {
    const mine = 'arn:aws:s3:::home/${aws:username}/*';
    expect(within(allow('s3:GetObject', mine), allow('s3:*', 'arn:aws:s3:::home/${aws:UserName}/*'))).toEqual({ verdict: 'proved' });
    expect(within(allow('s3:GetObject', mine), allow('s3:*', 'arn:aws:s3:::home/*'))).toEqual({ verdict: 'proved' });
  });

  it('refutes with a value that does not fit', () => {
    const verdict = within(allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*'), allow('s3:*', 'arn:aws:s3:::home/bob/*'));
    expect(verdict).toMatchObject({ verdict: 'refuted', witness: { context: { 'aws:username': expect.not.stringMatching(/^bob$/) } } });
  });

  it('writes the value out where the same statement demands it', () => {
    const inner = allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*', { StringEquals: { 'aws:username': ['alice', 'bob'] } });
    expect(within(inner, allow('s3:*', ['arn:aws:s3:::home/bob/*', 'arn:aws:s3:::home/alice/*']))).toEqual({ verdict: 'proved' });
  });

  it('compares a key with another one', () => {
    const same = { StringEquals: { 's3:ExistingObjectTag/team': '${aws:PrincipalTag/team}' } };
    expect(within(allow('*', '*', same), allow('*', '*', { Null: { 's3:ExistingObjectTag/team': 'false' } }))).toEqual({
      verdict: 'proved',
    });
    expect(within(allow('*', '*', same), allow('*', '*', { StringEquals: { 's3:ExistingObjectTag/team': 'red' } }))).toMatchObject({
      verdict: 'refuted',
    });
  });

  it('reads `${…}` as text in documents of version 2008-10-17', () => {
    const old = { ...policy([allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*')]), version: '2008-10-17' as const };
    expect(contains(old, policy([allow('s3:*', 'arn:aws:s3:::home/${*}{aws:username}/*')])).verdict).toBe('refuted');
    expect(contains(old, policy([allow('s3:*', 'arn:aws:s3:::home/${$}{aws:username}/*')]))).toEqual({ verdict: 'proved' });
  });

  it('takes an empty value for one that a variable can have, as tags can be empty', () => {
    const empty = allow('s3:*', '*', { StringEquals: { 'example:text': '${aws:PrincipalTag/team}', 'Example:Text': [''] } });
    expect(within(empty, allow('ec2:*', '*'))).toMatchObject({
      verdict: 'refuted',
      witness: { context: { 'example:text': '' } },
    });
  });
});

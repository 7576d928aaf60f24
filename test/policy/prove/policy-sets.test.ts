import { authorize, contains, empty, type PolicySet } from 'agent-workload-identity/policy';
import { allow, deny, policy } from './documents';

const ROLE = 'arn:aws:iam::111122223333:role/tool';
const OBJECTS = 'arn:aws:s3:::bucket/*';

const resourcePolicy = (principal: object | string, effect = 'Allow') =>
  policy([{ Effect: effect, Principal: principal, Action: 's3:*', Resource: OBJECTS }], 'resource');

// IAM User Guide, reference_policies_evaluation-logic.
describe('contains, on sets of policies', () => {
  const wide: PolicySet = { identity: [policy([allow('s3:*')])] };

  it.each([
    ['a boundary', { ...wide, boundary: policy([allow('s3:Get*')], 'boundary') }],
    ['a session policy', { ...wide, session: [policy([allow('s3:Get*')], 'session')] }],
    ['a service control policy', { ...wide, scps: [[policy([allow('*')], 'scp')], [policy([allow('s3:Get*')], 'scp')]] }],
    [
      'a Deny in a service control policy',
      { ...wide, scps: [[policy([allow('*'), { Effect: 'Deny', NotAction: 's3:Get*', Resource: '*' }], 'scp')]] },
    ],
  ] as const)('limits what is allowed by %s', (_, limited) => {
    expect(contains(limited, policy([allow('s3:Get*')]))).toEqual({ verdict: 'proved' });
    expect(contains(wide, limited)).toMatchObject({ verdict: 'refuted' });
  });

  it('shows that nothing is left where a boundary and a policy do not meet', () => {
    expect(empty({ ...wide, boundary: policy([allow('ec2:*')], 'boundary') })).toEqual({ verdict: 'proved' });
  });

  it('adds what the policy of the resource allows', () => {
    const named = { identity: [], resource: resourcePolicy({ AWS: ROLE }) };
    const verdict = empty(named);
    expect(verdict).toMatchObject({ verdict: 'refuted', witness: { principal: { kind: 'aws', arn: ROLE } } });
  });

  it('lets a boundary limit what a resource policy gives to a role, but not what it gives to everyone', () => {
    const boundary = policy([allow('ec2:*')], 'boundary');
    expect(empty({ identity: [], boundary, resource: resourcePolicy({ AWS: ROLE }) })).toEqual({ verdict: 'proved' });
    expect(empty({ identity: [], boundary, resource: resourcePolicy('*') })).toMatchObject({ verdict: 'refuted' });
  });

  it('asks both accounts where the resource is of another one', () => {
    const foreign = { identity: [], resource: resourcePolicy({ AWS: '444455556666' }) };
    expect(empty(foreign)).toEqual({ verdict: 'proved' });
    expect(empty({ ...foreign, identity: [policy([allow('s3:GetObject')])] })).toMatchObject({ verdict: 'refuted' });
  });

  it('takes a Deny of the resource for the last word', () => {
    const open = { ...wide, resource: resourcePolicy('*', 'Deny') };
    expect(contains(open, policy([deny('*'), allow('s3:*', '*')]))).toMatchObject({
      verdict: 'refuted',
      witness: { resource: expect.not.stringMatching(/^arn:aws:s3:::bucket\//) },
    });
    expect(contains(open, { identity: [policy([allow('*'), deny('s3:*', OBJECTS)])] })).toEqual({ verdict: 'proved' });
  });

  it('gives witnesses that the evaluator confirms', () => {
    const limited: PolicySet = { ...wide, boundary: policy([allow('s3:Get*', OBJECTS)], 'boundary') };
    const verdict = contains(wide, limited);
    if (verdict.verdict !== 'refuted') throw new Error(verdict.verdict);
    expect(authorize(verdict.witness, wide).decision).toBe('allow');
    expect(authorize(verdict.witness, limited).decision).toBe('implicit-deny');
  });
});

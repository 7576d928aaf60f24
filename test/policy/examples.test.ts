import { answers } from '../../examples/policy-engine/questions';
import { authorize, parsePolicy } from '../../lib/policy';

describe('the example of the policy engine', () => {
  it('gets the answers that its comments promise', () => {
    expect(answers.decision.decision).toBe('implicit-deny');
    expect(answers.explained.at(-1)).toContain('the request lacks the key');
    expect(answers.nearest.map(({ side }) => side)).toEqual(expect.arrayContaining(['request', 'policies']));
    expect(answers.change.verdict).toBe('refuted');
    expect(answers.possible.verdict).toBe('refuted');
    expect(answers.reachable.verdict).toBe('proved');
    expect(answers.action).toMatchObject({ status: 'known', action: 's3:GetObject' });
  });

  it('shows a change by a request of an action that exists, which the policy before it denies', () => {
    if (answers.change.verdict !== 'refuted') throw new Error('the change permits nothing new');
    const before = parsePolicy(
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/public/*' }] },
      'identity',
    );
    if (!before.ok) throw new Error('the policy is malformed');
    expect(answers.change.witness.action).toMatch(/^s3:GetObject[A-Z][A-Za-z]+$/);
    expect(authorize(answers.change.witness, { identity: [before.document] }).decision).toBe('implicit-deny');
  });
});

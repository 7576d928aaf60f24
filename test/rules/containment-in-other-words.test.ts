import fc from 'fast-check';
import type { PolicyDocument } from '../../lib/policy/document';
import { parsePolicy } from '../../lib/policy/parse';
import { contains } from '../../lib/policy/prove';
import { plainlyWithin } from '../../lib/rules/reading/in-other-words';

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  element: fc.constantFrom('Action', 'NotAction'),
  actions: fc.subarray(['s3:GetObject', 's3:PutObject', 's3:*'], { minLength: 1 }),
  Resource: fc.subarray(['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*', '*'], { minLength: 1 }),
  Condition: fc.constantFrom(undefined, { StringEquals: { 'aws:RequestedRegion': ['eu-central-1'] } }),
});

const parse = (Statement: readonly unknown[]): PolicyDocument => {
  const parsed = parsePolicy({ Version: '2012-10-17', Statement }, 'identity');
  if (!parsed.ok) throw new Error('the generated policy is malformed');
  return parsed.document;
};

const document = fc.array(statement, { minLength: 1, maxLength: 3 }).map((all) =>
  parse(
    all.map(({ Effect, element, actions, Resource, Condition }) => ({
      Effect,
      [element]: actions,
      Resource,
      ...(Condition === undefined ? {} : { Condition }),
    })),
  ),
);

describe('containment seen by comparing statements', () => {
  it('is never refuted by the engine', () => {
    let seen = 0;
    fc.assert(
      fc.property(document, document, (inner, other) => {
        const outer: PolicyDocument = {
          ...inner,
          statements: [...inner.statements.filter(({ effect }) => effect === 'Allow'), ...other.statements],
        };
        if (!plainlyWithin([inner], outer)) return;
        seen += 1;
        expect(contains(inner, outer).verdict).not.toBe('refuted');
      }),
      { numRuns: 300, seed: 20261123 },
    );
    expect(seen).toBeGreaterThan(20);
  });

  it('sees a part of an action list, and not the reverse', () => {
    const wide = parse([{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: '*' }]);
    const narrow = parse([{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }]);
    expect(plainlyWithin([narrow], wide)).toBe(true);
    expect(plainlyWithin([wide], narrow)).toBe(false);
  });

  it('counts the denials of the outer one', () => {
    const plain = parse([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]);
    const denied = parse([
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      { Effect: 'Deny', Action: 's3:GetObject', Resource: '*' },
    ]);
    expect(plainlyWithin([plain], denied)).toBe(false);
    expect(plainlyWithin([denied], plain)).toBe(true);
  });
});

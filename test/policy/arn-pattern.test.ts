import fc from 'fast-check';
import { matchArn, matchGlob, matchResource, splitArn } from '../../lib/policy';

const segment = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 3 }).map((letters) => letters.join(''));
const plain = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 3 }).map((letters) => letters.join(''));
const sixOf = (part: fc.Arbitrary<string>) => fc.tuple(part, part, part, part, part, part);

describe('matching of ARNs', () => {
  it('compares each of the six parts by itself', () => {
    fc.assert(
      fc.property(sixOf(segment), sixOf(plain), (pattern, arn) => {
        const each = pattern.every((part, index) => matchGlob(part, arn[index] ?? ''));
        return matchArn(pattern.join(':'), arn.join(':')) === each && matchResource(pattern.join(':'), arn.join(':')) === each;
      }),
      { numRuns: 3000 },
    );
  });

  it('gives the last part all further colons', () => {
    expect(splitArn('arn:aws:logs:eu-west-1:111122223333:log-group:/app:log-stream:x')).toEqual([
      'arn',
      'aws',
      'logs',
      'eu-west-1',
      '111122223333',
      'log-group:/app:log-stream:x',
    ]);
  });

  it('does not count the colons of holes', () => {
    expect(splitArn('arn:aws:sqs:⟨region⟩:⟨a:account-id⟩:q')).toEqual(['arn', 'aws', 'sqs', '⟨region⟩', '⟨a:account-id⟩', 'q']);
  });

  it('lets a star that ends a short resource pattern reach on, but not under ArnLike', () => {
    expect(matchResource('arn:aws:s3*', 'arn:aws:s3:::b')).toBe(true);
    expect(matchResource('arn:*', 'arn:aws:s3:::b')).toBe(true);
    expect(matchResource('arn:aws:iam::1111*', 'arn:aws:iam::111122223333:role/x')).toBe(true);
    expect(matchArn('arn:aws:s3*', 'arn:aws:s3:::b')).toBe(false);
  });

  it('matches `*` with everything as a resource, even with no ARN', () => {
    expect(matchResource('*', '*')).toBe(true);
    expect(matchResource('*', 'arn:aws:s3:::b')).toBe(true);
    expect(matchResource('arn:aws:s3:::*', '*')).toBe(false);
  });

  it('matches nothing that is no ARN otherwise', () => {
    expect(matchArn('*:*:*:*:*:*', 'a:b:c')).toBe(false);
    expect(matchResource('arn:aws:s3:::b', 'b')).toBe(false);
  });
});

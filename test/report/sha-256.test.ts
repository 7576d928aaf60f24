import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { sha256 } from '../../lib/report/sha-256';

const reference = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

describe('sha256', () => {
  it('is that of the standard', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('is Node\u2019s, at every length around the borders of a block, and for any text', () => {
    for (let length = 0; length <= 200; length += 1) expect(sha256('x'.repeat(length))).toBe(reference('x'.repeat(length)));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => sha256(text) === reference(text)),
      { numRuns: 300 },
    );
  });
});

import fc from 'fast-check';
import { overlap, type Step, within } from '../../../lib/policy/data/step';

const set = fc.oneof(
  fc.constantFrom('a', 'b', '/').map((character) => ({ kind: 'character', character }) as const),
  fc.constantFrom({ kind: 'any' } as const, { kind: 'name' } as const),
);
const steps = fc.array(fc.record({ set, repeated: fc.boolean() }), { maxLength: 4 });

/** The same question put to the regular expressions of JavaScript. */
const expression = (pattern: readonly Step[]) =>
  new RegExp(
    `^${pattern
      .map(({ set, repeated }) => {
        const one = set.kind === 'any' ? '[^]' : set.kind === 'name' ? '[^:/]' : set.character;
        return `${one}${repeated ? '*' : ''}`;
      })
      .join('')}$`,
  );

const words: string[] = [''];
for (let length = 1, from = 0; length <= 5; length++) {
  const to = words.length;
  for (let index = from; index < to; index++) for (const character of ['a', 'b', '/', ':', 'c']) words.push(`${words[index]}${character}`);
  from = to;
}

describe('sequences of steps', () => {
  it('overlap just when some text matches both', () => {
    fc.assert(
      fc.property(steps, steps, (left, right) => {
        const [a, b] = [expression(left), expression(right)];
        // Four steps each: if any text matches both, one of at most five characters does, of those letters.
        if (words.some((word) => a.test(word) && b.test(word))) expect(overlap(left, right)).toBe(true);
        else expect(overlap(left, right)).toBe(false);
      }),
      { numRuns: 400, seed: 20261123 },
    );
  });

  it('lie within another just when all that they match is matched by it', () => {
    fc.assert(
      fc.property(steps, steps, (inner, outer) => {
        const [a, b] = [expression(inner), expression(outer)];
        expect(within(inner, outer)).toBe(!words.some((word) => a.test(word) && !b.test(word)));
      }),
      { numRuns: 400, seed: 20261123 },
    );
  });

  it('say that they cannot tell rather than search on', () => {
    const any: Step = { set: { kind: 'any' }, repeated: true };
    const letter = (character: string): Step => ({ set: { kind: 'character', character }, repeated: false });
    const one: Step = { set: { kind: 'any' }, repeated: false };
    const outer = [any, letter('a'), ...Array.from({ length: 30 }, () => one)];
    expect(within([any], outer, 100)).toBe(false);
    expect(within([any, letter('a'), ...Array.from({ length: 29 }, () => one), any, one], outer, 10)).toBeUndefined();
  });
});

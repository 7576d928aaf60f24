import fc from 'fast-check';
import { matchAction, matchGlob } from '../../lib/policy';

/** The same question put to the regular expressions of the language. */
const byRegExp = (pattern: string, value: string): boolean => {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]');
  return new RegExp(`^${source}$`).test(value);
};

const few = (...letters: readonly string[]) => fc.array(fc.constantFrom(...letters), { maxLength: 12 }).map((parts) => parts.join(''));

describe('matching of wildcards', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['**', 'anything', true],
    ['?', 'a', true],
    ['?', '', false],
    ['?', 'ab', false],
    ['*?', '', false],
    ['?*?', 'ab', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*ab*ab*', 'abab', true],
    ['*ab*ab*', 'aba', false],
    ['a*bc', 'abcbc', true],
    ['ab', 'AB', false],
    ['a.c', 'abc', false],
  ])('%s against %s: %s', (pattern, value, matches) => {
    expect(matchGlob(pattern, value)).toBe(matches);
  });

  it('agrees with regular expressions', () => {
    fc.assert(
      fc.property(few('a', 'b', '*', '?'), few('a', 'b'), (pattern, value) => matchGlob(pattern, value) === byRegExp(pattern, value)),
      { numRuns: 5000 },
    );
  });

  it('compares UTF-16 code units, half a pair too', () => {
    expect(matchGlob('?', '\ud83d')).toBe(true);
    expect(matchGlob('\ud83d*', '\ud83d\ude00')).toBe(true);
    expect(matchGlob('??', '\ud83d\ude00')).toBe(true);
  });

  it('is done in time with patterns that make backtracking matchers hang', () => {
    const start = performance.now();
    expect(matchGlob(`${'*a'.repeat(2000)}b`, 'a'.repeat(20_000))).toBe(false);
    expect(matchGlob('*?*?'.repeat(5000), 'x'.repeat(20_000))).toBe(true);
    expect(matchGlob(`${'?*'.repeat(20_000)}`, 'x'.repeat(19_999))).toBe(false);
    expect(matchGlob(`*${'a?'.repeat(1000)}b`, 'a'.repeat(20_000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('matching of actions', () => {
  it('folds case on both sides', () => {
    fc.assert(
      fc.property(few('s', '3', ':', 'G', 'e', '*', '?'), few('S', '3', ':', 'g', 'E'), (pattern, action) =>
        [pattern.toUpperCase(), pattern.toLowerCase()].every(
          (form) => matchAction(form, action) === matchAction(pattern, action.toLowerCase()),
        ),
      ),
    );
  });
});

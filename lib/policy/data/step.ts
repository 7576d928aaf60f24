/** Patterns of text as sequences of steps, and two questions about them: do they overlap, and does one lie within another? */
import type { Pattern } from '../pattern';

/** What a step accepts: one given character, any character, or any but the separators of an ARN, `:` and `/`. */
export type StepSet = { readonly kind: 'character'; readonly character: string } | { readonly kind: 'any' } | { readonly kind: 'name' };

/** One character of the set, or, where `repeated`, any number of them. */
export interface Step {
  readonly set: StepSet;
  readonly repeated: boolean;
}

const ANY: StepSet = { kind: 'any' };
const NAME: StepSet = { kind: 'name' };

/** The steps of literal text. */
export const textSteps = (text: string): readonly Step[] =>
  Array.from({ length: text.length }, (_, index) => ({ set: { kind: 'character', character: text.charAt(index) }, repeated: false }));

/** The steps of a pattern. A variable or hole may stand for any text, but a hole of shape `name` holds no separator. */
export const patternSteps = (pattern: Pattern): readonly Step[] =>
  pattern.flatMap((part): readonly Step[] => {
    if (part.kind === 'text') return textSteps(part.text);
    if (part.kind === 'hole' && part.hole.shape === 'name')
      return [
        { set: NAME, repeated: false },
        { set: NAME, repeated: true },
      ];
    return [{ set: ANY, repeated: part.kind !== 'one' }];
  });

const separator = (character: string): boolean => character === ':' || character === '/';

const accepts = (set: StepSet, character: string): boolean =>
  set.kind === 'any' || (set.kind === 'name' ? !separator(character) : set.character === character);

const share = (left: StepSet, right: StepSet): boolean => {
  if (left.kind === 'character') return accepts(right, left.character);
  return right.kind !== 'character' || accepts(left, right.character);
};

/** Whether some text is matched by both. Takes time in proportion to the product of the lengths. */
export function overlap(left: readonly Step[], right: readonly Step[]): boolean {
  const width = right.length + 1;
  const seen = new Uint8Array((left.length + 1) * width);
  const pending = [0];
  const visit = (i: number, j: number): void => {
    const state = i * width + j;
    if (seen[state] === 1) return;
    seen[state] = 1;
    pending.push(state);
  };
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    const i = Math.floor(state / width);
    const j = state % width;
    const a = left[i];
    const b = right[j];
    if (a === undefined && b === undefined) return true;
    if (a?.repeated) visit(i + 1, j);
    if (b?.repeated) visit(i, j + 1);
    if (a !== undefined && b !== undefined && share(a.set, b.set)) visit(a.repeated ? i : i + 1, b.repeated ? j : j + 1);
  }
  return false;
}

/** The separators, and a character that no policy may hold, for all that no step in hand names. */
const UNNAMED = [':', '/', '\u0000'];

const namedAt = (steps: readonly Step[], positions: readonly number[]): readonly string[] =>
  positions.flatMap((at) => {
    const set = steps[at]?.set;
    return set?.kind === 'character' ? set.character : [];
  });

const withRepeats = (steps: readonly Step[], positions: Iterable<number>): readonly number[] => {
  const closed = new Set<number>();
  for (const start of positions) {
    let at = start;
    closed.add(at);
    while (steps[at]?.repeated) closed.add(++at);
  }
  return [...closed].sort((a, b) => a - b);
};

const advance = (steps: readonly Step[], positions: readonly number[], character: string): readonly number[] =>
  withRepeats(
    steps,
    positions.flatMap((at) => {
      const step = steps[at];
      if (step === undefined || !accepts(step.set, character)) return [];
      return [step.repeated ? at : at + 1];
    }),
  );

/**
 * Whether every text that `inner` matches is matched by `outer`; `undefined` when more than `limit` states would have to
 * be looked at.
 */
export function within(inner: readonly Step[], outer: readonly Step[], limit = 20_000): boolean | undefined {
  const seen = new Set<string>();
  const pending: (readonly [readonly number[], readonly number[]])[] = [];
  const visit = (left: readonly number[], right: readonly number[]): void => {
    const state = `${left.join()}|${right.join()}`;
    if (left.length === 0 || seen.has(state)) return;
    seen.add(state);
    pending.push([left, right]);
  };
  visit(withRepeats(inner, [0]), withRepeats(outer, [0]));
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    const [left, right] = state;
    if (left.includes(inner.length) && !right.includes(outer.length)) return false;
    if (seen.size > limit) return undefined;
    // Characters that no step at hand names all lead to the same next state.
    const characters = new Set([...namedAt(inner, left), ...namedAt(outer, right), ...UNNAMED]);
    for (const character of characters) visit(advance(inner, left, character), advance(outer, right, character));
  }
  return true;
}

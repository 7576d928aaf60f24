/** Values that the policies name without saying: holes (fixed at deployment) and policy variables (fixed by each request). */
import { SHAPES } from '../shapes';
import { type Hole, renderHole } from '../text';
import type { Variable } from '../variables';

export interface Unknown {
  /** Two places with the same name hold the same value. Longer than one character, so that it is no character of a string. */
  readonly name: string;
  readonly source: { readonly kind: 'hole'; readonly hole: Hole; readonly part: number } | ({ readonly kind: 'variable' } & Variable);
  /** How to speak of it in a reason. */
  readonly shown: string;
  readonly colonFree: boolean;
  readonly slashFree: boolean;
  readonly mayBeEmpty: boolean;
  /** Whether its value may hold wildcards that a pattern would read as such. */
  readonly wild: boolean;
}

/** A run of characters or an unknown. */
export type Piece = string | Unknown;

interface Parting {
  readonly literals: readonly string[];
  readonly values: readonly string[];
}

/**
 * How the example of an ARN shape is made of the literals of its glob and the values in between.
 *
 * A hole of ARN shape is not one unknown but several, with known text in between, so that a pattern that only asks for
 * the known text is decided.
 */
function partArn(glob: string, example: string): Parting {
  const literals = glob.split('*');
  const escaped = literals.map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(
    `^${escaped.reduce((all, literal, index) => `${all}(${index === escaped.length - 1 ? '.*' : '[^:]*'})${literal}`)}$`,
  );
  return { literals, values: expression.exec(example)?.slice(1) ?? [] };
}

const isArn = (hole: Hole): boolean => SHAPES[hole.shape].glob.startsWith('arn:');

/** Whether a value of the shape may hold `character` in the part that the example fills with `part`. */
function mayHold(hole: Hole, part: string, character: string): boolean {
  const { pattern, example } = SHAPES[hole.shape];
  if (part.includes(character)) return true;
  const at = example.lastIndexOf(part) + 1;
  return pattern.test(example.slice(0, at) + character + example.slice(at));
}

const holeUnknown = (hole: Hole, part: number, example: string): Unknown => ({
  name: `${renderHole({ ...hole, shape: hole.shape })}:${hole.shape}#${part}`,
  source: { kind: 'hole', hole, part },
  shown: `\`${renderHole(hole)}\``,
  colonFree: !mayHold(hole, example, ':'),
  slashFree: !mayHold(hole, example, '/'),
  mayBeEmpty: SHAPES[hole.shape].pattern.test(''),
  wild: hole.shape === 'any',
});

const FIRST_SEGMENTS = { colonFree: true, slashFree: true, mayBeEmpty: false, wild: false };

/** The known text and the unknown parts of a hole, in order. */
export function piecesOfHole(hole: Hole): readonly Piece[] {
  const { glob, example } = SHAPES[hole.shape];
  if (!isArn(hole)) return [holeUnknown(hole, 0, example)];
  const { literals, values } = partArn(glob, example);
  return literals.flatMap((literal, index): Piece[] => {
    if (index === 0) return [literal];
    const unknown = holeUnknown(hole, index, values[index - 1] ?? '');
    // Partition, region and account: the parts before the last.
    const part = index === literals.length - 1 ? unknown : { ...unknown, ...FIRST_SEGMENTS };
    return literal === '' ? [part] : [part, literal];
  });
}

/** Keys whose values IAM itself fills in and that hold neither a colon nor a slash. */
const PLAIN_KEYS = new Set([
  'aws:principalaccount',
  'aws:resourceaccount',
  'aws:sourceaccount',
  'aws:requestedregion',
  'aws:principalorgid',
  'aws:resourceorgid',
]);

/** The unknown that a policy variable stands for. With another default it is another unknown. */
export function variableUnknown({ key, fallback }: Variable): Unknown {
  const folded = key.toLowerCase();
  const plain = PLAIN_KEYS.has(folded);
  const shown = fallback === undefined ? `\${${key}}` : `\${${key}, '${fallback}'}`;
  const name = fallback === undefined ? `\${${folded}}` : `\${${folded}, '${fallback}'}`;
  return {
    name,
    source: { kind: 'variable', key, ...(fallback === undefined ? {} : { fallback }) },
    shown: `the policy variable \`${shown}\``,
    colonFree: plain,
    slashFree: plain,
    mayBeEmpty: true,
    wild: false,
  };
}

/** The value of a part of a hole, given the value of the whole hole. */
export function partOfValue(hole: Hole, part: number, value: string): string {
  if (!isArn(hole)) return value;
  return partArn(SHAPES[hole.shape].glob, value).values[part - 1] ?? '';
}

/** Checks the values given for inputs, as far as they are known. */
import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { didYouMean } from '../finding/did-you-mean';
import type { Finding } from '../finding/finding';
import { planningFinding } from '../finding/finding-list';
import { SHAPES, type ShapeName } from '../policy/shapes';
import { mayFit } from './may-fit';

type Shapes = Readonly<Record<string, ShapeName>>;

/** What values are asked for: `input` by an identity, `value` by `bind`. */
export type Asked = 'input' | 'value';

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

function described(value: unknown): string {
  if (typeof value === 'string') return `\`${value.slice(0, 200)}\``;
  if (value === null || value === undefined) return 'missing';
  return Construct.isConstruct(value) ? 'a construct' : `a value of type ${Array.isArray(value) ? 'array' : typeof value}`;
}

const misshapen = (name: string, shape: ShapeName, value: unknown, asked: Asked): Finding =>
  planningFinding('WI109', {
    what: `the ${asked} \`${name}\` is ${described(value)}, not ${SHAPES[shape].what}`,
    fix: Construct.isConstruct(value) ? 'give one of its attributes, such as its ARN' : `give a value such as \`${SHAPES[shape].example}\``,
    pointer: `inputs.${name}`,
  });

function unasked(name: string, shapes: Shapes, asked: Asked): Finding {
  const known = Object.keys(shapes);
  const meant = didYouMean(name, known);
  const list = known.length === 0 ? `give none: there is no ${asked}` : `give values only for ${quoted(known)}`;
  return planningFinding('WI108', {
    what: `a value is given for \`${name}\`, which is no ${asked} of the agent`,
    fix: meant === undefined ? list : `did you mean \`${meant}\`?`,
    pointer: `inputs.${name}`,
  });
}

interface Wanted {
  readonly asked: Asked;
  /** Those that must be given; the others may be. */
  readonly needed: ReadonlySet<string>;
  /** What a late value reads as, where that can be told. */
  readonly textOf: ((value: string) => string) | undefined;
}

function valueFindings(
  name: string,
  shape: ShapeName,
  given: Readonly<Record<string, unknown>>,
  { asked, needed, textOf }: Wanted,
): readonly Finding[] {
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  if ((value === undefined || value === null) && !needed.has(name)) return [];
  if (value === undefined || value === null) {
    const fix = `give \`${name}\`: ${SHAPES[shape].what}`;
    return [planningFinding('WI108', { what: `the ${asked} \`${name}\` has no value`, fix, pointer: `inputs.${name}` })];
  }
  if (typeof value !== 'string') return [misshapen(name, shape, value, asked)];
  if (!Token.isUnresolved(value)) return SHAPES[shape].pattern.test(value) ? [] : [misshapen(name, shape, value, asked)];
  const text = textOf?.(value);
  return text === undefined || mayFit(text, shape) ? [] : [misshapen(name, shape, text, asked)];
}

/** Everything wrong with the values given: missing, unknown, or certain to have another shape. */
export function checkValues(shapes: Shapes, values: unknown, wanted: Partial<Wanted> = {}): readonly Finding[] {
  const { asked = 'input', needed = new Set(Object.keys(shapes)), textOf } = wanted;
  if (values === null || typeof values !== 'object' || Array.isArray(values)) {
    return [
      planningFinding('WI108', {
        what: `the ${asked} values are ${described(values)}, not an object`,
        fix: Object.keys(shapes).length === 0 ? 'give `{}`' : `give a value for each ${asked}: ${quoted(Object.keys(shapes))}`,
      }),
    ];
  }
  const given = values as Readonly<Record<string, unknown>>;
  return [
    ...Object.keys(given)
      .filter((name) => !Object.hasOwn(shapes, name))
      .map((name) => unasked(name, shapes, asked)),
    ...Object.entries(shapes).flatMap(([name, shape]) => valueFindings(name, shape, given, { asked, needed, textOf })),
  ];
}

/** The values that are text without tokens. */
export const literals = (values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined || Token.isUnresolved(value) ? [] : [[name, value]])),
  );

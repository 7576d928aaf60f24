/** Checks the values given for inputs: all that is literal at once, what is late as soon as it is known. */
import * as pulumi from '@pulumi/pulumi';
import { didYouMean } from '../finding/did-you-mean';
import type { Finding } from '../finding/finding';
import { planningFinding } from '../finding/finding-list';
import { SHAPES, type ShapeName } from '../policy/shapes';
import { FindingsError } from '../report/findings-error';
import type { GivenValue } from './late-values';

type Shapes = Readonly<Record<string, ShapeName>>;

/** Whether a value comes later: an Output, or a promise. */
const isLate = (value: unknown): value is pulumi.Output<unknown> | Promise<unknown> =>
  pulumi.Output.isInstance(value) || value instanceof Promise;

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const described = (value: unknown): string =>
  typeof value === 'string'
    ? `\`${value.slice(0, 200)}\``
    : pulumi.Resource.isInstance(value)
      ? 'a resource'
      : `a value of type ${typeof value}`;

const misshapen = (name: string, shape: ShapeName, value: unknown): Finding =>
  planningFinding('WI109', {
    what: `the input \`${name}\` is ${described(value)}, not ${SHAPES[shape].what}`,
    fix: pulumi.Resource.isInstance(value)
      ? 'give one of its outputs, such as its `arn`'
      : `give a value such as \`${SHAPES[shape].example}\``,
    pointer: `inputs.${name}`,
  });

const fits = (shape: ShapeName, value: unknown): value is string => typeof value === 'string' && SHAPES[shape].pattern.test(value);

/** Everything wrong with the values given, as far as it shows before deployment. Only those of `needed` must be given. */
export function inputFindings(
  shapes: Shapes,
  values: unknown,
  needed: ReadonlySet<string>,
  what: 'input' | 'value' = 'input',
): readonly Finding[] {
  if (values === null || typeof values !== 'object' || isLate(values)) {
    return [
      planningFinding('WI108', {
        what: `the ${what} values are ${described(values)}, not an object`,
        fix: `give a value for each ${what}: ${quoted(Object.keys(shapes))}`,
      }),
    ];
  }
  const given = values as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given)
    .filter((name) => !Object.hasOwn(shapes, name))
    .map((name) => {
      const meant = didYouMean(name, Object.keys(shapes));
      return planningFinding('WI108', {
        what: `a value is given for \`${name}\`, which is no ${what} of the agent`,
        fix:
          meant === undefined ? `give values only for ${quoted(Object.keys(shapes)) || 'what is declared'}` : `did you mean \`${meant}\`?`,
        pointer: `inputs.${name}`,
      });
    });
  const known = Object.entries(shapes).flatMap(([name, shape]) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined || value === null) {
      if (!needed.has(name)) return [];
      const fix = `give \`${name}\`: ${SHAPES[shape].what}`;
      return [planningFinding('WI108', { what: `the ${what} \`${name}\` has no value`, fix, pointer: `inputs.${name}` })];
    }
    return isLate(value) || fits(shape, value) ? [] : [misshapen(name, shape, value)];
  });
  return [...unknown, ...known];
}

/** The values as they fill holes; a late one stops the deployment where it turns out to have another shape. */
export function givenInputs(shapes: Shapes, values: Readonly<Record<string, pulumi.Input<string>>>): Readonly<Record<string, GivenValue>> {
  const given: Record<string, GivenValue> = {};
  for (const [name, shape] of Object.entries(shapes)) {
    const value = values[name];
    if (value !== undefined) given[name] = typeof value === 'string' ? value : checkedOutput(name, shape, value);
  }
  return given;
}

const checkedOutput = (name: string, shape: ShapeName, value: pulumi.Input<string>): pulumi.Output<string> =>
  pulumi.output(value).apply((known) => {
    if (!fits(shape, known)) throw new FindingsError([misshapen(name, shape, known)]);
    return known;
  });

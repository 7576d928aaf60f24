/** Checks the values given for inputs: all that is literal. What is a token is known only to CloudFormation. */
import { Token } from 'aws-cdk-lib';
import { didYouMean } from '../finding/did-you-mean';
import type { Finding } from '../finding/finding';
import { planningFinding } from '../finding/finding-list';
import { SHAPES, type ShapeName } from '../policy/shapes';

type Shapes = Readonly<Record<string, ShapeName>>;

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const described = (value: unknown): string =>
  typeof value === 'string' ? `\`${value.slice(0, 200)}\`` : `a value of type ${typeof value}`;

/** Everything wrong with the values given. `needed` are the inputs that this part of the agent uses; the others may be left out. */
export function inputFindings(
  shapes: Shapes,
  values: unknown,
  needed: ReadonlySet<string>,
  what: 'input' | 'value' = 'input',
): readonly Finding[] {
  if (values === null || typeof values !== 'object') {
    return [
      planningFinding('WI108', {
        what: `the ${what}s are ${described(values)}, not a record`,
        fix: `give ${quoted(Object.keys(shapes)) || 'an empty record'}`,
      }),
    ];
  }
  const given = values as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given)
    .filter((name) => !Object.hasOwn(shapes, name))
    .map((name) => {
      const near = didYouMean(name, Object.keys(shapes));
      const known = quoted(Object.keys(shapes));
      return planningFinding('WI108', {
        what: `a value is given for \`${name}\`, which is no ${what} of the agent`,
        fix: near === undefined ? `give values only for ${known === '' ? 'what is declared' : known}` : `did you mean \`${near}\`?`,
        pointer: `inputs.${name}`,
      });
    });
  const known = Object.entries(shapes).flatMap(([name, shape]) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined || value === null || value === '') {
      return needed.has(name)
        ? [
            planningFinding('WI108', {
              what: `the ${what} \`${name}\` has no value`,
              fix: `give \`${name}\`: ${SHAPES[shape].what}`,
              pointer: `inputs.${name}`,
            }),
          ]
        : [];
    }
    if (typeof value === 'string' && (Token.isUnresolved(value) || SHAPES[shape].pattern.test(value))) return [];
    return [
      planningFinding('WI109', {
        what: `the ${what} \`${name}\` is ${described(value)}, not ${SHAPES[shape].what}`,
        fix: `give a value such as \`${SHAPES[shape].example}\``,
        pointer: `inputs.${name}`,
      }),
    ];
  });
  return [...unknown, ...known];
}

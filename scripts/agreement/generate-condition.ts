/** Random lines of condition blocks, near enough to the request that both answers are common. */
import type { SetQualifier } from '../../lib/policy/document';
import { OPERATORS, type Operator } from '../../lib/policy/operators';
import type { ContextValue } from '../../lib/policy/request';
import type { Random } from './random';
import { MULTI_KEYS, POLICY_VALUES, REQUEST_VALUES, SINGLE_KEYS } from './vocabulary';

export type Context = Record<string, ContextValue>;

export interface ConditionLine {
  /** With qualifier and suffix, as it stands in the document. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly (string | number | boolean)[];
}

const ALL_OPERATORS = [...OPERATORS.values()];

const flipCase = (text: string): string => (text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase());

/** Puts a wildcard for some part of a text. */
export function loosen(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  switch (random.below(5)) {
    case 0:
      return `${text.slice(0, at)}*`;
    case 1:
      return `*${text.slice(at)}`;
    case 2:
      return `${text.slice(0, at)}?${text.slice(at + 1)}`;
    case 3:
      return `${text.slice(0, at)}*${text.slice(Math.min(text.length, at + 1 + random.below(4)))}`;
    default:
      return `${text.slice(0, at)}*?${text.slice(at + 1)}`;
  }
}

/** A pattern of an ARN whose parts are each kept, loosened, or replaced by a star. */
export const loosenArn = (random: Random, arn: string): string =>
  arn
    .split(':')
    .map((part, index) => {
      if (index === 0 || index === 2 || random.chance(0.55)) return part;
      return index < 5 || random.chance(0.6) ? '*' : loosen(random, part);
    })
    .join(':');

/** Writes wildcards of a request value as escapes, where a policy would read them otherwise. */
const escaped = (text: string): string => text.replaceAll(/[$*?]/g, (character) => `\${${character}}`);

/** Writes a policy variable for the value of another key where one has the same value. */
function asVariable(random: Random, value: string, context: Context): string | undefined {
  const keys = Object.keys(context).filter((key) => context[key] === value && value !== '');
  if (keys.length === 0) return undefined;
  const key = random.pick(keys);
  return random.chance(0.2) ? `\${${key.toUpperCase()}}` : `\${${key}}`;
}

function policyString(random: Random, value: string, context: Context, pattern: (random: Random, text: string) => string): string {
  const choice = random.below(12);
  if (choice === 0) return asVariable(random, value, context) ?? value;
  if (choice === 1)
    return random.pick(['${aws:username}', '${aws:PrincipalTag/team}*', '${aws:ResourceTag/none}', "${aws:ResourceTag/none, 'red'}"]);
  if (choice === 2) return escaped(value);
  if (choice === 3) return flipCase(value);
  if (choice < 7) return pattern(random, value);
  return value;
}

function policyValue(random: Random, operator: Operator, near: string | undefined, context: Context): string {
  const family = operator.family === 'null' ? 'bool' : operator.family;
  if (near === undefined || random.chance(0.35)) return random.pick(POLICY_VALUES[family]);
  if (family === 'string') return policyString(random, near, context, loosen);
  if (family === 'arn') return random.chance(0.5) ? near : loosenArn(random, near);
  if (family === 'ip') return random.chance(0.5) ? near : random.pick(POLICY_VALUES.ip);
  return random.chance(0.6) ? near : random.pick(POLICY_VALUES[family]);
}

/** JSON numbers and Booleans now and then, where the text form is what JSON would write. */
function written(random: Random, operator: Operator, value: string): string | number | boolean {
  if (operator.family === 'numeric' && random.chance(0.2) && String(Number(value)) === value) return Number(value);
  if ((operator.family === 'bool' || operator.family === 'null') && random.chance(0.3)) return value.toLowerCase() === 'true';
  return value;
}

/** Whether the key gets a value in this request; decided anew for each key that a condition brings in. */
function addToContext(random: Random, context: Context, key: string, family: keyof typeof REQUEST_VALUES, several: boolean): void {
  if (Object.hasOwn(context, key) || random.chance(0.25)) return;
  const value = (): string => random.pick(REQUEST_VALUES[family]);
  if (!several) context[key] = value();
  else
    context[key] = random.times(
      random.weighted([
        [2, 0],
        [10, 1],
        [10, 2],
        [4, 3],
      ]),
      value,
    );
}

/** One line of a condition block. May add the key to the context; never changes a value that is there. */
export function generateCondition(random: Random, context: Context): ConditionLine {
  const operator = random.pick(ALL_OPERATORS);
  const isNull = operator.family === 'null';
  const family = operator.family === 'null' ? random.pick(['string', 'numeric', 'date'] as const) : operator.family;
  // AWS does not say what a set operator before `Null` means.
  const qualifier = random.weighted<SetQualifier | undefined>([
    [6, undefined],
    [isNull ? 0 : 2, 'ForAllValues'],
    [isNull ? 0 : 2, 'ForAnyValue'],
  ]);
  const several = qualifier !== undefined && random.chance(0.9);
  const key = random.pick(several ? MULTI_KEYS[family] : SINGLE_KEYS[family]);
  addToContext(random, context, key, family, several);
  const present = context[key];
  const near = typeof present === 'string' ? present : present?.[0];
  const values = random.times(
    random.weighted([
      [6, 1],
      [3, 2],
      [1, 3],
    ]),
    () => written(random, operator, policyValue(random, operator, isNull ? undefined : near, context)),
  );
  const suffix = !isNull && random.chance(0.25) ? 'IfExists' : '';
  return {
    operator: `${qualifier === undefined ? '' : `${qualifier}:`}${operator.name}${suffix}`,
    key: random.chance(0.15) ? flipCase(key) : key,
    values,
  };
}

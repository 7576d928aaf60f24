/** Random requests at the bounds of what two documents say. */
import {
  type AuthorizationRequest,
  type Condition,
  type ContextValue,
  exampleValue,
  fillHoles,
  type Hole,
  OPERATORS,
  type PolicyDocument,
} from '../../lib/policy';
import type { Random } from '../agreement/random';

/** Values for holes; the same for one name. */
export type HoleValues = (hole: Hole) => string;

const OTHERS: Readonly<Record<string, readonly string[]>> = {
  account: ['444455556666'],
  partition: ['aws-cn', 'aws-us-gov'],
  region: ['us-east-1', 'eu-west-1'],
  folder: ['a', 'b', 'x', 'ab'],
};

/** An assignment that is sometimes the examples and sometimes other values. */
export function holeValues(random: Random): HoleValues {
  const chosen = new Map<string, string>();
  return (hole) => {
    const known = chosen.get(hole.hole);
    if (known !== undefined) return known;
    const value = random.pick([exampleValue(hole), ...(OTHERS[hole.hole] ?? [])]);
    chosen.set(hole.hole, value);
    return value;
  };
}

/** The documents with values in place of holes. */
export const filled = <Value>(value: Value, holes: HoleValues): Value =>
  JSON.parse(JSON.stringify(value), (_, member: unknown) => (typeof member === 'string' ? fillHoles(member, holes) : member)) as Value;

const WORDS = ['', 'x', 'a', 'b', 'a/b', 'x/y', 'GetObject', 'aws', 'eu', '1'];

const written = (random: Random, pattern: string): string =>
  pattern.replace(/\$\{[^}]*\}|\*|\?/g, (what) => (what === '?' ? random.pick(['a', 'b', 'x']) : random.pick(WORDS)));

/** A value of a condition's key: one that it names, or one just beside it. */
function valueNear(random: Random, { operator, values }: Condition): string {
  const value = random.pick(values);
  const family = OPERATORS.get(operator)?.family;
  if (family === 'numeric') return String(Number(value) + random.pick([0, 0, 1, -1, 0.25]));
  if (family === 'date') {
    const seconds = /^\d{5,}$/.test(value) ? Number(value) : Date.parse(value) / 1000;
    return new Date((seconds + random.pick([0, 0, 1, -1, 43_200])) * 1000).toISOString();
  }
  if (family === 'ip') return addressNear(random, value);
  if (family === 'bool' || family === 'null') return random.pick(['true', 'false', 'TRUE']);
  if (family === 'binary') return random.pick([value, 'Qw==', 'QQ==']);
  const text = written(random, value);
  return random.pick([text, text, `${text}x`, text.toUpperCase(), text.slice(1), random.pick(WORDS)]);
}

function addressNear(random: Random, range: string): string {
  const [address = '', prefix = '32'] = range.split('/');
  if (address.includes(':')) return random.pick([address, '2001:db9::1']);
  const first = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const at = first + random.pick([0, 1, -1, 2 ** (32 - Number(prefix)) - 1, 2 ** (32 - Number(prefix))]);
  const inside = ((at % 2 ** 32) + 2 ** 32) % 2 ** 32;
  return [24, 16, 8, 0].map((by) => Math.floor(inside / 2 ** by) % 256).join('.');
}

/** A request that the documents, without holes, have something to say about. */
export function requestNear(random: Random, documents: readonly PolicyDocument[]): AuthorizationRequest {
  const statements = documents.flatMap((document) => document.statements);
  const { action, resource, conditions } = random.pick(statements);
  const context: Record<string, ContextValue> = {};
  const lines = [...conditions, ...statements.flatMap((statement) => statement.conditions)];
  for (const line of lines) {
    if (Object.keys(context).some((key) => key.toLowerCase() === line.key.toLowerCase()) || random.chance(0.25)) continue;
    context[line.key] =
      line.qualifier === undefined ? valueNear(random, line) : random.times(1 + random.below(3), () => valueNear(random, line));
  }
  if (random.chance(0.7)) context['aws:username'] ??= random.pick(WORDS);
  const target = written(random, random.pick(resource?.patterns ?? ['*']));
  return {
    principal: { kind: 'aws', arn: 'arn:aws:iam::111122223333:role/example', account: '111122223333' },
    action: written(random, random.pick(action.patterns)).replace(/^[^:]*$/, 's3:Other'),
    resource: target === '*' || target.split(':').length >= 6 ? target : '*',
    resourceAccount: '111122223333',
    context,
  };
}

/** Random containment questions that a seed repeats: pairs of documents over every operator, qualifier, negation, variable and hole. */
import { type PolicyDocument, parsePolicy } from '../../lib/policy';
import { Random } from '../agreement/random';

export interface ContainmentQuestion {
  readonly seed: number;
  readonly inner: PolicyDocument;
  readonly outer: PolicyDocument;
}

type Line = readonly [operator: string, key: string, values: readonly string[]];

interface StatementJson {
  readonly Effect: 'Allow' | 'Deny';
  readonly [element: string]: unknown;
}

const ACTIONS = [
  's3:GetObject',
  's3:Get*',
  's3:*',
  '*',
  's3:PutObject',
  's3:?etObject',
  'S3:*Object',
  'ec2:*',
  'ec2:RunInstances',
  's3:P*t*',
];
const RESOURCES = [
  '*',
  'arn:aws:s3:::b/*',
  'arn:aws:s3:::b/x',
  'arn:aws:s3:::*',
  'arn:*:s3:::b/*/y',
  'arn:aws:s3:::?/x*',
  'arn:aws:s3*',
  'arn:aws:ec2:*:*:instance/*',
  'arn:aws:ec2:eu:1:instance/i',
  'arn:*:*:*:*:*x*',
  'arn:aws:s3:::b/${aws:username}/*',
  'arn:aws:s3:::b/${example:text}',
  'arn:⟨partition⟩:s3:::b/*',
  'arn:aws:dynamodb:⟨region⟩:⟨account⟩:table/*',
  'arn:aws:dynamodb:*:*:table/x',
  'arn:aws:s3:::⟨folder:name⟩/*',
  'arn:aws:s3:::⟨folder:name⟩/x',
];
const TEXTS = ['a', 'b', 'ab', 'A', 'x:y', '', '${aws:username}', '⟨folder:name⟩'];
const GLOBS = ['a*', '*b', '?', 'b?a', '*', 'ab', 'a*b*'];
const ARNS = ['arn:aws:s3:::b', 'arn:aws:*:::b*', 'arn:aws:s3:::?', 'arn:*:*:*:*:*'];

const some = <Item>(random: Random, items: readonly Item[], most = 3): readonly Item[] => [
  ...new Set(random.times(1 + random.below(most), () => random.pick(items))),
];

const LINES: readonly ((random: Random) => Line)[] = [
  (random) => [
    random.pick(['StringEquals', 'StringNotEquals']),
    random.pick(['example:text', 'aws:username', 'Example:TEXT']),
    some(random, TEXTS),
  ],
  (random) => [
    random.pick(['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase']),
    'example:text',
    some(random, ['a', 'Ab', 'aB', 'x:Y']),
  ],
  (random) => [random.pick(['StringLike', 'StringNotLike']), random.pick(['example:text', 'aws:username']), some(random, GLOBS)],
  (random) => [random.pick(['ArnLike', 'ArnNotLike', 'ArnEquals', 'ArnNotEquals']), 'example:arn', some(random, ARNS, 2)],
  (random) => [
    `Numeric${random.pick(['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'])}`,
    'example:number',
    some(random, ['1', '2', '2.5', '10'], 2),
  ],
  (random) => [
    `Date${random.pick(['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'])}`,
    'example:date',
    some(random, ['2026-01-01T00:00:00Z', '2026-01-02', '1767225601'], 2),
  ],
  (random) => ['Bool', 'example:flag', [random.pick(['true', 'false'])]],
  (random) => [
    random.pick(['IpAddress', 'NotIpAddress']),
    'example:address',
    some(random, ['10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9', '10.1.2.3'], 2),
  ],
  (random) => ['BinaryEquals', 'example:bytes', some(random, ['QQ==', 'Qg=='], 2)],
  (random) => [
    'Null',
    random.pick(['example:text', 'example:number', 'example:flag', 'example:several']),
    [random.pick(['true', 'false'])],
  ],
  (random) => [
    `${random.pick(['ForAllValues', 'ForAnyValue'])}:${random.pick(['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'])}`,
    'example:several',
    some(random, ['a', 'b', 'ab', 'A']),
  ],
];

function statement(random: Random): StatementJson {
  const Condition: Record<string, Record<string, readonly string[]>> = {};
  for (const make of random.times(random.below(3), () => random.pick(LINES))) {
    const [name, key, values] = make(random);
    const operator = name !== 'Null' && random.chance(0.25) ? `${name}IfExists` : name;
    Condition[operator] = { ...Condition[operator], [key]: values };
  }
  return {
    Effect: random.chance(0.75) ? 'Allow' : 'Deny',
    [random.chance(0.85) ? 'Action' : 'NotAction']: some(random, ACTIONS),
    [random.chance(0.85) ? 'Resource' : 'NotResource']: some(random, RESOURCES, 2),
    ...(Object.keys(Condition).length === 0 ? {} : { Condition }),
  };
}

function parsed(statements: readonly StatementJson[]): PolicyDocument {
  const result = parsePolicy({ Version: '2012-10-17', Statement: statements }, 'identity');
  if (!result.ok) throw new Error(result.faults.map(({ what }) => what).join('; '));
  return result.document;
}

/** A question; in half of them the inner document is a part of the outer one with a little added, so that proofs are frequent. */
export function questionOf(seed: number): ContainmentQuestion {
  const random = new Random(seed);
  const outer = random.times(1 + random.below(4), () => statement(random));
  const related = random.chance(0.5);
  const kept = related ? outer.filter(({ Effect }) => Effect === 'Deny' || random.chance(0.6)) : [];
  const added = random.times(related ? random.below(2) : 1 + random.below(3), () => statement(random));
  const inner = [...kept, ...added];
  return { seed, inner: parsed(inner.length === 0 ? [statement(random)] : inner), outer: parsed(outer) };
}

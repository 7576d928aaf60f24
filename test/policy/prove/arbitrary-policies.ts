/** Random policies over small vocabularies, so that statements meet often, and requests at the bounds of what they say. */
import {
  type AuthorizationRequest,
  type ContextValue,
  OPERATORS,
  type PolicyDocument,
  type PolicyType,
  parsePolicy,
} from 'agent-workload-identity/policy';
import * as fc from 'fast-check';

export interface StatementJson {
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
  "arn:aws:s3:::b/${example:text, 'x'}",
  'arn:aws:s3:::b/${*}/x',
];
const HOLED = [
  '⟨bucket:s3-bucket-arn⟩/*',
  '⟨bucket:s3-bucket-arn⟩/public/*',
  '⟨other:s3-bucket-arn⟩/public/*',
  'arn:⟨partition⟩:s3:::b/x',
  'arn:*:s3:::*/public/*',
  'arn:⟨partition⟩:s3:::⟨folder:name⟩*',
  'arn:⟨partition⟩:dynamodb:⟨region⟩:⟨account⟩:table/*',
  'arn:*:dynamodb:*:*:table/*',
  '⟨table:dynamodb-table-arn⟩/index/*',
  'arn:aws:s3:::b/⟨part:any⟩/*',
];
const TEXTS = ['a', 'b', 'a*', '*b', '?', '', 'ab', 'A', 'b?a', '*', 'x:y', '${aws:username}', '${example:text}*'];

/** Keys that the conditions ask about, by the family of operators. */
export const KEYS = {
  text: ['example:text', 'Example:Text', 'aws:username'],
  arn: 'example:arn',
  numeric: 'example:number',
  date: 'example:date',
  bool: 'example:flag',
  ip: 'example:address',
  binary: 'example:bytes',
  several: 'example:several',
} as const;

const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  string: TEXTS,
  arn: ['arn:aws:s3:::b', 'arn:aws:*:::b*', 'arn:aws:s3:::?', 'arn:*:*:*:*:*'],
  numeric: ['1', '2', '2.5', '10'],
  date: ['2026-01-01T00:00:00Z', '2026-01-02', '1767225600'],
  bool: ['true', 'false'],
  ip: ['10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9', '10.1.2.3', '2001:db8::/32'],
  binary: ['QQ==', 'Qg=='],
  null: ['true', 'false'],
};

const some = (values: readonly string[], maxLength = 3): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });

const keysOf = (family: string): readonly string[] => {
  if (family === 'string') return KEYS.text;
  if (family === 'null') return [KEYS.text[0], KEYS.numeric, KEYS.bool, KEYS.several];
  return [KEYS[family as keyof typeof KEYS]].flat();
};

const operators = [...OPERATORS.values()];

const conditionLine = (extra: readonly string[]): fc.Arbitrary<readonly [operator: string, key: string, values: string[]]> =>
  fc
    .tuple(fc.constantFrom(...operators), fc.boolean(), fc.constantFrom(undefined, undefined, 'ForAllValues', 'ForAnyValue'))
    .chain(([operator, ifExists, qualifier]) => {
      const { family, name } = operator;
      const values = family === 'string' ? [...(WRITTEN.string ?? []), ...extra] : (WRITTEN[family] ?? []);
      const set = qualifier !== undefined && family === 'string';
      const suffix = ifExists && family !== 'null' ? 'IfExists' : '';
      return fc.tuple(
        fc.constant(`${set ? `${qualifier}:` : ''}${name}${suffix}`),
        fc.constantFrom(...(set ? [KEYS.several] : keysOf(family))),
        some(values),
      );
    });

const statementOf = (resources: readonly string[], texts: readonly string[]): fc.Arbitrary<StatementJson> =>
  fc
    .record({
      Effect: fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Allow', 'Deny'),
      action: fc.tuple(fc.constantFrom('Action', 'Action', 'Action', 'NotAction'), some(ACTIONS)),
      resource: fc.tuple(fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'), some(resources)),
      lines: fc.array(conditionLine(texts), { maxLength: 2 }),
    })
    .map(({ Effect, action: [action, actions], resource: [resource, list], lines }) => {
      const Condition: Record<string, Record<string, string[]>> = {};
      for (const [operator, key, values] of lines) Condition[operator] = { ...Condition[operator], [key]: values };
      return { Effect, [action]: actions, [resource]: list, ...(lines.length === 0 ? {} : { Condition }) };
    });

export const statements: fc.Arbitrary<StatementJson> = statementOf(RESOURCES, []);
export const holedStatements: fc.Arbitrary<StatementJson> = statementOf(
  [...RESOURCES, ...HOLED, ...HOLED],
  ['⟨part:any⟩', '*⟨part:any⟩', '⟨account⟩'],
);

/** Two lists of statements of which the first is often within the second. */
export const pairs = (statement: fc.Arbitrary<StatementJson>): fc.Arbitrary<readonly [StatementJson[], StatementJson[]]> =>
  fc
    .tuple(
      fc.array(statement, { minLength: 1, maxLength: 4 }),
      fc.array(statement, { maxLength: 2 }),
      fc.boolean(),
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    )
    .map(([outer, others, related, kept]) => {
      const inner = related
        ? [...outer.filter((one, index) => one.Effect === 'Deny' || kept[index] === true), ...others.slice(0, 1)]
        : others;
      return [inner.length === 0 ? outer.slice(0, 1) : inner, outer];
    });

export function parsed(list: readonly StatementJson[], type: PolicyType = 'identity'): PolicyDocument {
  const result = parsePolicy({ Version: '2012-10-17', Statement: list }, type);
  if (!result.ok) throw new Error(result.faults.map(({ what }) => what).join('\n'));
  return result.document;
}

const VALUES = ['a', 'b', 'ab', 'A', 'aB', '', 'ba', 'bca', 'x', 'x:y', 'aa', 'y', 'b/x'];

const contexts: fc.Arbitrary<Record<string, ContextValue>> = fc
  .record(
    {
      [KEYS.text[0]]: fc.constantFrom(...VALUES),
      'aws:username': fc.constantFrom(...VALUES),
      [KEYS.arn]: fc.constantFrom('arn:aws:s3:::b', 'arn:aws:s3:::bx', 'a', 'arn:aws:ec2:::b'),
      [KEYS.numeric]: fc.constantFrom('1', '2', '0', '2.2', '2.5', '3', '10', '11'),
      [KEYS.date]: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T12:00:00Z', '2025-01-01', '2027-01-01', '2026-01-02'),
      [KEYS.bool]: fc.constantFrom('true', 'false', 'TRUE'),
      [KEYS.ip]: fc.constantFrom(
        '10.0.0.1',
        '10.1.2.3',
        '10.200.0.1',
        '11.0.0.1',
        '9.255.255.255',
        '10.255.255.255',
        '2001:db8::1',
        '2001:db9::1',
      ),
      [KEYS.binary]: fc.constantFrom('QQ==', 'Qg==', 'Qw=='),
      [KEYS.several]: fc.array(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: [] },
  )
  .map((context) => ({ ...context }));

const filled = (pattern: string): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom('', 'x', 'b', 'a/b', 'x/y', 'GetObject', 'aws', 'public/y'), { minLength: 6, maxLength: 6 }).map((fillings) => {
    let next = 0;
    return pattern.replace(/\$\{[^}]*\}|\*|\?/g, (what) => (what === '?' ? 'b' : (fillings[next++ % fillings.length] ?? '')));
  });

const isResource = (text: string): boolean => text === '*' || (text.startsWith('arn:') && text.split(':').length >= 6);

/** @param fill puts values in for holes */
export const requests = (fill: (text: string) => string = (text) => text): fc.Arbitrary<AuthorizationRequest> =>
  fc
    .record({
      action: fc.constantFrom(...ACTIONS).chain(filled),
      resource: fc
        .constantFrom(...RESOURCES, ...HOLED)
        .chain((pattern) => fc.oneof({ weight: 1, arbitrary: fc.constant('*') }, { weight: 8, arbitrary: filled(pattern) })),
      context: contexts,
    })
    .map(({ action, resource, context }) => ({
      principal: { kind: 'aws', arn: 'arn:aws:iam::111122223333:role/example', account: '111122223333' } as const,
      action: action.includes(':') ? action : `s3:${action}`,
      resource: fill(resource),
      resourceAccount: '111122223333',
      context,
    }))
    .filter(({ action, resource }) => /^[^:]+:[^:]+$/.test(action) && isResource(resource));

import { authorize, type PolicyType, parsePolicy } from '../../lib/policy';
import { Random } from '../../scripts/agreement/random';
import { ROLE } from './policies';

const DOCUMENTS = 10_000;
const TYPES: readonly PolicyType[] = ['identity', 'resource', 'trust', 'boundary', 'session', 'scp', 'rcp'];

const deep = (depth: number): unknown => {
  let value: unknown = 'bottom';
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { Statement: value };
  return value;
};

const cyclic = (): unknown => {
  const loop: Record<string, unknown> = { Effect: 'Allow', Action: '*', Resource: '*' };
  loop.Condition = { StringEquals: loop };
  loop.Principal = loop;
  return loop;
};

const throwing = (): unknown => ({
  get Statement(): never {
    throw new Error('not for you');
  },
});

const trap = (): unknown =>
  new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('not for you');
      },
    },
  );

const MEGABYTE = '*?'.repeat(524_288);
const DEEP = deep(20_000);
const MANY = Array.from({ length: 1_000 }, (_, index) => `x:${index}`);

/** Values that no policy holds. None of them, wherever it is put, may let the request below through. */
const HOSTILE: readonly (() => unknown)[] = [
  () => null,
  () => undefined,
  () => 0,
  () => -1.5e300,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => 10n,
  () => true,
  () => '',
  () => '\ud800',
  () => 'x:\udfff*',
  () => 'x:\u0000',
  () => '\u202ex:*',
  () => MEGABYTE,
  () => `x:${MEGABYTE}`,
  () => `x:${'${'.repeat(20_000)}`,
  () => `x:${'⟨'.repeat(5_000)}`,
  () => `x:${'⟨a:b'.repeat(5_000)}`,
  () => `x:${"${a, '".repeat(5_000)}`,
  () => `x:${' '.repeat(60_000)}`,
  () => `\${${' '.repeat(60_000)}}`,
  () => DEEP,
  () => MANY,
  () => new Array(1000),
  () => [[], [[]], {}],
  () => ({}),
  () => ({ length: 3 }),
  () => cyclic(),
  () => throwing(),
  () => trap(),
  () => () => '*',
  () => Symbol('x'),
  () => new Date(0),
  () => new Map([['Effect', 'Allow']]),
  () => Object.create({ Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' }),
  () => JSON.parse('{"__proto__":{"Effect":"Allow","Action":"*","Resource":"*"}}'),
  () => ({ constructor: 'x', toString: 'y', hasOwnProperty: 'z' }),
  () => ({ 'aws:x': { 'aws:y': {} } }),
  () => ({ StringEquals: { 'aws:x': ['a', ['b']] } }),
  () => ({ toJSON: () => '*' }),
];

const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
  '__proto__',
  'constructor',
];

/** A sound statement for something else, with one to four elements replaced by hostile values. */
function statement(random: Random): unknown {
  const base: Record<string, unknown> = { Effect: random.pick(['Allow', 'Deny']), Action: 'x:Nothing', Resource: 'arn:aws:x:::nothing' };
  for (let index = 0; index < 1 + random.below(4); index++) {
    const value = random.pick(HOSTILE)();
    const name = random.pick(ELEMENTS);
    if (name === 'Condition' && random.chance(0.7)) {
      const operator = random.pick([
        'StringEquals',
        'NumericLessThan',
        'IpAddress',
        'ArnLike',
        'DateLessThan',
        'BinaryEquals',
        'Null',
        '__proto__',
        'ForAllValues:StringLike',
      ]);
      base[name] = { [operator]: random.chance(0.5) ? { 'aws:username': value } : value };
    } else if ((name === 'Principal' || name === 'NotPrincipal') && random.chance(0.5)) base[name] = { AWS: value };
    else Object.defineProperty(base, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return base;
}

const text = (random: Random): string =>
  random.pick<() => string>([
    () => '',
    () => '{',
    () => '['.repeat(200_000),
    () => '{"Statement":'.repeat(20_000),
    () => `{"Version":"2012-10-17","Statement":${'['.repeat(1000)}${']'.repeat(1000)}}`,
    () => `{"Statement":[{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}]}`,
    () => `{"__proto__":{"Statement":[]},"Version":"2012-10-17"}`,
    () => `"${'a'.repeat(2_000_000)}"`,
    () => '\ufeff{}',
    () => 'null',
    () => '1e999',
    () => '{"Statement":{"Effect":"Allow","Action":"\\ud800:*","Resource":"*"}}',
  ])();

function input(random: Random): unknown {
  const kind = random.below(10);
  if (kind === 0) return random.pick(HOSTILE)();
  if (kind === 1) return text(random);
  const Statement = kind === 2 ? random.pick(HOSTILE)() : random.times(1 + random.below(3), () => statement(random));
  const Version = random.chance(0.8) ? '2012-10-17' : random.pick(HOSTILE)();
  return random.chance(0.9)
    ? { Version, Statement }
    : { Version, Statement, Id: random.pick(HOSTILE)(), [random.pick(ELEMENTS)]: random.pick(HOSTILE)() };
}

describe('hostile documents', () => {
  it(`are read in bounded time, ${DOCUMENTS} of them, without a crash and without letting anything through`, () => {
    const random = new Random(20261123);
    let slowest = 0;
    let refused = 0;
    for (let index = 0; index < DOCUMENTS; index++) {
      const type = random.pick(TYPES);
      const document = input(random);
      const start = performance.now();
      const parsed = parsePolicy(document, type);
      if (parsed.ok) {
        const set =
          type === 'identity' || type === 'boundary' || type === 'session' || type === 'scp'
            ? { identity: [parsed.document] }
            : { resource: parsed.document };
        const request = {
          principal: ROLE,
          action: 's3:GetObject',
          resource: 'arn:aws:s3:::handbook/a',
          context: { 'aws:username': '\ud800' },
        };
        expect(authorize(request, set).decision).not.toBe('allow');
      } else {
        refused += 1;
        expect(parsed.faults.length).toBeGreaterThan(0);
        expect(
          parsed.faults.every(({ pointer, what }) => what !== '' && what.length < 400 && (pointer === '' || pointer.startsWith('/'))),
        ).toBe(true);
      }
      slowest = Math.max(slowest, performance.now() - start);
    }
    expect(refused).toBeGreaterThan(DOCUMENTS / 2);
    expect(slowest).toBeLessThan(3000);
  });

  it('of a size that AWS accepts are decided in time, however their patterns are made', () => {
    const patterns = ['*a'.repeat(3000), '*?'.repeat(3000), `${'?*a'.repeat(2000)}`, `*${'ab'.repeat(3000)}*`];
    const parsed = parsePolicy(
      {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: patterns.map((pattern) => `s3:${pattern}`),
            Resource: patterns.map((pattern) => `arn:aws:s3:::${pattern}z`),
          },
        ],
      },
      'identity',
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    const start = performance.now();
    const request = { principal: ROLE, action: `s3:${'a'.repeat(10_000)}`, resource: `arn:aws:s3:::${'a'.repeat(10_000)}`, context: {} };
    expect(authorize(request, { identity: [parsed.document] }).decision).toBe('implicit-deny');
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('with fifty thousand entries are read in time', () => {
    const start = performance.now();
    const many = Array.from({ length: 50_000 }, (_, index) => `x:${index}`);
    const parsed = parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: many, Resource: many } }, 'identity');
    expect(parsed.ok).toBe(false);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it('never change what objects inherit', () => {
    parsePolicy(
      '{"__proto__":{"polluted":true},"Statement":[{"__proto__":{"polluted":true},"Effect":"Allow","Action":"*","Resource":"*","Condition":{"__proto__":{"polluted":true}}}]}',
      'identity',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('do not lend a statement what it inherits', () => {
    const inherited = Object.create({ Effect: 'Allow', Action: '*', Resource: '*' });
    expect(parsePolicy({ Version: '2012-10-17', Statement: [inherited] }, 'identity').ok).toBe(false);
  });
});

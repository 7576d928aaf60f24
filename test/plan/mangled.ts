/** Declarations as no compiler would let them through. */
import fc from 'fast-check';

const cyclic = (): unknown => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  cycle.again = [cycle, cycle, cycle];
  return cycle;
};

const unreadable = (): unknown =>
  Object.defineProperty({}, 'kind', {
    enumerable: true,
    get: () => {
      throw new Error('never to be seen');
    },
  });

const revoked = (): unknown => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

/** Makes what may stand anywhere instead of what belongs there. It is made late, because fast-check could not even hold some of it. */
export const junk: fc.Arbitrary<() => unknown> = fc.oneof(
  { weight: 8, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => () => value) },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('*', '', ' ', '?', 'arn:', '⟨', '⟩', '⟨tickets⟩', '⟨tickets:any⟩', '${Token[TOKEN.1]}', '__proto__')
      .map((value) => () => value),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom<() => unknown>(
      () => undefined,
      () => null,
      () => Number.NaN,
      () => Number.POSITIVE_INFINITY,
      () => -0,
      () => 10n,
      () => Symbol('junk'),
      () => () => 'junk',
      () => new Date(0),
      () => new Map([['kind', 'tool']]),
      () => /x*/,
      () => Object.create(null),
      () => ({ constructor: 'tool', toString: 1, ['__proto__']: 2 }),
      () => new Array(5),
      () => new Array(1_000_000_000),
      () => 'x'.repeat(100_000),
      () => '⟨x'.repeat(3_000),
      () => Promise.resolve('late'),
      cyclic,
      unreadable,
      revoked,
    ),
  },
);

/** A path into a value: at each step the index of a member, taken modulo their number. */
export interface Mutation {
  readonly path: readonly number[];
  readonly how: 'replace' | 'delete' | 'add' | 'rename';
  readonly make: () => unknown;
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  path: fc.array(fc.nat(30), { minLength: 1, maxLength: 7 }),
  how: fc.constantFrom('replace', 'replace', 'replace', 'delete', 'add', 'rename'),
  make: junk,
});

const isOpen = (value: unknown): value is Record<string, unknown> => {
  try {
    return typeof value === 'object' && value !== null && Object.keys(value).length > 0 && Object.keys(value).length < 1_000;
  } catch {
    return false;
  }
};

/** A copy with one place mangled. */
export function mangle(value: unknown, { path, how, make }: Mutation): unknown {
  const mangled = make();
  const [step, ...rest] = path;
  if (step === undefined || !isOpen(value)) return how === 'delete' ? undefined : mangled;
  const keys = Object.keys(value);
  const key = keys[step % keys.length] ?? '';
  let copy: Record<string, unknown>;
  try {
    copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  } catch {
    return mangled;
  }
  if (rest.length > 0 && isOpen(copy[key])) copy[key] = mangle(copy[key], { path: rest, how, make });
  else if (how === 'delete') delete copy[key];
  else if (how === 'add') copy[`${key}s`] = mangled;
  else if (how === 'rename') {
    copy[`${key.slice(0, -1)}`] = copy[key];
    delete copy[key];
  } else copy[key] = mangled;
  return copy;
}

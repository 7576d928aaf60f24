import { contains, empty, type PolicyDocument } from 'agent-workload-identity/policy';
import { allow, deny, policy } from './documents';

const BUCKET = 'arn:aws:s3:::';
const long = (unit: string, length = 20_000): string => BUCKET + unit.repeat(length / unit.length);

/** Past the parser, as somebody may build a document by hand. */
const withResource = (resource: string): PolicyDocument => {
  const document = policy([allow('*')]);
  return { ...document, statements: document.statements.map((one) => ({ ...one, resource: { negated: false, patterns: [resource] } })) };
};

describe('hostile policies', () => {
  it.each([
    ['stars and question marks', '*?', '?*'],
    ['many stars', '*a*b', '*b*a'],
    ['question marks', 'a?', '?a'],
  ])('are decided or given up in bounded time: %s', (_, inner, outer) => {
    const verdict = contains(withResource(long(inner)), withResource(long(outer)));
    expect(['proved', 'refuted', 'undecided']).toContain(verdict.verdict);
  });

  it('are not looked at where no policy can be that long', () => {
    expect(empty(withResource(long('*?', 1_000_000)))).toEqual({
      verdict: 'undecided',
      reasons: [expect.stringContaining('longer than any policy may be')],
    });
    const many = policy(Array.from({ length: 600 }, (_, index) => allow('*', `${BUCKET}${'x'.repeat(2000)}${index}`)));
    expect(empty(many)).toEqual({ verdict: 'undecided', reasons: [expect.stringContaining('more than 1000000 characters')] });
  });

  it('are given up where thousands of statements meet thousands', () => {
    const statements = Array.from({ length: 4000 }, (_, index) => allow(`s3:Get${index}*`, `${BUCKET}b${index}*`));
    const verdict = contains(policy(statements), policy(statements));
    expect(verdict).toEqual({ verdict: 'undecided', reasons: [expect.stringContaining('given up')] });
  });

  it('do not blow up where many independent conditions overlap', () => {
    const overlapping = Array.from({ length: 24 }, (_, index) =>
      (index % 2 === 0 ? allow : deny)(`s3:*${index}*`, `${BUCKET}*${index}*`, { StringLike: { [`s3:k${index % 5}`]: `*${index}*` } }),
    );
    expect(contains(policy([allow('*')]), policy(overlapping))).toMatchObject({ verdict: 'refuted' });
  });

  it('may name keys that objects have by nature', () => {
    const odd = policy([allow('*', '*', { StringEquals: { '__proto__:constructor': 'toString' } })]);
    expect(contains(odd, odd)).toEqual({ verdict: 'proved' });
    expect(contains(policy([allow('*')]), odd)).toMatchObject({ verdict: 'refuted', witness: { context: {} } });
  });
});

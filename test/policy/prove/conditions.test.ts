import { contains, type PolicyDocument, type Verdict } from 'agent-workload-identity/policy';
import { allow, deny, policy } from './documents';

type Block = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Whether requests that meet the first condition meet the second one. */
const implies = (inner: Block, outer: Block): Verdict<unknown> =>
  contains(policy([allow('*', '*', inner)]), policy([allow('*', '*', outer)]));

const PROVED = { verdict: 'proved' };
const refutedWith = (context: object): object => ({ verdict: 'refuted', witness: expect.objectContaining({ context }) });

/*
 * IAM User Guide, reference_policies_elements_condition_operators and
 * reference_policies_condition-single-vs-multi-valued-context-keys.
 */
describe('contains, on conditions', () => {
  describe('an absent key', () => {
    it('fails a positive operator and passes a negated one', () => {
      expect(implies({ StringNotEquals: { 's3:prefix': 'a' } }, { Null: { 's3:prefix': 'false' } })).toEqual(refutedWith({}));
      expect(implies({ StringEquals: { 's3:prefix': 'a' } }, { Null: { 's3:prefix': 'false' } })).toEqual(PROVED);
    });

    it('passes with IfExists', () => {
      expect(implies({ StringEqualsIfExists: { 's3:prefix': 'a' } }, { StringEquals: { 's3:prefix': 'a' } })).toEqual(refutedWith({}));
      expect(implies({ StringEquals: { 's3:prefix': 'a' } }, { StringEqualsIfExists: { 's3:prefix': 'a' } })).toEqual(PROVED);
    });

    it('fails Bool, so that denying `false` is not the same as allowing `true`', () => {
      const inner = policy([allow('*'), deny('*', '*', { Bool: { 's3:flag': 'false' } })]);
      expect(contains(inner, policy([allow('*', '*', { Bool: { 's3:flag': 'true' } })]))).toEqual(refutedWith({}));
    });

    it('is ruled out, and said to be, for keys that are in every request', () => {
      const inner = policy([allow('*'), deny('*', '*', { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } })]);
      const outer = policy([allow('*', '*', { StringEqualsIfExists: { 'aws:RequestedRegion': ['eu-west-1', 'eu-west-3'] } })]);
      expect(contains(inner, outer)).toEqual(PROVED);
      const strict = policy([allow('*', '*', { StringLike: { 'aws:RequestedRegion': '*' } })]);
      expect(contains(policy([allow('*')]), strict)).toEqual({ verdict: 'proved', assuming: ['`aws:RequestedRegion` is present'] });
    });

    it('is ruled out for keys that the asker takes to be always present', () => {
      const inner = policy([allow('*', '*', { StringNotEquals: { 'x.example:sub': 'a' } })]);
      const outer = policy([allow('*', '*', { Null: { 'x.example:sub': 'false' } })]);
      expect(contains(inner, outer, { alwaysPresent: ['X.example:SUB'] })).toEqual({
        verdict: 'proved',
        assuming: ['`x.example:sub` is present'],
      });
    });
  });

  describe('strings and ARNs', () => {
    it.each([
      [{ StringEquals: { 's3:prefix': ['a', 'b'] } }, { StringLike: { 'S3:Prefix': ['a*', '?'] } }],
      [{ StringEquals: { 's3:prefix': 'aB' } }, { StringEqualsIgnoreCase: { 's3:prefix': 'Ab' } }],
      [{ StringLike: { 's3:prefix': 'a*' } }, { StringNotEquals: { 's3:prefix': ['b', 'ca'] } }],
      [{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:111122223333:a' } }, { StringLike: { 'aws:SourceArn': 'arn:*:a' } }],
      [{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:1:a' } }, { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:*:*:?' } }],
    ] as const)('proves that %j implies %j', (inner, outer) => {
      expect(implies(inner, outer)).toEqual(PROVED);
    });

    it('does not take a literal star under StringEquals for a wildcard', () => {
      expect(implies({ StringEquals: { 's3:prefix': 'a' } }, { StringEquals: { 's3:prefix': '*' } })).toEqual(
        refutedWith({ 's3:prefix': 'a' }),
      );
    });

    it('folds case as the evaluator does, letter by letter', () => {
      const letters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
      // Past the parser: some of these letters may be in a request, but in no policy.
      const oneOf = (values: readonly string[]): PolicyDocument => {
        const document = policy([allow('*', '*', { StringEquals: { 's3:prefix': 'a' } })]);
        const statements = document.statements.map((one) => ({ ...one, conditions: one.conditions.map((line) => ({ ...line, values })) }));
        return { ...document, statements };
      };
      for (const letter of 'aKåßÿµ') {
        const equal = letters.filter((other) => other.toLowerCase() === letter.toLowerCase());
        const folded = policy([allow('*', '*', { StringEqualsIgnoreCase: { 's3:prefix': letter } })]);
        expect(contains(folded, oneOf(equal))).toEqual(PROVED);
        expect(contains(folded, oneOf(equal.slice(1)))).toEqual(refutedWith({ 's3:prefix': equal[0] }));
      }
    });

    it('does not let a wildcard of ArnLike reach over a colon', () => {
      const verdict = implies(
        { StringLike: { 'aws:SourceArn': 'arn:aws:sns:*:1:a' } },
        { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:1:a' } },
      );
      expect(verdict.verdict).toBe('refuted');
    });
  });

  describe('typed values', () => {
    it.each([
      [{ NumericLessThan: { 's3:max-keys': '10' } }, { NumericLessThanEquals: { 's3:max-keys': '10.0' } }],
      [{ NumericEquals: { 's3:max-keys': ['1', '2.5'] } }, { NumericNotEquals: { 's3:max-keys': '2' } }],
      [{ DateGreaterThan: { 'aws:CurrentTime': '2026-01-02' } }, { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T23:00:00-01:00' } }],
      [{ IpAddress: { 'aws:SourceIp': '10.1.0.0/16' } }, { IpAddress: { 'aws:SourceIp': ['10.1.0.0/17', '10.1.128.0/17'] } }],
      [{ IpAddress: { 'aws:SourceIp': '2001:db8:1::/48' } }, { IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }],
      [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { NotIpAddress: { 'aws:SourceIp': '2001:db8::/32' } }],
      [{ BinaryEquals: { 'kms:key': 'QQ==' } }, { BinaryEquals: { 'kms:key': ['Qg==', 'QQ=='] } }],
    ] as const)('proves that %j implies %j', (inner, outer) => {
      expect(implies(inner, outer)).toEqual(PROVED);
    });

    it.each([
      [{ NumericLessThanEquals: { 's3:max-keys': '10' } }, { NumericLessThan: { 's3:max-keys': '10' } }, { 's3:max-keys': '10' }],
      [
        { IpAddress: { 'aws:SourceIp': '10.1.0.0/16' } },
        { IpAddress: { 'aws:SourceIp': '10.1.0.0/17' } },
        { 'aws:SourceIp': '10.1.128.0' },
      ],
    ] as const)('refutes that %j implies %j, at the bound', (inner, outer, context) => {
      expect(implies(inner, outer)).toEqual(refutedWith(context));
    });

    it('says so where a proof needs values to be of their type', () => {
      const inner = { Null: { 'example:flag': 'false' } };
      const outer = policy([allow('*', '*', { Bool: { 'example:flag': 'true' } }), allow('*', '*', { Bool: { 'example:flag': 'false' } })]);
      expect(contains(policy([allow('*', '*', inner)]), outer)).toEqual({
        verdict: 'proved',
        assuming: ['the values of `example:flag` are of the type that its conditions ask for'],
      });
    });
  });

  describe('multi-valued keys', () => {
    const TAGS = 'aws:TagKeys';

    it('ForAllValues holds for an absent key, ForAnyValue does not', () => {
      const all = { 'ForAllValues:StringEquals': { [TAGS]: ['a', 'b'] } };
      const any = { 'ForAnyValue:StringEquals': { [TAGS]: ['a', 'b'] } };
      expect(implies(all, any)).toEqual(refutedWith({}));
      expect(implies(any, { Null: { [TAGS]: 'false' } })).toEqual(PROVED);
    });

    it('ForAllValues with a key that is present leaves out every other value', () => {
      const inner = { 'ForAllValues:StringEquals': { [TAGS]: ['a'] }, 'ForAnyValue:StringLike': { [TAGS]: '?*' } };
      expect(implies(inner, { 'ForAnyValue:StringEquals': { [TAGS]: ['a', 'b'] } })).toEqual(PROVED);
    });

    it('ForAnyValue does not keep other values out', () => {
      const verdict = implies({ 'ForAnyValue:StringEquals': { [TAGS]: 'a' } }, { 'ForAllValues:StringEquals': { [TAGS]: ['a', 'b'] } });
      expect(verdict).toMatchObject(refutedWith({ [TAGS]: expect.arrayContaining(['a']) }));
    });

    it('is left undecided where AWS does not say how several values compare', () => {
      const verdict = implies({ 'ForAnyValue:StringEquals': { [TAGS]: 'a' } }, { StringEquals: { [TAGS]: 'a' } });
      expect(verdict).toEqual({
        verdict: 'undecided',
        reasons: ['AWS does not say how several values of `aws:TagKeys` compare without a set operator'],
      });
    });
  });

  describe('holes', () => {
    it('takes the same unknown bound to be the same', () => {
      expect(implies({ NumericLessThan: { 's3:max-keys': '⟨limit:any⟩' } }, { NumericLessThan: { 's3:max-keys': '⟨limit:any⟩' } })).toEqual(
        PROVED,
      );
      expect(implies({ NumericLessThan: { 's3:max-keys': '⟨limit:any⟩' } }, { NumericLessThan: { 's3:max-keys': '10' } })).toEqual({
        verdict: 'undecided',
        reasons: ['depends on the value of `⟨limit:any⟩`'],
      });
    });

    it('reads a hole in the name of a key as the same key only where the name is the same', () => {
      const key = '⟨issuer:oidc-issuer⟩:sub';
      expect(implies({ StringEquals: { [key]: 'a' } }, { StringLike: { [key]: 'a*' } })).toEqual(PROVED);
      expect(implies({ StringEquals: { [key]: 'a' } }, { StringEquals: { 'issuer.example:sub': 'a' } })).toEqual({
        verdict: 'undecided',
        reasons: [expect.stringContaining('are the same key')],
      });
      expect(implies({ StringEquals: { [key]: 'a' } }, { StringEquals: { 'issuer.example:aud': 'a' } })).toMatchObject({
        verdict: 'refuted',
      });
    });
  });
});

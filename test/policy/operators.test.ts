import fc from 'fast-check';
import { compareValue, OPERATORS } from '../../lib/policy';
import { parseBase64 } from '../../lib/policy/operators/binary';
import { parseDate } from '../../lib/policy/operators/date';
import { compareDecimals, parseDecimal } from '../../lib/policy/operators/decimal';
import { parseAddressRange } from '../../lib/policy/operators/ip';

const operator = (name: string) => {
  const found = OPERATORS.get(name);
  if (found === undefined) throw new Error(name);
  return found;
};

describe('the operators', () => {
  it('are those of the IAM User Guide', () => {
    expect([...OPERATORS.keys()].sort()).toEqual([
      'ArnEquals',
      'ArnLike',
      'ArnNotEquals',
      'ArnNotLike',
      'BinaryEquals',
      'Bool',
      'DateEquals',
      'DateGreaterThan',
      'DateGreaterThanEquals',
      'DateLessThan',
      'DateLessThanEquals',
      'DateNotEquals',
      'IpAddress',
      'NotIpAddress',
      'Null',
      'NumericEquals',
      'NumericGreaterThan',
      'NumericGreaterThanEquals',
      'NumericLessThan',
      'NumericLessThanEquals',
      'NumericNotEquals',
      'StringEquals',
      'StringEqualsIgnoreCase',
      'StringLike',
      'StringNotEquals',
      'StringNotEqualsIgnoreCase',
      'StringNotLike',
    ]);
  });

  it('that negate say what they negate', () => {
    const negated = [...OPERATORS.values()].filter((one) => one.negated).map(({ name, positive }) => [name, positive]);
    expect(negated.sort()).toEqual([
      ['ArnNotEquals', 'ArnEquals'],
      ['ArnNotLike', 'ArnLike'],
      ['DateNotEquals', 'DateEquals'],
      ['NotIpAddress', 'IpAddress'],
      ['NumericNotEquals', 'NumericEquals'],
      ['StringNotEquals', 'StringEquals'],
      ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
      ['StringNotLike', 'StringLike'],
    ]);
  });

  it('compare a negated operator as its counterpart', () => {
    expect(compareValue(operator('StringNotEquals'), 'a', 'a')).toBe(true);
  });

  it('compare a value with a variable that is not put in with nothing', () => {
    expect(compareValue(operator('StringLike'), '${aws:username}', '${aws:username}')).toBe(false);
  });
});

describe('numbers', () => {
  it('compare like the integers that they are', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (a, b) => {
        const [left, right] = [parseDecimal(String(a)), parseDecimal(String(b))];
        return left !== undefined && right !== undefined && Math.sign(compareDecimals(left, right)) === (a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it.each([
    ['1.50', '1.5', 0],
    ['.5', '0.5', 0],
    ['1e3', '1000', 0],
    ['-2', '-10', 1],
    ['0.1', '0.09', 1],
    ['1.', '1', 0],
    ['+3', '3', 0],
  ])('%s against %s', (a, b, order) => {
    const [left, right] = [parseDecimal(a), parseDecimal(b)];
    expect(left && right && compareDecimals(left, right)).toBe(order);
  });

  it.each(['', ' ', '1,5', '0x10', 'Infinity', 'NaN', '1e', '--1', '1 ', '1'.repeat(401)])('%j is none', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });
});

describe('dates', () => {
  it('agree with the clock of the language', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
        (date) => {
          const seconds = new Date(Math.floor(date.getTime() / 1000) * 1000);
          const [iso, epoch] = [parseDate(seconds.toISOString().replace('.000Z', 'Z')), parseDecimal(String(seconds.getTime() / 1000))];
          return iso !== undefined && epoch !== undefined && compareDecimals(iso, epoch) === 0;
        },
      ),
    );
  });

  it.each([
    '2026-13',
    '2026-00',
    '2026-04-31',
    '2023-02-29',
    '2026-01-01T24:00Z',
    '2026-01-01T10:60Z',
    '2026-01-01T10:00:60Z',
    '2026-01-01T10:00',
    '2026-01-01 10:00Z',
    '2026-1-1',
    'now',
    '',
    '2026-01-01T10:00+24:00',
  ])('%j is none', (text) => {
    expect(parseDate(text)).toBeUndefined();
  });

  it('take eight digits for seconds, not for a day', () => {
    expect(parseDate('20260101')).toEqual({ digits: 20260101n, exponent: 0 });
  });
});

describe('addresses', () => {
  const contains = (range: string, address: string): boolean => compareValue(operator('IpAddress'), range, address);

  it('lie in a range exactly where their first bits are those of the range', () => {
    const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    fc.assert(
      fc.property(octets, octets, fc.integer({ min: 0, max: 32 }), (a, b, prefix) => {
        const bits = (parts: readonly number[]): string =>
          parts
            .map((part) => part.toString(2).padStart(8, '0'))
            .join('')
            .slice(0, prefix);
        return contains(`${a.join('.')}/${prefix}`, b.join('.')) === (bits(a) === bits(b));
      }),
    );
  });

  it.each([
    ['::', 0n],
    ['::1', 1n],
    ['1::', 1n << 112n],
    ['::ffff:192.0.2.1', 0xffff_c000_0201n],
    ['1:2:3:4:5:6:7:8', 0x0001_0002_0003_0004_0005_0006_0007_0008n],
  ])('reads %s', (text, address) => {
    expect(parseAddressRange(text)).toEqual({ bits: 128, address, prefix: 128 });
  });

  it.each([
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '1.2.3.4/',
    '1.2.3.4/-1',
    '1:2:3',
    ':::',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    'g::',
    '12345::',
    '1.2.3.4::',
    '::/129',
    '1::2/',
  ])('%s is none', (text) => {
    expect(parseAddressRange(text)).toBeUndefined();
  });
});

describe('base-64', () => {
  it('gives the bytes that the platform gives', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        (bytes) => parseBase64(Buffer.from(bytes).toString('base64')) === Buffer.from(bytes).toString('hex'),
      ),
    );
  });

  it.each(['A', 'AAA=A', '====', 'A===', 'AA=', 'A-_A', 'AA AA'])('%s is none', (text) => {
    expect(parseBase64(text)).toBeUndefined();
  });
});

/** For keys of numbers, dates, Booleans, addresses and bytes: one value for every way in which the policies can tell values apart. */

import type { OperatorFamily } from '../operators';
import { parseDate } from '../operators/date';
import { compareDecimals, type Decimal, parseDecimal } from '../operators/decimal';
import { parseAddressRange } from '../operators/ip';

export interface TypedValue {
  readonly text: string;
  /** Not of the type that the key has, such as a Boolean that is neither true nor false. No service sends such a value. */
  readonly illTyped: boolean;
}

/** Reads as nothing in any of these types. */
const MEANINGLESS: TypedValue = { text: 'none', illTyped: true };

const typed = (text: string): TypedValue => ({ text, illTyped: false });

/** @param written the values that the policies compare with */
export function representatives(family: OperatorFamily, written: readonly string[]): readonly TypedValue[] {
  switch (family) {
    case 'bool':
      return [typed('true'), typed('false'), MEANINGLESS];
    case 'numeric':
      return [
        ...around(
          written.flatMap((text) => parseDecimal(text) ?? []),
          0n,
        ).map((value) => typed(renderDecimal(value))),
        MEANINGLESS,
      ];
    case 'date':
      return [
        ...around(
          written.flatMap((text) => parseDate(text) ?? []),
          86_400n,
        ).map((value) => typed(renderDate(value))),
        MEANINGLESS,
      ];
    case 'ip':
      return addresses(written);
    case 'binary':
      return [...written.map(typed), ...unwrittenBytes(written), MEANINGLESS];
    default:
      return [];
  }
}

/** Every bound, a value between neighbours, and one beyond each end: the order is dense, so nothing else can be told apart. */
function around(bounds: readonly Decimal[], whenNone: bigint): readonly Decimal[] {
  const sorted = [...bounds].sort(compareDecimals).filter((bound, index, all) => {
    const before = all[index - 1];
    return before === undefined || compareDecimals(before, bound) !== 0;
  });
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [{ digits: whenNone, exponent: 0 }];
  const between = sorted.flatMap((bound, index) => {
    const next = sorted[index + 1];
    return next === undefined ? [bound] : [bound, middle(bound, next)];
  });
  return [shift(first, -1n), ...between, shift(last, 1n)];
}

const at = ({ digits, exponent }: Decimal, lower: number): bigint => digits * 10n ** BigInt(exponent - lower);

function middle(a: Decimal, b: Decimal): Decimal {
  // A whole number in between reads better than a fraction.
  const floor = a.exponent >= 0 ? at(a, 0) : a.digits / 10n ** BigInt(-a.exponent);
  for (const digits of [floor + 1n, floor]) {
    const whole: Decimal = { digits, exponent: 0 };
    if (compareDecimals(a, whole) < 0 && compareDecimals(whole, b) < 0) return whole;
  }
  const exponent = Math.min(a.exponent, b.exponent) - 1;
  return { digits: (at(a, exponent) + at(b, exponent)) / 2n, exponent };
}

function shift(value: Decimal, by: bigint): Decimal {
  const exponent = Math.min(value.exponent, 0);
  return { digits: at(value, exponent) + by * 10n ** BigInt(-exponent), exponent };
}

function renderDecimal({ digits, exponent }: Decimal): string {
  if (exponent >= 0) return String(digits * 10n ** BigInt(exponent));
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits).padStart(1 - exponent, '0');
  const fraction = text.slice(exponent).replace(/0+$/, '');
  return `${sign}${text.slice(0, exponent)}${fraction === '' ? '' : `.${fraction}`}`;
}

function renderDate(value: Decimal): string {
  const text = renderDecimal(value);
  const whole = /^(-?\d+)(\.\d+)?$/.exec(text);
  const date = new Date(Number(whole?.[1] ?? '0') * 1000);
  const iso = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  // Before 1970 the fraction would have to be counted backwards, and beyond the year 9999 ISO 8601 has other forms.
  const expressible = /^\d{4}-/.test(iso) && (whole?.[2] === undefined || !text.startsWith('-'));
  if (!expressible) return text;
  return iso.replace('.000Z', `${whole?.[2] ?? ''}Z`);
}

interface Interval {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

function addresses(written: readonly string[]): readonly TypedValue[] {
  const intervals = written.flatMap((text): readonly Interval[] => {
    const range = parseAddressRange(text);
    if (range === undefined) return [];
    const size = 1n << BigInt(range.bits - range.prefix);
    const first = (range.address / size) * size;
    return [{ bits: range.bits, first, last: first + size - 1n }];
  });
  const values = new Set<string>();
  for (const { bits, first, last } of intervals) {
    const top = (1n << BigInt(bits)) - 1n;
    for (const address of [first + (last > first ? 1n : 0n), first, last + 1n, first - 1n]) {
      if (address >= 0n && address <= top) values.add(renderAddress(bits, address));
    }
  }
  // Documentation addresses (RFC 5737, RFC 3849) for everything outside the ranges.
  for (const outside of ['203.0.113.9', '2001:db8::9']) values.add(outside);
  // A request comes from one address; a range as a value is compared by inclusion, and only the written ranges differ in that.
  return [...[...values].map(typed), ...written.map((text) => ({ text, illTyped: true })), MEANINGLESS];
}

function renderAddress(bits: 32 | 128, address: bigint): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((by) => String((address >> by) & 0xffn)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  return groups.join(':').replace(/(?:^|:)0(?::0)+(?::|$)/, '::');
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The numbers 0, 1, … as three bytes each: one more than there are written values, so that one of them is unwritten. */
const unwrittenBytes = (written: readonly string[]): readonly TypedValue[] =>
  Array.from({ length: written.length + 1 }, (_, index) => typed([18, 12, 6, 0].map((by) => BASE64.charAt((index >> by) & 63)).join('')));

/** Decimal numbers of any length, compared exactly. */

/** `digits` × 10^`exponent`, with the sign in `digits`. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$|^([+-]?)\.(\d+)(?:[eE]([+-]?\d{1,3}))?$/;

/** Integers that fit into a number of JavaScript. */
const SHORT = /^\d{1,15}$/;

/** More digits than any condition key can hold; beyond it a text is taken for no number rather than computed with. */
const LONGEST = 400;

/** Reads an integer or decimal number; `undefined` for text that is none. */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > LONGEST) return undefined;
  if (SHORT.test(text)) return { digits: BigInt(Number(text)), exponent: 0 };
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const sign = match[1] ?? match[5] ?? '';
  const whole = match[2] ?? '';
  const fraction = match[3] ?? match[6] ?? '';
  const digits = BigInt(whole + fraction);
  return { digits: sign === '-' ? -digits : digits, exponent: Number(match[4] ?? match[7] ?? '0') - fraction.length };
}

/** Negative where `a` is the smaller, positive where `b` is, 0 where they are equal. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.exponent === b.exponent) return a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0;
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.digits * 10n ** BigInt(a.exponent - exponent);
  const right = b.digits * 10n ** BigInt(b.exponent - exponent);
  return left < right ? -1 : left > right ? 1 : 0;
}

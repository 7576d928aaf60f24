/** Date operators: the W3C profile of ISO 8601, or seconds since 1970 (IAM User Guide, "Date condition operators"). */
import { type Decimal, parseDecimal } from './decimal';
import { orderedOperators } from './ordered';

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,18}))?)?(Z|[+-]\d\d:\d\d))?)?)?$/;

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const offsetMinutes = (zone: string): number | undefined => {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
};

/**
 * Reads a date as seconds since 1970-01-01T00:00Z; `undefined` for text that is none.
 *
 * Forms: `2026`, `2026-11`, `2026-11-23`, `2026-11-23T10:30Z`, `2026-11-23T10:30:00Z`, `2026-11-23T10:30:00.5+01:00`,
 * and a number of seconds. Four digits are a year. What is left out is the earliest moment: month 1, day 1, 00:00 UTC.
 */
export function parseDate(text: string): Decimal | undefined {
  const match = DATE.exec(text);
  if (match === null) return /^-?\d+(?:\.\d+)?$/.test(text) ? parseDecimal(text) : undefined;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match;
  const offset = offsetMinutes(zone);
  const [y, m, d, h, min, s] = [Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second)];
  if (offset === undefined || m < 1 || m > 12 || d < 1 || d > daysIn(y, m) || h > 23 || min > 59 || s > 59) return undefined;
  const midnight = new Date(0);
  // `Date.UTC` would take the years 0 to 99 for 1900 to 1999.
  midnight.setUTCFullYear(y, m - 1, d);
  const seconds = BigInt(midnight.getTime() / 1000 + h * 3600 + (min - offset) * 60 + s);
  if (fraction === '') return { digits: seconds, exponent: 0 };
  return { digits: seconds * 10n ** BigInt(fraction.length) + BigInt(fraction), exponent: -fraction.length };
}

export const DATE_OPERATORS = orderedOperators('date', 'Date', parseDate, 'a date of ISO 8601 or a number of seconds since 1970');

/** What the clocks of a time zone say: which moments a date and a time of day there can mean. Zones are those of IANA, as the platform knows them. */

/** A time of day in minutes since local midnight, 0 to 1,440. */
export type Minutes = number;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}

/** Whether it is a zone of IANA's database by its own name: an offset such as `+01:00` is none, because it knows no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What the clocks show at a moment, as if it were UTC. */
function shownAt(moment: number, timeZone: string): number {
  const part = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0, part.minute ?? 0, part.second ?? 0);
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** When the clocks are first and last at this reading. Where they skip it, both are the moment of the jump; where they show it twice, they differ. */
export interface Readings {
  readonly first: number;
  readonly last: number;
}

/** The moments, in milliseconds since 1970, at which the clocks of a zone show `minutes` past midnight of a date. */
export function momentsOf(date: string, minutes: Minutes, timeZone: string): Readings {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE;
  // The offsets before and after whatever change is near: no zone changes its clocks twice within two days.
  const offsets = [...new Set([-1, 1].map((side) => shownAt(wanted + side * DAY, timeZone) - (wanted + side * DAY)))];
  const candidates = offsets.map((offset) => wanted - offset).sort((a, b) => a - b);
  const shown = candidates.filter((moment) => shownAt(moment, timeZone) === wanted);
  if (shown.length > 0) return { first: shown[0] ?? wanted, last: shown[shown.length - 1] ?? wanted };
  const jump = jumpWithin(candidates[0] ?? wanted, candidates[candidates.length - 1] ?? wanted, timeZone);
  return { first: jump, last: jump };
}

/** The moment within a span at which the clocks jump: the first one with the later offset. */
function jumpWithin(from: number, until: number, timeZone: string): number {
  const offsetAt = (moment: number): number => shownAt(moment, timeZone) - moment;
  const after = offsetAt(until);
  let [low, high] = [from, until];
  while (high - low > 1_000) {
    const middle = low + Math.floor((high - low) / 2_000) * 1_000;
    if (offsetAt(middle) === after) high = middle;
    else low = middle;
  }
  return high;
}

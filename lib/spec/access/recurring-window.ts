/**
 * A window that recurs, in the local time of a zone: IAM knows absolute moments only, so that the window of each day is written into the role while it lasts.
 *
 * Whoever writes it takes each day's moments from {@link openingOn}: clocks that are put forward or back never make a window longer.
 */
import type { FindingList } from '../../finding/finding-list';
import { either, listOf, oneOf, record, shown, text, whole } from '../form';
import { defineCondition } from './define-condition';
import { isTimeZone, momentsOf } from './local-time';
import { inUtc } from './window';

/** The days of the week, Sunday first, as JavaScript counts them. */
export const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Day = (typeof DAYS)[number];

/** A window that recurs on certain days of the week. */
export interface RecurringWindow {
  /** `day`, `weekday` (Monday to Friday), or days by name. */
  readonly every: 'day' | 'weekday' | readonly [Day, ...Day[]];
  /** Local time at which it opens, 24 hours: `08:00`. */
  readonly from: `${number}:${number}`;
  /** Local time at which it closes, later on the same day, `24:00` at the latest. A window over midnight is two: end the first at `24:00`. */
  readonly until: `${number}:${number}`;
  /** A zone of IANA's database by name, such as `Europe/Berlin`. */
  readonly timeZone: string;
}

/** Minutes since midnight; undefined for what is no time of day. */
export function minutesOf(time: string): number | undefined {
  const match = /^(\d{2}):(\d{2})$/.exec(time);
  if (match === null) return undefined;
  const [hours, minutes] = [Number(match[1]), Number(match[2])];
  return minutes > 59 || hours > 24 || (hours === 24 && minutes > 0) ? undefined : hours * 60 + minutes;
}

/** The days on which a window opens, Sunday first. */
export function daysOf({ every }: Pick<RecurringWindow, 'every'>): readonly Day[] {
  if (every === 'day') return DAYS;
  if (every === 'weekday') return DAYS.slice(1, 6);
  return DAYS.filter((day) => every.includes(day));
}

/** One day's window: two moments in UTC. The beginning belongs to it, the end does not. */
export interface Opening {
  readonly from: string;
  readonly until: string;
}

/**
 * The absolute window of one local date, `YYYY-MM-DD`; undefined where it does not open that day.
 *
 * Where the clocks are put forward over its beginning or end, that is the moment of the jump. Where they are put back, it opens the second time and closes the
 * first: the window is never open longer than was meant, and one that lies within the repeated hour stays closed that day.
 */
export function openingOn(window: RecurringWindow, date: string): Opening | undefined {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(midnight)) throw new RangeError(`\`${date}\` is no date: write it as YYYY-MM-DD`);
  const day = DAYS[new Date(midnight).getUTCDay()];
  const [from, until] = [minutesOf(window.from), minutesOf(window.until)];
  if (day === undefined || from === undefined || until === undefined || !daysOf(window).includes(day)) return undefined;
  const opens = momentsOf(date, from, window.timeZone).last;
  const closes = momentsOf(date, until, window.timeZone).first;
  return opens < closes ? { from: inUtc(opens), until: inUtc(closes) } : undefined;
}

function checkTime(name: 'from' | 'until', time: string | undefined, findings: FindingList): number | undefined {
  const minutes = time === undefined ? undefined : minutesOf(time);
  if (minutes === undefined)
    findings.add('WI178', {
      what: time === undefined ? `the recurring window has no \`${name}\`` : `${shown(time)} is no time of day`,
      fix: 'write hours and minutes of 24 hours, such as `08:00`',
      pointer: name,
    });
  return minutes;
}

function checkDays(every: RecurringWindow['every'] | undefined, findings: FindingList): void {
  const fix = `write \`day\`, \`weekday\`, or a list of ${DAYS.map((day) => `\`${day}\``).join(', ')}`;
  if (every === undefined) findings.add('WI178', { what: 'the recurring window names no days', fix, pointer: 'every' });
  else if (typeof every !== 'string') {
    const days: readonly string[] = every;
    if (days.length === 0) findings.add('WI178', { what: 'the recurring window opens on no day', fix, pointer: 'every' });
    const twice = days.find((day, index) => days.indexOf(day) !== index);
    if (twice !== undefined) findings.add('WI178', { what: `${shown(twice)} is named twice`, fix: 'name each day once', pointer: 'every' });
  }
}

function checkTimeZone(timeZone: string | undefined, findings: FindingList): void {
  if (timeZone !== undefined && isTimeZone(timeZone)) return;
  findings.add('WI178', {
    what: timeZone === undefined ? 'the recurring window has no time zone' : `there is no time zone ${shown(timeZone)}`,
    fix: 'name a zone of the IANA database, such as `Europe/Berlin` or `UTC`',
    pointer: 'timeZone',
  });
}

const everyForm = either((value) => typeof value === 'string', oneOf('day', 'weekday'), whole(listOf(oneOf(...DAYS), 'days')));

export const recurringWindowCondition = defineCondition<RecurringWindow>({
  form: whole(record({ every: everyForm, from: text, until: text, timeZone: text })),
  check: ({ every, from, until, timeZone }: Partial<RecurringWindow>, findings) => {
    checkDays(every, findings);
    const begin = checkTime('from', from, findings);
    const end = checkTime('until', until, findings);
    if (begin !== undefined && end !== undefined && end <= begin)
      findings.add('WI178', {
        what: `the recurring window ends at ${shown(until)}, ${end === begin ? 'when' : 'before'} it begins`,
        fix: 'give an `until` later on the same day, `24:00` at the latest; a window over midnight is two',
        pointer: 'until',
      });
    checkTimeZone(timeZone, findings);
  },
  beyond: (own, agents) => {
    if (own.timeZone !== agents.timeZone) return `times in \`${own.timeZone}\` instead of \`${agents.timeZone}\``;
    const days = daysOf(own).filter((day) => !daysOf(agents).includes(day));
    if (days.length > 0) return days.map((day) => `\`${day}\``).join(', ');
    if ((minutesOf(own.from) ?? 0) < (minutesOf(agents.from) ?? 0)) return `\`${own.from}\``;
    return (minutesOf(own.until) ?? 0) > (minutesOf(agents.until) ?? 0) ? `\`${own.until}\`` : undefined;
  },
  inWords: ({ every, from, until, timeZone }) =>
    `every ${typeof every === 'string' ? every : every.join(', ')} from ${from} until ${until} in ${timeZone}`,
  enforce: () => ({
    denials: [],
    by: [
      { where: 'scheduler', how: 'denied outside of the last window that a schedule has written into the role, which expires by itself' },
    ],
  }),
});

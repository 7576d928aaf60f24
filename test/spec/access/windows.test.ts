/** When a window is open: absolute ones by IAM, and each day's opening of a recurring one, whatever the clocks do. */
import { openingOn, type RecurringWindow } from 'agent-workload-identity';

const BERLIN: RecurringWindow = { every: 'weekday', from: '08:00', until: '18:00', timeZone: 'Europe/Berlin' };
const daily = (from: RecurringWindow['from'], until: RecurringWindow['until'], timeZone: string): RecurringWindow => ({
  every: 'day',
  from,
  until,
  timeZone,
});

describe('a recurring window opens', () => {
  it('by local time, an hour earlier in UTC when it is summer', () => {
    expect(openingOn(BERLIN, '2027-01-11')).toEqual({ from: '2027-01-11T07:00:00Z', until: '2027-01-11T17:00:00Z' });
    expect(openingOn(BERLIN, '2027-07-12')).toEqual({ from: '2027-07-12T06:00:00Z', until: '2027-07-12T16:00:00Z' });
  });

  it('on its days only', () => {
    expect(openingOn(BERLIN, '2027-01-09')).toBeUndefined(); // A Saturday.
    expect(openingOn(BERLIN, '2027-01-10')).toBeUndefined(); // A Sunday.
    const sundays: RecurringWindow = { ...BERLIN, every: ['sunday'] };
    expect(openingOn(sundays, '2027-01-10')).toEqual({ from: '2027-01-10T07:00:00Z', until: '2027-01-10T17:00:00Z' });
    expect(openingOn(sundays, '2027-01-11')).toBeUndefined();
  });

  it('until midnight, which belongs to the next day', () => {
    expect(openingOn(daily('22:00', '24:00', 'Europe/Berlin'), '2027-01-11')).toEqual({
      from: '2027-01-11T21:00:00Z',
      until: '2027-01-11T23:00:00Z',
    });
  });

  it('in zones far from UTC and off the hour', () => {
    expect(openingOn(daily('08:00', '09:00', 'Pacific/Kiritimati'), '2027-01-11')).toEqual({
      from: '2027-01-10T18:00:00Z',
      until: '2027-01-10T19:00:00Z',
    });
    expect(openingOn(daily('08:00', '09:00', 'Asia/Kathmandu'), '2027-01-11')).toEqual({
      from: '2027-01-11T02:15:00Z',
      until: '2027-01-11T03:15:00Z',
    });
  });
});

describe('when clocks are put forward, from 02:00 to 03:00 on 28 March 2027', () => {
  const on = (from: RecurringWindow['from'], until: RecurringWindow['until']) =>
    openingOn(daily(from, until, 'Europe/Berlin'), '2027-03-28');

  it('a window over the jump is an hour shorter', () => {
    expect(on('01:00', '04:00')).toEqual({ from: '2027-03-28T00:00:00Z', until: '2027-03-28T02:00:00Z' });
  });

  it('one that begins in the missing hour opens at the jump', () => {
    expect(on('02:30', '04:00')).toEqual({ from: '2027-03-28T01:00:00Z', until: '2027-03-28T02:00:00Z' });
  });

  it('one that ends in the missing hour closes at the jump', () => {
    expect(on('01:00', '02:30')).toEqual({ from: '2027-03-28T00:00:00Z', until: '2027-03-28T01:00:00Z' });
  });

  it('one within the missing hour stays closed', () => {
    expect(on('02:10', '02:50')).toBeUndefined();
  });
});

describe('when clocks are put back, from 03:00 to 02:00 on 31 October 2027', () => {
  const on = (from: RecurringWindow['from'], until: RecurringWindow['until']) =>
    openingOn(daily(from, until, 'Europe/Berlin'), '2027-10-31');

  it('a window over the whole hour has both of them', () => {
    expect(on('01:00', '04:00')).toEqual({ from: '2027-10-30T23:00:00Z', until: '2027-10-31T03:00:00Z' });
  });

  it('one that begins in the repeated hour opens the second time', () => {
    expect(on('02:30', '04:00')).toEqual({ from: '2027-10-31T01:30:00Z', until: '2027-10-31T03:00:00Z' });
  });

  it('one that ends in the repeated hour closes the first time', () => {
    expect(on('01:00', '02:30')).toEqual({ from: '2027-10-30T23:00:00Z', until: '2027-10-31T00:30:00Z' });
  });

  it('one within the repeated hour stays closed: the second time is never earlier than the first', () => {
    expect(on('02:10', '02:50')).toBeUndefined();
  });
});

describe('no day of any year', () => {
  it.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Africa/Casablanca', 'UTC'])(
    'is a window in %s open for longer than it says, but for an hour that is repeated within it',
    (timeZone) => {
      for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2029, 0, 1); day += 86_400_000) {
        const date = new Date(day).toISOString().slice(0, 10);
        const opening = openingOn(daily('00:15', '02:45', timeZone), date);
        if (opening === undefined) continue;
        const minutes = (Date.parse(opening.until) - Date.parse(opening.from)) / 60_000;
        // Where clocks are put back within the window it has the repeated hour as well.
        expect(minutes).toBeLessThanOrEqual(timeZone === 'UTC' ? 150 : 210);
        expect(minutes).toBeGreaterThan(0);
      }
    },
  );
});

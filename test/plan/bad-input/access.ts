/** What is wrong with conditions of access. */
import { agentWith, type Loose, withCrm } from '../declared';
import type { BadInput } from './bad-input-case';

const access = (members: Loose) => agentWith({ access: members });
const office = { every: 'weekday', from: '08:00', until: '18:00', timeZone: 'Europe/Berlin' };
const recurring = (members: Loose) => access({ recurringWindow: { ...office, ...members } });

const WINDOWS: readonly BadInput[] = [
  {
    what: 'a window that begins without a time zone',
    agent: access({ window: { from: '2026-12-01T08:00:00' } }),
    code: 'WI177',
    at: 'access.window.from',
    says: '`2026-12-01T08:00:00` has no time zone',
    fix: '2026-12-31T22:00:00Z',
  },
  {
    what: 'a window that ends on a date without a time',
    agent: access({ window: { until: '2026-12-31' } }),
    code: 'WI177',
    at: 'access.window.until',
    says: '`2026-12-31` is no moment',
    fix: '2026-12-31T22:00:00Z',
  },
  {
    what: 'a window that ends on the 30th of February',
    agent: access({ window: { until: '2027-02-30T00:00:00Z' } }),
    code: 'WI177',
    at: 'access.window.until',
    says: '`2027-02-30T00:00:00Z`',
    fix: 'such as',
  },
  {
    what: 'a window that ends before it begins',
    agent: access({ window: { from: '2026-12-31T00:00:00Z', until: '2026-12-01T00:00:00Z' } }),
    code: 'WI177',
    at: 'access.window.until',
    says: 'before it begins',
    fix: 'later than `from`',
  },
  {
    what: 'a window that ends when it begins, in another zone',
    agent: access({ window: { from: '2026-12-31T12:00:00Z', until: '2026-12-31T13:00:00+01:00' } }),
    code: 'WI177',
    at: 'access.window.until',
    says: 'when it begins',
    fix: 'later than `from`',
  },
  {
    what: 'a window without either end',
    agent: access({ window: {} }),
    code: 'WI177',
    at: 'access.window',
    says: 'neither beginning nor end',
    fix: '`until`',
  },
  {
    what: 'a window as text',
    agent: access({ window: '2026-12-31T00:00:00Z' }),
    code: 'WI100',
    at: 'access.window',
    says: 'text stands',
    fix: 'a record',
  },
  {
    what: 'a window of a component that is longer than its agent\u2019s',
    agent: { ...withCrm({ access: { window: { until: '2028-01-01T00:00:00Z' } } }), access: { window: { until: '2027-01-01T00:00:00Z' } } },
    code: 'WI182',
    at: 'components.crm.access.window',
    says: '`2028-01-01T00:00:00Z`',
    fix: 'access.window',
  },
  {
    what: 'a window of a component without the end that its agent\u2019s has',
    agent: { ...withCrm({ access: { window: { from: '2026-12-01T00:00:00Z' } } }), access: { window: { until: '2027-01-01T00:00:00Z' } } },
    code: 'WI182',
    at: 'components.crm.access.window',
    says: 'all times after',
    fix: 'access.window',
  },
  {
    what: 'an unknown time zone',
    agent: recurring({ timeZone: 'Europe/Bonn' }),
    code: 'WI178',
    at: 'access.recurringWindow.timeZone',
    says: '`Europe/Bonn`',
    fix: 'Europe/Berlin',
  },
  {
    what: 'an offset as time zone',
    agent: recurring({ timeZone: '+01:00' }),
    code: 'WI178',
    at: 'access.recurringWindow.timeZone',
    says: '`+01:00`',
    fix: 'IANA',
  },
  {
    what: 'a recurring window over midnight',
    agent: recurring({ from: '22:00', until: '06:00' }),
    code: 'WI178',
    at: 'access.recurringWindow.until',
    says: 'before it begins',
    fix: 'over midnight is two',
  },
  {
    what: 'a recurring window at 25 hours',
    agent: recurring({ until: '25:00' }),
    code: 'WI178',
    at: 'access.recurringWindow.until',
    says: '`25:00`',
    fix: '`08:00`',
  },
  {
    what: 'a recurring window at hours of one digit',
    agent: recurring({ from: '8:00' }),
    code: 'WI178',
    at: 'access.recurringWindow.from',
    says: '`8:00`',
    fix: '`08:00`',
  },
  {
    what: 'a recurring window on no day',
    agent: recurring({ every: [] }),
    code: 'WI178',
    at: 'access.recurringWindow.every',
    says: 'no day',
    fix: '`weekday`',
  },
  {
    what: 'a recurring window on one day twice',
    agent: recurring({ every: ['monday', 'monday'] }),
    code: 'WI178',
    at: 'access.recurringWindow.every',
    says: '`monday` is named twice',
    fix: 'once',
  },
  {
    what: 'a recurring window on a misspelt day',
    agent: recurring({ every: ['wensday'] }),
    code: 'WI100',
    at: 'access.recurringWindow.every.0',
    says: '`wensday`',
    fix: 'did you mean `wednesday`?',
  },
  {
    what: 'a recurring window without a time zone',
    agent: recurring({ timeZone: undefined }),
    code: 'WI178',
    at: 'access.recurringWindow.timeZone',
    says: 'no time zone',
    fix: 'IANA',
  },
];

const REGIONS: readonly BadInput[] = [
  {
    what: 'a region that there is not',
    agent: access({ regions: ['eu-central-1', 'eu-centrall-1'] }),
    code: 'WI113',
    at: 'access.regions',
    says: '`eu-centrall-1`',
    fix: 'did you mean `eu-central-1`?',
  },
  {
    what: 'the place of no region that Bedrock gives global profiles',
    agent: access({ regions: ['eu-central-1', 'unspecified'] }),
    code: 'WI113',
    at: 'access.regions',
    says: '`unspecified`',
    fix: 'eu-central-1',
  },
  {
    what: 'a region of a component that its agent denies',
    agent: { ...withCrm({ access: { regions: ['eu-central-1', 'us-east-1'] } }), access: { regions: ['eu-central-1'] } },
    code: 'WI182',
    at: 'components.crm.access.regions',
    says: '`us-east-1`',
    fix: 'access.regions',
  },
];

export const ACCESS: readonly BadInput[] = [...WINDOWS, ...REGIONS];

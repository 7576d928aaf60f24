/** The files that say what is accepted: a file with a fault accepts nothing. */
import Ajv from 'ajv/dist/2020';
import { readAcknowledgements } from '../../lib/report/acknowledgement';
import { type Baseline, baselineText, readBaseline, shortened } from '../../lib/report/baseline';
import type { JudgedPath } from '../../lib/report/judged-path';
import { acknowledgementNotices } from '../../lib/report/notices';
import { FULL } from './reports';

const PIN = '0123456789abcdef0123456789abcdef';
const entry = {
  fingerprint: PIN,
  because: 'the pipeline alone assumes it',
  owner: 'platform',
  expires: '2027-01-31',
  code: 'WI301',
  resource: 'App/Tool',
};
const file = (...acknowledgements: readonly unknown[]) => ({ version: 1, acknowledgements });

const ajv = new Ajv({ strict: true });
const bySchema = ajv.compile(jest.requireActual('../../schemas/acknowledgements.schema.json'));
const baselineBySchema = ajv.compile(jest.requireActual('../../schemas/baseline.schema.json'));

describe('a file of acknowledgements', () => {
  it.each([
    ['in full', file(entry)],
    ['with what is needed', file({ fingerprint: PIN, because: 'so', owner: 'me' })],
    ['without any', file()],
    ['with its schema', { $schema: './node_modules/agent-workload-identity/schemas/acknowledgements.schema.json', ...file(entry) }],
  ])('is read: %s', (_what, value) => {
    expect(readAcknowledgements(value)).toEqual({ acknowledgements: value.acknowledgements });
    expect(bySchema(value)).toBe(true);
  });

  it.each<[string, unknown, string]>([
    ['a list', [entry], 'it has no list of `acknowledgements`'],
    ['another version', { ...file(entry), version: 2 }, 'its `version` is not 1'],
    ['no reason', file({ fingerprint: PIN, owner: 'me' }), 'at 0 is none: `because` must be a text'],
    ['an empty reason', file({ ...entry, because: ' ' }), '`because` must be a text that is not empty'],
    ['no owner', file(entry, { fingerprint: PIN, because: 'so' }), 'at 1 is none: `owner`'],
    [
      'a misspelt expiry, which would accept for ever',
      file({ ...entry, expires: undefined, expire: '2027-01-31' }),
      'did you mean `expires`',
    ],
    ['a day that is none', file({ ...entry, expires: '31.01.2027' }), '`expires` must be a day such as'],
    ['a short fingerprint', file({ ...entry, fingerprint: 'abc' }), 'is no fingerprint'],
    ['a number', file(7), 'it must be an object, not a number'],
    ['a stranger', { ...file(entry), acknowledgments: [] }, 'the key `acknowledgments` is not known; did you mean `acknowledgements`'],
    ['an inherited name', JSON.parse(`{"version":1,"acknowledgements":[],"__proto__":1}`), 'the key `__proto__` is not known'],
  ])('accepts nothing with %s', (_what, value, why) => {
    const read = readAcknowledgements(JSON.parse(JSON.stringify(value)));
    expect('why' in read && read.why).toContain(why);
    expect(bySchema(JSON.parse(JSON.stringify(value)))).toBe(false);
  });

  it('knows how long months are', () => {
    expect(readAcknowledgements(file({ ...entry, expires: '2027-02-29' }))).toHaveProperty('why');
    expect(readAcknowledgements(file({ ...entry, expires: '2028-02-29' }))).toHaveProperty('acknowledgements');
  });
});

describe('a baseline', () => {
  const baseline: Baseline = {
    version: 1,
    findings: [
      { fingerprint: '4'.repeat(32), code: 'WI301', file: 'cdk.out', resource: 'App/Tool' },
      { fingerprint: '8'.repeat(32), code: 'WI301', file: 'cdk.out' },
      { fingerprint: '9'.repeat(32), code: 'WI301', file: 'elsewhere.json' },
    ],
  };

  it('is read as it was written, one finding a line', () => {
    const text = baselineText(baseline);
    expect(readBaseline(JSON.parse(text))).toEqual({ baseline });
    expect(text.split('\n').filter((line) => line.includes('"WI301"'))).toHaveLength(3);
    expect(baselineBySchema(JSON.parse(text))).toBe(true);
    expect(readBaseline(JSON.parse(baselineText({ version: 1, findings: [] })))).toEqual({ baseline: { version: 1, findings: [] } });
  });

  it.each<[string, unknown]>([
    ['a template', { Resources: {} }],
    ['another version', { ...baseline, version: '1' }],
    ['an entry without a fingerprint', { version: 1, findings: [{ code: 'WI301', file: 'x' }] }],
    ['an entry with a stranger', { version: 1, findings: [{ ...baseline.findings[0], line: 3 }] }],
    ['null', null],
  ])('is none: %s', (_what, value) => {
    expect(readBaseline(value)).toHaveProperty('why');
    expect(baselineBySchema(value)).toBe(false);
  });

  it('is only ever shortened, by what has vanished from the paths that were judged', () => {
    const { findings } = shortened(baseline, FULL.judged);
    // The first is still found, the second is not, and of the third nothing is known.
    expect(findings.map(({ fingerprint }) => fingerprint[0])).toEqual(['4', '9']);
    expect(shortened({ version: 1, findings: [] }, FULL.judged).findings).toEqual([]);
  });
});

describe('what is told of acknowledgements', () => {
  const notices = (acknowledgement: Partial<typeof entry>, judged: readonly JudgedPath[] = FULL.judged) =>
    acknowledgementNotices({ acknowledgements: [{ ...entry, ...acknowledgement }], today: '2026-06-30' }, judged).map(({ what }) => what);

  it('is nothing where they hold', () => {
    expect(notices({ fingerprint: '3'.repeat(32) })).toEqual([]);
  });

  it('is that they have expired, where the finding is still there', () => {
    expect(notices({ expires: '2026-06-29' })).toEqual([expect.stringContaining('expired on 2026-06-29, so the finding is back')]);
  });

  it('is that the content has changed, where the same is found of the same resource', () => {
    expect(notices({ fingerprint: 'a'.repeat(32), code: 'WI201', resource: 'App/Tool/Resource' })).toEqual([
      expect.stringContaining('no longer holds: what it accepted has changed'),
    ]);
  });

  it('is that they are stale otherwise', () => {
    expect(notices({ fingerprint: 'a'.repeat(32) })).toEqual([expect.stringContaining('is stale')]);
  });
});

/** Adopting the rules on templates that are not sound yet: baseline, ratchet, acknowledgements. */
import { readFileSync } from 'node:fs';
import { LAMBDA_TRUST, role, soundRole } from '../../lib/rules/examples/parts';
import { agentIdentity, folder } from './command';

const files = folder();
afterAll(files.remove);

const unbounded = role({ trust: LAMBDA_TRUST });
const long = role({ trust: LAMBDA_TRUST, maxSessionSeconds: 43_200 });
const write = (Resources: object, name = 'template.json'): string => files.file(name, { Resources });

const baseline = `${files.path}/baseline.json`;
const entries = (file = baseline): readonly { readonly code: string; readonly resource: string }[] =>
  JSON.parse(readFileSync(file, 'utf8')).findings;

interface Finding {
  readonly fingerprint: string;
  readonly code: string;
}

const found = (path: string): readonly Finding[] => JSON.parse(agentIdentity('check', path, '--format', 'json').out).findings;

describe('a baseline', () => {
  const template = write({ Old: long });

  it('records what is found today, once it is asked to', () => {
    const { code, out } = agentIdentity('check', template, '--write-baseline', baseline);
    expect(code).toBe(0);
    expect(out).toContain('in the baseline  2 findings');
    expect(entries().map((entry) => [entry.code, entry.resource])).toEqual([
      ['WI301', 'template.json Old'],
      ['WI501', 'template.json Old'],
    ]);
    expect(agentIdentity('check', template).code).toBe(1);
    expect(agentIdentity('check', template, '--baseline', baseline).code).toBe(0);
  });

  it('accepts nothing new', () => {
    const more = write({ Old: long, New: unbounded });
    const { code, out } = agentIdentity('check', more, '--baseline', baseline, '--update-baseline');
    expect(code).toBe(1);
    expect(out).toContain('the role `New` has no permissions boundary');
    expect(out).not.toContain('the role `Old`');
    expect(entries()).toHaveLength(2);
  });

  it('accepts nothing that has changed', () => {
    const longer = write({ Old: role({ trust: LAMBDA_TRUST, maxSessionSeconds: 40_000 }) });
    const { code, out } = agentIdentity('check', longer, '--baseline', baseline);
    expect(code).toBe(1);
    expect(out).toContain('WI501');
    expect(out).not.toContain('WI301');
  });

  it('tells what is mended, and is shortened only when asked', () => {
    const mended = write({ Old: unbounded });
    const told = agentIdentity('check', mended, '--baseline', baseline);
    expect(told.code).toBe(0);
    expect(told.out).toContain('1 finding of the baseline is no longer found');
    expect(entries()).toHaveLength(2);
    const updated = agentIdentity('check', mended, '--baseline', baseline, '--update-baseline');
    expect(updated.code).toBe(0);
    expect(updated.out).toContain('1 finding left the baseline');
    expect(entries().map(({ code }) => code)).toEqual(['WI301']);
  });

  it('then fails what comes back', () => {
    expect(agentIdentity('check', write({ Old: long }), '--baseline', baseline).code).toBe(1);
  });

  it('keeps what belongs to paths that were not judged, or not read', () => {
    const other = write({ Tool: unbounded }, 'other.json');
    const both = `${files.path}/both.json`;
    agentIdentity('check', template, other, '--write-baseline', both);
    const before = entries(both);
    agentIdentity('check', write(soundRole('Old', LAMBDA_TRUST), 'other-sound.json'), '--baseline', both, '--update-baseline');
    files.file('other.json', '{');
    expect(agentIdentity('check', other, '--baseline', both, '--update-baseline').code).toBe(65);
    expect(entries(both)).toEqual(before);
  });

  it('never overwrites a file that is none', () => {
    const { code, out } = agentIdentity('check', template, '--write-baseline', template);
    expect(code).toBe(65);
    expect(out).toContain('holds no baseline, so it is not overwritten');
    expect(JSON.parse(readFileSync(template, 'utf8'))).toHaveProperty('Resources');
  });

  it.each([
    ['missing', () => `${files.path}/none.json`, '`--write-baseline` makes it'],
    ['broken', () => files.file('broken-baseline.json', '{"version":1'), 'the file is no JSON'],
    ['a template', () => template, 'the file holds no baseline'],
  ])('that is %s ends with 65, and every finding counts', (_what, file, why) => {
    const { code, out } = agentIdentity('check', write({ Old: unbounded }), '--baseline', file());
    expect(code).toBe(65);
    expect(out).toContain(why);
    expect(out).toContain('WI301');
  });
});

describe('acknowledgements', () => {
  const template = write({ Old: unbounded }, 'acknowledged.json');
  const [finding] = found(template);
  const file = (parts: object): string =>
    files.file('acknowledgements.json', {
      version: 1,
      acknowledgements: [{ fingerprint: finding?.fingerprint, because: 'the pipeline alone changes it', owner: 'platform', ...parts }],
    });

  it('accept a finding, with the reason shown', () => {
    const { code, out } = agentIdentity('check', template, '--acknowledgements', file({}));
    expect(code).toBe(0);
    expect(out).toMatch(/acknowledged {2}WI301 .*: the pipeline alone changes it \(platform\)/);
  });

  it('can be pasted from the report', () => {
    const line =
      agentIdentity('check', template)
        .out.split('\n')
        .find((one) => one.startsWith('  {"version"')) ?? '';
    expect(agentIdentity('check', template, '--acknowledgements', files.file('pasted.json', line.trim())).code).toBe(0);
  });

  it('expire', () => {
    const { code, out } = agentIdentity('check', template, '--acknowledgements', file({ expires: '2020-02-29' }));
    expect(code).toBe(1);
    expect(out).toContain('expired on 2020-02-29, so the finding is back');
    expect(agentIdentity('check', template, '--acknowledgements', file({ expires: '2099-02-28' })).code).toBe(0);
  });

  it('hold nothing else, and say so', () => {
    const { code, out } = agentIdentity('check', template, '--acknowledgements', file({ fingerprint: 'f'.repeat(32) }));
    expect(code).toBe(1);
    expect(out).toContain('is stale: nothing with its fingerprint is found');
  });

  it('with a fault accept nothing: 65', () => {
    const { code, out } = agentIdentity('check', template, '--acknowledgements', file({ owner: '' }));
    expect(code).toBe(65);
    expect(out).toContain('`owner` must be a text that is not empty');
    expect(out).toContain('WI301');
  });
});

describe('options that do not go together', () => {
  it.each([
    [['--update-baseline'], '`--update-baseline` has no baseline'],
    [['--write-baseline', 'a', '--baseline', 'b'], 'are two baselines'],
    [['--baseline', ''], 'the option `--baseline` names no file'],
    [['--baseline'], 'the option `--baseline` does not take'],
  ])('%j ends with 64', (args, message) => {
    const { code, err } = agentIdentity('check', 'x.json', ...args);
    expect(code).toBe(64);
    expect(err).toContain(message);
  });
});

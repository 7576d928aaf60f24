/** The report for people: many findings stay readable. */
import { checkToText } from '../../lib/report/check-text';
import { FULL, HOSTILE, hostileReport } from './reports';

const text = checkToText(FULL);
const lines = text.split('\n');

describe('the report as text', () => {
  it('groups findings by resource, the gravest first, and counts them', () => {
    expect(lines.filter((line) => line.startsWith('── '))).toEqual([
      '── App/Tool/Resource (Tool), cdk.out/App.template.json:12  1 error',
      '── Late  1 undecided',
      '── Wide  1 warning',
    ]);
  });

  it('shows of each what to do and what to pin', () => {
    const start = lines.findIndex((line) => line.startsWith('WI201'));
    expect(lines.slice(start, start + 6)).toEqual([
      'WI201 trust/subject-is-pinned: the trust policy of `Tool` accepts any subject',
      '  where  Properties.AssumeRolePolicyDocument.Statement.0',
      '  why    without a subject every workload can assume the role',
      '  shown  sub `repo:attacker/fork` is allowed',
      '  fix    add a condition',
      '  pin    0123456789abcdef0123456789abcdef',
    ]);
  });

  it('says what is accepted, what was not read, and what is to be told', () => {
    expect(text).toContain(
      '  acknowledged  WI301 the trust policy of `Tool` accepts any subject: the pipeline alone assumes it (platform, until 2099-01-01)',
    );
    expect(text).toContain('  in the baseline  1 finding');
    expect(text).toContain('? broken.json  not read: the file is no JSON');
    expect(text).toContain('note  an acknowledgement is stale: leave it out');
  });

  it('shows a file of acknowledgements to paste', () => {
    const line = lines.find((one) => one.startsWith('  {"version"')) ?? '';
    expect(JSON.parse(line)).toEqual({
      version: 1,
      acknowledgements: [
        expect.objectContaining({ fingerprint: '0123456789abcdef0123456789abcdef', code: 'WI201', resource: 'App/Tool/Resource' }),
      ],
    });
  });

  it('tells why a rule matters once, and ends with counts where there is much', () => {
    const [first] = FULL.judged;
    const [, , finding] = first?.findings ?? [];
    if (first === undefined || finding === undefined) throw new Error('the report is empty');
    const findings = Array.from({ length: 30 }, (_, index) => ({ ...finding, where: { resource: `Tool${index}` } }));
    const long = checkToText({ judged: [{ ...first, findings }], unread: [], notices: [] });
    expect(long.match(/^ {2}why /gm)).toHaveLength(1);
    expect(long).toContain('  WI201  trust/subject-is-pinned  30 errors');
    expect(long.trimEnd().split('\n').at(-1)).toBe('✗ refuted  7 proved, 1 refuted, 3 undecided in 1 path');
  });

  it('breaks lines where a terminal has columns, and nowhere else', () => {
    const narrow = checkToText(FULL, { width: 60 });
    const fields = narrow
      .split('\n')
      .filter((line) => /^(?:WI| {2}\S| {9}\S)/.test(line) && !line.startsWith('  {') && !line.startsWith('  acknow'));
    expect(Math.max(...fields.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(narrow.replace(/\n {2,9}(?=\S)/g, ' ')).toContain('the trust policy of `Tool` accepts any subject');
  });

  it.each(HOSTILE.map((name) => [name.slice(0, 40), name]))('obeys nothing that a template holds: %j', (_shown, name) => {
    const hostile = checkToText(hostileReport(name));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the claim
    expect(hostile).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
    expect(hostile.match(/^WI201 /gm)).toHaveLength(1);
    expect(hostile.split('\n')).toHaveLength(checkToText(hostileReport('x')).split('\n').length);
  });
});

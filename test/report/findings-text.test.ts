import type { Finding } from '../../lib/finding/finding';
import { FindingsError } from '../../lib/report/findings-error';
import { findingsToText, findingToText } from '../../lib/report/to-text';

const finding: Finding = {
  code: 'WI201',
  rule: 'trust/subject-is-pinned',
  severity: 'error',
  verdict: 'refuted',
  what: 'the trust policy of `orchestrator` accepts any subject from `token.actions.githubusercontent.com`',
  where: {
    path: 'Support/Orchestrator',
    resource: 'SupportOrchestrator4F2A91',
    pointer: '/Properties/AssumeRolePolicyDocument/Statement/0',
    file: 'identities.ts',
    line: 10,
  },
  why: 'without a subject, every workload the issuer signs a token for can assume the role',
  shown: 'sub `repo:attacker/fork:ref:refs/heads/main`, aud `sts.amazonaws.com` is allowed',
  fix: 'add a condition on `token.actions.githubusercontent.com:sub`',
};

describe('a finding as text', () => {
  it('is a head and one aligned line per field', () => {
    expect(findingToText(finding)).toBe(
      [
        'WI201 trust/subject-is-pinned: the trust policy of `orchestrator` accepts any subject from `token.actions.githubusercontent.com`',
        '  where  Support/Orchestrator (SupportOrchestrator4F2A91) Properties.AssumeRolePolicyDocument.Statement.0, identities.ts:10',
        '  why    without a subject, every workload the issuer signs a token for can assume the role',
        '  shown  sub `repo:attacker/fork:ref:refs/heads/main`, aud `sts.amazonaws.com` is allowed',
        '  fix    add a condition on `token.actions.githubusercontent.com:sub`',
      ].join('\n'),
    );
  });

  it('leaves out what is not known', () => {
    const { shown: _shown, ...rest } = finding;
    expect(findingToText({ ...rest, where: {} })).not.toMatch(/where|shown/);
  });

  it('says so when it is undecided or a warning', () => {
    expect(findingToText({ ...finding, verdict: 'undecided' })).toMatch(/^WI201 trust\/subject-is-pinned \(undecided\): /);
    expect(findingToText({ ...finding, severity: 'warning' })).toMatch(/^WI201 trust\/subject-is-pinned \(warning\): /);
  });

  it('names the component and the path within a declaration', () => {
    const where = (place: Finding['where']) =>
      findingToText({ ...finding, where: place })
        .split('\n')
        .find((line) => line.startsWith('  where'));
    expect(where({ component: 'crm', pointer: 'components.crm.trust' })).toBe('  where  components.crm.trust');
    expect(where({ component: 'crm', pointer: 'inputs.table' })).toBe('  where  crm inputs.table');
    expect(where({ pointer: '/Properties/Tags/a~1b~0c' })).toBe('  where  Properties.Tags["a/b~c"]');
  });

  it.each([
    ['a terminal escape', '\u001b[31m', '\\u001b[31m'],
    ['a line break', 'a\nb', 'a\\u000ab'],
    ['a mark that reverses the reading direction', '\u202e', '\\u202e'],
    ['a tag that hides text', '\u{e0041}', '\\u{e0041}'],
  ])('shows %s instead of obeying it', (_name, hostile, shown) => {
    const text = findingToText({ ...finding, what: `x${hostile}y`, where: { path: hostile } });
    expect(text).not.toContain(hostile);
    expect(text).toContain(`x${shown}y`);
    expect(text.split('\n')).toHaveLength(5);
  });

  it('has colours only where they are asked for', () => {
    expect(findingToText(finding)).not.toContain('\u001b');
    expect(findingToText(finding, { color: true })).toContain('\u001b[31mWI201 trust/subject-is-pinned\u001b[39m');
  });

  it('stands apart from the next by an empty line', () => {
    expect(findingsToText([finding, finding]).split('\n\n')).toHaveLength(2);
    expect(findingsToText([])).toBe('');
  });
});

describe('FindingsError', () => {
  const warning: Finding = { ...finding, severity: 'warning' };

  it('tells how many findings there are, then all of them', () => {
    const error = new FindingsError([finding, { ...finding, verdict: 'undecided' }, warning, warning]);
    expect(error.message.split('\n')[0]).toBe('1 error, 1 undecided, 2 warnings');
    expect(error.message.match(/^WI201/gm)).toHaveLength(4);
  });

  it('says what was refused', () => {
    expect(new FindingsError([finding], 'the declaration of `support` cannot be planned').message).toMatch(
      /^the declaration of `support` cannot be planned: 1 error\n\nWI201/,
    );
  });

  it('keeps the findings as data and is an error like any other', () => {
    const error = new FindingsError([finding]);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('FindingsError');
    expect(error.findings).toEqual([finding]);
  });

  it('points with its stack at nothing but the caller\u2019s own code', () => {
    const frames = (new FindingsError([finding]).stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.filter((frame) => /node_modules|node:internal/.test(frame))).toEqual([]);
  });
});

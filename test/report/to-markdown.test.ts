/** Markdown for a pull request: short, complete, and harmless whatever a template holds. */
import type { CheckReport } from '../../lib/report/judged-path';
import { code, markdown } from '../../lib/report/markdown-text';
import { toMarkdown } from '../../lib/report/to-markdown';
import { FULL, HOSTILE, hostileReport } from './reports';

describe('the report in Markdown', () => {
  const text = toMarkdown(FULL);

  it('begins with the verdict and the counts', () => {
    expect(text.split('\n').slice(0, 3)).toEqual([
      '### ✗ agent-identity: refuted',
      '',
      '**1 error, 1 undecided, 1 warning** in 2 paths · 11 proved · 1 in the baseline · 1 acknowledged',
    ]);
  });

  it('shows the gravest first, in a table', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && line.includes('WI'));
    expect(
      rows.map((row) =>
        row
          .split('|')
          .slice(1, 4)
          .map((cell) => cell.trim()),
      ),
    ).toEqual([
      ['✗ error', 'WI201 trust/subject-is-pinned', '`App/Tool/Resource`'],
      ['? undecided', 'WI200 trust/policy-is-well-formed', '`Late`'],
      ['! warning', 'WI701 quota/policy-sizes', '`Wide`'],
    ]);
  });

  it('folds the details away, with everything to act on', () => {
    expect(text).toContain('<details><summary><b>WI201</b> trust/subject-is-pinned: 1 error</summary>');
    for (const part of [
      '  - shown: sub `repo:attacker/fork` is allowed',
      '  - fix: add a condition',
      '  - pin: `0123456789abcdef0123456789abcdef`',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('says what was not read, what is acknowledged and by whom, and what is to be told', () => {
    expect(text).toContain('- `broken.json` was not read: the file is no JSON');
    expect(text).toContain('the pipeline alone assumes it (platform, until 2099-01-01)');
    expect(text).toContain('- an acknowledgement is stale: leave it out');
  });

  it('is one line of counts where all is well', () => {
    const [, sound] = FULL.judged;
    const report: CheckReport = { judged: sound === undefined ? [] : [sound], unread: [], notices: [] };
    expect(toMarkdown(report)).toBe('### ✓ agent-identity: proved\n\n**no findings** in 1 path · 4 proved\n');
  });

  it('fits into a comment, and says what it leaves out', () => {
    const [first] = FULL.judged;
    const many = Array.from({ length: 3_000 }, (_, index) => ({
      ...(first?.findings[2] ?? (undefined as never)),
      code: `WI${200 + (index % 100)}`,
      what: `finding ${index} ${'x'.repeat(200)}`,
    }));
    const long = toMarkdown({ ...FULL, judged: first === undefined ? [] : [{ ...first, findings: many }] });
    expect(long.length).toBeLessThan(65_536);
    expect(long).toMatch(/… and 2975 findings more, below/);
    expect(long).toMatch(/… \d+ sections left out for length/);
  });
});

describe('text from a template', () => {
  it.each([
    ['a link', '[x](https://evil.example)', '&#91;x&#93;(https&#58;//evil.example)'],
    ['a mention', '@team', '&#64;team'],
    ['HTML', '<img src=x>', '&#60;img src=x&#62;'],
    ['a cell', 'a | b', 'a &#124; b'],
    ['emphasis', '**a** _b_ ~~c~~', '&#42;&#42;a&#42;&#42; &#95;b&#95; &#126;&#126;c&#126;&#126;'],
    ['code', 'the role `a|b` is', 'the role `a\\|b` is'],
    ['half a quotation', 'the role `a', 'the role &#96;a'],
  ])('is shown and does nothing: %s', (_what, text, shown) => {
    expect(markdown(text)).toBe(shown);
  });

  it('may hold backticks in code', () => {
    expect(code('a``b`c')).toBe('``` a``b`c ```');
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 40), text]))('keeps the structure of the report: %j', (_shown, text) => {
    const report = toMarkdown(hostileReport(text));
    const lines = report.split('\n');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the claim
    expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
    expect(lines.filter((line) => line.startsWith('|'))).toHaveLength(3);
    expect(lines.filter((line) => line.startsWith('<details>'))).toHaveLength(2);
    const outsideOfCode = report.replace(/(`+)(?!`)[^`]*?(?:`+[^`]+?)*?\1(?!`)/g, '');
    expect(outsideOfCode).not.toMatch(/<(?!\/?(?:details|summary|b)>)|\]\(|https?:\/\/|@/);
  });
});

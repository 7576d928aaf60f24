/** What is accepted does not count, and nothing else is accepted with it. */
import type { Finding } from '../../lib/finding/finding';
import { accept } from '../../lib/rules/accept';
import type { Judgement } from '../../lib/rules/run-rules';
import { verdictOf } from '../../lib/rules/verdict-of';

const finding = (what: string, parts: Partial<Finding> = {}): Finding => ({
  code: 'WI200',
  rule: 'trust/policy-is-well-formed',
  severity: 'error',
  verdict: 'undecided',
  what,
  where: {},
  why: '',
  fix: '',
  ...parts,
});

const first = finding('a');
const second = finding('b');
const refuted = finding('c', { code: 'WI301', rule: 'boundary/is-present', verdict: 'refuted' });
const OPEN = { code: 'WI201', severity: 'error', because: 'trust/policy-is-well-formed' } as const;

const judgement: Judgement = {
  verdict: 'refuted',
  summary: { proved: 3, refuted: 1, undecided: 4 },
  findings: [first, second, refuted],
  openElsewhere: [OPEN, OPEN],
  assumptions: [],
};

const pin = ({ what }: Finding): string => what.repeat(32);
const acknowledging = (...whats: readonly string[]) => whats.map((what) => ({ fingerprint: what.repeat(32), because: 'so', owner: 'me' }));
const TODAY = '2026-06-30';

describe('accepting', () => {
  it('takes out what is acknowledged and what the baseline holds, and judges the rest', () => {
    const settled = accept(judgement, pin, { today: TODAY, acknowledgements: acknowledging('c'), baseline: new Set(['a'.repeat(32)]) });
    expect(settled.findings.map(({ what, fingerprint }) => [what, fingerprint])).toEqual([['b', 'b'.repeat(32)]]);
    expect(settled.accepted.map(({ what, acceptance }) => [what, acceptance.by])).toEqual([
      ['a', 'baseline'],
      ['c', 'acknowledgement'],
    ]);
    expect(settled.verdict).toBe('undecided');
    expect(settled.summary).toEqual({ proved: 3, refuted: 0, undecided: 3 });
  });

  it('leaves questions open that hang on a finding of a rule, until all of its findings are accepted', () => {
    const some = accept(judgement, pin, { today: TODAY, acknowledgements: acknowledging('a', 'c') });
    expect([some.verdict, some.openElsewhere.length]).toEqual(['undecided', 2]);
    const all = accept(judgement, pin, { today: TODAY, acknowledgements: acknowledging('a', 'b', 'c') });
    expect([all.verdict, all.openElsewhere.length, all.summary]).toEqual(['proved', 0, { proved: 3, refuted: 0, undecided: 0 }]);
  });

  it('never closes a question for a reason that nothing reports', () => {
    const alone: Judgement = { ...judgement, findings: [], summary: { proved: 3, refuted: 0, undecided: 2 } };
    expect(accept(alone, pin, { today: TODAY, acknowledgements: acknowledging('a', 'b', 'c') }).verdict).toBe('undecided');
  });

  it.each([
    ['2026-06-29', 1],
    ['2026-06-30', 0],
    ['2026-07-01', 0],
  ])('holds until %s is over', (expires, found) => {
    const [one] = acknowledging('c');
    const settled = accept({ ...judgement, findings: [refuted] }, pin, {
      today: TODAY,
      acknowledgements: one === undefined ? [] : [{ ...one, expires }],
    });
    expect(settled.findings).toHaveLength(found);
  });
});

describe('the verdict', () => {
  const warning = finding('w', { severity: 'warning' });

  it.each<[string, Parameters<typeof verdictOf>[0], string, string]>([
    ['a warning that is undecided', { findings: [warning], openElsewhere: [] }, 'proved', 'undecided'],
    ['a warning that is refuted', { findings: [{ ...warning, verdict: 'refuted' }], openElsewhere: [] }, 'proved', 'refuted'],
    ['a question that a warning leaves open', { findings: [], openElsewhere: [{ ...OPEN, severity: 'warning' }] }, 'proved', 'undecided'],
    ['a question that an error leaves open', { findings: [warning], openElsewhere: [OPEN] }, 'undecided', 'undecided'],
    ['an error beside it', { findings: [refuted], openElsewhere: [OPEN] }, 'refuted', 'refuted'],
  ])('of %s is the same for refuted and undecided ones', (_what, said, usually, strictly) => {
    expect([verdictOf(said, false), verdictOf(said, true)]).toEqual([usually, strictly]);
  });
});

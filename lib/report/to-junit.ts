/**
 * The report of `agent-identity check` as JUnit XML: a test suite for each path, a test case for each rule.
 *
 * There is no official schema; the elements are those that CI servers read.
 */

import type { CheckReport, JudgedPath, PinnedFinding, UnreadPath } from './judged-path';
import { placeToText } from './place-text';
import { printable } from './printable';
import type { RuleAbout } from './rule-about';
import { shownLines } from './shown-lines';
import { attributes, element, type Xml } from './xml';

export interface JunitOptions {
  /** The rules that judged. */
  readonly rules: readonly RuleAbout[];
  /** Whether warnings fail as errors do. */
  readonly warningsCount: boolean;
  /** Whether an open question fails; otherwise its test is skipped. */
  readonly undecidedFails: boolean;
}

type State = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  readonly state: State;
  readonly xml: Xml;
}

const told = (finding: PinnedFinding): string =>
  [
    finding.what,
    `where: ${placeToText(finding.where)}`,
    ...shownLines(finding).map((line, index) => (index === 0 ? `shown: ${line}` : `       ${line}`)),
    `fix: ${finding.fix}`,
    `pin: ${finding.fingerprint}`,
  ]
    .map(printable)
    .join('\n  ');

const bodyOf = (findings: readonly PinnedFinding[]): string => findings.map(told).join('\n\n');

function messageOf(findings: readonly PinnedFinding[]): string {
  const [first] = findings;
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  return `${printable(first?.what ?? '')}${more}`;
}

function caseOf({ path, findings, accepted, openElsewhere }: JudgedPath, rule: RuleAbout, options: JunitOptions): Case {
  const own = findings.filter(({ code }) => code === rule.code);
  const grave = own.filter(({ severity }) => options.warningsCount || severity === 'error');
  const isRefuted = grave.some(({ verdict }) => verdict === 'refuted');
  const left = openElsewhere.find(({ code }) => code === rule.code);
  const taken = accepted.filter(({ code }) => code === rule.code);
  const wrap = (state: State, ...children: readonly Xml[]): Case => ({
    state,
    xml: element('testcase', attributes({ classname: printable(path), name: `${rule.code} ${rule.name}`, time: '0' }), children),
  });
  const skipped = (why: string): Xml => element('skipped', attributes({ message: why }), []);
  if (isRefuted || (grave.length > 0 && options.undecidedFails)) {
    const type = isRefuted ? 'refuted' : 'undecided';
    return wrap('failure', element('failure', attributes({ message: messageOf(grave), type }), [`${bodyOf(own)}\n\n${rule.why}`]));
  }
  if (grave.length > 0) return wrap('skipped', skipped(`undecided: ${messageOf(grave)}`));
  if (left !== undefined) return wrap('skipped', skipped(`undecided: see ${left.because}`));
  if (own.length > 0) return wrap('passed', element('system-out', '', [bodyOf(own)]));
  if (taken.length > 0) return wrap('skipped', skipped(`accepted: ${messageOf(taken)}`));
  return wrap('passed');
}

function suite(name: string, cases: readonly Case[]): Xml {
  const count = (state: State): string => String(cases.filter((one) => one.state === state).length);
  const given = {
    name,
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: '0',
  };
  return element(
    'testsuite',
    attributes(given),
    cases.map(({ xml }) => xml),
  );
}

const unreadCase = ({ path, why }: UnreadPath, index: number): Case => ({
  state: 'error',
  xml: element(
    'testcase',
    attributes({ classname: printable(path), name: index === 0 ? 'can be read' : `can be read (${index + 1})`, time: '0' }),
    [element('error', attributes({ message: printable(why), type: 'unread' }), [])],
  ),
});

/** The report as XML, with a line break at the end. */
export function toJunit({ judged, unread }: CheckReport, options: JunitOptions): string {
  const rules = [...options.rules].sort((a, b) => (a.code < b.code ? -1 : 1));
  const suites = judged.map((one) => ({ name: printable(one.path), cases: rules.map((rule) => caseOf(one, rule, options)) }));
  const unreadPaths = [...new Set(unread.map(({ path }) => path))];
  const unreadSuites = unreadPaths.map((path) => ({
    name: printable(path),
    cases: unread.filter((one) => one.path === path).map(unreadCase),
  }));
  const all = [...suites, ...unreadSuites];
  const cases = all.flatMap((one) => one.cases);
  const count = (state: State): string => String(cases.filter((one) => one.state === state).length);
  const root = element(
    'testsuites',
    attributes({
      name: 'agent-identity',
      tests: String(cases.length),
      failures: count('failure'),
      errors: count('error'),
      skipped: count('skipped'),
    }),
    all.map((one) => suite(one.name, one.cases)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`;
}

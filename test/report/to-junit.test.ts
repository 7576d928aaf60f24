/** JUnit XML, read back by a strict XML parser. */
import { SaxesParser } from 'saxes';
import { toJunit } from '../../lib/report/to-junit';
import { RULES } from '../../lib/rules';
import { FULL, HOSTILE, hostileReport } from './reports';

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
}

/** @throws where the text is no well-formed XML */
function parse(text: string): Node {
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const stack = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const node: Node = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    stack.at(-1)?.children.push(node);
    stack.push(node);
  });
  parser.on('closetag', () => void stack.pop());
  parser.on('text', (piece) => {
    const node = stack.at(-1);
    if (node !== undefined) node.text += piece;
  });
  parser.write(text).close();
  const [suites] = root.children;
  if (suites === undefined) throw new Error('the document is empty');
  return suites;
}

const OPTIONS = { rules: RULES, warningsCount: false, undecidedFails: true };
const suites = (report = FULL, options = {}): Node => parse(toJunit(report, { ...OPTIONS, ...options }));
const caseOf = (root: Node, code: string): Node | undefined =>
  root.children[0]?.children.find(({ attributes }) => attributes.name?.startsWith(code));
const resultOf = (root: Node, code: string): string => caseOf(root, code)?.children[0]?.name ?? 'passed';

describe('JUnit XML', () => {
  it('has a suite for each path, and in it a test for each rule', () => {
    const { children } = suites();
    expect(children.map(({ attributes }) => attributes.name)).toEqual(['cdk.out', 'sound.json', 'broken.json']);
    expect(children[1]?.children.map(({ attributes }) => attributes.name)).toEqual(RULES.map(({ code, name }) => `${code} ${name}`).sort());
  });

  it('fails what is refuted and what is undecided, and never passes a question that is open elsewhere', () => {
    const root = suites();
    expect(['WI201', 'WI200', 'WI202', 'WI701', 'WI301', 'WI501'].map((code) => resultOf(root, code))).toEqual([
      'failure',
      'failure',
      'skipped',
      'system-out',
      'skipped',
      'passed',
    ]);
    expect(caseOf(root, 'WI201')?.children[0]?.text).toContain('shown: sub `repo:attacker/fork` is allowed');
  });

  it('fails as the command does', () => {
    expect(resultOf(suites(FULL, { undecidedFails: false }), 'WI200')).toBe('skipped');
    expect(resultOf(suites(FULL, { warningsCount: true }), 'WI701')).toBe('failure');
  });

  it('counts what it holds', () => {
    const root = suites();
    const cases = root.children.flatMap(({ children }) => children);
    const count = (name: string): string => String(cases.filter(({ children }) => children[0]?.name === name).length);
    expect(root.attributes).toEqual({
      name: 'agent-identity',
      tests: String(cases.length),
      failures: count('failure'),
      errors: '1',
      skipped: count('skipped'),
    });
    expect(count('error')).toBe('1');
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 40), text]))('is well-formed whatever a template holds: %j', (_shown, text) => {
    const root = suites(hostileReport(text));
    expect(resultOf(root, 'WI201')).toBe('failure');
    expect(root.children[0]?.children).toHaveLength(RULES.length);
  });
});

/**
 * Mangled paths through the built command: each is told with a reason, none stops the others, and nothing passes in silence.
 *
 * What is read and judged in spite of its flaws is the subject of test/graph/hostile.test.ts.
 */
import { LAMBDA_TRUST, role } from '../../lib/rules/examples/parts';
import { agentIdentity, folder, type Ran } from './command';
import { unreadablePaths } from './mangled-paths';

const files = folder();
afterAll(files.remove);

const mangled = unreadablePaths(files.path);
const bad = files.file('bad.json', { Resources: { Tool: role({ trust: LAMBDA_TRUST }) } });

interface Report {
  readonly findings: readonly { readonly file: string; readonly code: string }[];
  readonly unread: readonly { readonly path: string; readonly why: string }[];
}

let ran: Ran;
let report: Report;
let seconds: number;

beforeAll(() => {
  const start = process.hrtime.bigint();
  // Paths with a NUL cannot be given on a command line.
  ran = agentIdentity('check', '--format', 'json', ...mangled.map(({ path }) => path).filter((path) => !path.includes('\u0000')), bad);
  seconds = Number(process.hrtime.bigint() - start) / 1e9;
  report = JSON.parse(ran.out);
}, 120_000);

describe('200 mangled paths at once', () => {
  it('end with 65 in bounded time, without a crash', () => {
    expect(mangled.length).toBeGreaterThanOrEqual(200);
    expect(ran.code).toBe(65);
    expect(ran.err).toBe('');
    expect(seconds).toBeLessThan(60);
  });

  it('are each told with a reason in words', () => {
    const told = new Map(report.unread.map(({ path, why }) => [path, why]));
    const silent = mangled.filter(({ path }) => !path.includes('\u0000') && !told.has(path)).map(({ what }) => what);
    expect(silent).toEqual([]);
    for (const why of told.values()) {
      expect(why).toMatch(/^[`a-z/]/);
      expect(why).not.toMatch(/a fault of this program|undefined|\[object|\bat .+:\d+:\d+/);
    }
  });

  it('do not stop another path from being judged', () => {
    expect(report.findings.map(({ file, code }) => [file, code])).toEqual([[bad, 'WI301']]);
  });
});

describe('one mangled path', () => {
  it.each([
    ['text broken off', /no JSON/],
    ['UTF-16 LE', /no UTF-8 text/],
    ['a billion laughs', /too many values/],
    ['deep lists', /nested too deeply/],
    ['logical ids twice, once escaped', /`T` is written twice/],
    ['a resource that is 7', /the resource `Tool`: a resource must be an object, not a number/],
    ['resources below __proto__', /the template has no `Resources`/],
    ['no resources', /nothing to judge/],
    ['circle', /go round in a circle/],
    ['pipe', /neither a file nor a folder/],
  ])('ends with 65 and a clear word: %s', (start, why) => {
    const { path = '' } = mangled.find(({ what }) => what.startsWith(start.replace('text broken off', 'text 0 broken off'))) ?? {};
    const { code, out, err } = agentIdentity('check', path);
    expect(code).toBe(65);
    expect(out).toMatch(why);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the claim
    expect(`${out}${err}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f]|\n\s+at /);
  });
});

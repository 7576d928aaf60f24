/** A fault of the program itself: it is told of the path that it came with, and the others are judged. */
import { checkGraph } from '../../lib/assert/check-graph';
import { main } from '../../lib/cli/main';
import { LAMBDA_TRUST, soundRole } from '../../lib/rules/examples/parts';
import { folder } from './command';

jest.mock('../../lib/assert/check-graph', () => {
  const actual = jest.requireActual<typeof import('../../lib/assert/check-graph')>('../../lib/assert/check-graph');
  return { ...actual, checkGraph: jest.fn(actual.checkGraph) };
});

const files = folder();
afterAll(files.remove);

it('ends with 65 for that path alone', () => {
  jest.mocked(checkGraph).mockImplementationOnce(() => {
    throw new RangeError('too much');
  });
  const paths = ['a.json', 'b.json'].map((name) => files.file(name, { Resources: soundRole('Tool', LAMBDA_TRUST) }));
  const out: string[] = [];
  const code = main(['check', ...paths], { out: (text) => void out.push(text), err: () => undefined, color: false, columns: undefined });
  expect(code).toBe(65);
  expect(out.join('')).toContain('a.json  not read: judging it failed, which is a fault of this program: too much');
  expect(out.join('')).toMatch(/✓ .+b\.json {2}proved/);
});

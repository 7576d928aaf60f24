/** The page of the command: its examples run, and print what they show. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readAcknowledgements } from '../../lib/report/acknowledgement';
import { agentIdentity, folder } from './command';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/command.md'), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);

/** Where the page writes its baseline; here it stands in a folder of the test’s own. */
const BASELINE = '/tmp/identity-baseline.json';
const files = folder();
afterAll(files.remove);

const pattern = (line: string): string =>
  line
    .split('…')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');

/** Lines in which `…` stands for anything, and alone for any number of lines. */
const shownIn = (expected: readonly string[]): RegExp =>
  new RegExp(`^${expected.map((line) => (line === '…' ? '(?:.*\\n)*?' : `${pattern(line)}\\n`)).join('')}`);

const sessions = blocks('console').flatMap((block) =>
  block
    .split(/^\$ /m)
    .filter((part) => part !== '')
    .map((part) => part.trimEnd().split('\n')),
);

describe('docs/command.md', () => {
  it('shows every format', () => {
    const formats = new Set(sessions.flatMap(([command = '']) => /--format (\w+)/.exec(command)?.[1] ?? []));
    expect([...formats].sort()).toEqual(['json', 'junit', 'markdown', 'sarif']);
  });

  it('shows what the commands print, one after the other', () => {
    let code: number | null = 0;
    for (const [command = '', ...expected] of sessions) {
      if (command === 'echo $?') {
        expect(`${code}`).toBe(expected[0]);
        continue;
      }
      const [npx, name, ...args] = command.split(' ');
      expect([npx, name]).toEqual(['npx', 'agent-identity']);
      const ran = agentIdentity(...args.map((arg) => (arg === BASELINE ? `${files.path}/baseline.json` : arg)));
      code = ran.code;
      expect(`${ran.out}${ran.err}`).toMatch(shownIn(expected));
    }
  });

  it('shows an acknowledgement that can be used: the one of the example', () => {
    const [text = ''] = blocks('json');
    const read = readAcknowledgements(JSON.parse(text));
    expect(read).toHaveProperty('acknowledgements');
    const example = JSON.parse(readFileSync(join(root, 'examples/command/acknowledgements.json'), 'utf8'));
    expect(read).toEqual({ acknowledgements: example.acknowledgements });
  });

  it('shows a part of the workflow, which is YAML and runs the command as it is', () => {
    const workflow = readFileSync(join(root, 'examples/command/identities.yml'), 'utf8');
    const [shown = ''] = blocks('yaml');
    for (const part of shown.split('…\n')) expect(workflow).toContain(part);
    const { jobs } = parse(workflow);
    const steps: readonly { readonly run?: string }[] = jobs.check.steps;
    const commands = steps.flatMap(({ run = '' }) =>
      [...run.matchAll(/agent-identity (check .*?)(?: > \S+)?(?: \|\| true)?$/gm)].map(([, args = '']) => args),
    );
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      const args = command.replace('$ACCEPTED', jobs.check.env.ACCEPTED).split(' ');
      // Neither folder nor files are here: 65, and not 64, says that the command line was understood.
      expect(agentIdentity(...args).code).toBe(65);
    }
  });
});

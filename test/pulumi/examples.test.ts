import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

interface Read {
  readonly roles: readonly string[];
  readonly unread: readonly unknown[];
  readonly unknown: boolean;
}

const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, 'programs', 'examples.ts')], {
  cwd: join(__dirname, '..', '..'),
  encoding: 'utf8',
});
const results: Readonly<Record<string, Readonly<Record<'preview' | 'deployment', Read>>>> = JSON.parse(stdout);

describe.each([
  [
    'support',
    ['-quarantine', '-quarantine-start', 'crm', 'host', 'orchestrator', 'reasoner', 'search'].map(
      (component) => `support-${component}-dev`,
    ),
  ],
  ['coding', ['builder', 'deployer', 'orchestrator', 'reviewer'].map((component) => `coding-${component}-prod-eu-central-1`)],
])('the program of the %s agent', (example, roles) => {
  it('gives every component its role in a preview, where nothing of it exists yet', () => {
    expect(results[example]?.preview).toEqual({ roles, unread: [], unknown: true });
  });

  it('gives every component its role in a deployment, where everything becomes known', () => {
    expect(results[example]?.deployment).toEqual({ roles, unread: [], unknown: false });
  });
});
